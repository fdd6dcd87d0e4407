"""What we know of a person and of a company, by hand: changed and noted."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind, DetailOrigin
from prospects.models import Activity, Company, Prospect
from prospects.models.contact import WAYS, Came, sourced
from prospects.permissions import check_work, check_work_there
from prospects.services import company_duplicates
from prospects.services.adding import (
    check_address_is_free,
    check_nobody_stopped,
    known_address,
    stands_under_another,
)
from prospects.services.duplicates import look_for
from prospects.services.merging import merged
from team.models import User
from team.refusals import Refused

DETAILS = frozenset(
    {
        "title", "email", "phone", "linkedin_url", "city", "country", "subdivision",
        "time_zone", "language", "subscriber_type", "lawful_basis", "lawful_basis_note", "source",
    }
)  # fmt: skip
OF_A_COMPANY = frozenset(
    {
        "name", "domain", "website", "industry", "country", "city", "employees", "time_zone",
        "phone", "postal_address",
    }
)  # fmt: skip


def edit_person(
    prospect: Prospect,
    *,
    by: User,
    at: datetime,
    revision: int,
    details: dict[str, Any],
    base: Mapping[str, Any] | None = None,
) -> Prospect:
    """Change a person's details as they stood at `revision`, when `base` stood there; the name is the research's to change.

    What somebody else changed meanwhile is kept, too. A new way to reach them is kept with where it came from (`ways_source`
    of the details) and the day. Refuses other people's people, whoever was erased, an address somebody has, one that asked us to
    stop, and (Clash) what both changed. Writes the person and, when anything changed, the names of the fields on the timeline.
    """
    check_work(by, prospect)
    mine = _only(DETAILS, details)
    try:
        with transaction.atomic():
            # The company before its people, as whoever begins with them or hands them over takes them.
            list(Company.objects.select_for_update(no_key=True).filter(pk=prospect.company_id))
            record = Prospect.objects.select_for_update(no_key=True).get(pk=prospect.pk)
            changes = _changes(record, mine, revision, base)
            _check_person(record, changes, at)
            if changes.get("email", record.email) != record.email:
                changes["email_bounced_at"] = None
            came = Came(
                DetailOrigin.HAND, details.get("ways_source", ""), at.astimezone(by.zone).date()
            )
            for way in WAYS.keys() & changes.keys():
                changes |= sourced(way, came if changes[way] else Came())
            _write(record, changes, {"prospect": prospect}, by=by, at=at)
            look_for([prospect.pk], at=at)
    except IntegrityError:
        raise known_address() from None
    prospect.refresh_from_db()
    return prospect


@transaction.atomic
def edit_company(
    company: Company,
    *,
    by: User,
    at: datetime,
    revision: int,
    details: dict[str, Any],
    base: Mapping[str, Any] | None = None,
) -> Company:
    """Change what we know of a company, as `edit_person` does of a person.

    Refuses whoever works with nobody there, a record that another stands for, a domain or name that another company has, and (Clash)
    what both changed.
    """
    check_work_there(by, company)
    record = Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    if record.merged_into_id is not None:
        raise stands_under_another()
    changes = _changes(record, _only(OF_A_COMPANY, details), revision, base)
    try:
        with transaction.atomic():
            _write(record, changes, {"company": company}, by=by, at=at)
            if changes.keys() & {"name", "domain"}:
                company_duplicates.look_for([company.pk], at=at)
    except IntegrityError:
        raise Refused(
            _("Another company has this name or this domain."), code="known_company"
        ) from None
    company.refresh_from_db()
    return company


def add_note(prospect: Prospect, *, by: User, at: datetime, text: str) -> Activity:
    """Put a note on the timeline. Refuses other people's people, whoever was erased, and an empty note."""
    check_work(by, prospect)
    if not text.strip():
        raise Refused(_("Write something first."), code="empty_note")
    return Activity.objects.record(
        ActivityKind.NOTE, at=at, actor=by, prospect=prospect, detail={"text": text.strip()}
    )


def _changes(
    record: Prospect | Company,
    mine: Mapping[str, Any],
    revision: int,
    base: Mapping[str, Any] | None,
) -> dict[str, Any]:
    if record.revision == revision:
        base = {name: getattr(record, name) for name in mine}
    return merged(record, mine, base or {})


def _check_person(record: Prospect, changes: Mapping[str, Any], at: datetime) -> None:
    check_nobody_stopped(at=at, **{name: changes[name] for name in WAYS.keys() & changes.keys()})
    if "email" in changes:
        check_address_is_free(changes["email"], but=record)


def _write(
    record: Prospect | Company,
    changes: Mapping[str, Any],
    about: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
) -> None:
    """The timeline has the names of the fields, not what stood in them: what was erased is found nowhere."""
    if not changes:
        return
    rows = type(record).objects.filter(pk=record.pk)
    rows.update(revision=F("revision") + 1, **changes)
    named = sorted(changes.keys() & (DETAILS | OF_A_COMPANY))
    Activity.objects.record(ActivityKind.EDITED, at=at, actor=by, detail={"fields": named}, **about)


def _only(known: Set[str], details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name in known}
