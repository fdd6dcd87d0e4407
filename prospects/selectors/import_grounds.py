"""Whom of a file the rule of their country would not let us write to, as far as the file and its owner say why we may."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prospects.enums import Verdict
from prospects.models import ImportBatch
from prospects.places import country_name

MOST_COUNTRIES = 12

# As the database's own guards ask it of people, asked of rows.
_BARRED = """
SELECT upper(row.country), rule.verdict, count(*)
FROM prospects_stagedrow AS row JOIN prospects_countryrule AS rule ON rule.channel = 'email'
    AND rule.subscriber_type = coalesce(nullif(row.subscriber_type, ''), %(subscriber)s)
    AND rule.country = CASE WHEN upper(row.country) IN (SELECT country FROM prospects_countryrule) THEN upper(row.country) ELSE '' END
WHERE row.batch_id = %(batch)s AND row.verdict = 'accepted' AND (rule.verdict = 'blocked'
    OR rule.verdict = 'needs_basis' AND NOT coalesce(nullif(row.lawful_basis, ''), %(basis)s) = ANY (rule.bases))
GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Barred:
    """How many people of one country no letter goes to, and whether a basis would open it."""

    country: str
    count: int
    asks_a_basis: bool

    @property
    def sentence(self) -> str:
        said = {"n": intcomma(self.count), "country": country_name(self.country)}
        if not self.country:
            return self._of_no_country() % said
        if not self.asks_a_basis:
            return (
                ngettext(
                    "%(n)s person in %(country)s may get no e-mail by the country's rule.",
                    "%(n)s people in %(country)s may get no e-mail by the country's rule.",
                    self.count,
                )
                % said
            )
        return (
            ngettext(
                "%(n)s person in %(country)s has no basis; the country's rule asks one.",
                "%(n)s people in %(country)s have no basis; the country's rule asks one.",
                self.count,
            )
            % said
        )

    def _of_no_country(self) -> str:
        if self.asks_a_basis:
            return ngettext(
                "%(n)s person without a country has no basis; the rule asks one.",
                "%(n)s people without a country have no basis; the rule asks one.",
                self.count,
            )
        return _("People without a country who may get no e-mail by the rule: %(n)s.")


def barred_of(batch: ImportBatch) -> list[Barred]:
    """By country, the most people first."""
    asked: dict[str, int | str] = {
        "batch": batch.pk,
        "subscriber": str(batch.subscriber_type),
        "basis": str(batch.lawful_basis),
        "most": MOST_COUNTRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BARRED, asked)
        return [
            Barred(country, count, verdict == Verdict.NEEDS_BASIS)
            for country, verdict, count in cursor.fetchall()
        ]
