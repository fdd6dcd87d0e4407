"""A person's details, by hand: changed and noted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from prospects.permissions import check_work
from prospects.services.adding import check_address_is_free, check_nobody_stopped, known_address
from team.models import User
from team.refusals import Refused

DETAILS = frozenset(
    {
        "title", "email", "phone", "linkedin_url", "city", "country", "subdivision",
        "time_zone", "language", "subscriber_type", "lawful_basis", "lawful_basis_note", "source",
    }
)  # fmt: skip
# What leads to a person, and so what may have been stopped.
WAYS = frozenset({"email", "phone", "linkedin_url"})


def edit_person(
    prospect: Prospect, *, by: User, at: datetime, revision: int, details: dict[str, Any]
) -> Prospect:
    """Change a person's details as they stood at `revision`; the name is the research's to change.

    Refuses other people's people, an address somebody has, one that asked us to stop, and (code "conflict") a person who was changed meanwhile.
    Writes the person and, when anything changed, the names of the fields on the timeline.
    """
    check_work(by, prospect)
    details = _only_details(details)
    changed = sorted(name for name, value in details.items() if getattr(prospect, name) != value)
    check_nobody_stopped(at=at, **{name: details[name] for name in changed if name in WAYS})
    if "email" in changed:
        check_address_is_free(details["email"], but=prospect)
    try:
        with transaction.atomic():
            # The company before its people, as whoever begins with them or hands them over takes them.
            list(Company.objects.select_for_update(no_key=True).filter(pk=prospect.company_id))
            if not _update(prospect, revision, details):
                raise Refused(
                    _(
                        "Someone changed these details while you were writing. Both versions are below."
                    ),
                    code="conflict",
                )
            if changed:
                Activity.objects.record(
                    ActivityKind.EDITED,
                    at=at,
                    actor=by,
                    prospect=prospect,
                    detail={"fields": changed},
                )
    except IntegrityError:
        raise known_address() from None
    prospect.refresh_from_db()
    return prospect


def add_note(prospect: Prospect, *, by: User, at: datetime, text: str) -> Activity:
    """Put a note on the timeline. Refuses other people's people and an empty note."""
    check_work(by, prospect)
    if not text.strip():
        raise Refused(_("Write something first."), code="empty_note")
    return Activity.objects.record(
        ActivityKind.NOTE, at=at, actor=by, prospect=prospect, detail={"text": text.strip()}
    )


def _update(prospect: Prospect, revision: int, details: dict[str, Any]) -> int:
    moved = Prospect.objects.filter(pk=prospect.pk, revision=revision)
    if details.get("email", prospect.email) != prospect.email:
        details = details | {"email_bounced_at": None}
    return moved.update(revision=F("revision") + 1, **details)


def _only_details(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name in DETAILS}
