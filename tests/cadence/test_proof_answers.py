"""The proof of letters that answer: an ended cadence explains nothing against them, their own rules do."""

from datetime import timedelta
from typing import LiteralString

import pytest

from cadence.enums import ReplyKind
from cadence.models import Delivery
from tests import journeys
from tests.cadence import answers
from tests.cadence.attacks import MIME, approve, move, reserve
from tests.cadence.conftest import Clock
from tests.cadence.test_proof import rules_broken_by
from tests.journeys import NOW
from tests.roles import connected_as

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS_ASIDE: tuple[LiteralString, ...] = (
    "ALTER TABLE cadence_reply DISABLE TRIGGER USER",
    "ALTER TABLE cadence_touch DISABLE TRIGGER USER",
    "ALTER TABLE cadence_hold DISABLE TRIGGER USER",
)
OF_A_READ_ANSWER: LiteralString = "WHERE id = (SELECT t.reply_id FROM cadence_touch t JOIN cadence_delivery d ON d.touch_id = t.id)"
FORGERIES: list[LiteralString] = [
    f"UPDATE cadence_reply SET named_at = named_at + interval '1 day' {OF_A_READ_ANSWER}",
    f"UPDATE cadence_reply SET kind = 'automatic' {OF_A_READ_ANSWER}",
    "UPDATE cadence_touch SET kind = CASE kind WHEN 'answer' THEN 'acknowledgement' ELSE 'answer' END",
]
ANOTHER_WAITED: LiteralString = (
    "WITH other AS (INSERT INTO cadence_reply (prospect_id, company_id, owner_id, channel, received_at,"
    " text, suggested_kind, kind, note) SELECT prospect_id, company_id, owner_id, 'email', now(), 'Me, too.',"
    " '', '', '' FROM cadence_reply RETURNING id)"
    " UPDATE cadence_hold SET reply_id = other.id FROM other"
)


def leave(clock: Clock, kind: ReplyKind) -> Delivery:
    """An answer, or the acknowledgement of a no, that left as it should."""
    reply = answers.named(answers.wrote(journeys.enrolled().prospect), kind)
    touch = reply.answers.select_related("owner").get()
    body = f"Hi Aoife,\n\nThank you for telling me.\n\n{touch.owner.first_name}"
    touch.drafts.create(
        number=2,
        origin="template",
        to_address=answers.newest(touch).to_address,
        subject="Re: Night loading",
        body=body,
        made_at=NOW,
    )
    delivery = reserve(approve(answers.newest(touch)))
    clock.move(NOW + timedelta(minutes=2))
    move(delivery, "sending", mime_sha256=MIME)
    move(delivery, "sent")
    return delivery


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("kind", "forged"),
    [
        (ReplyKind.INTERESTED, (FORGERIES[0], FORGERIES[2], ANOTHER_WAITED)),
        (ReplyKind.NO, FORGERIES),
    ],
)
def test_an_answer_that_left_against_its_rule_is_found(
    clock: Clock, kind: ReplyKind, forged: list[LiteralString]
) -> None:
    leave(clock, kind)
    with connected_as("owner") as owner, owner.transaction(force_rollback=True):
        for statement in ANSWERS_ASIDE:
            owner.execute(statement)
        missed = [one for one in forged if rules_broken_by(owner, one) != {"P7"}]

    assert missed == []


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("kind", [ReplyKind.INTERESTED, ReplyKind.NO])
def test_neither_an_ending_nor_their_own_hold_speaks_against_an_answer(
    clock: Clock, kind: ReplyKind
) -> None:
    delivery = leave(clock, kind)

    with connected_as("owner") as owner:
        held = owner.execute("SELECT count(*) FROM cadence_hold WHERE lifted_at IS NULL").fetchone()
        proof = owner.execute("SELECT rule FROM cadence_sendproof").fetchall()

    delivery.refresh_from_db()
    assert (held, proof, delivery.state) == ((1,), [], "sent")
