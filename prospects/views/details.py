"""A person's details."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prospects.forms import PersonForm
from prospects.services import editing
from prospects.views.merging import save
from prospects.views.page import person_page
from prospects.web import own_person
from team.web import say, signed_in, wants_part


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    prospect = own_person(request, pk, "owner")
    if request.method != "POST":
        return person_page(request, prospect, part="details", editing=True)
    status, form = save(
        PersonForm(request.POST), prospect, editing.edit_person, by=signed_in(request)
    )
    if status != 200:
        return person_page(
            request, prospect, part="details", status=status, person_form=form, editing=True
        )
    say(request, _("Details saved."))
    if wants_part(request):
        return person_page(request, prospect, part="details")
    return redirect("prospects:person", pk)
