"""Facts: one more, or one taken back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prospects.web import own_person
from research.forms import FindingForm, RetractionForm
from research.models import Finding
from research.services import briefing
from research.views.page import keep
from team.web import signed_in


@require_POST
def findings(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    form = FindingForm(request.POST)

    def add() -> None:
        briefing.add_finding(prospect, form.fact(), by=signed_in(request), at=timezone.now())

    sentence = _("Fact added.")
    return keep(request, prospect, add, part="findings", sentence=sentence, finding_form=form)


@require_POST
def retraction(request: HttpRequest, prospect_pk: int, finding_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    finding = get_object_or_404(Finding.objects.about(prospect), pk=finding_pk)
    form = RetractionForm(request.POST)
    given = {"retraction_form": form, "retracting": finding}

    def retract() -> None:
        briefing.retract_finding(
            finding,
            prospect,
            by=signed_in(request),
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )

    sentence = _("Taken back everywhere.")
    return keep(request, prospect, retract, part="findings", sentence=sentence, **given)
