"""The link under each letter: whoever presses it is never written to again (RFC 8058)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cadence.enums import ReplyKind
from cadence.models import Approval
from cadence.services import listening, stopping
from cadence.services.locking import one_at_a_time
from prospects.addresses import email_key
from prospects.enums import Channel, SuppressionKind, SuppressionOrigin
from prospects.models import Prospect, Suppression
from prospects.selectors.suppressions import keyed_by

_SIGNER = signing.Signer(salt="earnest.stop-link")
# the advisory lock's class: one press at a time for a person
_LOCK_CLASS = 0x53544F50


def link_for(approval: Approval) -> str:
    """The address that stops this letter's recipient. It names the review, and nothing about anybody."""
    token = _SIGNER.sign(approval.pk.hex)
    return settings.PUBLIC_URL.rstrip("/") + reverse("unsubscribe", args=[token])


def approval_of(token: str) -> Approval | None:
    """The letter that this token was written under, or None for one of somebody else's making."""
    try:
        pk = uuid.UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    letters = Approval.objects.select_related("touch__prospect__company", "reviewer")
    return letters.filter(pk=pk).first()


@transaction.atomic
def stop_through_link(approval: Approval, *, at: datetime) -> None:
    """They pressed the link: keep it as an answer, hold the company, stop everything for good.

    At once and without asking anybody here. A second press changes nothing.
    """
    prospect = approval.touch.prospect
    one_at_a_time(_LOCK_CLASS, prospect.pk)
    if has_pressed(prospect, at):
        return
    words = _("Asked us to stop, through the link in our letter.")
    also = [(SuppressionKind.EMAIL, email_key(approval.to_address))]
    listening.hear(
        prospect,
        at=at,
        channel=Channel.EMAIL,
        text=words,
        suggested_kind=ReplyKind.NO,
        also=also,
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
