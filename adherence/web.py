"""What a page of promises is asked for by its address: which weeks, of which team, in which cadence."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from adherence.permissions import counted_for
from adherence.schedule import Period, Week
from adherence.selectors.lists import Listed
from cadence.models import Cadence
from prospects.web import number_in
from team.models import Team, User
from team.refusals import Refused
from team.web import signed_in

USUAL: Final = 4
WEEKS: Final = (1, USUAL, 13)


class Whose:
    """In an address: the key of a rep, or all whom the reader may see."""

    regex = r"[0-9]{1,18}|all"

    def to_python(self, value: str) -> int | None:
        return None if value == "all" else int(value)

    def to_url(self, value: int | str | None) -> str:
        return "all" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Report:
    """The weeks up to one, of all whom the reader may see or of one team, in every cadence or in one."""

    this_week: Week
    period: Period
    team: Team | None = None
    cadence: Cadence | None = None

    @property
    def query(self) -> str:
        """Only what is not usual, behind a question mark; nothing where all is."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    @property
    def asked(self) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        asked |= {"weeks": self.period.weeks} if self.period.weeks != USUAL else {}
        asked |= {"until": self.period.last.name} if self.period.last != self.this_week else {}
        asked |= {"team": self.team.pk} if self.team else {}
        asked |= {"cadence": self.cadence.pk} if self.cadence else {}
        return asked

    def rows(
        self,
        listed: Listed,
        rep: User | None = None,
        *,
        every: bool = False,
        at: int | None = None,
        page: int = 1,
        file: bool = False,
    ) -> str:
        """The address of a list: of what was not kept or of all, everywhere or at one place; a page of it or the file."""
        asked = self.asked_of_rows(every=every, at=at, page=page)
        name = "adherence:rows-file" if file else "adherence:rows"
        address = reverse(name, args=[rep.pk if rep else None, listed.value])
        return f"{address}?{urlencode(asked)}" if asked else address

    def asked_of_rows(self, *, every: bool, at: int | None, page: int) -> dict[str, Any]:
        asked = self.asked
        asked |= {"all": 1} if every else {}
        asked |= {"at": at} if at is not None else {}
        asked |= {"page": page} if page > 1 else {}
        return asked

    def lists_at(self, rep: User | None = None) -> dict[str, str]:
        """Addresses of lists at one place, which the number of a try or of days completes."""
        lists = (Listed.ANSWERS, Listed.GIVEN_UP, Listed.STOPS)
        found = {each.value: self.rows(each, rep, at=0).removesuffix("0") for each in lists}
        gaps = self.rows(Listed.GAPS, rep, every=True, at=0).removesuffix("0")
        return found | {Listed.GAPS.value: gaps}

    def of_weeks(self, weeks: int) -> Self:
        return replace(self, period=Period(self.period.last, weeks))

    def until(self, week: Week) -> Self:
        return replace(self, period=Period(min(week, self.this_week), self.period.weeks))

    def of_team(self, team: Team | None) -> Self:
        return replace(self, team=team)

    def of_cadence(self, cadence: Cadence | None) -> Self:
        return replace(self, cadence=cadence)


def report_asked(request: HttpRequest, at: datetime) -> Report:
    """What makes no sense is what is usual; a team that is not the reader's to see is a 404."""
    user = signed_in(request)
    this = Week.of(at, user.zone)
    weeks = number_in(request, "weeks")
    until = Week.named(request.GET.get("until", "")) or this
    return Report(
        this_week=this,
        period=Period(min(until, this), weeks if weeks in WEEKS else USUAL),
        team=_team(request, user),
        cadence=_cadence(request),
    )


def weeks_and_cadences(report: Report, here: str) -> dict[str, Any]:
    """The addresses of this page for other weeks and other cadences."""
    cadences = Cadence.objects.filter(archived_at=None).order_by("name", "pk")
    return {
        "here": here,
        "periods": [(weeks, here + report.of_weeks(weeks).query) for weeks in WEEKS],
        "cadences": [(each, here + report.of_cadence(each).query) for each in cadences],
        "every_cadence": here + report.of_cadence(None).query,
    }


def _cadence(request: HttpRequest) -> Cadence | None:
    wanted = number_in(request, "cadence")
    return Cadence.objects.filter(pk=wanted).first() if wanted else None


def _team(request: HttpRequest, user: User) -> Team | None:
    wanted = number_in(request, "team")
    if wanted is None:
        return None
    team = Team.objects.filter(pk=wanted).first()
    try:
        counted_for(user, team)
    except Refused as refused:
        raise Http404 from refused
    if team is None:
        raise Http404
    return team
