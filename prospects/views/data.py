"""What we keep about somebody's data, and what the law of where they are says of each channel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from prospects.forms.data import DataForm
from prospects.models import Prospect
from prospects.permissions import can_work
from prospects.selectors.country_rules import rules_for
from prospects.selectors.privacy import not_told, ways_to_reach
from prospects.services import recording
from prospects.web import moment_in, own_person, visible_person
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        prospect = visible_person(request, pk, "owner")
        return _page(request, prospect, DataForm(prospect))
    prospect = own_person(request, pk, "owner")
    form = DataForm(prospect, request.POST)
    if not form.is_valid():
        return _page(request, prospect, form, status=422)
    given = dict(form.cleaned_data)
    revision = given.pop("revision") or 0
    try:
        recording.record_data(
            prospect, by=signed_in(request), at=timezone.now(), revision=revision, given=given
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, prospect, form, status=409)
    say(request, _("Kept what we know of their data."))
    return redirect("prospects:data", pk)


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Who is still to be told that we keep data about them, whose month runs out first."""
    at = timezone.now()
    untold = not_told(signed_in(request), at, after=moment_in(request, "after"))
    return render_page(request, "prospects/notices.html", None, {"untold": untold})


def _page(
    request: HttpRequest, prospect: Prospect, form: DataForm, *, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    context: dict[str, Any] = {
        "prospect": prospect,
        "form": form,
        "rules": rules_for(prospect),
        "ways": ways_to_reach(prospect),
        "may_work": can_work(user, prospect) and not user.is_auditor and not prospect.erased_at,
        "leads": Prospect.objects.led_by(user).filter(pk=prospect.pk).exists()
        and (user.is_manager or user.is_admin),
    }
    return render_page(request, "prospects/data.html", None, context, status=status)
