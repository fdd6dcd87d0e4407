"""Leave one try out, with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.moving import SkipForm
from cadence.models import Touch
from cadence.selectors.reach import workable_touches
from cadence.services import postponing
from cadence.views.page import address_of, move_on, posted
from cadence.views.question import Question, ask_then
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    touches = workable_touches(signed_in(request)).select_related("prospect")
    touch = get_object_or_404(touches, pk=pk)
    form = SkipForm(posted(request))

    def skip_it() -> HttpResponse:
        postponing.skip(touch, by=signed_in(request), at=timezone.now(), **form.why())
        name = {"name": touch.prospect.greeting_name}
        return move_on(request, _("Skipped. The next try with %(name)s is planned.") % name)

    return ask_then(request, _question(touch), form, skip_it)


def _question(touch: Touch) -> Question:
    return Question(
        part="skip",
        title=_("Skip this try"),
        intro=_("Try %(number)s with %(name)s. The next one is planned from the last try made.")
        % {"number": touch.number, "name": touch.prospect.name},
        action=reverse("cadence:skip", args=[touch.pk]),
        button=_("Skip this try"),
        back=address_of(f"touch-{touch.pk}"),
    )
