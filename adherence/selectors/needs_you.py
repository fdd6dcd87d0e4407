"""What a manager is needed for today: four kinds of rows, each with the one thing to do about it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from adherence.models import Fact
from adherence.schedule import Period
from adherence.selectors.promises import Promise, Promises
from adherence.selectors.team_counts import TeamCounts
from cadence.models import Cadence, Enrollment, Reply
from cadence.policies.beginning import REOPENED
from team.models import Policy, TimeOff, User

# So many at day seven are worth a look even where the day could hold them.
MANY = 5
# As many as an address can name.
MOST = 100
MOST_TAKERS = 2
ONE_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)
# The day on each rep's wall is given: asked of every try, its time zone would cost more than the tries. Nobody can try
# whoever is on hold today.
OPEN = """
SELECT t.owner_id,
    count(*) FILTER (WHERE coalesce(t.moved_on, t.due_on) <= rep.today),
    count(*) FILTER (WHERE greatest(t.deadline_on, t.moved_on) <= rep.today),
    coalesce(array_agg(t.prospect_id) FILTER (WHERE greatest(t.deadline_on, t.moved_on) <= rep.today), '{}')
FROM unnest(%(reps)s::bigint[], %(days)s::date[]) AS rep (id, today)
    JOIN cadence_touch t ON t.owner_id = rep.id
WHERE t.kind = 'step' AND t.state IN ('planned', 'drafted') AND t.due_at <= %(at)s + interval '1 day'
    AND NOT EXISTS (
        SELECT FROM prospects_prospect p JOIN cadence_hold h ON h.company_id = p.company_id
        WHERE p.id = t.prospect_id AND h.lifted_at IS NULL
    )
GROUP BY t.owner_id
"""


@dataclass(frozen=True, slots=True)
class Need:
    """`state` is "", warn or bad; the press of `button` leads to `href`, where it is decided."""

    icon: str
    state: str
    title: str
    text: str
    button: str
    href: str


@dataclass(frozen=True, slots=True)
class _Day:
    """A rep's open tries up to today, and whose are at their day seven or past it."""

    due: int = 0
    last: int = 0
    people: tuple[int, ...] = ()


def needs_today(
    counts: TeamCounts, period: Period, at: datetime, *, query: str, cadence: Cadence | None = None
) -> list[Need]:
    """Of the people on the page. `cadence` is the one that the counts are of. Five queries, however many there are."""
    reps = {row.rep.pk: row.rep for row in counts.reps}
    away = _away(reps.values(), at)
    days, capacity = _days(reps, at), Policy.current().daily_capacity
    room = _room(reps.values(), days, away, capacity)
    return [
        *_to_review(counts.promises, query),
        *_to_share_out(reps, days, away, room, capacity),
        *_to_reassign(reps, away, room, at),
        *_to_reopen(reps, counts.promises, period, cadence),
    ]


def _to_review(promises: Promises, query: str) -> Iterator[Need]:
    broken = promises.rate(Promise.REPLIES).broken
    if broken:
        yield Need(
            "message-square-quote",
            "bad",
            ngettext(
                "%(count)s answer was talked over",
                "%(count)s answers were talked over",
                broken,
            )
            % {"count": broken},
            _("A try went out before anybody had read what they wrote."),
            _("Review"),
            f"{reverse('adherence:rows', args=['all', Promise.REPLIES.value])}{query}",
        )


def _to_share_out(
    reps: dict[int, User],
    days: dict[int, _Day],
    away: dict[int, TimeOff],
    room: Sequence[tuple[User, int]],
    capacity: int,
) -> Iterator[Need]:
    """Of the rep with the most people at day seven, where it is more than they can make today."""
    pressed = [
        (day.last, rep)
        for rep, day in days.items()
        if day.last and (day.last >= MANY or day.due > capacity or _is_alone(away.get(rep)))
    ]
    if pressed:
        last, rep = max(pressed)
        takers = [(user, free) for user, free in room if user.pk != rep][:MOST_TAKERS]
        title = ngettext(
            "%(count)s of %(name)s’s people is at day seven",
            "%(count)s of %(name)s’s people are at day seven",
            last,
        )
        words = {"count": last, "name": reps[rep].first_name}
        to = [user.pk for user, _free in takers]
        href = _handover(days[rep].people, to)
        yield Need("clock", "warn", title % words, _have_room(takers), _("Share out"), href)


def _to_reassign(
    reps: dict[int, User], away: dict[int, TimeOff], room: Sequence[tuple[User, int]], at: datetime
) -> Iterator[Need]:
    """Answers that nobody reads: of whoever is away and has no cover, or may no longer sign in."""
    alone = [pk for pk, rep in reps.items() if not rep.is_active or _is_alone(away.get(pk))]
    waiting = Reply.objects.filter(owner__in=alone, kind="") if alone else Reply.objects.none()
    found = waiting.values_list("owner").annotate(
        Count("pk"), Min("received_at"), people=ArrayAgg("prospect", distinct=True)
    )
    for rep, number, oldest, people in sorted(found, key=lambda row: row[2]):
        takers = [user.pk for user, _free in room if user.pk != rep][:1]
        yield Need(
            "reply",
            "warn",
            _waiting(reps[rep], number, away.get(rep)),
            _oldest(at - oldest),
            _("Reassign"),
            _handover(people, takers),
        )


