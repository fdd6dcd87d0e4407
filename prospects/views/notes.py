"""Notes on a person's timeline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from prospects.forms import NoteForm
from prospects.services import editing
from prospects.views.page import person_page
from prospects.web import own_person
from team.web import signed_in, wants_part


@require_POST
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    prospect = own_person(request, pk, "owner")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return person_page(request, prospect, part="timeline", status=422, note_form=form)
    editing.add_note(
        prospect, by=signed_in(request), at=timezone.now(), text=form.cleaned_data["text"]
    )
    if wants_part(request):
        return person_page(request, prospect, part="timeline")
    return redirect("prospects:person", pk)
