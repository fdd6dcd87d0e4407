"""The thread: one knot a try, spaced by days, replies on the line, the future ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import GapCause
from cadence.models import Enrollment, Step, Touch
from cadence.selectors.conversation import THEIRS, WAITING_KINDS, title_of
from cadence.selectors.said import Said, What
from cadence.selectors.words import channel_word, moved_words
from prospects.models import Prospect
from team.models import User
from team.templatetags.ui import gap_class

LONGEST_GAP = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands on one day, before the gaps between the days are known.

    `waited`: they asked for the days before it; `kept`: those were spent waiting for an introduction, or until
    the hour at which they asked to be rung.
    """

    state: str
    channel: str
    on: date
    label: str
    waited: bool = False
    kept: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Knot:
    state: str
    channel: str
    label: str
    gap_label: str
    gap_class: str
    late: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """`moved`: why and from which day the plan moved the open try, unless its rep moved it since; empty where it did not."""

    label: str
    knots: list[Knot]
    moved: str = ""


def thread_of(
    enrollment: Enrollment,
    *,
    said: Sequence[Said],
    steps: Sequence[Step],
    now: Touch | None,
    viewer: User,
    today: date,
) -> Thread:
    """`said` is the conversation, newest first; `now` the try that is open, if one is."""
    marks = _behind(enrollment, said, viewer)
    moved = _moved(now, viewer) if now else ""
    if now:
        waited = bool(said) and said[0].outcome in WAITING_KINDS
        marks.append(_now(now, today, moved, waited=waited))
    marks += _ahead(enrollment, steps, now, viewer.zone, today)
    return Thread(label=_label(steps, now), knots=_knots(marks), moved=moved)


def _behind(enrollment: Enrollment, said: Sequence[Said], viewer: User) -> list[Mark]:
    marks: list[Mark] = []
    was_asked_to_wait = False
    for one in reversed(said):
        if one.enrollment not in (None, enrollment.pk) or one.at < enrollment.started_at:
            continue
        marks.append(_mark(one, enrollment.prospect, viewer, waited=was_asked_to_wait))
        was_asked_to_wait = one.outcome in WAITING_KINDS
    return marks


def _mark(one: Said, prospect: Prospect, viewer: User, *, waited: bool) -> Mark:
    on = one.at.astimezone(viewer.zone).date()
    words = {"day": date_format(on, "DAY_MONTH"), "what": title_of(one, prospect, viewer)}
    # A knot opens its message, which stands in the conversation of the person's page.
    href = f"{reverse('prospects:person', args=[prospect.pk])}#{one.anchor}"
    if one.what in THEIRS:
        return Mark("reply", "reply", on, _("%(what)s, %(day)s") % words, href=href)
    if one.what == What.BY_HAND:
        return Mark("done", one.channel, on, _("%(what)s, %(day)s") % words, href=href)
    label = _("Try %(number)s, %(day)s: %(what)s") % {**words, "number": one.number}
    kept = one.until is not None and on <= one.until
    return Mark("done", one.channel, on, label, waited=waited, kept=kept, href=href)


def _now(touch: Touch, today: date, moved: str, *, waited: bool) -> Mark:
    label = _("Try %(number)s, %(channel)s, now") % {
        "number": touch.number,
        "channel": channel_word(touch.channel),
    }
    if moved:
        label = f"{label}. {moved}"
    is_theirs = touch.gap_cause == GapCause.INTRODUCTION or touch.promised_at is not None
    kept = is_theirs and today <= touch.deadline_on
    href = reverse("cadence:touch", args=[touch.pk])
    on = max(touch.due_on, today)
    return Mark("now", touch.channel, on, label, waited=waited, kept=kept, href=href)


def _moved(touch: Touch, viewer: User) -> str:
    if touch.plan_moved_it_from is None:
        return ""
    is_yours = viewer.pk == touch.owner_id and touch.in_place_of_id is None
    return moved_words(touch.plan_moved_it_from, touch.moved_cause, is_yours=is_yours)


def _ahead(
    enrollment: Enrollment, steps: Sequence[Step], now: Touch | None, zone: ZoneInfo, today: date
) -> list[Mark]:
    return [
        Mark("next", step.channel, on, ahead_words(step, on))
        for step, on in days_ahead(enrollment, steps, now, zone, today)
    ]


def ahead_words(step: Step, on: date) -> str:
    return _("Try %(number)s, %(channel)s, about %(day)s") % {
        "number": step.number,
        "channel": channel_word(step.channel),
        "day": date_format(on, "DAY_MONTH"),
    }


def days_ahead(
    enrollment: Enrollment, steps: Sequence[Step], now: Touch | None, zone: ZoneInfo, today: date
) -> list[tuple[Step, date]]:
    """The steps still to come, on the days they would fall if each were made when due, and the open one today at the earliest."""
    here = now.planned_step.number if now else enrollment.next_step - 1
    coming = [step for step in steps if step.number > here]
    if not coming or enrollment.ended_at is not None or enrollment.is_talking:
        return []
    if now:
        base_on, base_day = max(now.due_on, today), now.planned_step.day
    else:
        base_on, base_day = _last(enrollment, steps, zone, here)
        # Nothing comes before today, nor before the day they asked us to wait for.
        first = max(today, enrollment.paused_until or today)
        base_on = max(base_on, first - timedelta(days=coming[0].day - base_day))
    return [(step, base_on + timedelta(days=step.day - base_day)) for step in coming]


def _last(
    enrollment: Enrollment, steps: Sequence[Step], zone: ZoneInfo, here: int
) -> tuple[date, int]:
    last = enrollment.last_attempt_at or enrollment.started_at
    day = next((step.day for step in steps if step.number == here), 1)
    return last.astimezone(zone).date(), day


def _knots(marks: list[Mark]) -> list[Knot]:
    knots = []
    for place, mark in enumerate(marks):
        days = (mark.on - marks[place - 1].on).days if place else 0
        # The same day needs no number, and there would be no room for one.
        short = _("%(days)sd") % {"days": days} if days > 0 else ""
        waited = mark.waited or (mark.kept and days > LONGEST_GAP)
        late = days > LONGEST_GAP and not waited and mark.state != "reply"
        knots.append(
            Knot(
                state=mark.state,
                channel=mark.channel,
                label=mark.label,
                gap_label=_("waited %(days)sd") % {"days": days} if waited else short,
                gap_class=gap_class(days),
                late=late,
                href=mark.href,
            )
        )
    return knots


def _label(steps: Sequence[Step], now: Touch | None) -> str:
    if not steps:
        return _("Tries so far")
    weeks = max(1, round((steps[-1].day - steps[0].day) / 7))
    whole = ngettext(
        "%(tries)s tries over %(weeks)s week.", "%(tries)s tries over %(weeks)s weeks.", weeks
    ) % {"tries": len(steps), "weeks": weeks}
    if now is None:
        return whole
    return _("%(whole)s This is try %(number)s.") % {"whole": whole, "number": now.number}
