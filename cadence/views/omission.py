"""Send no letter back, with a reason: what they wrote stays answered by that."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.enums import TouchKind
from cadence.forms.moving import OmissionForm
from cadence.models import Touch
from cadence.selectors.reach import workable_touches
from cadence.services import answering
from cadence.views.page import address_of, move_on, posted
from cadence.views.question import Question, ask_then
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def omission(request: HttpRequest, pk: int) -> HttpResponse:
    answers = workable_touches(signed_in(request)).exclude(kind=TouchKind.STEP)
    touch = get_object_or_404(answers.select_related("prospect"), pk=pk)
    form = OmissionForm(posted(request))

    def leave_out() -> HttpResponse:
        answering.leave_out(touch, by=signed_in(request), at=timezone.now(), **form.why())
        name = touch.prospect.greeting_name
        return move_on(request, _("Left out. Nothing goes to %(name)s.") % {"name": name})

    return ask_then(request, _question(touch), form, leave_out)


def _question(touch: Touch) -> Question:
    return Question(
        part="omission",
        title=_("Leave it out"),
        intro=_("%(name)s wrote to us and gets no letter back. The reason is kept.")
        % {"name": touch.prospect.name},
        action=reverse("cadence:omission", args=[touch.pk]),
        button=_("Leave it out"),
        back=address_of(f"touch-{touch.pk}"),
    )
