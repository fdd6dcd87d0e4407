"""Mail that may be from one company or another, and the press that says whose it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cadence.forms.undecided import WhoseMailForm
from cadence.models import UndecidedMail
from cadence.selectors.undecided import MOST, people_by_mail, people_it_may_be, undecided_for
from cadence.services import deciding
from cadence.views.page import status_of
from prospects.models import Prospect
from team.refusals import Refused
from team.web import render_page, say, signed_in

TEMPLATE = "cadence/undecided.html"


@require_safe
def undecided(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose it is, or that it is nobody's of ours."""
    user = signed_in(request)
    mail = get_object_or_404(UndecidedMail.objects.select_related("message__mailbox"), pk=pk)
    form = WhoseMailForm(request.POST, people=people_it_may_be(user, mail))
    nobodys = "nobody" in request.POST
    if not nobodys and not form.is_valid():
        return _page(request, _("Choose somebody from the list."), status=422)
    prospect = None if nobodys else form.cleaned_data["prospect"]
    try:
        reply = deciding.decide(mail, prospect, by=user, at=timezone.now())
    except Refused as refused:
        return _page(request, refused.sentence, status=status_of(refused))
    if prospect is None or reply is None:
        say(request, _("Forgotten. It stays in the mailbox."))
        return redirect("cadence:undecided")
    say(request, _("Kept. It stands with what %(name)s said.") % {"name": prospect.name})
    return redirect("cadence:reply", pk=reply.pk)


def _page(request: HttpRequest, refusal: str = "", *, status: int = 200) -> HttpResponse:
    user = signed_in(request)
    mails = list(undecided_for(user)[:MOST])
    people = people_by_mail(user, mails)
    context = {
        "mails": [(mail, people[mail.pk]) for mail in mails],
        "field": WhoseMailForm(people=Prospect.objects.none()).fields["prospect"],
        "refusal": refusal,
    }
    return render_page(request, TEMPLATE, None, context, status=status)
