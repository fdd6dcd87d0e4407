"""How a channel is called inside a sentence, and what was told without words."""

from datetime import date, datetime, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.enums import GapCause
from prospects.enums import Channel


def channel_word(channel: str) -> str:
    return {
        Channel.EMAIL: _("email"),
        Channel.CALL: _("call"),
        Channel.LINKEDIN: _("LinkedIn"),
        Channel.POST: _("post"),
    }[Channel(channel)]


def pressed_on(at: datetime, zone: tzinfo | None) -> str:
    return _("Pressed the unsubscribe link on %(day)s.") % {
        "day": date_format(at.astimezone(zone), "DAY_MONTH")
    }


def moved_words(from_day: date, cause: str, *, is_yours: bool) -> str:
    """ "Moved from Thursday 26 November: your time off", as the plan did it. `is_yours`: read by the rep of the try."""
    words = {
        "day": date_format(from_day, "WEEKDAY_DAY_MONTH"),
        "cause": _why_moved(cause, is_yours=is_yours),
    }
    return _("Moved from %(day)s: %(cause)s") % words


def _why_moved(cause: str, *, is_yours: bool) -> str:
    if cause == GapCause.TIME_OFF:
        return _("your time off") if is_yours else _("time off")
    words: dict[str, str] = {
        GapCause.CLOSURE: _("we are closed"),
        GapCause.HOLIDAY: _("a public holiday"),
        GapCause.WEEKEND: _("a weekend"),
        GapCause.ASKED_TO_WAIT: _("they asked us to wait"),
        GapCause.COLLEAGUE: _("a colleague is talking with the company"),
        GapCause.BY_HAND: _("one of us wrote to them by hand"),
        GapCause.INTRODUCTION: _("somebody may introduce us"),
        GapCause.TEMPLATE_CHANGE: _("the cadence changed"),
        GapCause.REP: _("the day had passed"),
    }
    return words.get(cause, _("what kept it from this day is gone"))
