"""One row of the list: who, and the reason for the place they stand in."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import Ending, GapCause, ReplyKind, TouchKind
from cadence.models import Reply
from cadence.selectors.day import Day
from cadence.selectors.finished import Alone
from cadence.selectors.order import Place, Waiting
from cadence.selectors.words import channel_word, moved_words, pressed_on

DOTS = 10
QUOTE = 80
HOUR, DAY = 60, 24 * 60
LATE_DAYS = 7
CLOSE_DAYS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """`key` names the row on the page and in the address: "touch-7" or "reply-3"."""

    key: str
    pk: int
    place: int
    channel: str
    name: str
    reason: str
    since: str
    tone: str
    channel_name: str = ""
    number: int = 0

    @property
    def is_reply(self) -> bool:
        """Something they wrote that nobody has read; a letter to answer it is a touch."""
        return self.place == Place.REPLIED

    @property
    def opens_reply(self) -> bool:
        """What they said is opened, read or not; anything else opens a letter or a try."""
        return self.key.startswith("reply-")

    @property
    def spoken(self) -> str:
        """What the drawings beside the name say, in words."""
        return _("%(channel)s, try %(number)s") % {
            "channel": self.channel_name,
            "number": self.number,
        }

    @property
    def dots(self) -> int:
        return max(DOTS, self.number)


def reply_row(reply: Reply, day: Day) -> Row:
    waited = day.now - reply.received_at
    return Row(
        key=f"reply-{reply.pk}",
        pk=reply.pk,
        place=Place.REPLIED,
        channel="reply",
        name=reply.prospect.name,
        reason=_told(reply, day),
        since=ago(waited.total_seconds()),
        tone="bad" if reply.sounds_like_no == 0 else "",  # type: ignore[attr-defined]
    )


def _told(reply: Reply, day: Day) -> str:
    """How it begins, in their words; what they did, where they gave none."""
    if reply.is_link_press:
        return pressed_on(reply.received_at, day.begins_at.tzinfo)
    words = _first_words(reply.text)
    return words if reply.in_our_words else f"“{words}”"


def talk_row(talk: Alone, day: Day) -> Row:
    """Somebody with whom the rep talks by hand, on the day that was chosen; it opens what they said last."""
    assert talk.newest_reply is not None
    assert talk.paused_until is not None
    waited = (day.on - talk.paused_until).days
    return Row(
        key=f"reply-{talk.newest_reply}",
        pk=talk.newest_reply,
        place=Place.TO_ANSWER,
        channel="reply",
        name=talk.name,
        reason=talk.pause_reason or _("You are talking. How is it going?"),
        since=day_count(waited) if waited else _("Today"),
        tone="warn" if waited else "",
    )


def touch_row(touch: Waiting, day: Day, kept_back: str = "") -> Row:
    """`kept_back`: why it is not to be made today, where that is so."""
    if not touch.is_step:
        return _answer_row(touch, day)
    days = days_since_last(touch, day)
    place = Place(touch.place)
    return Row(
        key=f"touch-{touch.pk}",
        pk=touch.pk,
        place=place,
        channel=touch.channel,
        name=touch.name,
        reason=_and_for_whom(
            touch, kept_back or _moved(touch, place, day) or _reason(touch, place, day)
        ),
        since=_since(touch, place, day, days),
        tone=_tone(touch, day, days),
        channel_name=channel_word(touch.channel),
        number=touch.number,
    )


def _answer_row(touch: Waiting, day: Day) -> Row:
    place = Place(touch.place)
    late = day.on > touch.due_on
    assert touch.answered_at is not None
    return Row(
        key=f"touch-{touch.pk}",
        pk=touch.pk,
        place=place,
        channel="reply",
        name=touch.name,
        reason=_and_for_whom(touch, _answer_reason(touch, place, day)),
        since=ago((day.now - touch.answered_at).total_seconds()),
        tone="bad" if late else "",
    )


def _answer_reason(touch: Waiting, place: Place, day: Day) -> str:
    if place in (Place.UNKNOWN, Place.APPROVED):
        return _reason(touch, place, day)
    if touch.kind == TouchKind.ANSWER:
        kind = ReplyKind(touch.answered_kind).label
        return _("%(kind)s; your answer is open") % {"kind": kind}
    return line_back(touch.ending, touch.due_on, day.on)


def line_back(ending: str, due_on: date, today: date) -> str:
    """ "Said no; a line back is due by Tuesday". Whoever asked us to stop is owed none."""
    if ending == Ending.STOPPED:
        return _("Asked us to stop; one line back if you like")
    if due_on < today:
        return _("Said no; a line back was due on %(day)s") % {
            "day": date_format(due_on, "WEEKDAY_DAY_MONTH")
        }
    if due_on == today:
        return _("Said no; a line back is due today")
    return _("Said no; a line back is due by %(day)s") % {"day": date_format(due_on, "l")}


def _and_for_whom(touch: Waiting, reason: str) -> str:
    """Whose try it is, where somebody makes it in their place."""
    if not touch.in_place_of:
        return reason
    words = {"reason": reason, "rep": touch.in_place_of.split(" ", 1)[0]}
    return _("%(reason)s; for %(rep)s, who is away") % words


def days_since_last(touch: Waiting, day: Day) -> int | None:
    last = touch.last_attempt_at
    return None if last is None else (day.on - last.astimezone(day.begins_at.tzinfo).date()).days


def ago(seconds: float) -> str:
    """ "26 min", "1 h", "3 days": how long somebody has been waiting."""
    minutes = max(1, int(seconds // 60))
    if minutes < HOUR:
        return _("%(count)s min") % {"count": minutes}
    if minutes < DAY:
        return _("%(count)s h") % {"count": minutes // HOUR}
    return day_count(minutes // DAY)


def day_count(days: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _moved(touch: Waiting, place: Place, day: Day) -> str:
    """Why the plan moved it, on its day, where nothing about it is more pressing."""
    is_told = place in (Place.DUE, Place.FIRST_TRY) or (
        place == Place.PROMISED and touch.moved_cause in (GapCause.CLOSURE, GapCause.TIME_OFF)
    )
    if not touch.moved_from or not is_told:
        return ""
    return moved_words(touch.moved_from, touch.moved_cause, is_yours=not touch.in_place_of)


def _reason(touch: Waiting, place: Place, day: Day) -> str:
    company = touch.company
    if place == Place.PROMISED:
        return _promised(touch, day)
    if place == Place.CALL_OPEN:
        return _("Until %(time)s their time, %(company)s") % {
            "time": _clock(touch.closes_at, touch.zone),
            "company": company,
        }
    if place == Place.DUE:
        return _due_reason(touch, day)
    if place == Place.HELD and touch.asked_until is not None:
        return _asked(touch, touch.asked_until, day)
    if place == Place.DAY_SEVEN and touch.gap_cause == GapCause.INTRODUCTION:
        return _("The wait for an introduction is over, %(company)s") % {"company": company}
    return {
        Place.UNKNOWN: _("We can't tell whether it left."),
        Place.APPROVED: _("Read it once more, then send it")
        if touch.is_lapsed
        else _("Send it now, or take it back"),
        Place.DAY_SEVEN: _("A short note is enough, %(company)s") % {"company": company},
        Place.FIRST_TRY: _("First try, %(company)s") % {"company": company},
        Place.HELD: _("%(company)s is on hold") % {"company": company},
        Place.BY_HAND: _("Written to by hand today, %(company)s") % {"company": company},
    }[place]


def _promised(touch: Waiting, day: Day) -> str:
    """The hour has come, or the day that they named, in their words."""
    if touch.promised_at:
        time = _clock(touch.promised_at, day.begins_at.tzinfo)
        return _("Asked you to ring at %(time)s") % {"time": time}
    if not touch.pause_reason:
        return _("They asked us to wait until now, %(company)s") % {"company": touch.company}
    return _("Asked us to wait: “%(words)s”") % {"words": _first_words(touch.pause_reason)}


def _asked(touch: Waiting, until: datetime, day: Day) -> str:
    return _("%(introducer)s was asked to introduce us; until %(moment)s") % {
        "introducer": touch.asked,
        "moment": date_format(
            until.astimezone(day.begins_at.tzinfo), "SHORT_WEEKDAY_DAY_MONTH_TIME"
        ),
    }


def _due_reason(touch: Waiting, day: Day) -> str:
    late = (day.on - touch.due_on).days
    if late <= 0:
        return _("Due today, %(company)s") % {"company": touch.company}
    return _("Due since %(day)s, %(company)s") % {
        "day": date_format(touch.due_on, "SHORT_WEEKDAY_DAY_MONTH"),
        "company": touch.company,
    }


def _since(touch: Waiting, place: Place, day: Day, days: int | None) -> str:
    if place == Place.PROMISED and touch.promised_at:
        return _clock(touch.promised_at, day.begins_at.tzinfo)
    return _("New") if days is None else day_count(days)


def _tone(touch: Waiting, day: Day, days: int | None) -> str:
    """Nobody is late on days that they asked for or that belong to an introduction."""
    kept = touch.gap_cause == GapCause.INTRODUCTION and day.on <= touch.due_on
    if days is None or days < CLOSE_DAYS or kept or touch.gap_cause == GapCause.ASKED_TO_WAIT:
        return ""
    return "bad" if days > LATE_DAYS else "warn"


def _clock(moment: datetime, zone: ZoneInfo | object) -> str:
    return f"{moment.astimezone(zone):%H:%M}"  # type: ignore[arg-type]


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTE else words[: QUOTE - 1].rstrip() + "…"
