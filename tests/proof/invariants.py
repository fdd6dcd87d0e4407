"""The promises, asked of the database and of the mail server's own book. Each broken one is a sentence.

I1 at most one delivery of a try; I2 what was accepted is known as sending, sent or unknown, and what is known as sent was accepted;
I3 the proof view is empty; I4 nothing began to leave after a stop; I8 the account of acts is unbroken; I9 what arrived is what was
reviewed, to the byte.
"""

from collections import Counter
from typing import Any, NamedTuple

from tests.proof.ground import Ground

DELIVERIES = """
SELECT d.message_id, d.state, d.touch_id, encode(d.mime_sha256, 'hex'), a.to_address, dr.subject, dr.body
FROM cadence_delivery d JOIN cadence_approval a ON a.id = d.approval_id JOIN cadence_draft dr ON dr.id = a.draft_id
"""
PROOF = "SELECT rule, delivery_id FROM cadence_sendproof"
# The database dates stops under the lock that sending takes, too. Only tries of a cadence are stopped by an
# ending or a hold: an answer is written because of one.
AFTER_A_STOP = """
SELECT d.id FROM cadence_delivery d
JOIN cadence_touch t ON t.id = d.touch_id JOIN cadence_enrollment e ON e.id = t.enrollment_id
LEFT JOIN cadence_approval a ON a.id = d.approval_id LEFT JOIN team_humansession s ON s.id = a.session_id
WHERE t.kind = 'step' AND d.sending_at > e.ended_at OR d.sending_at > s.revoked_at
   OR t.kind = 'step' AND EXISTS (
    SELECT FROM cadence_hold h JOIN prospects_prospect p ON p.company_id = h.company_id
    WHERE p.id = t.prospect_id AND h.placed_at < d.sending_at
      AND (h.lifted_at IS NULL OR h.lifted_at > d.sending_at))
"""


def broken(ground: Ground) -> list[str]:
    """What does not hold now, as sentences; empty when everything does."""
    with ground.connect("owner") as owner:
        letters = [_Letter(*row) for row in owner.execute(DELIVERIES).fetchall()]
        return [
            *_deliveries(letters, ground.post.counted()),
            *_words(letters, ground.post.accepted()),
            *(f"I3 {rule}: delivery {pk}" for rule, pk in owner.execute(PROOF).fetchall()),
            *(
                f"I4 delivery {pk} began to leave after a stop"
                for (pk,) in owner.execute(AFTER_A_STOP).fetchall()
            ),
            *_account(),
        ]


class _Letter(NamedTuple):
    message_id: str
    state: str
    touch: int
    mime_sha256: str | None
    to: str
    subject: str
    body: str


def _deliveries(letters: list[_Letter], accepted: Counter[str]) -> list[str]:
    of_try: Counter[int] = Counter()
    said = []
    for each in letters:
        count = accepted[each.message_id]
        of_try[each.touch] += count
        if count and each.state not in {"sending", "sent", "unknown"}:
            said.append(f"I2 {each.message_id} was accepted and is kept as {each.state}")
        if each.state == "sent" and not count:
            said.append(f"I2 {each.message_id} is kept as sent and was never accepted")
    said += [
        f"I1 try {touch} was delivered {count} times"
        for touch, count in of_try.items()
        if count > 1
    ]
    known = {each.message_id for each in letters}
    return said + [
        f"I2 {one} was accepted and is not known at all" for one in accepted.keys() - known
    ]


def _words(letters: list[_Letter], accepted: list[dict[str, Any]]) -> list[str]:
    """I9: what the mail server has is what was reviewed, and its bytes are the ones we wrote down."""
    kept = {each.message_id: each for each in letters}
    said = []
    for arrived in accepted:
        letter = kept.get(arrived["message_id"])
        if letter is None:
            continue
        differs = {
            "bytes": arrived["bytes_sha256"] != letter.mime_sha256,
            "address": arrived["to"] != letter.to,
            "subject": arrived["subject"] != letter.subject,
            "words": not arrived["text"].startswith(letter.body.strip()),
        }
        said += [
            f"I9 {letter.message_id} arrived with other {what} than reviewed"
            for what, wrong in differs.items()
            if wrong
        ]
    return said


def _account() -> list[str]:
    from team.selectors.audit import verify

    return [f"I8 {each}" for each in verify().breaks]
