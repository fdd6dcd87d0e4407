"""Change what a country's rule says: stricter or looser, effective at once, with the reason in the audit."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from prospects.models import CountryRule
from team.models import User
from team.permissions import check_admin
from team.refusals import Refused


class Words(NamedTuple):
    """What a rule says."""

    verdict: str
    bases: Sequence[str]
    reason: str
    source: str


@transaction.atomic
def change_rule(rule: CountryRule, said: Words, *, why: str, by: User, at: datetime) -> CountryRule:
    """From now on the rule says this; the database accounts for it with what it said before.

    Refuses all but admins, and a change without its reason or that changes nothing.
    """
    check_admin(by)
    if not why.strip():
        raise Refused(_("Say in a few words why."), code="reason_missing")
    locked = CountryRule.objects.select_for_update().get(pk=rule.pk)
    before = _words_of(locked)
    after = said._asdict() | {"bases": sorted(said.bases)}
    if before == after:
        raise Refused(_("That is what it says already."), code="conflict_same")
    for name, value in after.items():
        setattr(locked, name, value)
    locked.changed_by, locked.changed_at, locked.why_changed = by, at, why.strip()[:300]
    locked.save(update_fields=[*after, "changed_by", "changed_at", "why_changed"])
    return locked


def _words_of(rule: CountryRule) -> dict[str, object]:
    return {
        "verdict": rule.verdict,
        "bases": sorted(rule.bases),
        "reason": rule.reason,
        "source": rule.source,
    }
