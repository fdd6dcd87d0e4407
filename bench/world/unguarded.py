"""The writes of one sent letter in plain SQL, with every trigger and foreign key off: three commits, as the product has."""

from bench.world.loading import superuser
from bench.world.table import Times, clocked

RESERVED = (
    """INSERT INTO cadence_delivery (id, touch_id, approval_id, content_sha256, message_id, state, smtp_reply,
           explanation, reserved_at, db_role)
       SELECT id, touch_id, id, content_sha256, '<' || id || '@fernhill.example>', 'reserved', '', '', now(), ''
       FROM cadence_approval WHERE id = %(id)s""",
    "UPDATE cadence_approval SET consumed_at = now() WHERE id = %(id)s",
)
SENDING = (
    """UPDATE cadence_delivery SET state = 'sending', sending_at = now(), mime_sha256 = content_sha256
       WHERE id = %(id)s""",
)
SENT = (
    "UPDATE cadence_delivery SET state = 'sent', smtp_code = 250, finished_at = now() WHERE id = %(id)s",
    """INSERT INTO cadence_attempt (touch_id, enrollment_id, prospect_id, by_id, channel, at, delivery_id, outcome,
           words, note)
       SELECT t.id, t.enrollment_id, t.prospect_id, t.owner_id, 'email', now(), %(id)s, '', '', ''
       FROM cadence_touch t WHERE t.id = %(touch)s""",
    "UPDATE cadence_touch SET state = 'done', closed_at = now() WHERE id = %(touch)s",
    """UPDATE cadence_enrollment e SET attempts = attempts + 1, last_attempt_at = now(), plan_at = now(),
           next_step = next_step + 1 FROM cadence_touch t WHERE t.id = %(touch)s AND e.id = t.enrollment_id""",
    """INSERT INTO prospects_activity (kind, at, actor_id, prospect_id, detail)
       SELECT 'letter_sent', now(), owner_id, prospect_id, '{}' FROM cadence_touch WHERE id = %(touch)s""",
    """INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash)
       SELECT now(), owner_id, 'delivered', 'a letter', '{}', '', '' FROM cadence_touch WHERE id = %(touch)s""",
)


def write_letters(letters: list[tuple[object, int]]) -> Times:
    """Write each of them; `letters` are keys of approvals and of their tries."""
    with superuser() as owner:
        owner.execute("SET session_replication_role = replica")

        def one(number: int) -> None:
            approval, touch = letters[number]
            for statements in (RESERVED, SENDING, SENT):
                with owner.transaction():
                    for statement in statements:
                        owner.execute(statement, {"id": approval, "touch": touch})

        return clocked(one, len(letters) - 5)
