"""R10: is there a way to them that they did not close?"""

from collections.abc import Collection
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from cadence.enums import CallOutcome
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.selectors.asked_as import asked_as
from prospects.selectors.suppressions import channels_stopped, suppression_for
from team.refusals import Refused

FALLBACKS = (Channel.EMAIL, Channel.CALL, Channel.LINKEDIN, Channel.POST)


def check_not_stopped(prospect: Prospect, channel: str, at: datetime) -> None:
    """R10: nothing goes to somebody who asked us to stop."""
    stop = suppression_for(prospect, channel, at)
    if stop is not None:
        sentence = (
            _("%(name)s asked us to stop on %(day)s. Nobody here writes to them again.")
            if asked_as(prospect, stop) is None
            else _(
                "%(name)s asked us to stop on %(day)s, under another record. Nobody here writes to them again."
            )
        )
        day = stop.created_at.astimezone(prospect.zone)
        words = {"name": prospect.name, "day": formats.date_format(day, "DAY_MONTH_YEAR")}
        raise Refused(sentence % words, code="asked_to_stop")


def check_some_way_is_open(prospect: Prospect, at: datetime) -> None:
    """R10, before a cadence begins: a stop for everything, or one for each channel."""
    check_not_stopped(prospect, "", at)
    if channels_stopped([prospect.pk]).get(prospect.pk, set()) >= set(Channel):
        check_not_stopped(prospect, Channel.EMAIL, at)


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


def channel_for(prospect: Prospect, wanted: str, closed: Collection[str]) -> str:
    """The wanted channel, or the next with an address of theirs; none that they stopped. "" when all are."""
    ways = [each for each in (wanted, *FALLBACKS) if each not in closed]
    usable = (each for each in ways if channel_is_usable(prospect, each))
    return next(usable, ways[0] if ways else "")


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
