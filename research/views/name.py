"""How the person writes and says their own name."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prospects.models import Prospect
from prospects.web import own_person
from research.forms import NameForm
from research.services import briefing
from research.views.page import done, refuse, research_page
from team.refusals import Refused
from team.web import signed_in


@require_POST
def name(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        return research_page(request, prospect, part="name", status=422, name_form=form)
    try:
        briefing.confirm_name(
            prospect, by=signed_in(request), at=timezone.now(), **form.cleaned_data
        )
    except Refused as refused:
        if refused.code == "stale_revision":
            form = _over_theirs(request, prospect)
        return refuse(request, prospect, refused, part="name", name_form=form)
    return done(request, prospect, part="name", sentence=_("Name confirmed."))


def _over_theirs(request: HttpRequest, prospect: Prospect) -> NameForm:
    """What was typed, over what somebody else wrote meanwhile: confirming once more keeps it."""
    typed = request.POST.copy()
    typed["revision"] = str(prospect.revision)
    form = NameForm(typed)
    form.full_clean()
    return form
