"""What no role may ever do, as plain statements. `needs` are rows that must be there to make the attempt a real one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any

from tests.proof import reckless as sql
from tests.proof.machine_play import Play
from tests.proof.machine_truth import Truth, Try
from tests.proof.reckless import Role


@dataclass(frozen=True, slots=True)
class Forbidden:
    what: str
    role: Role
    statement: str

    @property
    def needs(self) -> set[str]:
        return set(re.findall(r"%\((\w+)\)s", self.statement))


MOVE = "UPDATE cadence_delivery SET state = '{}'{} WHERE id = %({})s"
BYTES = ", mime_sha256 = coalesce(mime_sha256, '\\x00'), sending_at = coalesce(sending_at, now())"
UNUSED = (
    sql.RESERVE.replace("%(review)s", "%(unused)s")
    .replace("%(touch)s", "%(unused_touch)s")
    .replace("%(sha)s", "%(unused_sha)s")
)
UNPROVEN = sql.EVIDENCE.replace("%(letter)s", "%(unproven)s").replace(
    "%(touch)s", "%(unproven_touch)s"
)
PROVABLE = sql.EVIDENCE.replace("%(letter)s", "%(provable)s").replace(
    "%(touch)s", "%(provable_touch)s"
)
PERSONS = ", resolved_by_id = %(rep)s, resolved_session_id = %(session)s"

AS_WORKER = [
    ("sign somebody in", sql.SIGN_IN),
    ("sign somebody out", sql.SIGN_OUT),
    ("review", sql.REVIEW),
    ("reserve a letter", UNUSED),
    ("take a review back", sql.UNDO.replace("%(review)s", "%(unused)s")),
    ("write evidence", PROVABLE),
    ("use a review up", "UPDATE cadence_approval SET consumed_at = earnest_now() WHERE id = %(unused)s"),
    ("read a password", "SELECT sealed FROM mailbox_sendsecret"),
    ("begin to send", MOVE.format("sending", BYTES, "reserved")),
    ("keep as sent", MOVE.format("sent", "", "sending")),
    ("keep as failed", MOVE.format("failed", "", "sending")),
    ("resolve as sent", MOVE.format("sent", PERSONS, "unknown")),
    ("resolve as failed", MOVE.format("failed", PERSONS, "unknown")),
    ("rewrite a draft", "UPDATE cadence_draft SET body = 'Buy now' WHERE id = %(draft)s"),
    ("point a mailbox elsewhere", "UPDATE mailbox_mailbox SET smtp_host = 'elsewhere.example' WHERE id = %(mailbox)s"),
    ("raise a cap", "UPDATE mailbox_mailbox SET daily_cap = 600 WHERE id = %(mailbox)s"),
    ("lift a hold", sql.LIFT_HOLD),
    ("lift a stop", sql.LIFT_STOP),
    ("shorten a stop", "UPDATE prospects_suppression SET until = least(stood_at, until) - interval '1 second' WHERE id = %(stop)s"),
    ("account for a review", """INSERT INTO team_auditevent (at, actor_id, kind, subject, detail, previous_hash, hash)
        VALUES (now(), %(rep)s, 'approved', 'x', '{}', '', '')"""),
]  # fmt: skip
AS_WEB = [
    ("use a review up", "UPDATE cadence_approval SET consumed_at = earnest_now() WHERE id = %(unused)s"),
    ("lengthen a review", "UPDATE cadence_approval SET expires_at = 'infinity' WHERE id = %(unused)s"),
    ("rewrite a draft", "UPDATE cadence_draft SET body = 'Buy now' WHERE id = %(draft)s"),
    ("keep as sent what never began", MOVE.format("sent", BYTES, "reserved")),
    ("keep as unknown what never began", MOVE.format("unknown", BYTES, "reserved")),
    ("send again what was sent", MOVE.format("sending", "", "sent")),
    ("deny what was sent", MOVE.format("failed", "", "sent")),
    ("send what failed", MOVE.format("reserved", "", "failed")),
    ("send what is unknown", MOVE.format("sending", "", "unknown")),
    ("resolve for nobody", MOVE.format("failed", ", resolved_by_id = NULL", "unknown")),
    ("rename what is being sent", MOVE.format("unknown", ", message_id = '<a@b.example>'", "sending")),
    ("swap the bytes of what is being sent", MOVE.format("unknown", ", mime_sha256 = '\\x01'", "sending")),
    ("date what is being sent back", MOVE.format("unknown", ", reserved_at = 'epoch'", "sending")),
    ("disown what is being sent", MOVE.format("unknown", ", db_role = 'earnest_worker'", "sending")),
    ("delete a letter", "DELETE FROM cadence_delivery WHERE id = %(sent)s"),
    ("change a published step", "UPDATE cadence_step SET body_template = 'Buy now' WHERE version_id = %(version)s"),
    ("drop a published step", "DELETE FROM cadence_step WHERE version_id = %(version)s AND number = 12"),
    ("take a publication back", "UPDATE cadence_cadenceversion SET state = 'draft' WHERE id = %(version)s"),
    ("give a mailbox away", "UPDATE mailbox_mailbox SET owner_id = %(newcomer)s WHERE id = %(mailbox)s"),
    ("lengthen a session", "UPDATE team_humansession SET expires_at = 'infinity' WHERE id = %(session)s"),
    ("revive a session", "UPDATE team_humansession SET revoked_at = NULL WHERE id = %(ended)s"),
    ("rewrite a hold", "UPDATE cadence_hold SET reason = 'Nothing' WHERE id = %(hold)s"),
    ("enroll somebody as not reached", """INSERT INTO cadence_enrollment (prospect_id, version_id, owner_id, state, started_at,
        next_step, attempts, pause_reason, ending, ending_note, ended_at) VALUES (%(person)s, %(version)s, %(rep)s, 'ended',
        now(), 1, 10, '', 'not_reached', '', now())"""),
    ("enroll somebody in an unpublished version", sql.ENROLL.replace("%(person)s", "%(stranger)s").replace(
        "%(owner)s", "%(rep)s").replace("%(version)s", "%(unpublished)s")),
    ("publish a cadence without steps", """INSERT INTO cadence_cadenceversion (cadence_id, number, state, published_at)
        SELECT cadence_id, 99, 'published', now() FROM cadence_cadenceversion WHERE id = %(version)s"""),
    ("reopen what ended", """UPDATE cadence_enrollment SET state = 'active', ending = '', ended_at = NULL
        WHERE id = %(over)s"""),
    ("end otherwise what ended", "UPDATE cadence_enrollment SET ending = 'met' WHERE id = %(over)s"),
    ("change who is in a cadence", "UPDATE cadence_enrollment SET prospect_id = %(stranger)s WHERE id = %(enrollment)s"),
    ("give up early", sql.END.replace("%(ending)s", "'not_reached'")),
    ("give a try to a colleague alone", "UPDATE cadence_touch SET owner_id = %(outsider)s WHERE id = %(touch)s"),
    ("make a try without evidence", "UPDATE cadence_touch SET state = 'done' WHERE id = %(touch)s"),
    ("open a closed try", "UPDATE cadence_touch SET state = 'planned' WHERE id = %(closed)s"),
    ("count a letter that was not sent", UNPROVEN),
    ("count a call for a letter", sql.EVIDENCE.replace("%(letter)s", "NULL").replace("'',", "'spoke',", 1)),
    ("rewrite what happened", "UPDATE team_auditevent SET subject = ''"),
]  # fmt: skip
AS_OWNER = [
    ("rewrite a review", "UPDATE cadence_approval SET looks = '{\"a\": 1}' WHERE id = %(review)s"),
    ("delete a review", "DELETE FROM cadence_approval WHERE id = %(unused)s"),
    ("rewrite a draft", "UPDATE cadence_draft SET subject = 'Buy now' WHERE id = %(unread)s"),
    ("begin a letter", UNUSED),
    ("delete a letter", "DELETE FROM cadence_delivery WHERE id = %(failed)s"),
    ("delete a try", "DELETE FROM cadence_touch WHERE id = %(unreviewed)s"),
    ("delete an undo", "DELETE FROM cadence_withdrawal WHERE approval_id = %(withdrawn)s"),
    ("rewrite evidence", "UPDATE cadence_attempt SET words = 'Other' WHERE touch_id = %(proven)s"),
    ("rewrite what happened", "UPDATE team_auditevent SET subject = ''"),
]  # fmt: skip
ALL = [
    *(Forbidden(what, "worker", statement) for what, statement in AS_WORKER),
    *(Forbidden(what, "web", statement) for what, statement in AS_WEB),
    *(Forbidden(what, "owner", statement) for what, statement in AS_OWNER),
]


def rows_of(play: Play, focus: Try) -> dict[str, Any]:
    """The rows that attempts are made on; a name is missing while there is no such row.

    `focus` is a try that may be reviewed, so that only the guard in question stands in the way.
    """
    stage, truth, claim = play.stage, play.truth, play.claim(focus)
    found: dict[str, Any] = {
        "version": stage.version, "unpublished": stage.unpublished, "newcomer": stage.newcomer,
        "message_id": "<forged@fernhill.example>", "channel": "email",
        "touch": focus.id, "enrollment": focus.enrollment.id, "person": focus.person.id,
        "draft": claim.draft.id, "address": claim.address, "sha": claim.sha,
        "rep": focus.owner.id, "reviewer": focus.owner.id, "mailbox": focus.owner.mailbox,
        "outsider": next(each.id for each in truth.reps if each is not focus.owner),
        "session": claim.session.id, "until": truth.now + timedelta(days=1),
    }  # fmt: skip
    for name, one in chain(
        _of_others(truth), _of_tries(truth), _of_reviews(truth), _of_letters(truth)
    ):
        found.setdefault(name, one)
    return found


def _of_others(truth: Truth) -> Iterator[tuple[str, Any]]:
    for company in (each.person.company for each in truth.tries):
        if company.hold is not None:
            yield "hold", company.hold
    for stop in truth.stops:
        if not stop.lifted:
            yield "stop", stop.id
    for session in truth.sessions:
        if session.ended:
            yield "ended", session.id


def _of_tries(truth: Truth) -> Iterator[tuple[str, Any]]:
    for each in reversed(truth.tries):
        if each.enrollment.ended:
            yield "over", each.enrollment.id
            yield "stranger", each.person.id
        if each.state in {"skipped", "cancelled"}:
            yield "closed", each.id
        if each.has_evidence:
            yield "proven", each.id
        if not any(review.of is each for review in truth.reviews):
            yield "unreviewed", each.id
            if each.drafts:
                yield "unread", each.drafts[-1].id


def _of_reviews(truth: Truth) -> Iterator[tuple[str, Any]]:
    for each in reversed(truth.reviews):
        yield "review", each.id
        if each.withdrawn:
            yield "withdrawn", each.id
        elif not truth.why_not_reserve(each):
            yield "unused", each.id
            yield "unused_touch", each.of.id
            yield "unused_sha", each.sha


def _of_letters(truth: Truth) -> Iterator[tuple[str, Any]]:
    for each in reversed(truth.letters):
        yield each.state, each.id
        if not each.of.has_evidence and each.of.channel == "email":
            name = "provable" if each.state == "sent" else "unproven"
            yield name, each.id
            yield f"{name}_touch", each.of.id
