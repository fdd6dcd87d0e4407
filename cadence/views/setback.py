"""Two questions after a setback: what did we learn about them, and what about us?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.cadences import SetbackForm
from cadence.models import Enrollment
from cadence.models.setback import TEACHES
from cadence.selectors.reach import workable_enrollments
from cadence.services import reflecting
from cadence.views.page import move_on, posted
from cadence.views.person import to_person
from cadence.views.question import Question, ask_then
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def setback(request: HttpRequest, pk: int) -> HttpResponse:
    ended = workable_enrollments(signed_in(request)).filter(ending__in=TEACHES)
    enrollment = get_object_or_404(ended.select_related("prospect__company"), pk=pk)
    form = SetbackForm(posted(request))

    def keep() -> HttpResponse:
        reflecting.learn(enrollment, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        company = enrollment.prospect.company.name
        sentence = _("Kept for whoever writes to %(company)s next.") % {"company": company}
        if request.POST.get("next"):
            return move_on(request, sentence)
        return to_person(request, enrollment.prospect, sentence)

    came_from_queue = bool(request.POST.get("next") or request.GET.get("next"))
    return ask_then(request, _question(enrollment, came_from_queue), form, keep)


def _question(enrollment: Enrollment, came_from_queue: bool) -> Question:
    prospect = enrollment.prospect
    return Question(
        part="setback",
        title=_("What did we learn with %(name)s?") % {"name": prospect.name},
        intro=_(
            "%(ending)s. A line each is enough; whoever writes to %(company)s next reads it first."
        )
        % {"ending": enrollment.get_ending_display(), "company": prospect.company.name},
        action=reverse("cadence:setback", args=[enrollment.pk]),
        button=_("Keep it"),
        back=reverse("cadence:queue")
        if came_from_queue
        else reverse("prospects:person", args=[prospect.pk]),
    )