def _to_reopen(
    reps: Collection[int], promises: Promises, period: Period, cadence: Cadence | None
) -> Iterator[Need]:
    """Of those given up early, whose cadence ended though they never said no, and nobody wrote down why."""
    given_up = promises.rate(Promise.GIVEN_UP).broken
    if not given_up:
        return
    facts = Fact.objects.filter(
        owner__in=reps,
        given_up_on__range=(period.first.monday, period.last.sunday),
        is_running=False,
        enrollment__ending__in=REOPENED,
    )
    if cadence:
        facts = facts.filter(version__cadence=cadence)
    again = Enrollment.objects.running().filter(prospect=OuterRef("enrollment__prospect"))
    people = (
        facts.exclude(Exists(again))
        .order_by("given_up_on", "pk")
        .values_list("enrollment__prospect", flat=True)
    )
    found = list(dict.fromkeys(people))
    if found:
        title = ngettext(
            "%(count)s of %(all)s given up early never said no",
            "%(count)s of %(all)s given up early never said no",
            len(found),
        )
        yield Need(
            "undo-2",
            "",
            title % {"count": len(found), "all": given_up},
            _("They could still hear from us, kindly."),
            _("Reopen"),
            f"{reverse('cadence:intake')}?{urlencode({'person': found[:MOST]}, doseq=True)}",
        )


def _away(reps: Collection[User], at: datetime) -> dict[int, TimeOff]:
    """Who has today off, on their own wall."""
    near = TimeOff.objects.filter(
        first_day__lte=(at + ONE_DAY).date(), last_day__gte=(at - ONE_DAY).date()
    )
    by_rep = {rep.pk: rep for rep in reps}
    return {
        off.user_id: off
        for off in near
        if off.user_id in by_rep
        and off.first_day <= _today(by_rep[off.user_id], at) <= off.last_day
    }


def _days(reps: Mapping[int, User], at: datetime) -> dict[int, _Day]:
    """By rep, each on their own wall. A try that was put off waits until the day it was put off to."""
    given: dict[str, Any] = {
        "reps": list(reps),
        "days": [_today(rep, at) for rep in reps.values()],
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN, given)
        found = cursor.fetchall()
    return {rep: _Day(due, last, tuple(people[:MOST])) for rep, due, last, people in found}


def _today(rep: User, at: datetime) -> date:
    return at.astimezone(rep.zone).date()


def _room(
    reps: Collection[User], days: dict[int, _Day], away: Collection[int], capacity: int
) -> list[tuple[User, int]]:
    """Who could make more tries today, with the most room first; among equals, by name."""
    there = [rep for rep in reps if rep.is_active and rep.is_rep and rep.pk not in away]
    free = [(rep, capacity - days.get(rep.pk, _Day()).due) for rep in there]
    return sorted(
        ((rep, left) for rep, left in free if left > 0), key=lambda one: (-one[1], one[0].name)
    )


def _is_alone(off: TimeOff | None) -> bool:
    return off is not None and off.cover_id is None


def _handover(people: Sequence[int], to: Sequence[int]) -> str:
    """The page on which it is seen who would get whom, before anything is given."""
    asked = {"person": list(people[:MOST]), "to": list(to)}
    return f"{reverse('cadence:people-handover')}?{urlencode(asked, doseq=True)}"


def _have_room(takers: Sequence[tuple[User, int]]) -> str:
    if not takers:
        return _("Nobody else has room today.")
    said = [
        _("%(name)s for %(count)s") % {"name": user.first_name, "count": free}
        for user, free in takers
    ]
    return _("There is room today: %(who)s.") % {"who": ", ".join(said)}


def _waiting(rep: User, number: int, off: TimeOff | None) -> str:
    words = {"count": number, "name": rep.first_name}
    if off is None:
        sentence = ngettext(
            "%(count)s answer waits for %(name)s, who no longer signs in",
            "%(count)s answers wait for %(name)s, who no longer signs in",
            number,
        )
    else:
        words["until"] = date_format(off.last_day, "SHORT_WEEKDAY_DAY_MONTH")
        sentence = ngettext(
            "%(count)s answer waits for %(name)s, away until %(until)s",
            "%(count)s answers wait for %(name)s, away until %(until)s",
            number,
        )
    return sentence % words


def _oldest(waited: timedelta) -> str:
    hours = max(int(waited / AN_HOUR), 1)
    if hours >= 48:
        return _("The oldest has waited %(days)s days.") % {"days": hours // 24}
    return ngettext(
        "The oldest has waited %(hours)s hour.", "The oldest has waited %(hours)s hours.", hours
    ) % {"hours": hours}
