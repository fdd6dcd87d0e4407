"""The checks of the house: what was sent anyway and why, for managers; what is made stricter, by admins."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadence.checks.names import LOOKS
from cadence.enums import LISTS, HouseRuleKind
from cadence.models import HouseRule
from cadence.selectors.house_rules import lines_by_list, raised_by_code
from cadence.selectors.sent_anyway import SentAnyway, reasons_for, sent_anyway
from cadence.selectors.trial import try_line, try_stop
from cadence.services import ruling
from cadence.views.page import posted, status_of
from team.permissions import can_oversee
from team.refusals import Refused
from team.web import render_page, say, signed_in

COUNTED_DAYS = 90


class LineForm(forms.Form):
    text = forms.CharField(label=lazy("The phrase or the host"), max_length=ruling.LONGEST_LINE)


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_safe
def reasons(request: HttpRequest, code: str) -> HttpResponse:
    """Why letters were sent over this look."""
    _check_reads(request)
    given = reasons_for(_known(code), signed_in(request), _since())
    context = {"name": LOOKS[code], "reasons": given, "days": COUNTED_DAYS}
    return render_page(request, "cadence/check_reasons.html", None, context)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a stop would have done to the last letters; a POST makes the look one, for good."""
    _check_rules(request)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            ruling.raise_look(_known(code), by=signed_in(request), at=timezone.now())
        except Refused as refused:
            refusal, status = refused.sentence, status_of(refused)
        else:
            say(request, _("From now on this stops a letter, for everybody."))
            return redirect("cadence:checks")
    context = {
        "code": code,
        "name": LOOKS[_known(code)],
        "trial": try_stop(code),
        "refusal": refusal,
    }
    return render_page(request, "cadence/check_stop.html", None, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def line_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Try a line on the last letters, then keep it: two presses, the second over what was found."""
    _check_rules(request)
    listed, form = _list(kind), LineForm(posted(request))
    if not form.is_valid():
        return _line_page(request, listed, form, status=422 if form.is_bound else 200)
    try:
        line = ruling.line_of(listed, form.cleaned_data["text"])
        if request.POST.get("confirmed") != "yes":
            return _line_page(request, listed, form, line=line, trial=try_line(listed, line))
        ruling.add_line(listed, line, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        form.add_error("text", refused.sentence)
        return _line_page(request, listed, form, status=status_of(refused))
    say(request, _("“%(line)s” is on the list.") % {"line": line})
    return redirect("cadence:checks")


@require_POST
def line_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a line of our own holds up; once that was seen, take it off its list."""
    _check_rules(request)
    rule = get_object_or_404(HouseRule, pk=pk)
    is_a_line = rule.kind in LISTS and rule.removed_at is None
    if is_a_line and request.POST.get("confirmed") != "yes":
        context = {"rule": rule, "trial": try_line(HouseRuleKind(rule.kind), rule.text)}
        return render_page(request, "cadence/check_line_removal.html", None, context)
    try:
        ruling.remove_line(rule, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        return _page(request, refusal=refused.sentence, status=status_of(refused))
    say(request, _("“%(line)s” is off the list.") % {"line": rule.text})
    return redirect("cadence:checks")


def _page(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    _check_reads(request)
    user = signed_in(request)
    sent, raised, own = sent_anyway(user, _since()), raised_by_code(), lines_by_list()
    context = {
        "rows": [
            {
                "code": code,
                "name": name,
                "sent": sent.get(code, SentAnyway()),
                "raised": raised.get(code),
            }
            for code, name in LOOKS.items()
        ],
        "lists": [{"kind": kind, "lines": own.get(kind, [])} for kind in LISTS],
        "times": sum(each.times for each in sent.values()),
        "days": COUNTED_DAYS,
        "may_rule": user.is_admin,
        **given,
    }
    return render_page(request, "cadence/checks.html", None, context, status=status)


def _line_page(
    request: HttpRequest, kind: HouseRuleKind, form: LineForm, *, status: int = 200, **given: Any
) -> HttpResponse:
    is_host = kind in ruling.HOSTS
    context = {"kind": kind, "form": form, "is_host": is_host, **given}
    return render_page(request, "cadence/check_line.html", None, context, status=status)


def _since() -> datetime:
    return timezone.now() - timedelta(days=COUNTED_DAYS)


def _known(code: str) -> str:
    if code not in LOOKS:
        raise Http404
    return code


def _list(kind: str) -> HouseRuleKind:
    if kind not in LISTS:
        raise Http404
    return HouseRuleKind(kind)


def _check_reads(request: HttpRequest) -> None:
    if not can_oversee(signed_in(request)):
        raise PermissionDenied


def _check_rules(request: HttpRequest) -> None:
    if not signed_in(request).is_admin:
        raise PermissionDenied
