"""What we heard: the page of a week, and what colleagues would change after it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from adherence.forms import NoteForm
from adherence.services import noting
from adherence.views.page import asked_of, show, status_of
from team.refusals import Refused
from team.web import say, signed_in


@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    return show(request, asked_of(signed_in(request), request.GET, timezone.now()))


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """Keep what somebody would change, in place of what they wrote before."""
    user, at = signed_in(request), timezone.now()
    asked = asked_of(user, request.POST, at)
    if asked is None:
        raise Http404
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, asked, status=422, note_form=form)
    try:
        noting.keep_note(asked.team, asked.week, by=user, at=at, text=form.cleaned_data["text"])
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, asked, status=status_of(refused), note_form=form)
    say(request, _("Kept, for everyone in %(team)s.") % {"team": asked.team.name})
    return redirect(asked.address)
