"""The link under each letter, and the mail that does the same: whoever uses it is never written to again (RFC 8058)."""

import uuid
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cadence.enums import ReplyKind
from cadence.models import Approval
from cadence.services import listening, stopping
from cadence.services.locking import one_at_a_time
from mailbox.inbound.suggestion import MARK
from mailbox.models import InboundMessage
from prospects.addresses import clean_email, email_key
from prospects.enums import Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Prospect, Suppression
from prospects.selectors.suppressions import keyed_by
from team.languages import for_others

_SIGNER = signing.Signer(salt="earnest.stop-link")
# the advisory lock's class: one press at a time for a person
_LOCK_CLASS = 0x53544F50


def link_for(approval: Approval) -> str:
    """The address that stops this letter's recipient. It names the review, and nothing about anybody."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("unsubscribe", args=[_token(approval)])


def mail_for(approval: Approval, to: str) -> str:
    """The mail that does the same, as a mail program writes it for whoever presses there."""
    local, _at, domain = to.rpartition("@")
    return f"mailto:{quote(local, safe='+')}@{domain}?subject=unsubscribe%20{_token(approval)}"


def headers_of(approval: Approval, to: str) -> tuple[str, ...]:
    """What the letter's List-Unsubscribe names: the mail, and the link where mail programs may press it (RFC 8058)."""
    mail = mail_for(approval, to)
    return (mail, link_for(approval)) if _is_pressed_by_programs() else (mail,)


def missing_for_one_press() -> str:
    """Why mail programs cannot press the link by themselves, for whoever runs this instance; "" where they can."""
    if settings.DEMO or _is_pressed_by_programs():
        return ""
    return _(
        "PUBLIC_URL is %(url)s and does not begin with https://, so mail programs do not press the link of our letters "
        "for their readers. They write a mail instead, which stops us as well; and the link leads to that address."
    ) % {"url": settings.PUBLIC_URL}


def approval_of(token: str) -> Approval | None:
    """The letter that this token was written under, or None for one of somebody else's making."""
    try:
        pk = uuid.UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    letters = Approval.objects.select_related("touch__prospect__company", "reviewer")
    return letters.filter(pk=pk).first()


def approval_named_in(subject: str) -> Approval | None:
    """The letter whose token stands in the subject of a mail, whatever servers put around it."""
    found = MARK.search(subject)
    return approval_of(found[0]) if found else None


@transaction.atomic
def stop_through_link(
    approval: Approval, *, at: datetime, mail: InboundMessage | None = None
) -> None:
    """They pressed the link, or their mail program wrote `mail` for them: keep it as an answer, hold the company,
    stop everything for good.

    At once and without asking anybody here. A second press changes nothing.
    """
    prospect = approval.touch.prospect
    one_at_a_time(_LOCK_CLASS, prospect.pk)
    if has_pressed(prospect, at):
        return
    wrote_from = clean_email(mail.from_address) if mail is not None else ""
    addresses = filter(None, (approval.to_address, wrote_from))
    also = [(SuppressionKind.EMAIL, email_key(each)) for each in addresses]
    with for_others():
        words = _("Pressed the unsubscribe link.")
    listening.hear(
        prospect,
        at=mail.received_at if mail is not None else at,
        channel=Channel.EMAIL,
        text=words,
        message=mail,
        suggested_kind=ReplyKind.NO,
        also=also,
        is_link_press=True,
    )
    stopping.stop_everything(
        prospect,
        by=None,
        at=at,
        words=words,
        origin=SuppressionOrigin.UNSUBSCRIBE,
        also=also,
    )


def has_pressed(prospect: Prospect, at: datetime) -> bool:
    """Whether the link under any letter to them was pressed before."""
    return (
        Suppression.objects.live(at)
        .filter(
            keyed_by([(SuppressionKind.PERSON, str(prospect.pk))]),
            channel="",
            origin=SuppressionOrigin.UNSUBSCRIBE,
        )
        .exists()
    )


def _is_pressed_by_programs() -> bool:
    """One-click is for https alone."""
    return settings.PUBLIC_URL.startswith("https://")


def _token(approval: Approval) -> str:
    return _SIGNER.sign(approval.pk.hex)
