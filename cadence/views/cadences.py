"""The cadences to read: which there are, and one of them in its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cadence.models import Cadence
from cadence.selectors import cadences as selectors
from team.permissions import can_manage
from team.web import signed_in


@require_safe
def cadences(request: HttpRequest) -> HttpResponse:
    people = selectors.people_by_version()
    shown = [
        (cadence, [(version, people.get(version.pk, 0)) for version in cadence.versions.all()])
        for cadence in selectors.cadences()
    ]
    context = {"cadences": shown, "may_manage": can_manage(signed_in(request))}
    return render(request, "cadence/cadences.html", context)


@require_safe
def cadence(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest published version, or the one that `?version=` names."""
    found = get_object_or_404(Cadence, pk=pk)
    versions = list(found.versions.order_by("-number"))
    wanted = request.GET.get("version", "")
    chosen = [one for one in versions if str(one.number) == wanted]
    if wanted and not chosen:
        raise Http404
    version = chosen[0] if chosen else selectors.newest_published(versions)
    people = selectors.people_by_version()
    context = {
        "cadence": found,
        "versions": [(one, people.get(one.pk, 0)) for one in versions],
        "plan": selectors.plan_of(version) if version else None,
        "newest": next((one for one in versions if not one.is_draft), None),
        "may_manage": can_manage(signed_in(request)),
        "has_draft": any(one.is_draft for one in versions),
    }
    return render(request, "cadence/cadence.html", context)
