"""Somebody we talk with comes back on a day that the rep chooses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.cadences import ComeBackForm
from cadence.models import Enrollment
from cadence.selectors.reach import workable_enrollments
from cadence.services import talking
from cadence.views.page import posted
from cadence.views.person import to_person
from cadence.views.question import Question, ask_then
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def comeback(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    enrollments = workable_enrollments(user).select_related("prospect__company")
    enrollment = get_object_or_404(enrollments, pk=pk)
    initial = {"on": enrollment.paused_until, "note": enrollment.pause_reason}
    form = ComeBackForm(posted(request), initial=initial)

    def keep() -> HttpResponse:
        talking.come_back(enrollment, by=user, at=timezone.now(), **form.cleaned_data)
        words = {
            "name": enrollment.prospect.name,
            "day": date_format(form.cleaned_data["on"], "WEEKDAY_DAY_MONTH"),
        }
        return to_person(request, enrollment.prospect, _("%(name)s is back on %(day)s.") % words)

    return ask_then(request, _question(enrollment), form, keep)


def _question(enrollment: Enrollment) -> Question:
    name = enrollment.prospect.greeting_name
    return Question(
        part="comeback",
        title=_("When does %(name)s come back?") % {"name": name},
        intro=_("On that day %(name)s heads your queue; sooner, if they write.") % {"name": name},
        action=reverse("cadence:comeback", args=[enrollment.pk]),
        button=_("Keep this day"),
        back=reverse("prospects:person", args=[enrollment.prospect_id]),
    )
