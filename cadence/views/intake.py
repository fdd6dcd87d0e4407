"""Begin with many people at once: see the weeks that it makes, then say yes."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cadence.forms.intake import IntakeForm, Offer, PaceForm
from cadence.schedule import local_day
from cadence.selectors.beginning import versions_to_begin
from cadence.selectors.joining import (
    MOST_AT_ONCE,
    Chosen,
    Joining,
    chosen_by_number,
    chosen_from_list,
    joining,
)
from cadence.selectors.weeks import weeks_of, when_they_hear
from cadence.services import enrolling
from cadence.views.page import status_of
from prospects.web import asked_in
from team.models import Policy, User
from team.permissions import can_manage
from team.refusals import Refused
from team.web import render_page, say, signed_in

TEMPLATE = "cadence/intake.html"


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    offer = Offer(versions_to_begin(), Policy.current(), local_day(at, user.zone))
    if request.method == "POST":
        return _begin(request, user, at, IntakeForm(request.POST, offer=offer))
    asked = {name: request.GET.get(name, usual) for name, usual in offer.usual.items()}
    return _page(request, user, at, PaceForm(asked, offer=offer), _chosen(request, user, at))


def _begin(request: HttpRequest, user: User, at: datetime, form: IntakeForm) -> HttpResponse:
    valid = form.is_valid()
    chosen = chosen_by_number(user, form.cleaned_data.get("people", [])[: MOST_AT_ONCE + 1])
    if not valid or not chosen.people:
        return _page(request, user, at, form, chosen, status=422)
    try:
        begun = enrolling.enroll_many(
            chosen.people,
            form.chosen,
            by=user,
            at=at,
            wish=form.wish,
            beyond=form.cleaned_data["beyond"],
        )
    except Refused as refused:
        return _page(
            request, user, at, form, chosen, status=status_of(refused), sentence=refused.sentence
        )
    if not begun and not chosen.are_all_in:
        return _page(request, user, at, form, chosen, status=409)
    say(request, _told(len(begun), form.cleaned_data["pace"]))
    return redirect("prospects:people")


def _told(people: int, pace: int) -> str:
    if not people:
        return _("They are in already.")
    return ngettext(
        "%(count)s person begins.", "%(count)s people begin, %(pace)s a day.", people
    ) % {"count": people, "pace": pace}


def _chosen(request: HttpRequest, user: User, at: datetime) -> Chosen:
    """The list as it was asked for, or those ticked in it."""
    if _is_list(request):
        return chosen_from_list(user, asked_in(request), at)
    ticked = [each for each in request.GET.getlist("person") if each.isdecimal() and len(each) < 19]
    return chosen_by_number(user, [int(each) for each in ticked[:MOST_AT_ONCE]])


def _is_list(request: HttpRequest) -> bool:
    return request.method != "POST" and "all" in request.GET


def _page(
    request: HttpRequest,
    user: User,
    at: datetime,
    form: PaceForm,
    chosen: Chosen,
    *,
    status: int = 200,
    sentence: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "chosen": chosen,
        "asked": asked_in(request),
        "ticked": [] if _is_list(request) else [each.pk for each in chosen.people],
        "sentence": sentence,
        "may_go_beyond": can_manage(user),
    }
    if form.is_valid() and chosen.people:
        context |= _drawn(joining(chosen, form.chosen, at, form.wish, by=user), form, user)
    elif status == 200 and form.errors:
        status = 422
    return render_page(request, TEMPLATE, "weeks", context, status=status)


def _drawn(joined: Joining, form: PaceForm, user: User) -> dict[str, Any]:
    fits = joined.fits if joined.is_beyond else None
    return {
        "joining": joined,
        "numbers": ",".join(str(each.pk) for each in joined.people),
        "fits": fits,
        "weeks": [
            {
                "id": f"load-{share.rep.pk}",
                "share": share,
                "chart": weeks_of(
                    share.forecast, share.load, user, who=when_they_hear(share, user)
                ),
            }
            for share in joined.shares
        ],
        "wish": form.cleaned_data,
    }
