"""What people wrote back by mail, and the letters that answer them, each reached through the services."""

from itertools import count
from typing import Any

import pytest
from django.db import transaction

from cadence.enums import ReplyKind, TouchKind
from cadence.models import Approval, Delivery, Draft, Reply, Touch
from cadence.services import drafting, listening, reviewing, sending
from mailbox.enums import Verdict
from mailbox.models import InboundMessage, Mailbox
from prospects.enums import Channel
from prospects.models import Company, Prospect
from team.refusals import Refused
from tests import journeys
from tests.journeys import NOW

NUMBERS = count(1)
THEIR_ID = "<a1@corrib.example>"
OUR_ID = "<ours@fernhill.example>"


def mail(prospect: Prospect, **changed: Any) -> InboundMessage:
    """Their letter in the rep's mailbox."""
    number = next(NUMBERS)
    mailbox = Mailbox.objects.filter(owner=prospect.owner).first()
    given: dict[str, Any] = {
        "mailbox": mailbox or journeys.connected(prospect.owner),
        "folder": "INBOX",
        "uidvalidity": 1,
        "uid": number,
        "message_id": THEIR_ID,
        "in_reply_to": OUR_ID,
        "references": [OUR_ID],
        "from_address": prospect.email,
        "from_name": prospect.name,
        "subject": "RE: Night loading at Oranmore",
        "received_at": NOW,
        "read_at": NOW,
        "settled_at": NOW,
        "verdict": Verdict.PERSON,
    }
    return InboundMessage.objects.create(**(given | changed))


def wrote(prospect: Prospect, text: str = "Not for us, thanks.", **changed: Any) -> Reply:
    """An answer by mail that nobody has read yet."""
    with transaction.atomic():
        return listening.hear(
            prospect,
            at=NOW,
            channel=Channel.EMAIL,
            text=text,
            message=mail(prospect, **changed),
        )


def named(reply: Reply, kind: ReplyKind, **changed: Any) -> Reply:
    given: dict[str, Any] = {"by": reply.owner, "at": NOW, "kind": kind}
    return listening.name_kind(reply, **(given | changed))


def said_no(prospect: Prospect | None = None, **changed: Any) -> Reply:
    """Somebody in a cadence wrote no, and the rep read it."""
    prospect = prospect or journeys.enrolled().prospect
    return named(wrote(prospect, **changed), ReplyKind.NO)


def acknowledgement(reply: Reply) -> Touch:
    return reply.answers.select_related("owner").get(kind=TouchKind.ACKNOWLEDGEMENT)


def answer_to(reply: Reply) -> Touch:
    return reply.answers.select_related("owner").get(kind=TouchKind.ANSWER)


def kinds_of(reply: Reply) -> list[str]:
    """Which letters back to them there are."""
    return sorted(reply.answers.values_list("kind", flat=True))


def newest(touch: Touch) -> Draft:
    return touch.drafts.order_by("-number")[0]


def write(touch: Touch, body: str) -> None:
    """The rep puts `body` in place of what stands there."""
    base = newest(touch).number
    drafting.save_draft(
        touch, by=touch.owner, at=NOW, subject="Anything", body=body, base_number=base
    )


def reviewed(touch: Touch) -> Approval:
    if not Mailbox.objects.filter(owner=touch.owner).exists():
        journeys.connected(touch.owner)
    session = journeys.signed_in(touch.owner)
    return reviewing.approve(
        newest(touch), by=touch.owner, session=session, at=NOW, looks={}, read_aloud=True
    )


def code_of(touch: Touch) -> str:
    """Why the review of this letter is refused."""
    with pytest.raises(Refused) as refusal:
        reviewed(touch)
    return refusal.value.code


def sent(touch: Touch) -> Delivery:
    approval = reviewed(touch)
    return sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)


def at_the_group(touch: Touch) -> None:
    """Their company has a domain of its own below that of its group."""
    Company.objects.filter(pk=touch.prospect.company_id).update(domain="frost.corrib-group.example")
