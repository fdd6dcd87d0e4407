"""The brief: what the rep thought through about one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prospects.models import Prospect
from prospects.web import number_in, own_person, visible_person, words_in
from research.drafting import ask_for
from research.forms import BriefForm, FindingForm, IntroductionForm
from research.models import Brief, Finding
from research.selectors.warm_paths import address_of
from research.services import briefing
from research.views.page import done, refuse, research_page
from team.refusals import Refused
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    if request.method == "POST":
        return _save(request, own_person(request, prospect_pk))
    prospect = visible_person(request, prospect_pk)
    if introducer := " ".join(words_in(request, "introducer").split()):
        return _asking(request, prospect, introducer)
    if (again := number_in(request, "again")) is not None:
        return _looking_again(request, prospect, again)
    return research_page(request, prospect)


def _asking(request: HttpRequest, prospect: Prospect, introducer: str) -> HttpResponse:
    """The page with an ask drafted; it is kept once the rep says that they asked."""
    ask = ask_for(
        prospect,
        Brief.objects.filter(prospect=prospect).first(),
        introducer=introducer,
        sender=signed_in(request).name,
        address=address_of(introducer, signed_in(request)),
    )
    form = IntroductionForm(initial={"introducer": ask.introducer, "words": ask.words})
    return research_page(request, prospect, part="warm", ask=ask, introduction_form=form)


def _looking_again(request: HttpRequest, prospect: Prospect, pk: int) -> HttpResponse:
    """The page with a fact's words in the form, for the day on which it was found to hold still."""
    finding = get_object_or_404(Finding.objects.standing().about(prospect), pk=pk)
    form = FindingForm.again(finding)
    return research_page(request, prospect, part="findings", again=finding, finding_form=form)


def _save(request: HttpRequest, prospect: Prospect) -> HttpResponse:
    form = BriefForm(request.POST)
    if not form.is_valid():
        return research_page(request, prospect, part="brief", status=422, brief_form=form)
    try:
        briefing.save_brief(
            prospect,
            by=signed_in(request),
            at=timezone.now(),
            fields=form.fields_for_service(),
            revision=form.cleaned_data["revision"],
        )
    except Refused as refused:
        if refused.code == "stale_revision":
            return _both_wordings(request, prospect, refused.sentence)
        return refuse(request, prospect, refused, part="brief", brief_form=form)
    return done(request, prospect, part="brief", sentence=_("Research saved."))


def _both_wordings(request: HttpRequest, prospect: Prospect, sentence: str) -> HttpResponse:
    """Theirs beside the rep's own; saving once more now keeps the rep's own."""
    saved = get_object_or_404(Brief.objects.select_related("updated_by"), prospect=prospect)
    theirs = BriefForm.of(saved)
    mine = request.POST.copy()
    mine["revision"] = str(saved.revision)
    form = BriefForm(mine)
    theirs_only = [
        (field.label, field.value())
        for field in theirs
        if not field.is_hidden and str(field.value()) != str(form[field.name].value())
    ]
    conflict = {"sentence": sentence, "theirs": theirs_only, "by": saved.updated_by}
    return research_page(
        request, prospect, part="brief", status=409, brief_form=form, conflict=conflict
    )
