"""Record why we may keep and use somebody's data, where it came from, and that they were told."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind, DetailOrigin
from prospects.models import Activity, Prospect
from prospects.models.contact import WAYS
from prospects.permissions import check_work
from team.models import User
from team.refusals import Refused

KEPT = (
    "subscriber_type", "lawful_basis", "lawful_basis_note", "lawful_basis_until", "source", "source_date",
    "notice_given_on", "notice_way",
)  # fmt: skip
# Of each way to reach them.
SAID = ("source", "source_date")


@transaction.atomic
def record_data(
    prospect: Prospect, *, by: User, at: datetime, revision: int, given: dict[str, Any]
) -> Prospect:
    """Keep what was given, as it stood at `revision`; the timeline names the fields, never what stood in them.

    Refuses other people's people, whoever was erased, and (code "conflict") a person who was changed meanwhile.
    """
    check_work(by, prospect)
    ways = [way for way in WAYS if getattr(prospect, way)]
    names = [*KEPT, *(f"{way}_{said}" for way in ways for said in SAID)]
    changed = sorted(
        name for name in names if name in given and getattr(prospect, name) != given[name]
    )
    values = {name: given[name] for name in changed} | _by_hand(prospect, ways, changed)
    kept = Prospect.objects.filter(pk=prospect.pk, revision=revision)
    if not kept.update(revision=F("revision") + 1, **values):
        raise Refused(
            _("Someone changed these details while you were writing. Look at them once more."),
            code="conflict",
        )
    told = "notice_given_on" in changed and given["notice_given_on"] is not None
    if changed:
        Activity.objects.record(
            ActivityKind.NOTICE_GIVEN if told else ActivityKind.BASIS_RECORDED,
            at=at,
            actor=by,
            prospect=prospect,
            detail={"fields": changed},
        )
    prospect.refresh_from_db()
    return prospect


def _by_hand(
    prospect: Prospect, ways: Sequence[str], changed: Collection[str]
) -> dict[str, DetailOrigin]:
    """Of what nobody knew how it came, whoever says where from has it from there themselves."""
    return {
        f"{way}_origin": DetailOrigin.HAND
        for way in ways
        if not getattr(prospect, f"{way}_origin")
        and any(f"{way}_{said}" in changed for said in SAID)
    }
