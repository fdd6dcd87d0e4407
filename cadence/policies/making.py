"""May this try be written, reviewed and made now? Asked once more when it is made."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState, EnrollmentState, TouchKind
from cadence.models import Reply, Touch
from cadence.policies import listening, warmth
from cadence.policies.by_hand import check_not_written_by_hand
from cadence.policies.lawful import check_lawful
from cadence.policies.reaching import check_not_stopped
from cadence.schedule import PersonCalendar, call_is_legal_at
from prospects.enums import Channel
from research.selectors.misfits import why_no_fit
from team.refusals import Refused

TO_WRITE_A_CALL_DOWN = timedelta(hours=1)


def check_may_make(touch: Touch, at: datetime) -> None:
    """The rules of every channel, asked again at the moment of making a try."""
    check_try_is_open(touch)
    if touch.is_step:
        listening.check_nobody_waits_to_be_read(touch, at)
        check_not_stopped(touch.prospect, touch.channel, at)
        check_lawful(touch)
        warmth.check_nobody_introduces_us(touch, at)
        check_not_written_by_hand(touch, at)
        _check_is_a_fit(touch)
    else:
        check_may_answer(touch.answered, touch.kind, at)
    if touch.channel == Channel.EMAIL:
        check_postal_address()


def is_no_fit_any_more(touch: Touch) -> bool:
    """They were judged not a fit while their cadence runs. Whom we promised to ring is rung all the same."""
    return touch.is_step and touch.promised_at is None and bool(why_no_fit(touch.prospect))


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


def _check_is_a_fit(touch: Touch) -> None:
    if is_no_fit_any_more(touch):
        raise Refused(
            _(
                "%(name)s was judged not a fit, so there is nothing to send. End it kindly, or judge anew "
                "on the research page."
            )
            % {"name": touch.prospect.greeting_name},
            code="conflict_not_a_fit",
        )


def check_try_is_open(touch: Touch) -> None:
    ended = touch.is_step and touch.enrollment.state == EnrollmentState.ENDED
    if not touch.is_open or ended:
        raise Refused(
            _("This try is closed: %(state)s.") % {"state": touch.get_state_display()},
            code="try_is_closed",
        )


def check_nothing_leaves(touch: Touch) -> None:
    """Ask it with the try locked. While a letter leaves or may have left, its try is neither closed nor brings anything else."""
    if touch.deliveries.exclude(state=DeliveryState.FAILED).exists():
        raise Refused(_("This letter is on its way already."), code="conflict_on_its_way")


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


def check_channel(touch: Touch, channel: str) -> None:
    """Evidence and reviews belong to the channel of their try."""
    if touch.channel != channel:
        raise Refused(
            _("This try is by %(channel)s.") % {"channel": touch.get_channel_display()},
            code="wrong_channel",
        )


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
