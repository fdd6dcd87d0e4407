"""A world with a past: every person was tried ten times, and each rep has fifty tries due today."""

import psycopg

from bench.world.loading import fill, filling
from bench.world.people import LETTER, TABLES, Crowd, bring_people, pick, publish_cadence
from cadence.enums import NoReason

TRIES = 10
DUE, LATER = 50, 100
REASONS = "{%s}" % ",".join(NoReason.values)  # noqa: UP031
LETTERS = "(1, 5)"  # which of the ten were letters; the others were calls
ROOM_TABLES = (
    "cadence_enrollment",
    "cadence_touch",
    "cadence_draft",
    "cadence_approval",
    "cadence_delivery",
    "cadence_attempt",
    "cadence_reply",
    "prospects_activity",
)


def make(crowd: Crowd) -> None:
    """People, a million tries with evidence and timeline, and today's work of every rep."""
    publish_cadence()
    with filling(*TABLES, *ROOM_TABLES) as owner:
        bring_people(owner, crowd)
        _tries_of_last_year(owner, crowd)
        _todays_tries(owner, crowd)
        _letters(owner)
        _evidence(owner)
        _answers(owner)
        _noes(owner, crowd)


def _tries_of_last_year(owner: psycopg.Connection, crowd: Crowd) -> None:
    """A finished cadence of every person: enrollment n of person n, tries 10n - 9 to 10n."""
    fill(
        owner,
        "cadence_enrollment",
        "prospects_prospect p",
        id="p.id",
        prospect_id="p.id",
        version_id="1",
        owner_id="p.owner_id",
        state="'ended'",
        ending="'not_reached'",
        started_at="now() - interval '500 days'",
        ended_at="now() - interval '60 days'",
        last_attempt_at="now() - interval '60 days'",
        next_step=f"{TRIES + 1}",
        attempts=f"{TRIES}",
    )
    _made_tries(
        owner,
        f"cadence_enrollment e, generate_series(1, {TRIES}) k,"
        f" LATERAL (SELECT now() - make_interval(days => 60 + ({TRIES} - k) * 5 + e.id::int % 300) AS at) made",
        key=f"(e.id - 1) * {TRIES} + k",
    )


def _made_tries(owner: psycopg.Connection, source: str, key: str) -> None:
    fill(
        owner,
        "cadence_touch",
        source,
        id=key,
        enrollment_id="e.id",
        prospect_id="e.prospect_id",
        owner_id="e.owner_id",
        step_id="k",
        number="k",
        channel=f"CASE WHEN k IN {LETTERS} THEN 'email' ELSE 'call' END",
        state="'done'",
        planned_at="made.at - interval '2 days'",
        due_on="made.at::date",
        due_at="made.at",
        closes_at="made.at + interval '8 hours'",
        deadline_on="made.at::date + 3",
        closed_at="made.at",
    )


def _todays_tries(owner: psycopg.Connection, crowd: Crowd) -> None:
    """One person of a company at a time: fifty due today for each rep, a hundred on later days."""
    running = f"""(
        SELECT p.id AS person, p.owner_id AS rep, row_number() OVER (PARTITION BY p.owner_id ORDER BY p.id) AS rank
        FROM prospects_prospect p WHERE p.id % 5 = 1
    ) each WHERE rank <= {DUE + LATER}"""
    fill(
        owner,
        "cadence_enrollment",
        running,
        id=f"{crowd.people} + person",
        prospect_id="person",
        version_id="1",
        owner_id="rep",
        state="'active'",
        started_at="now() - interval '40 days'",
        next_step=f"CASE WHEN rank <= {DUE} THEN 1 + rank % 8 ELSE 2 + rank % 7 END",
        attempts="0",
    )
    today = "date_trunc('day', now(), 'Europe/Dublin')"
    fill(
        owner,
        "cadence_touch",
        f"(SELECT *, row_number() OVER (PARTITION BY owner_id ORDER BY id) AS rank FROM cadence_enrollment"
        f" WHERE id > {crowd.people}) e, LATERAL (SELECT CASE WHEN rank <= {DUE} THEN 0 ELSE 1 + rank % 6 END::int) d(days)",
        id=f"{crowd.people * TRIES} + e.id",
        enrollment_id="e.id",
        prospect_id="e.prospect_id",
        owner_id="e.owner_id",
        step_id="e.next_step",
        number="e.next_step",
        channel="(ARRAY['email', 'email', 'email', 'call', 'linkedin'])[1 + rank % 5]",
        state="'drafted'",
        planned_at="now() - interval '2 days'",
        due_on="current_date + days",
        due_at=f"{today} + make_interval(days => days, mins => 540 + rank::int % 7)",
        closes_at=f"{today} + make_interval(days => days, hours => 17)",
        deadline_on="current_date + days + rank::int % 4",
    )
    _made_tries(
        owner,
        "cadence_enrollment e, generate_series(1, e.next_step - 1) k,"
        " LATERAL (SELECT now() - make_interval(days => 4 * (e.next_step - k)) AS at) made"
        " WHERE e.state = 'active'",
        key=f"{2 * crowd.people * TRIES} + e.id * {TRIES} + k",
    )
    owner.execute(
        """UPDATE cadence_enrollment SET attempts = next_step - 1, last_attempt_at = now() - interval '4 days'
           WHERE state = 'active' AND next_step > 1"""
    )


