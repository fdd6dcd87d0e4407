"""What is done with a version as a whole: its draft, its publication, a copy, a file, and its rest."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadence.forms.plans import CadenceForm, PlanFileForm
from cadence.models import Cadence, CadenceVersion
from cadence.plan import Plan
from cadence.plan_file import UnreadableError, read, write
from cadence.selectors.plans import plan_of_version
from cadence.services import designing
from cadence.shipped import SHIPPED, shipped
from cadence.views.editor import address_of, address_to_read, draft_or_404, refuse, seen_of
from cadence.views.page import posted
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the draft of the next version, begun from the newest."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    cadence = get_object_or_404(Cadence, pk=pk)
    try:
        opened = designing.open_draft(cadence, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        say(request, refused.sentence)
        return redirect("cadence:cadence", pk)
    return redirect(address_of(opened))


@require_POST
def publication(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Freeze this draft as the admin saw it."""
    version = draft_or_404(request, pk, number)
    try:
        designing.publish(version, by=signed_in(request), at=timezone.now(), seen=seen_of(request))
    except Refused as refused:
        return refuse(request, version, refused)
    words = {"number": version.number}
    say(request, _("Version %(number)s is published. From now on people begin with it.") % words)
    if not wants_part(request):
        return redirect(address_to_read(version))
    response = HttpResponse()
    response["HX-Redirect"] = address_to_read(version)
    return response


@require_POST
def drop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Throw the draft away as the admin saw it."""
    version = draft_or_404(request, pk, number)
    try:
        designing.drop_draft(version, by=signed_in(request), seen=seen_of(request))
    except Refused as refused:
        return refuse(request, version, refused)
    say(request, _("The draft of version %(number)s is dropped.") % {"number": number})
    return redirect("cadence:cadences")


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """These steps under another name, as a draft."""
    version = draft_or_404(request, pk, number)
    form = CadenceForm(posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            name = form.cleaned_data["name"]
            try:
                made = designing.duplicate(version, name, by=signed_in(request), at=timezone.now())
            except Refused as refused:
                form.add_error("name", refused.sentence)
            else:
                return redirect(address_of(made))
    context = {"version": version, "form": form}
    return render_page(request, "cadence/plan_copy.html", None, context, status=status)


@require_safe
def file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The version as a file; who may read the cadence may keep it."""
    version = get_object_or_404(
        CadenceVersion.objects.select_related("cadence"), cadence=pk, number=number
    )
    name = f"{slugify(version.cadence.name) or 'cadence'}-v{version.number}.yml"
    response = HttpResponse(write(plan_of_version(version)), content_type="application/yaml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def plan_import(request: HttpRequest) -> HttpResponse:
    """A cadence from a file, as a draft; a file with faults is told them line by line."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    form = PlanFileForm(posted(request), request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = designing.bring_in(read(form.raw()), by=signed_in(request), at=timezone.now())
        except UnreadableError as error:
            faults = [fault.told for fault in error.faults]
        except Refused as refused:
            faults = [refused.sentence]
        else:
            return redirect(address_of(made))
    context = {"form": form, "faults": faults, "shipping": _not_here_yet()}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "cadence/plan_import.html", None, context, status=status)


@require_POST
def plan_shipped(request: HttpRequest, slug: str) -> HttpResponse:
    """A cadence that ships, as the first draft of one's own."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    if slug not in SHIPPED:
        raise Http404
    try:
        made = designing.begin(shipped(slug), by=signed_in(request), at=timezone.now())
    except Refused as refused:
        say(request, refused.sentence)
        return redirect("cadence:cadences")
    return redirect(address_of(made))


def _not_here_yet() -> list[tuple[str, Plan]]:
    """What ships and has no cadence of its name here."""
    names = set(Cadence.objects.values_list("name", flat=True))
    plans = [(slug, shipped(slug)) for slug in SHIPPED]
    return [(slug, plan) for slug, plan in plans if plan.name not in names]


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody begins with it from now on, or again: `back` takes it out of the archive."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    cadence = get_object_or_404(Cadence, pk=pk)
    if request.POST.get("back") == "yes":
        designing.take_back(cadence, by=signed_in(request), at=timezone.now())
        say(request, _("“%(name)s” is in use again.") % {"name": cadence.name})
    else:
        designing.archive(cadence, by=signed_in(request), at=timezone.now())
        words = {"name": cadence.name}
        say(request, _("“%(name)s” is archived. Whoever is in it goes on.") % words)
    return redirect("cadence:cadence", pk)
