"""What is done with a version as a whole: a draft of the next is opened or dropped, and published."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cadence.models import Cadence
from cadence.services import designing
from cadence.views.editor import address_of, address_to_read, draft_or_404, refuse, seen_of
from team.refusals import Refused
from team.web import say, signed_in, wants_part


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the draft of the next version, begun from the newest."""
    if not signed_in(request).is_admin:
        raise PermissionDenied
    cadence = get_object_or_404(Cadence, pk=pk)
    try:
        opened = designing.open_draft(cadence, by=signed_in(request), at=timezone.now())
    except Refused as refused:
        say(request, refused.sentence)
        return redirect("cadence:cadence", pk)
    return redirect(address_of(opened))


@require_POST
def publication(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Freeze this draft as the admin saw it."""
    version = draft_or_404(request, pk, number)
    try:
        designing.publish(version, by=signed_in(request), at=timezone.now(), seen=seen_of(request))
    except Refused as refused:
        return refuse(request, version, refused)
    words = {"number": version.number}
    say(request, _("Version %(number)s is published. From now on people begin with it.") % words)
    if not wants_part(request):
        return redirect(address_to_read(version))
    response = HttpResponse()
    response["HX-Redirect"] = address_to_read(version)
    return response