def _letters(owner: psycopg.Connection) -> None:
    """The words of every letter and open try; for a letter that left, its review and its delivery."""
    fill(
        owner,
        "cadence_draft",
        "cadence_touch t JOIN prospects_prospect p ON p.id = t.prospect_id"
        " WHERE t.state = 'drafted' OR t.channel = 'email'",
        id="t.id",
        touch_id="t.id",
        number="1",
        origin="'rep'",
        author_id="t.owner_id",
        to_address="CASE WHEN t.channel = 'email' THEN p.email ELSE '' END",
        subject="format('Night loading at dock %s', t.id)",
        body=LETTER,
        made_at="t.planned_at",
    )
    fill(
        owner,
        "cadence_approval",
        "cadence_draft d JOIN cadence_touch t ON t.id = d.touch_id WHERE t.state = 'done'",
        id="md5('approval ' || t.id)::uuid",
        touch_id="t.id",
        draft_id="d.id",
        mailbox_id="t.owner_id",
        reviewer_id="t.owner_id",
        session_id="md5('session ' || t.owner_id)::uuid",
        to_address="d.to_address",
        content_sha256="d.content_sha256",
        frame_sha256="d.content_sha256",
        read_aloud="true",
        approved_at="t.closed_at - interval '10 seconds'",
        expires_at="t.closed_at + interval '14 minutes'",
        consumed_at="t.closed_at",
    )
    fill(
        owner,
        "cadence_delivery",
        "cadence_approval a JOIN cadence_touch t ON t.id = a.touch_id",
        id="md5('delivery ' || t.id)::uuid",
        touch_id="t.id",
        approval_id="a.id",
        content_sha256="a.content_sha256",
        message_id="format('<%s@fernhill.example>', t.id)",
        mime_sha256="a.content_sha256",
        state="'sent'",
        smtp_code="250",
        reserved_at="t.closed_at",
        sending_at="t.closed_at",
        finished_at="t.closed_at",
        db_role="'earnest_web'",
    )


def _evidence(owner: psycopg.Connection) -> None:
    made = "cadence_touch t JOIN prospects_prospect p ON p.id = t.prospect_id"
    fill(
        owner,
        "cadence_attempt",
        f"{made} LEFT JOIN cadence_delivery d ON d.touch_id = t.id WHERE t.state = 'done'",
        id="t.id",
        touch_id="t.id",
        enrollment_id="t.enrollment_id",
        prospect_id="t.prospect_id",
        by_id="t.owner_id",
        channel="t.channel",
        at="t.closed_at",
        delivery_id="d.id",
        outcome="CASE WHEN t.channel = 'call' THEN 'no_answer' ELSE '' END",
    )
    fill(
        owner,
        "prospects_activity",
        f"{made} WHERE t.state = 'done' ORDER BY t.closed_at",
        kind="CASE WHEN t.channel = 'call' THEN 'call_made' ELSE 'letter_sent' END",
        at="t.closed_at",
        actor_id="t.owner_id",
        prospect_id="t.prospect_id",
        company_id="p.company_id",
        detail="jsonb_build_object('touch', t.id, 'number', t.number, 'outcome', '')",
    )


def _answers(owner: psycopg.Connection) -> None:
    """One person in thirty wrote back at some time, and was read."""
    fill(
        owner,
        "cadence_reply",
        "prospects_prospect p WHERE p.id % 30 = 0",
        prospect_id="p.id",
        company_id="p.company_id",
        enrollment_id="p.id",
        owner_id="p.owner_id",
        channel="'email'",
        received_at="now() - interval '60 days'",
        text="'Not this year, we have just moved. Ask me again in spring.'",
        kind="'not_now'",
        named_by_id="p.owner_id",
        named_at="now() - interval '60 days'",
    )


def _noes(owner: psycopg.Connection, crowd: Crowd) -> None:
    """One person in ten said no at some time of the last year; each has a reason and two lines back."""
    fill(
        owner,
        "cadence_reply",
        "prospects_prospect p, LATERAL (SELECT now() - make_interval(hours => (p.id % 8640)::int) AS at) said"
        " WHERE p.id % 10 = 3",
        prospect_id="p.id",
        company_id="p.company_id",
        enrollment_id="p.id",
        owner_id="p.owner_id",
        channel="'email'",
        received_at="said.at",
        text="format('Thank you, but we renewed with our own supplier in spring, and dock %s has no gap.', p.id)",
        kind="'no'",
        named_by_id="p.owner_id",
        named_at="said.at + interval '2 hours'",
        reason=f"CASE WHEN p.id % 7 = 0 THEN '' ELSE {pick(REASONS, 'p.id / 10')} END",
    )
    fill(
        owner,
        "cadence_touch",
        "cadence_reply r WHERE r.kind = 'no'",
        id=f"{5 * crowd.people * TRIES} + r.id",
        enrollment_id="r.enrollment_id",
        prospect_id="r.prospect_id",
        owner_id="r.owner_id",
        kind="'acknowledgement'",
        reply_id="r.id",
        number="0",
        channel="'email'",
        state="'done'",
        planned_at="r.named_at",
        due_on="r.named_at::date",
        due_at="r.named_at",
        closes_at="r.named_at + interval '8 hours'",
        deadline_on="r.named_at::date + 1",
        closed_at="r.named_at + interval '3 hours'",
    )
