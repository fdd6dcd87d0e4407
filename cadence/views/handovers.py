"""Hand over the people of a rep, or chosen ones: what there is, who could have them, a preview, and then the press."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cadence.forms.handing_over import ReasonForm
from cadence.permissions import takers_of
from cadence.selectors import handovers, receiving
from cadence.selectors.intake import too_much
from cadence.services import handing_over
from cadence.views.page import status_of
from prospects.models import Prospect
from prospects.web import asked_by
from team.models import User
from team.permissions import can_manage
from team.refusals import Refused
from team.web import render_page, say, signed_in

STAYS = "stays"
# Of so many who stay a message says why; of more, a page.
MOST_SAID = 3


@dataclass(frozen=True, slots=True)
class Wizard:
    """Whose people they are (None: chosen from the list), who they are, and who may have them.

    `found`: all that a list found, by this `question`; once somebody pressed, by the names in the form alone.
    """

    rep: User | None
    people: Sequence[Prospect]
    colleagues: Sequence[User]
    address: str
    question: Sequence[tuple[str, str]] = ()
    found: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nobody who was asked for is left for the next time."""
        return len(self.people) < handovers.MOST


@require_safe
def reps(request: HttpRequest) -> HttpResponse:
    """Whose people this colleague may hand over, with how many those are; who may no longer sign in, first."""
    user = signed_in(request)
    if not can_manage(user):
        raise PermissionDenied
    at = timezone.now()
    context = {
        "loads": handovers.loads_of_reps(user, at),
        "lately": handovers.given_lately(user, at),
    }
    return render_page(request, "cadence/handovers.html", None, context)


@require_http_methods(["GET", "HEAD", "POST"])
def of_rep(request: HttpRequest, user_pk: int) -> HttpResponse:
    user = signed_in(request)
    rep = get_object_or_404(handovers.handed_over_by(user), pk=user_pk)
    colleagues = takers_of(user, rep).exclude(pk=rep.pk).order_by("name", "pk")
    address = reverse("cadence:handover", args=[rep.pk])
    return _wizard(request, Wizard(rep, handovers.people_of(rep), list(colleagues), address))


@require_http_methods(["GET", "HEAD", "POST"])
def of_people(request: HttpRequest) -> HttpResponse:
    """People ticked in the list, or all that it found, of one team at a time: only its members know each other's people."""
    user = signed_in(request)
    if not can_manage(user):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    question: list[tuple[str, str]] = []
    if "found" in asked and request.method != "POST":
        found = asked_by(asked)
        question = [*found.question, ("found", "1")]
        people = handovers.found_people(user, found, timezone.now())
    else:
        people = handovers.chosen_people(user, _chosen(asked))
    reps = {person.owner_id: person.owner for person in people}
    one_team = len({rep.team_id for rep in reps.values()}) == 1
    rep = next(iter(reps.values())) if one_team else None
    colleagues = takers_of(user, rep).order_by("name", "pk") if rep else User.objects.none()
    address = reverse("cadence:people-handover")
    return _wizard(
        request, Wizard(None, people, list(colleagues), address, question, "found" in asked)
    )


def _wizard(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    if request.method != "POST":
        wanted = _numbers(request.GET, "to")
        return _page(request, wizard, wanted, chosen=None)
    chosen = _read(request.POST, wizard)
    if "look" in request.POST:
        return _page(request, wizard, _numbers(request.POST, "to"), chosen=chosen)
    at, by = timezone.now(), signed_in(request)
    try:
        went, kept = handing_over.hand_over_many(
            chosen, by=by, at=at, had_by=wizard.rep, beyond=_reason(request)
        )
    except Refused as refused:
        wanted = _numbers(request.POST, "to")
        return _page(request, wizard, wanted, chosen=chosen, status=status_of(refused))
    words = ngettext("%(count)s person was given.", "%(count)s people were given.", went)
    sentence = words % {"count": went}
    if len(kept) > MOST_SAID:
        context = {"sentence": sentence, "kept": kept, "wizard": wizard}
        return render_page(request, "cadence/handover_stays.html", None, context)
    say(request, " ".join([sentence, *(each.why for each in kept)]))
    return redirect(wizard.address if wizard.rep else "cadence:handovers")


def _page(
    request: HttpRequest,
    wizard: Wizard,
    wanted: set[int],
    *,
    chosen: dict[int, User] | None,
    status: int = 200,
) -> HttpResponse:
    """`chosen`: who goes to whom, once somebody said it; else they are shared out."""
    at = timezone.now()
    loads = handovers.loads_of(wizard.colleagues, at)
    having = [load for load in loads if load.colleague.pk in wanted]
    stuck = handovers.of_unknown_fate([person.pk for person in wizard.people])
    going = [person for person in wizard.people if person.pk not in stuck]
    context: dict[str, Any] = {
        "wizard": wizard,
        "holdings": handovers.holdings_of(wizard.rep, at) if wizard.rep else None,
        "loads": loads,
        "wanted": wanted,
        "stuck": [person for person in wizard.people if person.pk in stuck],
        "stays": STAYS,
    }
    if having:
        context |= _preview(going, chosen, having, at)
    return render_page(request, "cadence/handover.html", None, context, status=status)


def _preview(
    going: Sequence[Prospect],
    chosen: Mapping[int, User] | None,
    having: Sequence[handovers.Load],
    at: datetime,
) -> dict[str, Any]:
    """Who goes to whom, what each would have, and for whom it is more than they can carry, with the first such day."""
    to = handovers.share_out(going, having) if chosen is None else chosen
    given = handovers.given_to(going, to)
    told = (too_much(load, rep) for rep, load in receiving.loads_with(to, at).items())
    return {
        "given": given,
        "shares": handovers.shares_of(given, having),
        "too_much": [sentence for sentence in told if sentence],
    }


def _read(posted: QueryDict, wizard: Wizard) -> dict[int, User]:
    """Who was chosen for whom; whoever stays, and whoever is no longer there, is left out."""
    colleagues = {str(each.pk): each for each in wizard.colleagues}
    named = {person.pk: posted.get(f"p-{person.pk}", STAYS) for person in wizard.people}
    return {person: colleagues[to] for person, to in named.items() if to in colleagues}


def _reason(request: HttpRequest) -> str:
    """Why beyond what a day holds. Refuses what the database cannot keep, and says so on the page."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        fault = " ".join(map(str, form.errors["beyond"]))
        say(request, fault)
        raise Refused(fault, code="reason_unkept")
    reason: str = form.cleaned_data["beyond"]
    return reason


def _chosen(asked: QueryDict) -> set[int]:
    """Those ticked; of a whole list that was found, those of the preview, who are named once each: a form has only so many fields."""
    if "found" not in asked:
        return _numbers(asked, "person")
    return _keys(name.removeprefix("p-") for name in asked if name.startswith("p-"))


def _numbers(asked: QueryDict, name: str) -> set[int]:
    return _keys(asked.getlist(name))


def _keys(said: Iterable[str]) -> set[int]:
    return {int(each) for each in said if each.isascii() and each.isdecimal() and len(each) < 19}
