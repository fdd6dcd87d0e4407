"""Examples to learn from: a manager asks, the rep says yes in their own words, and the library shows them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from adherence.enums import Consent
from adherence.forms import ConsentForm, WhyForm
from adherence.models import Example
from adherence.selectors.coaching import A_PAGE, examples
from adherence.services import coaching as coach
from adherence.views.coaching import acted, named, seen
from prospects.enums import Channel
from prospects.web import number_in
from team.web import render_page, signed_in


@require_POST
def example_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager asks the rep whether others may learn from it."""
    user, drawn, form = signed_in(request), named(request, pk), WhyForm(request.POST)

    def act() -> None:
        why = form.cleaned_data["why"]
        coach.ask_for_example(drawn, by=user, at=timezone.now(), why=why)

    said = _("%(rep)s is asked, in the queue.") % {"rep": drawn.rep.first_name}
    return acted(request, drawn, form, act, said, why_form=form)


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """The rep says yes, with the words that may stand, or no; a no also takes a yes back."""
    user, form = signed_in(request), ConsentForm(request.POST)
    agrees = request.POST.get("consent") == Consent.YES
    drawn = named(request, pk) if agrees else seen(request, pk)
    asked = get_object_or_404(Example, sample=drawn)

    def act() -> None:
        if agrees:
            words = form.cleaned_data["words"]
            coach.agree(asked, by=user, at=timezone.now(), words=words)
        else:
            coach.decline(asked, by=user, at=timezone.now())

    said = _("It stands in the library.") if agrees else _("It does not stand in the library.")
    return acted(request, drawn, form, act, said, consent_form=form)


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """What reps agreed to show, newest first, for everybody who signs in."""
    channel = request.GET.get("channel", "")
    channel = channel if channel in Channel.values else ""
    after = max(0, number_in(request, "after") or 0)
    shown, more = examples(channel, after)
    here = f"{reverse('adherence:examples')}?channel={channel}&after="
    context = {
        "examples": shown,
        "channel": channel,
        "channels": [each for each in Channel if each != Channel.CALL],
        "older": f"{here}{after + A_PAGE}" if more else "",
        "newer": f"{here}{max(0, after - A_PAGE)}" if after else "",
    }
    return render_page(request, "adherence/examples.html", None, context)
