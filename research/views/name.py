"""How the person writes and says their own name."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prospects.web import own_person
from research.forms import NameForm
from research.services import briefing
from research.views.page import keep
from team.web import signed_in


@require_POST
def name(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    form = NameForm(request.POST)

    def confirm() -> None:
        briefing.confirm_name(
            prospect, by=signed_in(request), at=timezone.now(), **form.cleaned_data
        )

    sentence = _("Name confirmed.")
    return keep(request, prospect, confirm, part="name", sentence=sentence, name_form=form)
