"""People whose rep is gone, and the press that gives one of them to a colleague."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadence.forms.handing_over import HandOverForm
from cadence.permissions import takers
from cadence.selectors.left_behind import left_behind_to
from cadence.services import handing_over
from cadence.views.page import posted
from cadence.views.person import on_to
from cadence.views.question import Question, ask_then
from mailbox.selectors.gone import unread_of_the_gone
from prospects.models import Prospect
from team.models import User
from team.web import render_page, signed_in


@require_safe
def left_behind(request: HttpRequest) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    left = left_behind_to(user, at)
    # Who may take somebody over depends on the rep alone: asked once for each.
    reps = {each.prospect.owner_id: each.prospect for each in left}
    colleagues = {rep: _choices(user, person) for rep, person in reps.items()}
    people = [(each, colleagues[each.prospect.owner_id]) for each in left]
    context = {"people": people, "mailboxes": unread_of_the_gone(user, at)}
    return render_page(request, "cadence/left_behind.html", None, context)


def _choices(user: User, prospect: Prospect) -> list[tuple[Any, Any]]:
    field = HandOverForm(takers=takers(user, prospect)).fields["to"]
    return list(field.choices)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    """Give one person to a colleague; a 404 for whoever may give them to nobody."""
    user = signed_in(request)
    led = Prospect.objects.led_by(user).select_related("company", "owner")
    prospect = get_object_or_404(led, pk=prospect_pk)
    colleagues = takers(user, prospect)
    get_object_or_404(User.objects.filter(pk__in=colleagues)[:1])
    form = HandOverForm(posted(request), takers=colleagues)

    def give() -> HttpResponse:
        to = form.cleaned_data["to"]
        beyond = form.cleaned_data["beyond"]
        handing_over.hand_over(prospect, to=to, by=user, at=timezone.now(), beyond=beyond)
        words = _("%(name)s is with %(colleague)s now.") % {
            "name": prospect.name,
            "colleague": to.first_name,
        }
        return on_to(request, reverse("cadence:left-behind"), words)

    return ask_then(request, _question(prospect), form, give)


def _question(prospect: Prospect) -> Question:
    return Question(
        part="hand-over",
        title=_("Who talks with %(name)s from now on?") % {"name": prospect.name},
        intro=_(
            "Their answers, the letters owed to them and their next try go along. What was said stays."
        ),
        action=reverse("cadence:hand-over", args=[prospect.pk]),
        button=_("Give them"),
        back=reverse("prospects:person", args=[prospect.pk]),
        fields={"conflict_capacity": "beyond"},
    )
