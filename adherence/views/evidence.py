"""Whether trying on pays: answers by try, how long we stay with people, and versions side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from adherence.permissions import counted_for
from adherence.selectors.chance import Share
from adherence.selectors.evidence import (
    QUARTER,
    Answered,
    Comparison,
    Stayed,
    answers_by_try,
    late_answers,
    side_by_side,
    staying,
)
from adherence.selectors.lists import Listed
from adherence.selectors.promises import FEWEST_FINISHED
from adherence.selectors.rep_counts import promises_of
from adherence.web import Report, report_asked
from team.charts import Dot, Dots, Lines, dotted, lined
from team.web import render_page, signed_in

TEMPLATE = "adherence/evidence.html"


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Of a quarter, and the quarter before: shorter spans tell nothing of ten tries."""
    report = report_asked(request, timezone.now()).of_weeks(QUARTER)
    reps = list(counted_for(signed_in(request), report.team))
    now = promises_of(reps, report.period, report.cadence)
    stayed = staying(now, promises_of(reps, report.period.before, report.cadence))
    answered = answers_by_try(now)
    context = {
        "report": report,
        "late": late_answers(now),
        "headline": _headline(late_answers(now)),
        "answered": [(each, *_addresses(report, each.number)) for each in answered],
        "answers_chart": _answers_chart(answered),
        "stayed": stayed,
        "staying_chart": _staying_chart(stayed),
        "comparisons": [
            (each, _verdict(each), _versions_chart(each))
            for each in side_by_side(reps, report.period.last, report.cadence)
        ],
    }
    return render_page(request, TEMPLATE, None, context)


def _headline(late: Share) -> str:
    if late.of < FEWEST_FINISHED:
        return _("Too few have answered to say whether trying on pays")
    return _("%(some)s of %(of)s first answers came after more than five tries") % {
        "some": late.some,
        "of": late.of,
    }


def _addresses(report: Report, number: int) -> tuple[str, str]:
    """Of the answers after this try, and of the tries."""
    return (
        report.rows(Listed.ANSWERS, at=number),
        report.rows(Listed.MADE, at=number),
    )


def _answers_chart(answered: list[Answered]) -> Dots | None:
    dots = [_dot(str(each.number), each.share, is_enough=each.is_enough) for each in answered]
    said = [each for each in answered if each.is_enough]
    if not said:
        return None
    last = said[-1]
    finding = _(
        "%(first_share)s answered after try %(first)s, and %(last_share)s after try %(last)s."
    ) % {
        "first": said[0].number,
        "first_share": said[0].share.words,
        "last": last.number,
        "last_share": last.share.words,
    }
    return dotted(_("Who answers after which try"), finding, dots)


def _dot(mark: str, share: Share, *, is_enough: bool) -> Dot:
    words = _("of %(of)s") % {"of": f"{share.of:,}"}
    if not is_enough:
        return Dot(mark, words, None)
    return Dot(mark, words, share.value, share.low, share.high)


def _staying_chart(stayed: list[Stayed]) -> Lines | None:
    known = [each for each in stayed if each.still is not None]
    if len(known) < 2:
        return None
    last = known[-1]
    finding = _("At try %(number)s we are still with %(still)s of a hundred who say nothing.") % {
        "still": round(last.still or 0),
        "number": last.number,
    }
    return lined(
        _("With whom we stay"),
        finding,
        [str(each.number) for each in stayed],
        [
            (_("These 13 weeks"), [each.still for each in stayed]),
            (_("The 13 weeks before"), [each.still_before for each in stayed]),
        ],
    )


def _versions_chart(comparison: Comparison) -> Dots | None:
    dots = [
        _dot(f"v{each.version.number}", each.answered, is_enough=each.is_enough)
        for each in reversed(comparison.versions)
    ]
    if not any(dot.value is not None for dot in dots):
        return None
    return dotted(comparison.cadence.name, _verdict(comparison), dots)


def _verdict(comparison: Comparison) -> str:
    """Which of the two newest is answered more often, or why that cannot be said."""
    pair, better, needed = comparison.compared, comparison.better, comparison.needed
    assert pair is not None
    names: dict[str, Any] = {"one": pair[0].version.number, "other": pair[1].version.number}
    if better:
        other = pair[1] if better is pair[0] else pair[0]
        return _("Version %(better)s is answered more often than version %(other)s.") % {
            "better": better.version.number,
            "other": other.version.number,
        }
    fewest = min(each.answered.of for each in pair)
    if needed is None or fewest < FEWEST_FINISHED:
        return _("There is too little to say of versions %(one)s and %(other)s.") % names
    sentence = ngettext(
        "Nobody can tell versions %(one)s and %(other)s apart yet: that takes %(needed)s person of each.",
        "Nobody can tell versions %(one)s and %(other)s apart yet: that takes %(needed)s people of each.",
        needed,
    )
    return sentence % (names | {"needed": f"{needed:,}"})
