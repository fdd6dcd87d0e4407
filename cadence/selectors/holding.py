"""Why a company is on hold, to whoever looks: whose person answered, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence.models import Hold
from team.models import User


@dataclass(frozen=True, slots=True)
class HeldFor:
    pk: int
    sentence: str


def held_for(companies: Iterable[int], viewer: User, at: datetime) -> dict[int, HeldFor]:
    """By company. One query, and none for no company."""
    wanted = list(companies)
    if not wanted:
        return {}
    holds = Hold.objects.filter(company__in=wanted, lifted_at=None).select_related(
        "reply__prospect__owner"
    )
    return {each.company_id: HeldFor(each.pk, why_held(each, viewer, at)) for each in holds}


def why_held(hold: Hold, viewer: User, at: datetime) -> str:
    """ "Jonas's person answered at 10:38." for a colleague; by name for whoever works with them."""
    if hold.reply is None:
        return hold.reason
    person = hold.reply.prospect
    words = {
        "name": person.name,
        "owner": person.owner.first_name if person.owner else "",
        "when": _when(hold.reply.received_at, viewer, at),
    }
    if person.owner is not None and person.owner_id != viewer.pk:
        return _("%(owner)s's person answered %(when)s.") % words
    return _("%(name)s answered %(when)s.") % words


def _when(moment: datetime, viewer: User, at: datetime) -> str:
    local = moment.astimezone(viewer.zone)
    if local.date() == at.astimezone(viewer.zone).date():
        return _("at %(time)s") % {"time": f"{local:%H:%M}"}
    return _("on %(day)s at %(time)s") % {
        "day": date_format(local, "WEEKDAY_DAY_MONTH"),
        "time": f"{local:%H:%M}",
    }
