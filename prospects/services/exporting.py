"""People as a file, for whoever leads them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from prospects.models import Prospect
from prospects.models.prospect import ProspectQuerySet
from prospects.selectors.asked import Asked, who_is_asked_for
from prospects.selectors.finding import with_words
from team.enums import AuditKind
from team.models import User
from team.permissions import can_manage
from team.refusals import Refused
from team.services import auditing

A_BATCH = 1_000


def header() -> list[str]:
    return [
        _("Name"),
        _("Job title"),
        _("Company"),
        _("E-mail"),
        _("Phone"),
        _("LinkedIn profile"),
        _("City"),
        _("Country"),
        _("With"),
        _("Where this came from"),
    ]


def export_people(asked: Asked, *, by: User, at: datetime) -> Iterator[Prospect]:
    """Everybody whom a list was asked for, read as they are written; refuses whoever leads nobody.

    The audit says how many and by what they were asked for, without the words: those may be a name that is erased one day.
    """
    if not can_manage(by):
        raise Refused(_("Managers and admins bring people out as a file."), code="not_a_manager")
    found = who_is_asked_for(with_words(Prospect.objects.led_by(by).listed()), asked, at)
    auditing.record(
        AuditKind.EXPORTED,
        actor=by,
        subject="people",
        detail={"people": found.count(), "asked_for": [name for name, _value in asked.question]},
        at=at,
    )
    rows = found.select_related("company", "owner").order_by("pk")
    return _by_key(rows)


def _by_key(rows: ProspectQuerySet) -> Iterator[Prospect]:
    """A thousand at a time, so that no transaction is held open while somebody's browser reads."""
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:A_BATCH]):
        yield from batch
        last = batch[-1].pk
