"""How long what is kept, and what the next sweep would take."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from adherence.forms import RetentionForm
from adherence.services import sweeping
from prospects.enums import Kept
from prospects.models import Prospect, RetentionRule, Sweep
from team.refusals import Refused
from team.web import render_page, say, signed_in

SHOWN = 20
COUNTED = 1000


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """The rules, each with what it would take; an admin changes one."""
    user = signed_in(request)
    if not user.sees_all:
        raise PermissionDenied
    if request.method != "POST":
        return _page(request)
    if not user.is_admin:
        raise PermissionDenied
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, refusal=_("Keep it for one month to ten years."))
    try:
        sweeping.keep_for(
            Kept(form.cleaned_data["what"]),
            months=form.cleaned_data["months"],
            is_on=form.cleaned_data["is_on"],
            by=user,
            at=timezone.now(),
        )
    except Refused as refused:
        return _page(request, status=422, refusal=refused.sentence)
    say(request, _("Kept. Below is what the next sweeps take."))
    return redirect("adherence:retention")


def _page(request: HttpRequest, *, status: int = 200, refusal: str = "") -> HttpResponse:
    rules = {rule.what: rule for rule in RetentionRule.objects.select_related("changed_by")}
    context: dict[str, Any] = {
        "rows": [_row(what, rules.get(what.value)) for what in Kept],
        "sweeps": Sweep.objects.order_by("-at", "-pk")[:SHOWN],
        "may_rule": signed_in(request).is_admin,
        "counted": COUNTED,
        "refusal": refusal,
    }
    return render_page(request, "adherence/retention.html", None, context, status=status)


def _row(what: Kept, rule: RetentionRule | None) -> dict[str, Any]:
    """What one rule would take: how many, and of people the first names."""
    due = sweeping.due(what, rule.months, most=COUNTED) if rule else []
    people = Prospect.objects.none()
    if what == Kept.PEOPLE:
        people = Prospect.objects.filter(pk__in=list(due)[:SHOWN]).order_by("name")
    months = rule.months if rule else None
    initial = {"what": what, "months": months or 24, "is_on": bool(rule and rule.is_on)}
    return {
        "what": what,
        "rule": rule,
        "count": len(due),
        "people": people,
        "form": RetentionForm(initial=initial, auto_id=f"{what}-%s"),
    }
