"""They asked us to stop: we stop, everywhere. Whoever sees the person may say so."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.stops import StopForm
from cadence.services import stopping
from cadence.views.page import posted
from cadence.views.person import to_person
from cadence.views.question import Question, ask_then
from prospects.models import Prospect
from prospects.web import visible_person
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = visible_person(request, prospect_pk)
    form = StopForm(posted(request))

    def stop_everywhere() -> HttpResponse:
        words = form.cleaned_data["words"]
        stopping.ask_to_stop(prospect, by=signed_in(request), at=timezone.now(), words=words)
        sentence = _("Done. Nobody here will write to %(name)s again.")
        return to_person(request, prospect, sentence % {"name": prospect.greeting_name})

    return ask_then(request, _question(prospect), form, stop_everywhere)


def _question(prospect: Prospect) -> Question:
    return Question(
        part="stop",
        title=_("%(name)s asked us to stop") % {"name": prospect.name},
        intro=_("Every address of theirs goes on the stop list, on every channel, for everybody."),
        action=reverse("cadence:stop", args=[prospect.pk]),
        button=_("Stop everywhere"),
        back=reverse("prospects:person", args=[prospect.pk]),
        danger=True,
    )
