"""Who could introduce us: where we looked, whom we asked, what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prospects.web import own_person
from research.enums import IntroductionState, WarmPath
from research.forms import IntroductionAnswerForm, IntroductionForm, WarmPathForm
from research.models import Introduction
from research.services import briefing, introducing
from research.views.page import keep
from team.web import signed_in


@require_POST
def warm_path(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    form = WarmPathForm(request.POST)

    def note() -> None:
        briefing.check_warm_path(
            prospect,
            by=signed_in(request),
            at=timezone.now(),
            warm_path=WarmPath(form.cleaned_data["warm_path"]),
            note=form.cleaned_data["note"],
        )

    sentence = _("Warm path noted.")
    return keep(request, prospect, note, part="warm", sentence=sentence, warm_path_form=form)


@require_POST
def introductions(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    form = IntroductionForm(request.POST)

    def note() -> None:
        introducing.ask(prospect, by=signed_in(request), at=timezone.now(), **form.cleaned_data)

    sentence = _("Kept. Nobody comes cold while you wait, seven days at most.")
    return keep(request, prospect, note, part="warm", sentence=sentence, introduction_form=form)


@require_POST
def introduction_answer(
    request: HttpRequest, prospect_pk: int, introduction_pk: int
) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    asked = Introduction.objects.select_related("prospect__company")
    introduction = get_object_or_404(asked, pk=introduction_pk, prospect=prospect)
    form = IntroductionAnswerForm(request.POST)
    given = {"answer_form": form, "answering": introduction}

    def note() -> None:
        introducing.answer(
            introduction,
            by=signed_in(request),
            at=timezone.now(),
            state=IntroductionState(form.cleaned_data["state"]),
            note=form.cleaned_data["note"],
        )

    return keep(request, prospect, note, part="warm", sentence=_("Answer noted."), **given)
