"""A person's review, attacked past all services: whose it is, of which words, in which session."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from cadence.models import Draft
from mailbox.models import Mailbox
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import HumanSession, User
from tests import journeys
from tests.cadence.attacks import approve, attacks, edit
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@attacks("EA202")
def test_a_review_needs_a_live_session_of_the_reviewer(clock: Clock) -> None:
    draft = journeys.drafted()
    ended = journeys.signed_in(draft.touch.owner)
    HumanSession.objects.filter(pk=ended.pk).update(revoked_at=NOW)
    clock.move(NOW - timedelta(days=400))
    expired = journeys.signed_in(draft.touch.owner)
    clock.move(NOW)
    borrowed = journeys.signed_in(journeys.rep())

    for session in (ended, expired, borrowed):
        with refused("EA202"):
            approve(draft, session=session)


def test_somebody_who_may_no_longer_sign_in_reviews_nothing() -> None:
    draft = journeys.drafted()
    session = journeys.signed_in(draft.touch.owner)
    User.objects.filter(pk=draft.touch.owner_id).update(is_active=False)

    with refused("EA202"):
        approve(draft, session=session)


@attacks("EA203")
def test_a_review_is_by_the_owner_of_both_the_try_and_the_mailbox() -> None:
    draft, colleague = journeys.drafted(), journeys.rep()
    session = journeys.signed_in(colleague)

    with refused("EA203"):
        approve(draft, mailbox=journeys.connected(colleague))
    with refused("EA203"):
        approve(draft, reviewer=colleague, session=session, mailbox=journeys.connected(colleague))


def test_only_letters_are_reviewed_for_sending() -> None:
    draft = journeys.drafted(email="")
    assert draft.touch.channel == Channel.CALL

    with refused("EA203"):
        approve(draft)


@attacks("EA204")
def test_a_review_of_older_words_is_refused() -> None:
    draft = journeys.drafted()
    edit(draft)

    with refused("EA204"):
        approve(draft)


def test_a_review_names_a_draft_of_its_own_try_with_its_own_words_and_address() -> None:
    draft, other = journeys.drafted(), journeys.drafted(email="sean@corrib.example")
    lies: list[dict[str, Any]] = [
        {"content_sha256": bytes(other.content_sha256)},
        {"content_sha256": hashlib.sha256(b"Buy now").digest()},
        {"draft": other, "content_sha256": bytes(draft.content_sha256)},
        {"draft": other, "content_sha256": bytes(other.content_sha256)},
    ]

    for lie in lies:
        with refused("23503"):
            approve(draft, **lie)


def test_a_review_names_the_address_that_its_draft_was_written_to() -> None:
    draft = journeys.drafted()
    Prospect.objects.filter(pk=draft.touch.prospect_id).update(email="aoife@elsewhere.example")

    with refused("23503"):
        approve(draft, to_address="aoife@elsewhere.example")


def test_the_database_says_when_a_review_was_and_how_long_it_lasts() -> None:
    draft = journeys.drafted()

    approval = approve(
        draft,
        approved_at=NOW + timedelta(days=1),
        expires_at=NOW + timedelta(days=30),
        consumed_at=NOW,
    )

    approval.refresh_from_db()
    assert approval.approved_at == NOW
    assert approval.expires_at == NOW + timedelta(minutes=15)
    assert approval.consumed_at is None


@attacks("EA301")
def test_a_mailbox_keeps_its_owner() -> None:
    mailbox = journeys.connected(journeys.rep())

    with refused("EA301"):
        Mailbox.objects.filter(pk=mailbox.pk).update(owner=journeys.rep())


@attacks("EA401")
def test_a_session_only_ever_ends_and_only_once(clock: Clock) -> None:
    session = journeys.signed_in(journeys.rep())
    row = HumanSession.objects.filter(pk=session.pk)

    with refused("EA401"):
        row.update(expires_at=NOW + timedelta(days=400))
    with refused("EA401"):
        row.update(user=journeys.rep())

    clock.move(NOW + timedelta(hours=1))
    row.update(revoked_at=NOW - timedelta(days=1))
    assert row.get().revoked_at == NOW + timedelta(hours=1)
    with refused("EA401"):
        row.update(revoked_at=None)


def test_letters_of_different_parts_never_share_a_digest() -> None:
    touch = journeys.planned()
    parts = [("ab", "c", ""), ("a", "bc", ""), ("", "abc", ""), ("a", "b", "c"), ("ab|1:c", "", "")]
    for number, (address, subject, body) in enumerate(parts, start=1):
        Draft.objects.create(
            touch=touch,
            number=number,
            origin="template",
            to_address=address,
            subject=subject,
            body=body,
            made_at=NOW,
        )

    digests = {bytes(each.content_sha256) for each in Draft.objects.filter(touch=touch)}
    assert len(digests) == len(parts)
