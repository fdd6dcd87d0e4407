"""What the cadence room knows of one person, for their page."""

from dataclasses import dataclass
from datetime import date, datetime

from cadence.models import Enrollment, Hold, Touch
from cadence.permissions import can_decide
from cadence.schedule import local_day
from cadence.selectors.beginning import Beginning, beginning_of
from cadence.selectors.conversation import (
    Conversation,
    Page,
    Show,
    conversation_with,
    page_of_conversation,
)
from cadence.selectors.finished import all_tries_made
from cadence.selectors.left_behind import why_left_behind
from cadence.selectors.setbacks import unasked
from cadence.selectors.steps import steps_by_version
from cadence.selectors.thread import Thread, thread_of
from cadence.selectors.unsure import Unsure, unsure_letters
from cadence.selectors.words import channel_word
from prospects.models import Prospect
from prospects.selectors.suppressions import is_stopped_for_good
from research.selectors.misfits import why_no_fit
from team.models import User


@dataclass(frozen=True, slots=True)
class PersonPanel:
    prospect: Prospect
    enrollment: Enrollment | None
    next_try: Touch | None
    thread: Thread | None
    conversation: Conversation
    page: Page
    show: str
    hold: Hold | None
    beginning: Beginning | None
    may_work: bool
    may_stop: bool
    unsure: list[Unsure]
    all_made: bool
    begins_on: date | None
    to_learn_from: Enrollment | None

    @property
    def next_word(self) -> str:
        """By which channel, as a word in a sentence."""
        return channel_word(self.next_try.channel) if self.next_try else ""

    @property
    def left_behind(self) -> str:
        """To whoever can give them to a colleague."""
        return why_left_behind(self.prospect) if self.may_work else ""

    @property
    def is_running(self) -> bool:
        return self.enrollment is not None and self.enrollment.ended_at is None

    @property
    def is_misfit(self) -> bool:
        """They were judged not a fit, and nobody has ended their cadence."""
        return self.is_running and self.may_work and bool(why_no_fit(self.prospect))

    @property
    def is_talking(self) -> bool:
        """They go on by hand, and this colleague leads it."""
        return self.enrollment is not None and self.enrollment.is_talking and self.may_work


def person_panel(
    viewer: User,
    prospect: Prospect,
    at: datetime,
    *,
    show: str = Show.ALL,
    before: tuple[datetime, int] | None = None,
) -> PersonPanel:
    """`show` and `before`: which part of the conversation is read."""
    enrollment = (
        prospect.enrollments.select_related(
            "version__cadence", "prospect__company", "ended_by", "owner"
        )
        .order_by("-started_at", "-pk")
        .first()
    )
    conversation = conversation_with(prospect, viewer)
    running = enrollment is not None and enrollment.ended_at is None
    next_try = _next_try(enrollment) if enrollment and running else None
    may_work = can_decide(viewer, prospect)
    return PersonPanel(
        prospect=prospect,
        enrollment=enrollment,
        next_try=next_try,
        thread=_thread(enrollment, conversation, next_try, viewer, at) if enrollment else None,
        conversation=conversation,
        page=page_of_conversation(prospect, viewer, show, before),
        show=show,
        hold=Hold.objects.filter(company=prospect.company_id, lifted_at__isnull=True).first(),
        beginning=None if running else beginning_of(prospect, at, by=viewer),
        may_work=may_work,
        may_stop=may_work and not is_stopped_for_good(prospect),
        unsure=unsure_letters(prospect, viewer, at),
        all_made=_is_all_made(enrollment) if enrollment and running and not next_try else False,
        begins_on=_begins_on(enrollment, at) if enrollment and running else None,
        to_learn_from=unasked(prospect) if may_work and not running else None,
    )


def _next_try(enrollment: Enrollment) -> Touch | None:
    return enrollment.touches.open().steps().select_related("step").first()


def _begins_on(enrollment: Enrollment, at: datetime) -> date | None:
    """Their day, where it is still to come."""
    if enrollment.started_at <= at:
        return None
    return local_day(enrollment.started_at, enrollment.prospect.zone)


def _is_all_made(enrollment: Enrollment) -> bool:
    return all_tries_made().filter(pk=enrollment.pk).exists()


def _thread(
    enrollment: Enrollment,
    conversation: Conversation,
    next_try: Touch | None,
    viewer: User,
    at: datetime,
) -> Thread:
    version = enrollment.version_id
    return thread_of(
        enrollment,
        said=conversation.said,
        steps=steps_by_version([version]).get(version, []),
        now=next_try,
        viewer=viewer,
        today=at.astimezone(viewer.zone).date(),
    )
