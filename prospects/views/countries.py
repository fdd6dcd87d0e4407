"""What each country's law says of each channel; an admin changes it, with the reason."""

from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prospects.enums import Channel, SubscriberType
from prospects.forms.data import CountryRuleForm
from prospects.models import CountryRule
from prospects.places import country_name
from prospects.selectors.privacy import what_would_change
from prospects.services import country_rules
from team.permissions import can_oversee
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    if not can_oversee(user):
        raise PermissionDenied
    context = {"countries": _by_country(), "may_rule": user.is_admin, "kinds": SubscriberType}
    return render_page(request, "prospects/countries.html", None, context)


@require_http_methods(["GET", "HEAD", "POST"])
def country_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One rule; a POST shows whom another would touch, and keeps it once that was seen."""
    user = signed_in(request)
    if not user.is_admin:
        raise PermissionDenied
    rule = get_object_or_404(CountryRule.objects.select_related("changed_by"), pk=pk)
    if request.method != "POST":
        return _page(request, rule, CountryRuleForm.of(rule))
    form = CountryRuleForm(request.POST)
    if not form.is_valid():
        return _page(request, rule, form, status=422)
    given = dict(form.cleaned_data)
    if request.POST.get("seen") != form.seen:
        change = what_would_change(rule, given["verdict"], given["bases"])
        return _page(request, rule, form, change=change)
    why = given.pop("why")
    try:
        country_rules.change_rule(
            rule, country_rules.Words(**given), why=why, by=user, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, rule, form, status=409)
    say(request, _("The rule is changed, and holds from now on."))
    return redirect("prospects:countries")


def name_of(rule: CountryRule) -> str:
    return country_name(rule.country) if rule.country else _("Everywhere else")


def _by_country() -> list[dict[str, object]]:
    channels, kinds = list(Channel), list(SubscriberType)
    rules = CountryRule.objects.select_related("changed_by").order_by("-country")
    return [
        {
            "name": name_of(of_country[0]),
            "rows": sorted(
                of_country,
                key=lambda each: (
                    channels.index(Channel(each.channel)),
                    kinds.index(SubscriberType(each.subscriber_type)),
                ),
            ),
        }
        for of_country in (
            list(group) for _code, group in groupby(rules, lambda each: each.country)
        )
    ]


def _page(
    request: HttpRequest,
    rule: CountryRule,
    form: CountryRuleForm,
    *,
    status: int = 200,
    change: object = None,
) -> HttpResponse:
    context = {"rule": rule, "name": name_of(rule), "form": form, "change": change}
    return render_page(request, "prospects/country_rule.html", None, context, status=status)
