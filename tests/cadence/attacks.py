"""Ways past the services, for tests that attack what the database itself guards."""

import hashlib
from collections.abc import Callable
from typing import Any

from cadence.enums import DeliveryState, Ending
from cadence.models import Approval, Delivery, Draft, Hold, Withdrawal
from cadence.services import drafting, enrolling, stopping
from prospects.models import Company, Prospect
from team.models import HumanSession
from tests import journeys
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW

ATTACKED: set[str] = set()
MIME = hashlib.sha256(b"the bytes").digest()


def attacks[Test: Callable[..., None]](code: str) -> Callable[[Test], Test]:
    """Notes which code this test provokes, so that no guard goes without an attack."""
    ATTACKED.add(code)
    return lambda test: test


def reserve(approval: Approval, **changed: Any) -> Delivery:
    """Begin a delivery past the service."""
    given: dict[str, Any] = {
        "touch_id": approval.touch_id,
        "approval": approval,
        "content_sha256": bytes(approval.content_sha256),
        "message_id": f"<{approval.pk.hex}@fernhill.example>",
        "reserved_at": NOW,
    }
    return Delivery.objects.create(**(given | changed))


def approve(reviewed: Draft, **changed: Any) -> Approval:
    """Write a review past the service."""
    by, draft = reviewed.touch.owner, reviewed
    given: dict[str, Any] = {
        "touch_id": draft.touch_id,
        "draft": draft,
        "mailbox": changed.pop("mailbox", None) or journeys.connected(by),
        "reviewer": by,
        "session": changed.pop("session", None) or journeys.signed_in(by),
        "to_address": draft.to_address,
        "content_sha256": bytes(draft.content_sha256),
        "frame_sha256": bytes(32),
        "approved_at": NOW,
        "expires_at": NOW,
    }
    return Approval.objects.create(**(given | changed))


def move(delivery: Delivery, state: str, **changed: Any) -> int:
    return Delivery.objects.filter(pk=delivery.pk).update(state=state, **changed)


def sending_delivery(**fields: Any) -> Delivery:
    """A letter of which some bytes may have left."""
    delivery = reserve(journeys.approved(**fields))
    move(delivery, DeliveryState.SENDING, mime_sha256=MIME)
    return delivery


def hold(approval: Approval) -> None:
    Hold.objects.create(
        company=Company.objects.get(prospects=approval.touch.prospect),
        reason="Somebody answered.",
        placed_at=NOW,
    )


def suppress(approval: Approval) -> None:
    """A stop that came in elsewhere: the enrollment here still runs."""
    twin = ProspectFactory.create(
        company=approval.touch.prospect.company, email="", phone=approval.touch.prospect.phone
    )
    stopping.ask_to_stop(twin, by=twin.owner, at=NOW, words="Please stop.")


def end(approval: Approval) -> None:
    enrolling.end(approval.touch.enrollment, Ending.NOT_A_FIT, by=approval.reviewer, at=NOW)


def sign_out(approval: Approval) -> None:
    HumanSession.objects.filter(pk=approval.session_id).update(revoked_at=NOW)


def change_address(approval: Approval) -> None:
    """Somebody corrects the address while the letter waits."""
    Prospect.objects.filter(pk=approval.touch.prospect_id).update(email="aoife@elsewhere.example")


def bounce(approval: Approval) -> None:
    Prospect.objects.filter(pk=approval.touch.prospect_id).update(email_bounced_at=NOW)


def rewrite(approval: Approval) -> None:
    edit(approval.draft)


def take_back(approval: Approval) -> None:
    """A withdrawal written past the service, which refuses one for a letter on its way."""
    Withdrawal.objects.create(approval=approval, by=approval.reviewer, at=NOW)


def edit(draft: Draft) -> None:
    drafting.save_draft(
        draft.touch,
        by=draft.touch.owner,
        at=NOW,
        subject="Another",
        body="Hi Aoife,\nOther words.",
        base_number=draft.number,
    )
