"""The rules' numbers: managers and auditors read them; an admin changes them, over what that would change."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadence.forms.rules import RulesForm
from cadence.models import CadenceVersion
from cadence.selectors.consequences import BY_CODE, Change, consequences, rows_of
from cadence.views.page import is_conflict, status_of
from prospects.models import Company, Prospect
from prospects.web import number_in
from team.models import Policy
from team.permissions import can_oversee
from team.refusals import Refused
from team.selectors.numbers import GROUPS, NUMBERS, Number
from team.selectors.rule_changes import newest_changes
from team.services import policies
from team.web import render_page, say, signed_in

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Changed:
    number: Number
    before: int | Decimal
    after: int | Decimal


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show the numbers; a POST shows what others would change, and saves once that was seen."""
    _check_reads(request)
    if request.method != "POST":
        return _page(request, RulesForm.of(Policy.current()))
    user, form = signed_in(request), RulesForm(request.POST)
    if not user.is_admin:
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, form, status=422)
    if request.POST.get("confirmed") != "yes":
        return _preview(request, form)
    try:
        policies.change(form.numbers, seen=form.seen, by=user)
    except Refused as refused:
        return _refused(request, form, refused)
    say(request, _("Kept. These rules hold from now on, for everybody."))
    return redirect("cadence:rules")


@require_safe
def touched(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind one line of the preview, page by page."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    form = RulesForm(request.GET)
    if code not in BY_CODE or not form.is_valid():
        raise Http404
    after = number_in(request, "after") or 0
    rows = rows_of(code, _change(form), after=after, limit=A_PAGE + 1)
    older = ""
    if len(rows) > A_PAGE:
        older = f"?{urlencode(_query(form) | {'after': rows[A_PAGE - 1].pk})}"
    context = {"says": BY_CODE[code].says, "rows": _named(rows[:A_PAGE]), "older": older}
    return render_page(request, "cadence/rules_touched.html", None, context)


def _page(
    request: HttpRequest, form: RulesForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    policy = Policy.current()
    context = {
        "form": form,
        "refusal": refusal,
        "may_rule": signed_in(request).is_admin,
        "groups": [
            (group, [(each, getattr(policy, each.name)) for each in group.numbers])
            for group in GROUPS
        ],
        "changes": newest_changes(),
    }
    return render_page(request, "cadence/rules.html", None, context, status=status)


def _preview(request: HttpRequest, form: RulesForm) -> HttpResponse:
    now = Policy.current()
    names = policies.changed(now, form.numbers)
    if now.version != form.seen:
        form.show_what_stands(now)
        return _page(request, form, refusal=_("Somebody changed the rules meanwhile."), status=409)
    if not names:
        return _page(request, form, refusal=_("These are the numbers we have."), status=422)
    change = _change(form)
    query = urlencode(_query(form))
    context = {
        "form": form,
        "changed": [Changed(NUMBERS[n], getattr(now, n), form.numbers[n]) for n in names],
        "found": [
            (each, f"{reverse('cadence:rules-touched', args=[each.effect.code])}?{query}")
            for each in consequences(change)
        ],
        "said": [NUMBERS[name].uncounted for name in names if NUMBERS[name].uncounted],
    }
    return render_page(request, "cadence/rules_change.html", None, context)


def _refused(request: HttpRequest, form: RulesForm, refused: Refused) -> HttpResponse:
    if is_conflict(refused):
        form.show_what_stands(Policy.current())
    return _page(request, form, refusal=refused.sentence, status=status_of(refused))


def _change(form: RulesForm) -> Change:
    now = Policy.current()
    after = Policy(pk=1, **{name: getattr(now, name) for name in NUMBERS} | form.numbers)
    return Change(now, after, timezone.now())


def _query(form: RulesForm) -> dict[str, Any]:
    return {"version": form.seen} | form.numbers


def _named(rows: list[Any]) -> list[tuple[str, str]]:
    """Each row's name and where it leads; a colleague's leads nowhere."""
    return [(_name_of(row), _address_of(row)) for row in rows]


def _name_of(row: Any) -> str:
    if isinstance(row, CadenceVersion):
        words = {"cadence": row.cadence.name, "number": row.number}
        return _("%(cadence)s, version %(number)s") % words
    return str(row.name)


def _address_of(row: Any) -> str:
    if isinstance(row, CadenceVersion):
        return reverse("cadence:cadence", args=[row.cadence_id])
    places = {Prospect: "prospects:person", Company: "prospects:company"}
    place = places.get(type(row))
    return reverse(place, args=[row.pk]) if place else ""


def _check_reads(request: HttpRequest) -> None:
    if not can_oversee(signed_in(request)):
        raise PermissionDenied
