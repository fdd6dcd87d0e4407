"""A person ends the silence at a company, and says why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.stops import HoldForm
from cadence.models import Hold
from cadence.selectors.reach import workable_holds
from cadence.services import holding
from cadence.views.page import move_on, posted
from cadence.views.person import to_person
from cadence.views.question import Question, ask_then
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def hold_lifting(request: HttpRequest, pk: int) -> HttpResponse:
    holds = workable_holds(signed_in(request)).select_related("company", "reply__prospect")
    hold = get_object_or_404(holds.distinct(), pk=pk)
    form = HoldForm(posted(request))

    def lift() -> HttpResponse:
        reason = form.cleaned_data["why"]
        holding.lift(hold, by=signed_in(request), at=timezone.now(), reason=reason)
        words = {"company": hold.company.name}
        sentence = _("People at %(company)s may be written to again.") % words
        if hold.reply is None:
            return move_on(request, sentence)
        return to_person(request, hold.reply.prospect, sentence)

    return ask_then(request, _question(hold), form, lift)


def _question(hold: Hold) -> Question:
    return Question(
        part="hold",
        title=_("Write to %(company)s again") % {"company": hold.company.name},
        intro=hold.reason,
        action=reverse("cadence:hold-lifting", args=[hold.pk]),
        button=_("Lift the hold"),
        back=reverse("cadence:queue"),
    )
