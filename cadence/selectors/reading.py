"""One reply on the desk: their words, and what was said before."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.translation import gettext as _

from cadence.enums import ReplyKind, TouchState
from cadence.models import Enrollment, Reply, Touch
from cadence.permissions import can_decide
from cadence.policies.listening import check_wants_a_line
from cadence.selectors.answers import addressee_of_reply
from cadence.selectors.as_sent import CAME_BY_MAIL
from cadence.selectors.conversation import Conversation, conversation_with
from cadence.selectors.left_behind import why_left_behind
from cadence.selectors.words import pressed_on
from mailbox.enums import Verdict
from mailbox.inbound.suggestion import asks_to_stop, asks_to_stop_by_subject, without_mark
from prospects.models import Prospect
from prospects.selectors.suppressions import is_stopped_for_good
from team.models import Policy, User
from team.refusals import Refused


@dataclass(frozen=True, slots=True)
class ReadingPane:
    reply: Reply
    conversation: Conversation
    may_name: bool
    letters: list[Touch]
    off_until: date
    viewer: User
    at: datetime

    @property
    def by_mail(self) -> bool:
        """Whether their mail can be seen as it was sent."""
        return bool(self.reply.by_mail)  # type: ignore[attr-defined]

    @property
    def silenced(self) -> str:
        """Why nothing is left to decide: they used the link in our letter, and it stopped everything; "" else."""
        if not (self.may_name and self.reply.is_link_press):
            return ""
        try:
            check_wants_a_line(self.prospect, self.at)
        except Refused as refused:
            return refused.sentence
        return ""

    @property
    def sounds_like_no(self) -> bool:
        """What the mail itself suggests: whoever asks us to stop finds that first."""
        return self.may_name and self.reply.suggested_kind == ReplyKind.NO

    @property
    def may_stop(self) -> bool:
        """Beside the choices the question has its own button; and nobody is stopped twice."""
        return not self.may_name and not is_stopped_for_good(self.prospect)

    @property
    def pressed(self) -> str:
        """That they pressed the link under a letter, and when; "" for whatever they said."""
        if not self.reply.is_link_press:
            return ""
        return pressed_on(self.reply.received_at, self.viewer.zone)

    @property
    def words_with_it(self) -> str:
        """What stood in the mail that pressed the link for them: their own words, or those of their mail program."""
        mail = self.reply.message if self.reply.is_link_press else None
        return mail.text if mail is not None and mail.verdict == Verdict.PERSON else ""

    @property
    def writer(self) -> str:
        """Whoever wrote it: a colleague of theirs may have."""
        return addressee_of_reply(self.reply).greeting_name

    @property
    def asks_to_stop(self) -> str:
        """That their words or their subject ask it, said above them so that nobody reads past it; "" else."""
        mail = self.reply.message
        if not self.sounds_like_no or mail is None or self.reply.is_link_press:
            return ""
        if asks_to_stop_by_subject(mail.subject):
            subject = without_mark(mail.subject).lower()
            return _("Asked us to stop, by its subject: %(subject)s.") % {"subject": subject}
        return _("This may ask us to stop.") if asks_to_stop(self.reply.text) else ""

    @property
    def left_behind(self) -> str:
        return why_left_behind(self.prospect)

    @property
    def answer(self) -> Touch | None:
        """The letter to them that waits, or the one that was sent."""
        return self.letters[0] if self.letters else None

    @property
    def may_answer(self) -> bool:
        """A no has its acknowledgement; whatever else somebody read may be answered by hand."""
        kinds = ("", ReplyKind.NO)
        return self.reply.kind not in kinds and can_decide(self.viewer, self.prospect)

    @property
    def talk(self) -> Enrollment | None:
        """The conversation that goes on by hand, when this colleague leads it."""
        enrollment = self.reply.enrollment
        talks = enrollment is not None and enrollment.is_talking and bool(self.reply.kind)
        return enrollment if talks and can_decide(self.viewer, self.prospect) else None

    @property
    def prospect(self) -> Prospect:
        return self.reply.prospect

    @property
    def local_time(self) -> time:
        return self.prospect.wall_clock(self.at)


def reading_pane(viewer: User, pk: int, at: datetime) -> ReadingPane:
    """Raises Reply.DoesNotExist for a reply of somebody whom this colleague cannot reach."""
    visible = Prospect.objects.visible_to(viewer)
    reply = (
        Reply.objects.filter(prospect__in=visible)
        .select_related(
            "prospect__company", "prospect__owner", "owner", "named_by", "enrollment", "message"
        )
        .defer("message__text", "message__full_text", "message__html")
        .annotate(by_mail=ExpressionWrapper(CAME_BY_MAIL, output_field=BooleanField()))
        .get(pk=pk)
    )
    letters = reply.answers.exclude(state__in=[TouchState.SKIPPED, TouchState.CANCELLED])
    return ReadingPane(
        reply=reply,
        conversation=conversation_with(reply.prospect, viewer),
        may_name=not reply.kind and can_decide(viewer, reply.prospect),
        letters=list(letters.order_by("-pk")) if reply.kind else [],
        off_until=off_until(viewer, at),
        viewer=viewer,
        at=at,
    )


def off_until(viewer: User, at: datetime) -> date:
    """The day until which a no keeps somebody off every list."""
    rest = timedelta(days=Policy.current().rest_after_no_days)
    return (at + rest).astimezone(viewer.zone).date()
