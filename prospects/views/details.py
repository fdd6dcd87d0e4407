"""A person's details."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prospects.forms import PersonForm
from prospects.models import Prospect
from prospects.services import editing
from prospects.views.page import person_page
from prospects.web import own_person
from team.refusals import Refused
from team.web import say, signed_in, wants_part


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    prospect = own_person(request, pk, "owner")
    if request.method != "POST":
        return person_page(request, prospect, part="details", editing=True)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return person_page(
            request, prospect, part="details", status=422, person_form=form, editing=True
        )
    told = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
    try:
        editing.edit_person(
            prospect,
            by=signed_in(request),
            at=timezone.now(),
            revision=form.cleaned_data["revision"] or 0,
            details=told,
        )
    except Refused as refused:
        return _refused(request, prospect, form, refused)
    say(request, _("Details saved."))
    if wants_part(request):
        return person_page(request, prospect, part="details")
    return redirect("prospects:person", pk)


def _refused(
    request: HttpRequest, prospect: Prospect, form: PersonForm, refused: Refused
) -> HttpResponse:
    if refused.code != "conflict":
        form.add_refusal(refused)
        return person_page(
            request, prospect, part="details", status=422, person_form=form, editing=True
        )
    return _both_versions(request, prospect, form, refused.sentence)


def _both_versions(
    request: HttpRequest, prospect: Prospect, form: PersonForm, sentence: str
) -> HttpResponse:
    """Theirs beside the rep's own; saving once more now keeps the rep's own."""
    prospect.refresh_from_db()
    mine = request.POST.copy()
    mine["revision"] = str(prospect.revision)
    theirs = [
        (field.label, getattr(prospect, field.name))
        for field in form
        if field.name != "revision"
        and getattr(prospect, field.name) != form.cleaned_data.get(field.name)
    ]
    return person_page(
        request,
        prospect,
        part="details",
        status=409,
        person_form=PersonForm(mine),
        conflict={"sentence": sentence, "theirs": theirs},
        editing=True,
    )
