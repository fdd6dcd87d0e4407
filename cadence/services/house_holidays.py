"""What the house keeps otherwise than the calendars of countries say. The clock plans anew what it touches."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cadence import schedule
from cadence.selectors.calendars import house_now
from team.enums import AuditKind
from team.models import HouseHoliday, User
from team.names import check_name
from team.permissions import check_admin
from team.places import region_code
from team.refusals import Refused
from team.services import auditing
from team.services.absences import check_reach

# the advisory lock's class: one change of the house's days at a time
_DAYS_CLASS = 0x44415953


def one_at_a_time() -> None:
    """Until this transaction ends, nobody else changes the closures or holidays through their pages."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_DAYS_CLASS])


@transaction.atomic
def add(*, country: str, region: str, day: date, name: str, by: User, at: datetime) -> HouseHoliday:
    """A day off there that the calendar lacks. Refuses what `check_added` refuses."""
    one_at_a_time()
    check_added(country=country, region=region, day=day, name=name, by=by, at=at)
    kept = HouseHoliday.objects.create(
        country=country, subdivision=region, day=day, name=name, is_kept=True
    )
    _account(kept, before="", after=str(kept), by=by, at=at)
    return kept


def check_added(*, country: str, region: str, day: date, name: str, by: User, at: datetime) -> None:
    """Refuse all but admins, a name that hides something, a region that the country has not, days too far back or ahead, and what is a day off there already."""
    _check_place_and_day(country, region, day, by, at)
    check_name(name)
    there = HouseHoliday.objects.filter(country=country, subdivision=region, day=day).first()
    if known := there.name if there else _kept_name(country, region, day):
        words = {"day": date_format(day, "DAY_MONTH_YEAR"), "name": known}
        raise Refused(
            _("%(day)s stands here already: %(name)s. Change that instead.") % words,
            code="overlaps",
        )


@transaction.atomic
def switch_off(*, country: str, region: str, day: date, by: User, at: datetime) -> HouseHoliday:
    """A public holiday that the calendar names is a working day there. Refuses what `check_switched_off` refuses."""
    one_at_a_time()
    check_switched_off(country=country, region=region, day=day, by=by, at=at)
    name = schedule.named_by_calendar(day, country, region)
    off = HouseHoliday.objects.create(
        country=country, subdivision=region, day=day, name=name[:80], is_kept=False
    )
    _account(off, before=str(off), after="", by=by, at=at)
    return off


def check_switched_off(*, country: str, region: str, day: date, by: User, at: datetime) -> None:
    """Refuse all but admins, days too far back or ahead, what is no public holiday there, and what is changed there already."""
    _check_place_and_day(country, region, day, by, at)
    is_named = schedule.named_by_calendar(day, country, region)
    if not is_named or _kept_name(country, region, day) != is_named:
        raise Refused(
            _("That is no public holiday there that we keep. Look again."), code="nothing_changed"
        )


@transaction.atomic
def take_back(kept: HouseHoliday, *, by: User, at: datetime) -> None:
    """As the calendar has it again: a day off that was added goes, a holiday that was switched off is kept. Refuses all but admins."""
    check_admin(by)
    words = str(kept)
    kept.delete()
    before, after = (words, "") if kept.is_kept else ("", words)
    _account(kept, before=before, after=after, by=by, at=at)


def _kept_name(country: str, region: str, day: date) -> str:
    """Of a day off there, as it stands by now; "" for a day on which people work."""
    changed = dict(house_now().changes_in(country, region))
    return changed[day] if day in changed else schedule.named_by_calendar(day, country, region)


def _check_place_and_day(country: str, region: str, day: date, by: User, at: datetime) -> None:
    check_admin(by)
    if region and region_code(country, region) != region:
        raise Refused(_("We don't know this region of the country."), code="no_such_region")
    check_reach(day, day, at.astimezone(by.zone).date())


def _account(kept: HouseHoliday, *, before: str, after: str, by: User, at: datetime) -> None:
    auditing.record(
        AuditKind.POLICY_CHANGED,
        actor=by,
        subject=f"public holidays of {' '.join(filter(None, (kept.country, kept.subdivision)))}",
        detail={"before": before, "after": after},
        at=at,
    )
