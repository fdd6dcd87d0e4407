"""A web application, a worker and an owner without any policy: plain statements, and what the database answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import psycopg

from tests.proof.ground import Ground

Role = Literal["web", "worker", "owner"]
# A guard, a key, a check or a privilege said no. Any other error is a mistake of ours and must be heard.
NO = ("EA", "23503", "23505", "23514", "42501")


@dataclass(frozen=True, slots=True)
class Answer:
    """`code` is "" when the statement went through; `moved` says how many rows it touched."""

    code: str
    moved: int = 0
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def worked(self) -> bool:
        return not self.code and self.moved > 0


class Reckless:
    """Three connections. Nothing of ours crashes here, so no commit need wait for the disk."""

    def __init__(self, ground: Ground) -> None:
        roles: tuple[Role, ...] = ("web", "worker", "owner")
        self._of: dict[Role, psycopg.Connection] = {each: ground.connect(each) for each in roles}
        for connection in self._of.values():
            connection.execute("SET synchronous_commit = off")
        self.statements = 0

    def tries(self, role: Role, sql: str, **given: Any) -> Answer:
        try:
            return self._ask(role, sql, given)
        except psycopg.Error as error:
            return _refused(error)

    def dares(self, role: Role, sql: str, **given: Any) -> Answer:
        """Try it and take it back, so that what should have been refused leaves nothing behind."""
        try:
            with self._of[role].transaction(force_rollback=True):
                return self._ask(role, sql, given)
        except psycopg.Error as error:
            return _refused(error)

    def must(self, role: Role, sql: str, **given: Any) -> Any:
        """The first value of an act that nothing may refuse."""
        answer = self.tries(role, sql, **given)
        assert not answer.code, f"{sql} was refused with {answer.code}"
        return answer.rows[0][0] if answer.rows else None

    def _ask(self, role: Role, sql: str, given: Mapping[str, Any]) -> Answer:
        self.statements += 1
        cursor = self._of[role].execute(sql.encode(), given)
        return Answer("", cursor.rowcount, cursor.fetchall() if cursor.description else [])

    def close(self) -> None:
        for connection in self._of.values():
            connection.close()


def _refused(error: psycopg.Error) -> Answer:
    code = error.sqlstate or ""
    if not code.startswith(NO):
        raise error
    return Answer(code)


SET_CLOCK = (
    "INSERT INTO team_democlock VALUES (1, %(now)s) ON CONFLICT (id) DO UPDATE SET at = excluded.at"
)
FREE_CLOCK = "DELETE FROM team_democlock"
SIGN_IN = """
INSERT INTO team_humansession (id, user_id, key_sha256, auth_method, created_at, expires_at)
VALUES (gen_random_uuid(), %(rep)s, sha256(uuidv7()::text::bytea), 'password', earnest_now(), %(until)s)
RETURNING id::text
"""
SIGN_OUT = "UPDATE team_humansession SET revoked_at = earnest_now() WHERE id = %(session)s"
# Four people of each company, listed many at a time: who they are is no part of an attack.
LIST = """
WITH company AS (
    INSERT INTO prospects_company (name, domain, website, industry, country, city, time_zone, phone, postal_address, created_at)
    SELECT 'Corrib', 'corrib' || n || '.example', '', '', 'IE', '', '', '', '', earnest_now()
    FROM generate_series(%(first)s::int, %(last)s::int) n RETURNING id, domain
) INSERT INTO prospects_prospect (name, preferred_name, pronunciation, title, email, phone, linkedin_url, country, city,
    time_zone, language, subscriber_type, lawful_basis, lawful_basis_note, source, created_at, revision, company_id, owner_id)
SELECT 'Aoife', '', '', '', 'Aoife' || k || '+work@mail.post-' || domain, '+353' || id || k,
    'https://www.linkedin.com/in/Aoife' || id || '-' || k, 'IE', '', '', '', '', '', '', '', earnest_now(), 0, id, %(owner)s
FROM company, generate_series(1, 4) k
RETURNING id, company_id, email, phone, linkedin_url
"""
ENROLL = """
INSERT INTO cadence_enrollment (prospect_id, version_id, owner_id, state, started_at, next_step, attempts, pause_reason,
    ending, ending_note) VALUES (%(person)s, %(version)s, %(owner)s, 'active', earnest_now(), 1, 10, '', '', '') RETURNING id
"""
PLAN = """
INSERT INTO cadence_touch (enrollment_id, prospect_id, owner_id, step_id, number, channel, state, planned_at, due_on, due_at,
    closes_at, deadline_on, gap_cause, moved_note, skip_reason, skip_note, nothing_to_say)
SELECT e.id, e.prospect_id, e.owner_id, s.id, s.number, %(channel)s, 'planned', earnest_now(), earnest_now(), earnest_now(),
    earnest_now(), earnest_now() + interval '7 days', '', '', '', '', ''
FROM cadence_enrollment e JOIN cadence_step s ON s.version_id = e.version_id
WHERE e.id = %(enrollment)s AND s.number = %(number)s ON CONFLICT DO NOTHING RETURNING id
"""
WRITE = """
INSERT INTO cadence_draft (touch_id, number, origin, to_address, subject, body, made_at)
SELECT %(touch)s, 1 + count(*), 'template', %(address)s, %(subject)s, %(body)s, earnest_now()
FROM cadence_draft WHERE touch_id = %(touch)s RETURNING id, content_sha256
"""
MOVE_TRY = "UPDATE cadence_touch SET state = %(state)s, skip_reason = 'other' WHERE id = %(touch)s"
REVIEW = """
INSERT INTO cadence_approval (id, touch_id, draft_id, mailbox_id, reviewer_id, session_id, to_address, content_sha256,
    frame_sha256, looks, read_aloud, approved_at, expires_at) VALUES (gen_random_uuid(), %(touch)s, %(draft)s, %(mailbox)s, %(reviewer)s,
    %(session)s, %(address)s, %(sha)s, %(sha)s, '{}', true, 'epoch', 'infinity') RETURNING id::text, expires_at
