"""Five tries of each rep's week, drawn by lot once the week is over. The same tries give the same draw, whoever draws."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, Func, OuterRef, TextField

from adherence.enums import A_WEEK_S_DRAW
from adherence.models import Sample
from adherence.schedule import Week
from cadence.models import Attempt
from prospects.enums import Channel
from team.models import User

# Wherever they are, the week that is over began no longer ago.
LAST_WEEK_AND_THIS = timedelta(days=15)


def draw_due(at: datetime) -> int:
    """Draw for every rep who wrote in the week that is over where they are and has no draw of it. Says how many tries.

    Done twice, or by two workers at once, it changes nothing: they draw the same, and each place is taken once.
    """
    wrote = Attempt.objects.filter(by=OuterRef("pk"), at__gt=at - LAST_WEEK_AND_THIS)
    reps = User.objects.filter(Exists(wrote)).order_by("pk")
    lately = Sample.objects.filter(week__gte=(at - LAST_WEEK_AND_THIS).date())
    have = set(lately.values_list("rep", "week").distinct())
    due = [(rep, Week.of(at, rep.zone).before) for rep in reps]
    return sum(_draw(rep, week, at) for rep, week in due if (rep.pk, week.monday) not in have)


def drawn(tries: Iterable[int], *, rep: int, monday: date) -> list[int]:
    """Of these tries five, each as likely as any other; fewer where there are no more.

    They are put in the order of the SHA-256 of the rep, the week and the try, which anybody can repeat.
    """

    def lot(each: int) -> bytes:
        return hashlib.sha256(f"{rep}/{monday}/{each}".encode()).digest()

    return sorted(tries, key=lot)[:A_WEEK_S_DRAW]


@transaction.atomic
def _draw(rep: User, week: Week, at: datetime) -> int:
    chosen = drawn(_written(rep, week), rep=rep.pk, monday=week.monday)
    rows = [
        Sample(attempt_id=each, rep=rep, week=week.monday, place=place, drawn_at=at)
        for place, each in enumerate(chosen, start=1)
    ]
    return len(Sample.objects.bulk_create(rows, ignore_conflicts=True))


def _written(rep: User, week: Week) -> list[int]:
    """Every try of theirs in the week that sent words; a call has none."""
    since, until = week.span(rep.zone)
    sent = Func(F("pk"), function="earnest_words_sent", output_field=TextField())
    tries = Attempt.objects.filter(by=rep, at__gte=since, at__lt=until).exclude(
        channel=Channel.CALL
    )
    return list(tries.alias(sent=sent).exclude(sent="").values_list("pk", flat=True))
