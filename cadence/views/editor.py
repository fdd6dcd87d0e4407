"""The editor of a draft: admins open a step, change it, move it; the picture, the table and the rules follow."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadence.forms.plans import PlaceForm, StepForm
from cadence.models import CadenceVersion, Step
from cadence.selectors.editor import Editor, editor_of
from cadence.services import designing, editing
from cadence.services.designing import Seen
from cadence.views.both import both, differences, typed_over, was_of
from cadence.views.page import is_conflict, status_of
from prospects.web import number_in
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part

TEMPLATE = "cadence/editor.html"
LONGEST_HAND = 40


@require_safe
def editor(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The draft with one step open. What is published is read, not edited."""
    version = draft_or_404(request, pk, number)
    if not version.is_draft:
        return redirect(address_to_read(version))
    return answer(request, version, part="opened", step=number_in(request, "step"))


@require_POST
def steps(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One more step behind the one that is open."""
    version = draft_or_404(request, pk, number)
    after = _number(request, "after")
    try:
        added = editing.add_step(
            version, after, by=signed_in(request), at=timezone.now(), seen=seen_of(request)
        )
    except Refused as refused:
        return refuse(request, version, refused)
    return _moved(request, version, added.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, number: int, step_pk: int) -> HttpResponse:
    """The step as the panel has it."""
    version = draft_or_404(request, pk, number)
    if request.method != "POST":
        return redirect(address_of(version, step_pk))
    form = StepForm(request.POST)
    if not form.is_valid():
        return _faulty(request, version, step_pk, form)
    try:
        editing.change_step(
            _step(version, step_pk),
            form.change(),
            by=signed_in(request),
            at=timezone.now(),
            seen=seen_of(request),
        )
    except Refused as refused:
        return refuse(request, version, refused, step_pk, form)
    if wants_part(request):
        return answer(request, version, part="saved", step=step_pk)
    return redirect(address_of(version, step_pk, person=_number(request, "person")))


@require_POST
def place(request: HttpRequest, pk: int, number: int, step_pk: int) -> HttpResponse:
    """Another place for a step: one up, one down, or the number in the box."""
    version = draft_or_404(request, pk, number)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _faulty(request, version, step_pk, form)
    try:
        editing.move_step(
            _step(version, step_pk),
            form.cleaned_data["to"],
            by=signed_in(request),
            at=timezone.now(),
            seen=seen_of(request),
        )
    except Refused as refused:
        return refuse(request, version, refused, step_pk)
    return _moved(request, version, step_pk)


@require_POST
def removal(request: HttpRequest, pk: int, number: int, step_pk: int) -> HttpResponse:
    """A step is taken out, and the one after it is open."""
    version = draft_or_404(request, pk, number)
    gone = _step(version, step_pk)
    following = version.steps.filter(number__gt=gone.number).order_by("number").first()
    try:
        editing.remove_step(gone, by=signed_in(request), at=timezone.now(), seen=seen_of(request))
    except Refused as refused:
        return refuse(request, version, refused, step_pk)
    return _moved(request, version, following.pk if following else 0)


def draft_or_404(request: HttpRequest, pk: int, number: int) -> CadenceVersion:
    """This version, for an admin."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    versions = CadenceVersion.objects.select_related("cadence", "changed_by")
    return get_object_or_404(versions, cadence=pk, number=number)


def seen_of(request: HttpRequest) -> Seen:
    return Seen(_number(request, "revision"), request.POST.get("hand", "")[:LONGEST_HAND])


def address_of(version: CadenceVersion, step: int = 0, *, person: int = 0) -> str:
    address = reverse("cadence:editor", args=[version.cadence_id, version.number])
    asked = {name: value for name, value in (("step", step), ("person", person)) if value}
    return address + ("?" + "&".join(f"{k}={v}" for k, v in asked.items()) if asked else "")


def address_to_read(version: CadenceVersion) -> str:
    return reverse("cadence:cadence", args=[version.cadence_id]) + f"?version={version.number}"


def answer(
    request: HttpRequest,
    version: CadenceVersion,
    *,
    part: str = "opened",
    step: int | None = None,
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """The whole page, or the parts that follow a change."""
    person = _number(request, "person") or number_in(request, "person")
    shown = editor_of(
        _as_it_stands(version), signed_in(request), timezone.now(), step=step, person=person
    )
    form = _form(shown)
    context = {
        "editor": shown,
        "version": shown.version,
        "form": form,
        "was": was_of(form) if form else "",
        "hand": request.POST.get("hand", "")[:LONGEST_HAND] or secrets.token_hex(16),
        **given,
    }
    return render_page(request, TEMPLATE, part, context, status=status)


def refuse(
    request: HttpRequest,
    version: CadenceVersion,
    refused: Refused,
    step: int | None = None,
    form: StepForm | None = None,
) -> HttpResponse:
    """Why not. After a colleague's change both are shown, and what was typed waits to be put in with one press."""
    if not is_conflict(refused):
        told = {"refusal": refused.sentence}
        return answer(request, version, part="refused", step=step, status=422, **told)
    target = _where_to_keep(request, version, refused)
    if target is None:
        say(request, refused.sentence)
        return _elsewhere(request, reverse("cadence:cadence", args=[version.cadence_id]))
    given = {"refusal": refused.sentence, "is_conflict": True, "is_next": target != version}
    theirs = _theirs(version, target, step)
    if form is not None and theirs is not None:
        given |= _beside(request, form, theirs)
    shown = theirs.pk if theirs else step
    return answer(request, target, part="conflict", step=shown, status=status_of(refused), **given)


def _beside(request: HttpRequest, form: StepForm, theirs: Step) -> dict[str, Any]:
    """Mine and theirs where they differ, and what keeping mine would post."""
    mine = typed_over(form, request.POST)
    before = Step.objects.filter(version=theirs.version_id, number=theirs.number - 1).first()
    stands = StepForm.of(theirs, theirs.day - before.day if before else None)
    return {
        "theirs": theirs,
        "typed": both(form, stands, mine, request.POST),
        "rows": differences(form, theirs, mine),
    }


def _where_to_keep(
    request: HttpRequest, version: CadenceVersion, refused: Refused
) -> CadenceVersion | None:
    """The draft in which what was typed can still be kept: of the next version, once this one is published."""
    if refused.code == "conflict_published":
        try:
            cadence = version.cadence
            return designing.open_draft(cadence, by=signed_in(request), at=timezone.now())
        except Refused:
            return None
    return CadenceVersion.objects.filter(pk=version.pk).select_related("cadence").first()


def _theirs(version: CadenceVersion, target: CadenceVersion, step: int | None) -> Step | None:
    """The step as it stands now, by its own key or, in another draft, by its number."""
    asked = step or 0
    number = Step.objects.filter(pk=asked, version=version).values_list("number", flat=True).first()
    own = target.steps.filter(pk=asked).first()
    return own or target.steps.filter(number=number or 0).first()


def _faulty(
    request: HttpRequest, version: CadenceVersion, step: int, form: StepForm | PlaceForm
) -> HttpResponse:
    given = {"form": form} if isinstance(form, StepForm) else {}
    return answer(request, version, part="faulty", step=step, status=422, faulty=form, **given)


def _moved(request: HttpRequest, version: CadenceVersion, step: int) -> HttpResponse:
    if not wants_part(request):
        return redirect(address_of(version, step))
    response = answer(request, version, part="opened", step=step)
    response["HX-Push-Url"] = address_of(version, step)
    return response


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    if not wants_part(request):
        return redirect(address)
    response = HttpResponse()
    response["HX-Redirect"] = address
    return response


def _form(shown: Editor) -> StepForm | None:
    return StepForm.of(shown.open.step, shown.open.gap) if shown.open else None


def _as_it_stands(version: CadenceVersion) -> CadenceVersion:
    return CadenceVersion.objects.select_related("cadence").get(pk=version.pk)


def _step(version: CadenceVersion, pk: int) -> Step:
    return get_object_or_404(Step.objects.select_related("version"), pk=pk, version=version)


def _number(request: HttpRequest, name: str) -> int:
    said = request.POST.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
