"""A person's own mailbox: its state, connecting it, trying it, how letters look."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mailbox.forms import ConnectionForm, LetterheadForm
from mailbox.models import Mailbox
from mailbox.providers import registrations
from mailbox.selectors.words import in_words, mailbox_of, not_taken_in
from mailbox.services import connecting
from mailbox.services.letterheads import change_letterhead
from mailbox.services.sandboxing import open_sandbox_mailbox
from team.refusals import Refused
from team.web import render_page, say, signed_in

MOST_SHOWN = 20


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show one's mailbox; a POST connects it."""
    user = signed_in(request)
    if request.method != "POST":
        return _page(request)
    form = ConnectionForm(request.POST)
    if not form.is_valid():
        return _page(request, connection=form, status=422)
    try:
        connecting.connect(
            form.connection(), form.cleaned_data["password"], by=user, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, connection=form, status=422)
    say(request, _("Connected. Nothing was sent to find that out."))
    return redirect("mailbox:settings")


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Sign in to the mailbox both ways, and stop before a recipient is named."""
    try:
        result = connecting.test(_own_mailbox(request), at=timezone.now())
    except Refused as refused:
        return _page(request, trouble=refused.sentence, status=422)
    if result.works:
        say(
            request,
            _("Signing in works for sending and reading. We stopped there; nothing was sent."),
        )
    return redirect("mailbox:settings")


@require_POST
def letterhead(request: HttpRequest) -> HttpResponse:
    """Keep name, signature and daily cap."""
    mailbox = _own_mailbox(request)
    form = LetterheadForm(request.POST)
    if not form.is_valid():
        return _page(request, letterhead=form, status=422)
    try:
        change_letterhead(mailbox, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, letterhead=form, status=422)
    say(request, _("Kept."))
    return redirect("mailbox:settings")


@require_POST
def disconnection(request: HttpRequest) -> HttpResponse:
    """Forget the passwords."""
    connecting.disconnect(_own_mailbox(request), at=timezone.now())
    say(request, _("Disconnected. Both passwords are gone from here."))
    return redirect("mailbox:settings")


@require_POST
def sandbox(request: HttpRequest) -> HttpResponse:
    """In the demo: go back to the mailbox that leads nowhere outside."""
    if not settings.DEMO:
        raise Http404
    try:
        open_sandbox_mailbox(signed_in(request), at=timezone.now())
    except Refused as refused:
        return _page(request, trouble=refused.sentence, status=422)
    say(request, _("You write from the sandbox. Nothing leaves this machine."))
    return redirect("mailbox:settings")


def _own_mailbox(request: HttpRequest) -> Mailbox:
    mailbox = mailbox_of(signed_in(request).pk)
    if mailbox is None:
        raise Http404
    return mailbox


def _page(
    request: HttpRequest,
    *,
    connection: ConnectionForm | None = None,
    letterhead: LetterheadForm | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    user = signed_in(request)
    mailbox = mailbox_of(user.pk)
    context = {
        "mailbox": mailbox,
        "state_in_words": in_words(mailbox, at=timezone.now()),
        "connection": connection or ConnectionForm.showing(mailbox, user),
        "letterhead": letterhead or (LetterheadForm.showing(mailbox) if mailbox else None),
        "trouble": trouble,
        "not_taken_in": not_taken_in(mailbox)[:MOST_SHOWN] if mailbox else [],
        "demo": settings.DEMO,
        "providers": list(registrations()),
    }
    return render_page(request, "mailbox/settings.html", None, context, status=status)
