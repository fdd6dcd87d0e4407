"""The rows behind a number, and the same as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.listing import Row, all_rows, rows_of
from adherence.selectors.lists import BROKEN, Listed, things_of
from adherence.selectors.rows import PAGE, Behind
from adherence.web import Report, report_asked
from prospects.views.downloads import csv_file
from prospects.web import number_in
from team.models import User
from team.web import render_page, signed_in

TEMPLATE = "adherence/rows.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list: of one rep or of all, with what was kept or without, at one place or at all."""

    report: Report
    listed: Listed
    rep: User | None
    behind: Behind
    every: bool
    at: int | None

    @property
    def title(self) -> str:
        return self.listed.called(every=self.every)

    def address(self, *, page: int = 1, file: bool = False) -> str:
        return self.report.rows(
            self.listed, self.rep, every=self.every, at=self.at, page=page, file=file
        )

    def to_try(self, row: Row, page: int) -> str:
        """Where the very message stands, with the way back to this page of the list; empty where none shows it, or to whom it may not be shown."""
        if row.told.touch is None or row.person is None:
            return ""
        query: dict[str, Any] = {"of": self.listed.value}
        query |= {"rep": self.rep.pk} if self.rep else {}
        query |= self.report.asked_of_rows(every=self.every, at=self.at, page=page)
        return f"{reverse('adherence:try', args=[row.told.touch])}?{urlencode(query)}"


@require_safe
def rows(request: HttpRequest, rep: int | None, promise: str) -> HttpResponse:
    """Of one rep, or of all whom the reader may see; a 404 for anybody else's."""
    asked = _asked(request, rep, promise)
    number = asked.behind.number
    last = max(1, ceil(number / PAGE))
    page = min(max(1, number_in(request, "page") or 1), last)
    context = {
        "asked": asked,
        "number": number,
        "rows": [
            (row, asked.to_try(row, page))
            for row in rows_of(asked.behind, page, signed_in(request))
        ],
        "file": asked.address(file=True),
        "older": asked.address(page=page + 1) if page < last else "",
        "newer": asked.address(page=page - 1) if page > 1 else "",
        "choices": _choices(asked),
    }
    return render_page(request, TEMPLATE, None, context)


@require_safe
def rows_file(request: HttpRequest, rep: int | None, promise: str) -> StreamingHttpResponse:
    """The whole list."""
    asked = _asked(request, rep, promise)
    header = [
        _("Person"),
        _("Company"),
        _("Rep"),
        _("Cadence"),
        _("Week"),
        _("Day"),
        _("What happened"),
    ]
    cells = _cells(all_rows(asked.behind, signed_in(request)))
    return csv_file(f"{asked.listed}-{asked.report.period.last.name}", header, cells)


def _asked(request: HttpRequest, rep: int | None, promise: str) -> Asked:
    report = report_asked(request, timezone.now())
    people = counted_for(signed_in(request), report.team).order_by("name", "pk")
    reps = list(people.filter(pk=rep) if rep is not None else people)
    if promise not in Listed.values or not reps:
        raise Http404
    listed, at = Listed(promise), number_in(request, "at")
    every = "all" in request.GET and listed in BROKEN
    things = things_of(listed, every=every, place=at)
    behind = Behind(reps, report.period, things, report.cadence)
    return Asked(report, listed, reps[0] if rep is not None else None, behind, every, at)


def _choices(asked: Asked) -> list[tuple[str, str, bool]]:
    """What was not kept, or all: the words, the address, and whether it is this one."""
    if asked.listed not in BROKEN:
        return []
    label, every = str(asked.listed.label), asked.listed.every_label
    return [
        (label, asked.report.rows(asked.listed, asked.rep), not asked.every),
        (every, asked.report.rows(asked.listed, asked.rep, every=True), asked.every),
    ]


def _cells(rows: Iterator[Row]) -> Iterator[list[str]]:
    for row in rows:
        person = row.person
        yield [
            person.name if person else _("Somebody of another team"),
            person.company.name if person else "",
            row.rep.name,
            str(row.way.version),
            row.thing.week.isoformat(),
            row.told.day.isoformat(),
            row.words,
        ]
