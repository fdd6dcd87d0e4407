"""A world in the middle of its work: everybody is in a cadence, and one in ten waits for their next try."""

import psycopg

from bench.world.loading import fill, filling, superuser
from bench.world.people import LETTER, TABLES, Crowd, bring_people, publish_cadence

ONE_IN = 10
ROOM_TABLES = ("cadence_enrollment", "cadence_touch", "cadence_attempt")
LIBRARY = ("research_impactstory", "research_question", "research_resource")


def make(crowd: Crowd) -> None:
    publish_cadence()
    with filling(*TABLES, *ROOM_TABLES, *LIBRARY) as owner:
        bring_people(owner, crowd)
        _enrollments(owner)
        _last_tries(owner)
        _open_letters(owner)
        _library(owner)


def approve_letters(reps: int, each: int) -> None:
    """Words and a review for `each` open letters of the first reps, who wrote and read them just now."""
    chosen = f"""(
        SELECT t.*, p.email, p.name AS person, row_number() OVER (PARTITION BY t.owner_id ORDER BY t.id) AS rank
        FROM cadence_touch t JOIN prospects_prospect p ON p.id = t.prospect_id
        WHERE t.state = 'drafted' AND t.owner_id <= 1 + {reps}
    ) t WHERE rank <= {each}"""
    with filling("cadence_draft", "cadence_approval") as owner:
        fill(
            owner,
            "cadence_draft",
            chosen,
            touch_id="t.id",
            number="1",
            origin="'rep'",
            author_id="t.owner_id",
            to_address="t.email",
            subject="'Night loading'",
            body=LETTER.replace("p.name", "t.person"),
            made_at="now()",
        )
        fill(
            owner,
            "cadence_approval",
            f"cadence_draft d JOIN {chosen.replace(' t WHERE', ' t ON d.touch_id = t.id WHERE')}",
            id="gen_random_uuid()",
            touch_id="t.id",
            draft_id="d.id",
            mailbox_id="t.owner_id",
            reviewer_id="t.owner_id",
            session_id="md5('session ' || t.owner_id)::uuid",
            to_address="d.to_address",
            content_sha256="d.content_sha256",
            frame_sha256="d.content_sha256",
            read_aloud="true",
            approved_at="now()",
            expires_at="now() + interval '15 minutes'",
        )


def insert_tries() -> float:
    """Seconds for as many tries as are due, by one statement without triggers; they do not stay."""
    return _seconds(
        "cadence_touch",
        "cadence_enrollment WHERE plan_at <= now()",
        enrollment_id="id",
        prospect_id="prospect_id",
        owner_id="owner_id",
        step_id="next_step",
        number="next_step",
        channel="'email'",
        state="'planned'",
        planned_at="now()",
        due_on="current_date",
        due_at="now()",
        closes_at="now() + interval '8 hours'",
        deadline_on="current_date + 3",
    )


def insert_drafts() -> float:
    """Seconds for as many first drafts as are to be written, by one statement without triggers; they do not stay."""
    return _seconds(
        "cadence_draft",
        "cadence_touch WHERE state = 'planned' AND due_at <= now() + interval '3 days'",
        touch_id="id",
        number="1",
        origin="'template'",
        to_address="'aoife@depot.example'",
        subject="'Reading about the depot'",
        body="repeat('I came across this in a trade paper. ', 12)",
        made_at="now()",
    )


def _seconds(table: str, rows: str, **values: str) -> float:
    from bench.world.table import milliseconds

    with superuser() as owner:
        owner.execute("SET session_replication_role = replica")
        with owner.transaction(force_rollback=True):
            return milliseconds(lambda _: fill(owner, table, rows, **values)) / 1_000


def _enrollments(owner: psycopg.Connection) -> None:
    fill(
        owner,
        "cadence_enrollment",
        "prospects_prospect p",
        id="p.id",
        prospect_id="p.id",
        version_id="1",
        owner_id="p.owner_id",
        state="'active'",
        started_at="now() - interval '40 days'",
        next_step="1 + p.id / 10 % 9",
        attempts="0",
        plan_at=f"CASE WHEN p.id % {ONE_IN} = 0 THEN now() - interval '1 minute' END",
    )


def _last_tries(owner: psycopg.Connection) -> None:
    """The call before the next step, three to five days ago, with its evidence."""
    fill(
        owner,
        "cadence_touch",
        "cadence_enrollment e, LATERAL (SELECT now() - make_interval(days => 3 + e.id::int % 3) AS at) made"
        " WHERE e.next_step > 1",
        enrollment_id="e.id",
        prospect_id="e.prospect_id",
        owner_id="e.owner_id",
        step_id="e.next_step - 1",
        number="e.next_step - 1",
        channel="'call'",
        state="'done'",
        planned_at="made.at",
        due_on="made.at::date",
        due_at="made.at",
        closes_at="made.at",
        deadline_on="made.at::date",
        closed_at="made.at",
    )
    fill(
        owner,
        "cadence_attempt",
        "cadence_touch t",
        touch_id="t.id",
        enrollment_id="t.enrollment_id",
        prospect_id="t.prospect_id",
        by_id="t.owner_id",
        channel="t.channel",
        at="t.closed_at",
        outcome="'no_answer'",
    )
    owner.execute(
        """UPDATE cadence_enrollment e SET attempts = 1, last_attempt_at = t.closed_at
           FROM cadence_touch t WHERE t.enrollment_id = e.id"""
    )


def _open_letters(owner: psycopg.Connection) -> None:
    """Who does not wait for planning has a letter that is due within a week."""
    fill(
        owner,
        "cadence_touch",
        "cadence_enrollment e WHERE e.plan_at IS NULL",
        enrollment_id="e.id",
        prospect_id="e.prospect_id",
        owner_id="e.owner_id",
        step_id="e.next_step",
        number="e.next_step",
        channel="'email'",
        state="'drafted'",
        planned_at="now()",
        due_on="current_date + e.id::int % 7",
        due_at="now() + make_interval(days => e.id::int % 7)",
        closes_at="now() + make_interval(days => e.id::int % 7, hours => 8)",
        deadline_on="current_date + 7",
    )


def _library(owner: psycopg.Connection) -> None:
    """Twelve approved things of each kind to bring."""
    shared = {
        "owner_id": "1",
        "created_at": "now()",
        "approved_at": "now()",
        "approved_by_id": "1",
    }
    story = {
        "title": "format('The handover at %s', n)",
        "customer": "'Ballina Chill'",
        "problem": "'The record stopped for forty minutes at each change of crew.'",
        "change": "'The second crew signs the curve of the first.'",
        "number": "'From 31 gaps a month to 2'",
        "thirty_seconds": "'Two crews and one log, signed at the door.'",
    }
    question = {"text": "format('What happens at door %s?', n)", "why": "'It tells where to look.'"}
    page = {
        "title": "format('The handover note %s', n)",
        "url": "'https://fernhill.example/notes'",
        "summary": "'A page that two night crews sign.'",
    }
    for table, words in zip(LIBRARY, (story, question, page), strict=True):
        fill(owner, table, "generate_series(1, 12) n", **words, **shared)