"""
UNDO = (
    "INSERT INTO cadence_withdrawal (approval_id, by_id, at) VALUES (%(review)s, %(rep)s, 'epoch')"
)
RESERVE = """
INSERT INTO cadence_delivery (id, touch_id, approval_id, content_sha256, message_id, state, reserved_at, db_role, smtp_reply,
    explanation) VALUES (gen_random_uuid(), %(touch)s, %(review)s, %(sha)s, %(message_id)s, 'sent', 'epoch', 'earnest_web',
    '', '') RETURNING id::text
"""
BEGIN = (
    "UPDATE cadence_delivery SET state = 'sending', mime_sha256 = %(bytes)s WHERE id = %(letter)s"
)
WORDS = """
SELECT dr.to_address, dr.subject, dr.body FROM cadence_draft dr JOIN cadence_approval a ON a.draft_id = dr.id
JOIN cadence_delivery d ON d.approval_id = a.id WHERE d.id = %(letter)s
"""
SETTLE = "UPDATE cadence_delivery SET state = %(state)s WHERE id = %(letter)s"
RESOLVE = """
UPDATE cadence_delivery SET state = %(state)s, resolved_by_id = %(rep)s, resolved_session_id = %(session)s WHERE id = %(letter)s
"""
EVIDENCE = """
INSERT INTO cadence_attempt (touch_id, enrollment_id, prospect_id, by_id, channel, at, delivery_id, outcome, words, note)
SELECT id, enrollment_id, prospect_id, owner_id, %(channel)s, earnest_now(), %(letter)s, '', 'Hello', ''
FROM cadence_touch WHERE id = %(touch)s
"""
ANSWER = """
WITH said AS (
    INSERT INTO cadence_reply (prospect_id, company_id, owner_id, channel, received_at, text, suggested_kind, kind, note)
    VALUES (%(person)s, %(company)s, %(owner)s, 'email', earnest_now(), 'Who are you?', '', '', '') RETURNING id
) INSERT INTO cadence_hold (company_id, reply_id, reason, placed_at, lift_reason)
SELECT %(company)s, id, 'Somebody answered.', 'epoch', '' FROM said RETURNING id
"""
LIFT_HOLD = """
UPDATE cadence_hold SET lifted_at = 'epoch', lifted_by_id = %(rep)s, lift_reason = 'We talked.' WHERE id = %(hold)s
"""
STOP = """
INSERT INTO prospects_suppression (kind, value, channel, reason, origin, created_at, until, lift_reason)
VALUES (%(kind)s, %(value)s, %(channel)s, 'Please stop.', 'told_us', earnest_now(), %(until)s, '') RETURNING id
"""
LIFT_STOP = """
UPDATE prospects_suppression SET lifted_at = earnest_now(), lifted_by_id = %(rep)s, lift_reason = 'A mistake.' WHERE id = %(stop)s
"""
END = "UPDATE cadence_enrollment SET state = 'ended', ending = %(ending)s, ended_at = 'epoch' WHERE id = %(enrollment)s"
CLAIM_ATTEMPTS = "UPDATE cadence_enrollment SET attempts = %(attempts)s WHERE id = %(enrollment)s"
HAND_OVER = (
    "UPDATE cadence_enrollment SET owner_id = %(rep)s WHERE id = %(enrollment)s",
    "UPDATE cadence_touch SET owner_id = %(rep)s WHERE id = %(touch)s",
)
REDIRECT = (
    "UPDATE prospects_prospect SET email = %(email)s, email_bounced_at = NULL WHERE id = %(person)s"
)
BOUNCE = "UPDATE prospects_prospect SET email_bounced_at = earnest_now() WHERE id = %(person)s"
OTHER_CHANNEL = "UPDATE cadence_touch SET channel = 'call' WHERE id = %(touch)s"
CAP = "UPDATE mailbox_mailbox SET daily_cap = %(cap)s WHERE owner_id = %(rep)s"
LET_IN = "UPDATE team_user SET is_active = %(active)s WHERE id = %(rep)s"
# As the owner can, past the guards of single rows: what earlier examples left makes asking the proof slow.
EMPTIED = """
DO $$ BEGIN
    ALTER TABLE cadence_delivery DISABLE TRIGGER deliveries_are_never_emptied;
    ALTER TABLE cadence_approval DISABLE TRIGGER approvals_are_never_emptied;
    ALTER TABLE cadence_attempt DISABLE TRIGGER evidence_is_never_emptied;
    TRUNCATE {tables} CASCADE;
    ALTER TABLE cadence_delivery ENABLE TRIGGER deliveries_are_never_emptied;
    ALTER TABLE cadence_approval ENABLE TRIGGER approvals_are_never_emptied;
    ALTER TABLE cadence_attempt ENABLE TRIGGER evidence_is_never_emptied;
END $$
"""
CLEAN = EMPTIED.format(
    tables="cadence_enrollment, cadence_hold, cadence_reply, prospects_suppression"
)
PROOF = "SELECT rule || ': ' || delivery_id FROM cadence_sendproof"
KEPT = """
SELECT t.id, t.state, e.state = 'ended', e.attempts,
    array(SELECT d.id || ' ' || d.state FROM cadence_delivery d WHERE d.touch_id = t.id ORDER BY d.id)
FROM cadence_touch t JOIN cadence_enrollment e ON e.id = t.enrollment_id WHERE t.id = ANY(%(tries)s) ORDER BY t.id
"""
