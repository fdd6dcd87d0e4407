"""What the law of where people are says of each channel. The database's own guards ask the same function."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from prospects.models import CountryRule, Prospect


class Bar(NamedTuple):
    """Why a channel is closed to somebody by a rule of their country: no basis, an expired one, or blocked."""

    why: str
    rule: int | None


def channels_barred(people: Collection[int]) -> dict[int, dict[str, Bar]]:
    """For each of these people for whom any is: the channels that a rule closes."""
    barred: defaultdict[int, dict[str, Bar]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prospect_id, channel, bar, rule_id FROM earnest_country_bars(%s) WHERE bar <> ''",
            [list(people)],
        )
        for person, channel, why, rule in cursor.fetchall():
            barred[person][channel] = Bar(why, rule)
    return dict(barred)


def rules_for(prospect: Prospect) -> list[tuple[CountryRule, str]]:
    """The rule of each channel for this person, and what it bars: "" where the channel is open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rule_id, bar FROM earnest_country_bars(%s) WHERE rule_id IS NOT NULL",
            [[prospect.pk]],
        )
        bars = dict(cursor.fetchall())
    rules = CountryRule.objects.in_bulk(bars)
    return [(rules[key], bar) for key, bar in bars.items()]
