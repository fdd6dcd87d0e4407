"""Days beyond the seventh: whose they are, by cause, and the rows behind each number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from adherence.enums import LateCause
from adherence.permissions import counted_for
from adherence.selectors.gaps import Tally, gaps_of, is_counted, late_days, rows_behind
from prospects.views.downloads import csv_file
from prospects.web import number_in, visible_person
from team.models import User
from team.web import render_page, signed_in, wants_part

TEMPLATE = "adherence/gaps.html"
PERSON = "adherence/person_gaps.html"
WEEKS = (4, 8, 13, 26)
USUAL = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """The last so many weeks, of everybody or of one rep, and which rows are open."""

    today: date
    weeks: int = USUAL
    rep: int | None = None
    cause: str = ""
    page: int = 1

    @classmethod
    def of(cls, request: HttpRequest, today: date) -> Self:
        """What makes no sense is what is usual."""
        weeks, cause = number_in(request, "weeks"), request.GET.get("cause", "")
        return cls(
            today,
            weeks if weeks in WEEKS else USUAL,
            number_in(request, "rep"),
            cause if cause in LateCause.values else "",
            max(1, min(number_in(request, "page") or 1, 1000)),
        )

    @property
    def first(self) -> date:
        return self.today - timedelta(days=7 * self.weeks - 1)

    @property
    def address(self) -> str:
        asked: dict[str, Any] = {"weeks": self.weeks}
        asked |= {"rep": self.rep} if self.rep else {}
        asked |= {"cause": self.cause} if self.cause else {}
        asked |= {"page": self.page} if self.page > 1 else {}
        return f"{reverse('adherence:gaps')}?{urlencode(asked)}"

    @property
    def file(self) -> str:
        """The whole list as a file."""
        return self.to().replace(reverse("adherence:gaps"), reverse("adherence:gaps-file"), 1)

    def to(self, **changed: Any) -> str:
        return replace(self, **({"page": 1} | changed)).address


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """A rep reads their own, a manager their team's, an admin everybody's; a 404 for anybody else's."""
    at = timezone.now()
    asked, reps, chosen = _asked(request, at)
    context = _context(signed_in(request), asked, reps, chosen) | {"is_counted": is_counted(at)}
    return render_page(request, TEMPLATE, None, context)


@require_safe
def gaps_file(request: HttpRequest) -> StreamingHttpResponse:
    """Everybody who waited, with each span of their late days and its cause."""
    asked, _reps, chosen = _asked(request, timezone.now())
    header = [_("Person"), _("Company"), _("Whose"), _("From"), _("To"), _("Cause"), _("Days")]
    return csv_file(f"late-days-{asked.today}", header, _cells(signed_in(request), asked, chosen))


@require_safe
def of_person(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """A fragment for a person's page, a page by itself."""
    prospect = visible_person(request, prospect_pk)
    today = timezone.now().astimezone(prospect.zone).date()
    context = {"prospect": prospect, "gaps": gaps_of(prospect, today)}
    return render(request, f"{PERSON}#gaps" if wants_part(request) else PERSON, context)


def _asked(request: HttpRequest, at: datetime) -> tuple[Asked, list[User], list[User]]:
    """With all whom the reader may see, and those of them who are asked for."""
    user = signed_in(request)
    asked = Asked.of(request, at.astimezone(user.zone).date())
    reps = list(counted_for(user).order_by("name", "pk"))
    chosen = [rep for rep in reps if asked.rep in (None, rep.pk)]
    if not chosen:
        raise Http404
    return asked, reps, chosen


def _cells(viewer: User, asked: Asked, chosen: list[User]) -> Iterator[list[str]]:
    names = {rep.pk: rep.name for rep in chosen}
    more, page = True, 0
    while more:
        page += 1
        rows, more = rows_behind(
            chosen, asked.first, asked.today, viewer=viewer, cause=asked.cause, page=page
        )
        for row in rows:
            person = row.person
            for span in row.spans:
                yield [
                    person.name if person else _("Somebody of another team"),
                    person.company.name if person else "",
                    names[span.rep],
                    span.first.isoformat(),
                    span.last.isoformat(),
                    str(span.cause.label),
                    str(span.days),
                ]


def _context(viewer: User, asked: Asked, reps: list[User], chosen: list[User]) -> dict[str, Any]:
    tally = late_days(reps, asked.first, asked.today)
    shown = late_days(chosen, asked.first, asked.today) if asked.rep else tally
    rows, more = rows_behind(
        chosen, asked.first, asked.today, viewer=viewer, cause=asked.cause, page=asked.page
    )
    return {
        "asked": asked,
        "tally": shown,
        "causes": [(each, shown.causes[each], asked.to(cause=each)) for each in LateCause],
        "is_team": len(reps) > 1,
        "reps": [_rep(asked, tally, rep) for rep in reps if tally.of(rep.pk)],
        "rep": chosen[0] if asked.rep else None,
        "everybody": asked.to(rep=None, cause=""),
        "every_cause": asked.to(cause=""),
        "cause": LateCause(asked.cause) if asked.cause else None,
        "periods": [(weeks, asked.to(weeks=weeks)) for weeks in WEEKS],
        "rows": rows,
        "older": asked.to(page=asked.page + 1) if more else "",
        "newer": asked.to(page=asked.page - 1) if asked.page > 1 else "",
    }


def _rep(asked: Asked, tally: Tally, rep: User) -> tuple[User, int, int, str, str]:
    """Their late days and those that are ours, with the addresses of both."""
    of_rep = replace(asked, rep=rep.pk)
    return (
        rep,
        tally.of(rep.pk),
        tally.of(rep.pk, LateCause.REP),
        of_rep.to(cause=""),
        of_rep.to(cause=LateCause.REP.value),
    )
