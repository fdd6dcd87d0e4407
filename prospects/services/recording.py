"""Record why we may keep and use somebody's data, where it came from, and that they were told."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from prospects.permissions import check_work
from team.models import User
from team.refusals import Refused

KEPT = (
    "subscriber_type", "lawful_basis", "lawful_basis_note", "lawful_basis_until", "source", "source_date",
    "notice_given_on", "notice_way",
)  # fmt: skip


@transaction.atomic
def record_data(
    prospect: Prospect, *, by: User, at: datetime, revision: int, given: dict[str, Any]
) -> Prospect:
    """Keep what was given, as it stood at `revision`; the timeline names the fields, never what stood in them.

    Refuses other people's people, whoever was erased, and (code "conflict") a person who was changed meanwhile.
    """
    check_work(by, prospect)
    changed = sorted(name for name in KEPT if getattr(prospect, name) != given[name])
    values = {name: given[name] for name in changed}
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
