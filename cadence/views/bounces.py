"""Letters of one mailbox that came back, and the person who looks why."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cadence.permissions import can_look
from cadence.selectors.bounces import came_back, standing_of
from cadence.services import bouncing
from mailbox.models import Mailbox
from team.refusals import Refused
from team.web import render_page, say, signed_in


class LookForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why they came back, and what you changed"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bounces(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what came back; a POST says that somebody has looked, and why it was."""
    user = signed_in(request)
    mailbox = get_object_or_404(Mailbox.objects.select_related("owner"), pk=pk)
    if not can_look(user, mailbox):
        raise Http404
    if request.method != "POST":
        return _page(request, mailbox, LookForm())
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, mailbox, form, status=422)
    try:
        bouncing.look(mailbox, by=user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, mailbox, form, status=422)
    say(request, _("Kept. Counting begins anew."))
    return redirect("cadence:bounces", pk=mailbox.pk)


def _page(
    request: HttpRequest, mailbox: Mailbox, form: LookForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "mailbox": mailbox,
        "standing": standing_of(mailbox),
        "came_back": came_back(mailbox),
        "form": form,
    }
    return render_page(request, "cadence/bounces.html", None, context, status=status)
