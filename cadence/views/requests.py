"""A second rep asks whoever leads a company's conversation; they answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadence.enums import RequestAnswer
from cadence.forms.cadences import RequestAnswerForm, RequestForm
from cadence.policies.company import leader_at
from cadence.selectors.requests import known_requests, requests_for
from cadence.services import requesting
from cadence.views.page import posted, status_of
from cadence.views.person import to_person
from cadence.views.question import Question, ask_then
from prospects.models import Prospect
from prospects.web import own_person
from team.refusals import Refused
from team.web import render_page, say, signed_in

TEMPLATE = "cadence/requests.html"


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """Ask the colleague who leads the conversation at this person's company."""
    prospect = own_person(request, prospect_pk, "owner")
    form = RequestForm(posted(request))

    def ask() -> HttpResponse:
        why = form.cleaned_data["why"]
        requesting.ask(prospect, by=signed_in(request), at=timezone.now(), why=why)
        return to_person(request, prospect, _("Asked. The answer stands here when it comes."))

    return ask_then(request, _question(prospect), form, ask)


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no, with a line. A 404 for whoever is never asked there and may not read about that person."""
    user, at = signed_in(request), timezone.now()
    asked = get_object_or_404(known_requests(user).select_related("asker", "prospect"), pk=pk)
    form = RequestAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, _("Say yes, or not now."), faulty=pk, status=422)
    said, note = RequestAnswer(form.cleaned_data["answer"]), form.cleaned_data["note"]
    try:
        requesting.answer(asked, said, by=user, at=at, note=note)
    except Refused as refused:
        return _page(request, refused.sentence, faulty=pk, note=note, status=status_of(refused))
    words = {"asker": asked.asker.first_name, "name": asked.prospect.name}
    yes = _("%(asker)s may begin with %(name)s within two weeks.")
    no = _("%(asker)s reads your line beside %(name)s.")
    say(request, (yes if said == RequestAnswer.YES else no) % words)
    return redirect("cadence:requests")


def _page(
    request: HttpRequest, refusal: str = "", *, faulty: int = 0, note: str = "", status: int = 200
) -> HttpResponse:
    """A refusal stands in its card; over them all, where that card is gone."""
    waiting = requests_for(signed_in(request), timezone.now())
    context = {
        "requests": waiting,
        "refusal": refusal,
        "faulty": faulty if any(each.pk == faulty for each in waiting) else 0,
        "note": note,
    }
    return render_page(request, TEMPLATE, None, context, status=status)


def _question(prospect: Prospect) -> Question:
    leader = leader_at(prospect.company_id)
    return Question(
        part="request",
        title=_("Ask before you talk with %(name)s") % {"name": prospect.name},
        intro=_("A company hears from one of us at a time, and one of us leads that conversation."),
        action=reverse("cadence:request-new", args=[prospect.pk]),
        button=_("Ask %(colleague)s") % {"colleague": leader.first_name} if leader else _("Ask"),
        back=reverse("prospects:person", args=[prospect.pk]),
    )
