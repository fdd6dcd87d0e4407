"""Tables of the team's pages as files: the promises rep by rep, and tries with what came of them."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.evidence import QUARTER, Answered, Stayed, answers_by_try, staying
from adherence.selectors.promises import Promise
from adherence.selectors.rep_counts import promises_of
from adherence.selectors.team_counts import RepRow, team_counts
from adherence.web import report_asked
from prospects.views.downloads import csv_file
from team.web import signed_in

KEPT_OF = [promise for promise in Promise if promise != Promise.TRIES]


@require_safe
def reps_file(request: HttpRequest) -> StreamingHttpResponse:
    """Each rep's promises by name: how many were kept, of how many. No share of too few is worked out here."""
    report = report_asked(request, timezone.now())
    counts = team_counts(
        signed_in(request), report.period, team=report.team, cadence=report.cadence
    )
    header = [_("Rep"), _("People in list"), _("Finished"), _("Tries before we stop")]
    for promise in KEPT_OF:
        header += [
            _("%(promise)s, kept") % {"promise": promise.label},
            _("%(promise)s, of") % {"promise": promise.label},
        ]
    rows = sorted(counts.reps, key=lambda row: (row.rep.name, row.rep.pk))
    return csv_file(f"reps-{report.period.last.name}", header, map(_of_rep, rows))


def _of_rep(row: RepRow) -> list[str]:
    cells = [
        row.rep.name,
        str(row.running),
        str(row.promises.finished),
        _written(row.promises.tries.value, 2),
    ]
    for promise in KEPT_OF:
        rate = row.promises.rate(promise)
        cells += [str(rate.kept), str(rate.of)]
    return cells


@require_safe
def tries_file(request: HttpRequest) -> StreamingHttpResponse:
    """The tables of the evidence, try by try."""
    report = report_asked(request, timezone.now()).of_weeks(QUARTER)
    reps = list(counted_for(signed_in(request), report.team))
    now = promises_of(reps, report.period, report.cadence)
    stayed = staying(now, promises_of(reps, report.period.before, report.cadence))
    header = [
        _("Try"), _("Tries made"), _("First answers after it"), _("Share"), _("At least"), _("At most"),
        _("Of 100 silent"), _("Tries made the quarter before"), _("Of 100 silent the quarter before"),
    ]  # fmt: skip
    answered = {each.number: each for each in answers_by_try(now)}
    return csv_file(f"tries-{report.period.last.name}", header, _of_tries(stayed, answered))


def _of_tries(stayed: list[Stayed], answered: dict[int, Answered]) -> Iterator[list[str]]:
    for each in stayed:
        found = answered.get(each.number)
        share = found.share if found and found.is_enough else None
        limits = (share.value, share.low, share.high) if share else (None, None, None)
        yield [
            str(each.number),
            str(each.tried),
            str(found.share.some if found else 0),
            *(_written(limit, 4) for limit in limits),
            _written(each.still, 1),
            str(each.tried_before),
            _written(each.still_before, 1),
        ]


def _written(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:.{places}f}"
