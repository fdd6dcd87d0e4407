"""Six planners side by side, one killed every 150 ms: every step gets exactly one try, and colleagues keep their distance."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.world.loading import fill, filling
from bench.world.people import TABLES, Crowd, bring_people
from config.embedded import processes
from prospects.enums import Channel
from team.models import Policy
from tests import stand
from tests.factories.cadence import published_version
from tests.proof.ground import Ground
from tests.proof.planner_pool import PLANNERS
from tests.proof.rows import Row, Size
from tests.proof.waiting import wait_until

SIZES = {"quick": (300, 2), "full": (10_000, 3)}
COLLEAGUES = 3
LONGEST = 90
WAITS = "SELECT EXISTS (SELECT FROM cadence_enrollment WHERE plan_at IS NOT NULL)"
NOT_ONE_A_STEP = """
SELECT e.id, count(t.id), count(DISTINCT t.number) FROM cadence_enrollment e
LEFT JOIN cadence_touch t ON t.enrollment_id = e.id AND t.number <= %(round)s
GROUP BY e.id HAVING (count(t.id), count(DISTINCT t.number)) <> (%(round)s, %(round)s)
UNION ALL
SELECT enrollment_id, count(*), count(*) FROM cadence_touch WHERE number > %(round)s GROUP BY 1
"""
# Where no day is free of colleagues, the try that was planned later says that a colleague is why.
TOO_CLOSE = """
SELECT p.company_id, earlier.due_on, later.due_on FROM cadence_touch later
JOIN prospects_prospect p ON p.id = later.prospect_id
JOIN prospects_prospect q ON q.company_id = p.company_id AND q.id <> p.id
JOIN cadence_touch earlier ON earlier.prospect_id = q.id AND earlier.number = later.number
WHERE later.number = %(round)s AND earlier.id < later.id AND later.gap_cause <> 'colleague'
    AND abs(later.due_on - earlier.due_on) < %(apart)s
"""
# By the owner, whom the guards watch like everybody else. What was made lies a month back, so that every round
# has the days of its own tries to keep apart, and nobody else's.
MADE = (
    """INSERT INTO cadence_attempt
           (touch_id, enrollment_id, prospect_id, by_id, channel, at, outcome, words, note)
       SELECT id, enrollment_id, prospect_id, owner_id, channel, now(), '', 'Hello', ''
       FROM cadence_touch WHERE state = 'planned'""",
    """UPDATE cadence_touch SET state = 'done', closed_at = now(), due_at = due_at - interval '30 days'
       WHERE state = 'planned'""",
    """UPDATE cadence_enrollment SET next_step = next_step + 1,
           plan_at = now() - make_interval(secs => (id * 7919 %% 1009)::int)""",
)


def prove(ground: Ground, size: Size) -> Row:
    people, rounds = SIZES[size]
    _enroll(ground, people)
    said: list[str] = []
    took = []
    log = ground.scratch / "planners.log"
    with ground.connect("owner") as owner, _planners(ground, log):
        for number in range(1, rounds + 1):
            took.append(_planned(owner))
            said += _broken(owner, number)
            if number < rounds:
                _make(owner)
    said += _complaints(log, ground.standing.cluster.log)
    figures = {
        "tries": f"{people * rounds:,}",
        "killed": str(log.read_text().count(".\n")),
        "a round": " ".join(f"{seconds:.1f}" for seconds in took) + " s",
    }
    injected = f"{PLANNERS} planners, one killed (-9) every 150 ms"
    return Row("planners", injected, people * rounds, said, figures)


def _enroll(ground: Ground, people: int) -> None:
    """Everybody waits for their first try, colleagues far from each other in the queue."""
    os.environ.update(stand.as_environment(ground.server))
    version = published_version(channels=(Channel.LINKEDIN,))
    with filling(*TABLES, "cadence_enrollment") as owner:
        owner.execute(
            "INSERT INTO team_team (id, name) OVERRIDING SYSTEM VALUE VALUES (1001, 'Proof')"
        )
        bring_people(owner, Crowd(people, reps=10, colleagues=COLLEAGUES))
        fill(
            owner,
            "cadence_enrollment",
            "prospects_prospect p",
            prospect_id="p.id",
            version_id=str(version.pk),
            owner_id="p.owner_id",
            state="'active'",
            started_at="now()",
            next_step="1",
            plan_at="now() - make_interval(secs => (p.id * 7919 % 1009)::int)",
        )


@contextmanager
def _planners(ground: Ground, log: Path) -> Iterator[None]:
    pool = ground.spawn("-m", "tests.proof.planner_pool", env=ground.of_worker(), log=log.name)
    try:
        yield
    finally:
        processes.stop(pool, signal.SIGKILL, patience=5)


def _planned(owner: psycopg.Connection) -> float:
    """How long it took until nobody waits for planning."""

    def nobody_waits() -> bool:
        return owner.execute(WAITS).fetchone() == (False,)

    return wait_until(nobody_waits, seconds=LONGEST, what="the last try of a round")


def _make(owner: psycopg.Connection) -> None:
    with owner.transaction():
        for statement in MADE:
            owner.execute(statement.replace("%%", "%").encode())


def _broken(owner: psycopg.Connection, number: int) -> list[str]:
    asked = {"round": number, "apart": Policy.current().days_between_colleagues}
    wrong = owner.execute(NOT_ONE_A_STEP, asked).fetchall()
    close = owner.execute(TOO_CLOSE, asked).fetchall()
    return [
        *(
            f"I5 enrollment {pk} has {tries} tries of {steps} steps after round {number}"
            for pk, tries, steps in wrong[:20]
        ),
        *(
            f"company {company} has colleagues' tries on {one} and {other}"
            for company, one, other in close[:20]
        ),
    ]


def _complaints(*logs: Path) -> list[str]:
    """A planner may die, but none may fail: no deadlock, nothing that could not be planned."""
    words = ("deadlock", "could not be planned", "planning together failed", "Traceback")
    lines = (line for log in logs for line in log.read_text(errors="replace").splitlines())
    return [line for line in lines if any(word in line for word in words)][:20]
