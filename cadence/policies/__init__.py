"""May this happen now? Each rule is a pair: `check_x` raises the reason, `can_x` asks."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import (
    CallOutcome,
    Ending,
    EnrollmentState,
    ReplyKind,
    TouchKind,
    VersionState,
)
from cadence.models import Attempt, CadenceVersion, Enrollment, Hold, Reply, Step, Touch
from cadence.policies import listening, warmth
from cadence.schedule import PersonCalendar, call_is_legal_at
from prospects.enums import Channel
from prospects.models import Company, Prospect
from prospects.selectors.suppressions import channels_stopped, suppression_for
from research import policies as research_policies
from team.models import Policy
from team.refusals import Refused

TO_WRITE_A_CALL_DOWN = timedelta(hours=1)
FALLBACKS = (Channel.EMAIL, Channel.CALL, Channel.LINKEDIN, Channel.POST)


def asks(check: Callable[[], None]) -> bool:
    """Whether a check passes."""
    try:
        check()
    except Refused:
        return False
    return True


def check_not_stopped(prospect: Prospect, channel: str, at: datetime) -> None:
    """R10: nothing goes to somebody who asked us to stop."""
    stop = suppression_for(prospect, channel, at)
    if stop is not None:
        raise Refused(
            _("%(name)s asked us to stop on %(day)s. Nobody here writes to them again.")
            % {"name": prospect.name, "day": formats.date_format(stop.created_at, "j F Y")},
            code="asked_to_stop",
        )


def check_some_way_is_open(prospect: Prospect, at: datetime) -> None:
    """R10, before a cadence begins: a stop for everything, or one for each channel."""
    check_not_stopped(prospect, "", at)
    if channels_stopped([prospect.pk]).get(prospect.pk, set()) >= set(Channel):
        check_not_stopped(prospect, Channel.EMAIL, at)


def channel_for(prospect: Prospect, wanted: str, closed: Collection[str]) -> str:
    """The wanted channel, or the next with an address of theirs; none that they stopped. "" when all are."""
    ways = [each for each in (wanted, *FALLBACKS) if each not in closed]
    usable = (each for each in ways if channel_is_usable(prospect, each))
    return next(usable, ways[0] if ways else "")


def check_postal_address() -> None:
    """CAN-SPAM: who writes says where from, beneath every letter."""
    if not settings.POSTAL_ADDRESS.strip() and not settings.DEMO:
        raise Refused(
            _(
                "Beneath every letter stands our postal address, and none is set yet. "
                "Ask an admin to set POSTAL_ADDRESS."
            ),
            code="no_postal_address",
        )


def check_not_held(company: Company) -> None:
    """R8: while a reply is unread, nobody at the company is written to."""
    hold = Hold.objects.filter(company=company, lifted_at=None).first()
    if hold is not None:
        raise Refused(
            _("%(company)s is on hold: %(reason)s Read it first.")
            % {"company": company.name, "reason": hold.reason},
            code="on_hold",
        )


def check_may_enroll(prospect: Prospect, version: CadenceVersion, at: datetime) -> None:
    """Everything that must be true before the first try (R6, R8, R10, R12, R18)."""
    if version.state != VersionState.PUBLISHED or version.cadence.archived_at is not None:
        raise Refused(_("This cadence is not published."), code="cadence_not_published")
    _check_not_running(prospect)
    check_some_way_is_open(prospect, at)
    check_not_held(prospect.company)
    research_policies.check_ready(prospect, at)
    _check_rested(prospect, at)
    _check_room_at_company(prospect)


def _check_not_running(prospect: Prospect) -> None:
    running = Enrollment.objects.running().filter(prospect=prospect)
    if running.exists():
        raise Refused(
            _("%(name)s is in a cadence already.") % {"name": prospect.name},
            code="already_in_a_cadence",
        )


def _check_rested(prospect: Prospect, at: datetime) -> None:
    """R18: after a finished cadence they rest, and longer after a no."""
    last = prospect.enrollments.filter(state=EnrollmentState.ENDED).order_by("-ended_at").first()
    if last is None or last.ended_at is None:
        return
    policy = Policy.current()
    days = policy.rest_after_no_days if last.ending == Ending.NO else policy.rest_days
    until = last.ended_at + timedelta(days=days)
    if at < until:
        raise Refused(
            _("%(name)s can be asked again after %(day)s.")
            % {"name": prospect.name, "day": formats.date_format(until, "j F Y")},
            code="still_resting",
        )


def _check_room_at_company(prospect: Prospect) -> None:
    """R12: at most three people of one company at once."""
    most = Policy.current().people_per_company
    busy = Enrollment.objects.running().filter(prospect__company_id=prospect.company_id).count()
    if busy >= most:
        raise Refused(
            ngettext(
                "We are talking with %(count)s person at %(company)s already. One at a time there.",
                "We are talking with %(count)s people at %(company)s already. That is enough at once.",
                busy,
            )
            % {"count": busy, "company": prospect.company.name},
            code="company_is_full",
        )


def check_may_end(enrollment: Enrollment, ending: str, at: datetime) -> None:
    """R4: "not reached" only after ten evidenced tries. Other endings need their own reason."""
    if enrollment.state == EnrollmentState.ENDED:
        raise Refused(_("This cadence has ended already."), code="already_ended")
    match ending:
        case Ending.NOT_REACHED:
            _check_ten_made(enrollment)
        case Ending.UNREACHABLE:
            _check_no_channel_works(enrollment.prospect, at)
        case Ending.REPLIED:
            _check_answered(enrollment.prospect)
        case Ending.MET:
            _check_talked(enrollment)


def _check_ten_made(enrollment: Enrollment) -> None:
    if enrollment.is_talking:
        raise Refused(
            _("%(name)s answered, so they were reached.") % {"name": enrollment.prospect.name},
            code="was_reached",
        )
    most = max(10, Policy.current().min_attempts)
    made = enrollment.attempts
    if made < most:
        raise Refused(
            ngettext(
                "%(made)s good try so far, and ten is the promise. %(left)s to go.",
                "%(made)s good tries so far, and ten is the promise. %(left)s to go.",
                made,
            )
            % {"made": made, "left": most - made},
            code="too_early_to_give_up",
        )


def _check_no_channel_works(prospect: Prospect, at: datetime) -> None:
    """Unreachable is nobody whom a channel still reaches, unless they stopped that channel."""
    left = [
        str(channel.label)
        for channel in Channel
        if channel_is_usable(prospect, channel) and not suppression_for(prospect, channel, at)
    ]
    if left:
        raise Refused(
            _("There is still a way to reach %(name)s: %(channels)s. Try it first.")
            % {"name": prospect.name, "channels": ", ".join(left)},
            code="still_reachable",
        )


def _check_answered(prospect: Prospect) -> None:
    if not Reply.objects.filter(prospect=prospect).exists():
        raise Refused(
            _("%(name)s has not answered yet. When they do, write down what they said.")
            % {"name": prospect.name},
            code="nobody_answered",
        )


def _check_talked(enrollment: Enrollment) -> None:
    """A talk is heard of: an answer that a person read, or a call in which we spoke."""
    machines = ["", ReplyKind.AWAY, ReplyKind.AUTOMATIC]
    answered = Reply.objects.filter(enrollment=enrollment).exclude(kind__in=machines)
    spoke = Attempt.objects.filter(enrollment=enrollment, outcome=CallOutcome.SPOKE)
    if not answered.exists() and not spoke.exists():
        raise Refused(
            _(
                "Nothing %(name)s said is written down yet. "
                "Save the call, or write down what they answered, then say that you talked."
            )
            % {"name": enrollment.prospect.name},
            code="nobody_talked",
        )


def check_try_is_open(touch: Touch) -> None:
    ended = touch.is_step and touch.enrollment.state == EnrollmentState.ENDED
    if not touch.is_open or ended:
        raise Refused(
            _("This try is closed: %(state)s.") % {"state": touch.get_state_display()},
            code="try_is_closed",
        )


def check_may_make(touch: Touch, at: datetime) -> None:
    """The rules of every channel, asked again at the moment of making a try."""
    check_try_is_open(touch)
    if touch.is_step:
        listening.check_nobody_waits_to_be_read(touch, at)
        check_not_stopped(touch.prospect, touch.channel, at)
        warmth.check_nobody_introduces_us(touch, at)
    else:
        check_may_answer(touch.answered, touch.kind, at)
    if touch.channel == Channel.EMAIL:
        check_postal_address()


def check_may_write(touch: Touch, at: datetime) -> None:
    """R10 while the words are typed. Whoever said no may still be thanked for it."""
    if touch.kind == TouchKind.ACKNOWLEDGEMENT:
        listening.check_wants_a_line(touch.prospect, at, touch.reply)
    else:
        check_not_stopped(touch.prospect, touch.channel, at)


def check_may_answer(reply: Reply, kind: str, at: datetime) -> None:
    """R9: what was read may be answered. A stop ends that, and yet the stop itself is acknowledged."""
    listening.check_was_read(reply, kind)
    if kind == TouchKind.ACKNOWLEDGEMENT:
        listening.check_wants_a_line(reply.prospect, at, reply)
    else:
        listening.check_nobody_else_wrote(reply)
        check_not_stopped(reply.prospect, Channel.EMAIL, at)


def check_call_hours(touch: Touch, person: PersonCalendar, at: datetime) -> None:
    """A call that began outside the lawful hours of the person's country is no try to be proud of.

    It is written down after it was made, so an hour's talk over the end of the lawful hours counts.
    """
    if call_is_legal_at(at, person) or call_is_legal_at(at - TO_WRITE_A_CALL_DOWN, person):
        return
    raise Refused(
        _("It is %(time)s for %(name)s, too early or too late to ring. Ring in lawful hours.")
        % {
            "time": at.astimezone(person.zone).strftime("%H:%M"),
            "name": touch.prospect.greeting_name,
        },
        code="unlawful_hour",
    )


def check_channel(touch: Touch, channel: str) -> None:
    """Evidence and reviews belong to the channel of their try."""
    if touch.channel != channel:
        raise Refused(
            _("This try is by %(channel)s.") % {"channel": touch.get_channel_display()},
            code="wrong_channel",
        )


def check_may_skip(touch: Touch) -> None:
    """A skip may never leave fewer than ten tries (R4, R11). A letter that answers is left out with a reason."""
    check_is_try(touch)
    check_try_is_open(touch)
    enrollment = touch.enrollment
    left = Step.objects.filter(version_id=enrollment.version_id, number__gt=touch.number).count()
    most = max(10, Policy.current().min_attempts)
    if enrollment.attempts + left < most:
        raise Refused(
            _(
                "Skipping this one would leave fewer than ten tries. Move it to another day instead."
            ),
            code="ten_would_be_missed",
        )


def check_is_try(touch: Touch) -> None:
    """What answers them is neither skipped nor put off."""
    if not touch.is_step:
        raise Refused(
            _("They wrote to us, so this waits for you. Send it, or leave it out with a reason."),
            code="not_a_try",
        )


def can_skip(touch: Touch) -> bool:
    return asks(lambda: check_may_skip(touch))


def check_address(prospect: Prospect, channel: str, *, answer_to: str = "") -> None:
    """Whether the channel has an address of theirs at all; `answer_to` is one they wrote from themselves."""
    if answer_to or channel_is_usable(prospect, channel):
        return
    sentences = {
        Channel.EMAIL: _("There is no working e-mail address for %(name)s."),
        Channel.CALL: _("There is no phone number for %(name)s."),
        Channel.LINKEDIN: _("There is no LinkedIn profile for %(name)s."),
        Channel.POST: _("There is no postal address for %(name)s."),
    }
    raise Refused(sentences[Channel(channel)] % {"name": prospect.name}, code="no_address")


def channel_is_usable(prospect: Prospect, channel: str) -> bool:
    match channel:
        case Channel.EMAIL:
            return bool(prospect.email) and prospect.email_bounced_at is None
        case Channel.CALL:
            return bool(prospect.phone or prospect.company.phone)
        case Channel.LINKEDIN:
            return bool(prospect.linkedin_url)
        case _:
            return bool(prospect.company.postal_address)


def outcome_stops(outcome: str) -> bool:
    """A call in which they asked us to stop is a try made and a stop heard."""
    return outcome == CallOutcome.ASKED_TO_STOP
