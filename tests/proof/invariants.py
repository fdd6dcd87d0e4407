"""The promises, asked of the database and of the mail server's own book. Each broken one is a sentence.

I1 at most one delivery of a try; I2 what was accepted is known as sending, sent or unknown, and what is known as sent was accepted;
I3 the proof view is empty; I4 nothing began to leave after a stop; I8 the account of acts is unbroken.
"""

from collections import Counter

import psycopg

from tests.proof.post import Post

DELIVERIES = "SELECT message_id, state, touch_id FROM cadence_delivery"
PROOF = "SELECT rule, delivery_id FROM cadence_sendproof"
# A stop counts from the moment it was committed: its own `at` is read before it waits for a letter on its way.
# Only tries of a cadence are stopped by an ending or a hold: an answer is written because of one.
AFTER_A_STOP = """
SELECT d.id FROM cadence_delivery d
JOIN cadence_touch t ON t.id = d.touch_id JOIN cadence_enrollment e ON e.id = t.enrollment_id
LEFT JOIN cadence_approval a ON a.id = d.approval_id LEFT JOIN team_humansession s ON s.id = a.session_id
WHERE t.kind = 'step' AND e.ended_at IS NOT NULL AND d.sending_at > pg_xact_commit_timestamp(e.xmin)
   OR d.sending_at > s.revoked_at OR t.kind = 'step' AND EXISTS (
    SELECT FROM cadence_hold h JOIN prospects_prospect p ON p.company_id = h.company_id
    WHERE p.id = t.prospect_id AND pg_xact_commit_timestamp(h.xmin) < d.sending_at
      AND h.lifted_at IS NULL)
"""


def broken(connection: psycopg.Connection, post: Post) -> list[str]:
    """What does not hold now, as sentences; empty when everything does."""
    return [
        *_letters(connection, post.counted()),
        *(
            f"I3 {rule}: delivery {delivery}"
            for rule, delivery in connection.execute(PROOF).fetchall()
        ),
        *(
            f"I4 delivery {pk} began to leave after a stop"
            for (pk,) in connection.execute(AFTER_A_STOP).fetchall()
        ),
        *_account(),
    ]


def _letters(connection: psycopg.Connection, accepted: Counter[str]) -> list[str]:
    rows = connection.execute(DELIVERIES).fetchall()
    state = {message_id: known for message_id, known, _touch in rows}
    of_try: Counter[int] = Counter()
    said = []
    for message_id, known, touch in rows:
        of_try[touch] += accepted[message_id]
        if accepted[message_id] and known not in {"sending", "sent", "unknown"}:
            said.append(f"I2 {message_id} was accepted and is kept as {known}")
        if known == "sent" and not accepted[message_id]:
            said.append(f"I2 {message_id} is kept as sent and was never accepted")
    said += [
        f"I1 try {touch} was delivered {count} times"
        for touch, count in of_try.items()
        if count > 1
    ]
    said += [
        f"I2 {one} was accepted and is not known at all" for one in accepted if one not in state
    ]
    return said


def _account() -> list[str]:
    from team.selectors.audit import verify

    return [f"I8 {each}" for each in verify().breaks]
