"""The proof that only people send, for admins and auditors: what was looked at, what is promised, and what is not."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cadence.selectors.proof import prove
from team.permissions import check_reads_all
from team.refusals import Refused
from team.selectors.audit import verify
from team.web import signed_in

MOST_SHOWN = 100


@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """Read all deliveries and the whole chain of the account now. Admins and auditors only."""
    try:
        check_reads_all(signed_in(request))
    except Refused as refused:
        raise PermissionDenied(refused.sentence) from refused
    found, chain = prove(), verify()
    context = {
        "proof": found,
        "shown": found.violations[:MOST_SHOWN],
        "chain": chain,
        "breaks": chain.breaks[:MOST_SHOWN],
        "looked_at": timezone.now(),
    }
    return render(request, "cadence/proof.html", context)
