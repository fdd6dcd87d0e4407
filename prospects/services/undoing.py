"""Take a whole import back, until the first try with anybody it brought."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from prospects.models import ImportBatch
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing


class TakenBack(NamedTuple):
    """How many people and companies are out again, and how many stayed because somebody worked with them."""

    people: int
    companies: int
    stayed: int


def take_back(batch: ImportBatch, *, by: User, at: datetime) -> TakenBack:
    """Erase the people and companies that an import made. Stops that were asked for meanwhile stay.

    Refuses colleagues' imports, one that is not in, and one of whose people somebody was tried. Whoever was worked with since
    stays, and is counted. Writes the audit.
    """
    if batch.owner_id != by.pk:
        raise Refused(_("A colleague brought this file. Ask them."), code="not_your_import")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '120s'")
            cursor.execute("SELECT * FROM earnest_take_back(%s)", [batch.pk])
            taken = TakenBack(*(cursor.fetchone() or ()))
            auditing.record(
                AuditKind.IMPORT_TAKEN_BACK,
                actor=by,
                subject=f"import {batch.pk}",
                detail={"batch": batch.pk, **taken._asdict()},
                at=at,
            )
    except DatabaseError as error:
        raise _sentence(error) from error
    batch.refresh_from_db()
    return taken


def _sentence(error: DatabaseError) -> Exception:
    """The refusal behind a guard's no; what is no guard's is passed on."""
    match getattr(error.__cause__, "sqlstate", ""):
        case "EA521":
            return Refused(_("This import is not in, or was taken back."), code="not_applied")
        case "EA522":
            return Refused(
                _(
                    "The first try with these people was made. From now on each of them has a history, and it stays."
                ),
                code="was_tried",
            )
        case "23503":
            return Refused(
                _("Somebody works with one of these people right now. Try again."),
                code="overtaken",
            )
    return error
