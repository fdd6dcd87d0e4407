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
    """The rules, each with what it would take; an admin changes one, over what the new one would."""
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
    if request.POST.get("seen") != form.seen:
        return _page(request, looked_at=form)
    given = form.cleaned_data
    what, span = Kept(given["what"]), {"months": given["months"], "is_on": given["is_on"]}
    try:
        sweeping.keep_for(what, **span, by=user, at=timezone.now())
    except Refused as refused:
        return _page(request, status=422, refusal=refused.sentence)
    say(request, _("Kept. Below is what the next sweeps take."))
    return redirect("adherence:retention")


def _page(
    request: HttpRequest,
    *,
    status: int = 200,
    refusal: str = "",
    looked_at: RetentionForm | None = None,
) -> HttpResponse:
    rules = {rule.what: rule for rule in RetentionRule.objects.all()}
    looked = {Kept(looked_at.cleaned_data["what"]): looked_at} if looked_at else {}
    context: dict[str, Any] = {
        "rows": [_row(what, rules.get(what.value), looked.get(what)) for what in Kept],
        "sweeps": Sweep.objects.order_by("-at", "-pk")[:SHOWN],
        "may_rule": signed_in(request).is_admin,
        "counted": COUNTED,
        "refusal": refusal,
    }
    return render_page(request, "adherence/retention.html", None, context, status=status)


def _row(what: Kept, rule: RetentionRule | None, looked_at: RetentionForm | None) -> dict[str, Any]:
    """What the rule takes, or the one that is looked at would: how many, and of people the first names."""
    months = rule.months if rule else None
    is_on = bool(rule and rule.is_on)
    form = looked_at or RetentionForm(
        initial={"what": what, "months": months or 24, "is_on": is_on}, auto_id=f"{what}-%s"
    )
    if looked_at:
        months, is_on = looked_at.cleaned_data["months"], looked_at.cleaned_data["is_on"]
    due = sweeping.due(what, months, most=COUNTED) if months else []
    people = Prospect.objects.none()
    if what == Kept.PEOPLE:
        people = Prospect.objects.filter(pk__in=list(due)[:SHOWN]).order_by("name")
    return {
        "what": what,
        "rule": rule,
        "months": months,
        "is_on": is_on,
        "seen": looked_at.seen if looked_at else "",
        "count": len(due),
        "people": people,
        "form": form,
    }
