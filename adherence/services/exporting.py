"""Hand out all that we know of one person, as a file for machines or for people."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from adherence.permissions import check_erases
from adherence.selectors.personal_data import Section, all_about
from prospects.models import Prospect
from team.enums import AuditKind
from team.models import User
from team.services import auditing


@transaction.atomic
def export(prospect: Prospect, *, form: str, by: User, at: datetime) -> list[Section]:
    """Every row that says something of them; who took it stands in the audit. Refuses all but who leads their rep, and admins."""
    check_erases(by, prospect)
    sections = all_about(prospect)
    detail = {"form": form, "rows": sum(len(each.rows) for each in sections)}
    auditing.record(
        AuditKind.EXPORTED, actor=by, subject=f"person {prospect.pk}", detail=detail, at=at
    )
    return sections


def as_json(sections: list[Section]) -> str:
    told: dict[str, Any] = {each.name: each.rows for each in sections}
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
