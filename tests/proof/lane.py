"""People who wait for their first try in a database of their own, and what became of those whose day came."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import psycopg
from django.db import connection
from django.utils import timezone

from cadence.enums import VersionState
from cadence.models import CadenceVersion, Enrollment
from cadence.services import enrolling
from prospects.enums import Channel
from tests import journeys, stand
from tests.factories.cadence import draft_version
from tests.factories.prospects import CompanyFactory
from tests.factories.team import UserFactory
from tests.proof.ground import Ground

WAVE = 3
RESUMED_WITHIN = 60
ALL_WITHIN = 100
NOWHERE = "XX"  # a country whose calendar has no holidays, so that the proof runs on any day
DUE = """UPDATE cadence_enrollment SET plan_at = earnest_now() WHERE id IN
    (SELECT id FROM cadence_enrollment WHERE plan_at IS NULL AND next_step = 1 AND id = ANY(%s)
        AND NOT EXISTS (SELECT FROM cadence_touch WHERE enrollment_id = cadence_enrollment.id)
     ORDER BY id LIMIT %s) RETURNING id"""
IN_AN_HOUR = (
    "UPDATE cadence_enrollment SET plan_at = earnest_now() + interval '1 hour' WHERE id = ANY(%s)"
)
PLANNER_WAITS = """SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
    WHERE d.datname = current_database() AND relation = 'cadence_touch'::regclass AND NOT granted)"""
# The tries and first drafts of everybody who is in the pool.
CAME = """
SELECT e.id, count(DISTINCT t.id), count(d.id) FROM cadence_enrollment e
LEFT JOIN cadence_touch t ON t.enrollment_id = e.id
LEFT JOIN cadence_draft d ON d.touch_id = t.id
WHERE e.id = ANY(%s) GROUP BY e.id
"""


def pool(people: int) -> list[int]:
    """People in a cadence of calls that can be drafted at once, none of them due."""
    owner = UserFactory.create(country=NOWHERE)
    version = _version()
    for number in range(people):
        company = CompanyFactory.create(country=NOWHERE)
        prospect = journeys.researched(
            owner, company=company, country=NOWHERE, email=f"nobody-{number}@corrib.example"
        )
        enrolling.enroll(prospect, version, by=owner, at=timezone.now())
    everybody = Enrollment.objects.filter(owner=owner)
    everybody.update(plan_at=None)
    return list(everybody.order_by("pk").values_list("pk", flat=True))


def copied(ground: Ground, name: str) -> str:
    """A database like the one that Django stands on here, with the same rights."""
    database, here = f"earnest_{name}", connection.settings_dict["NAME"]
    connection.close()
    # A database that is copied has no visitors, idle ones of the pool among them.
    connection.close_pool()  # type: ignore[attr-defined]
    server = ground.server
    admin = server.url(server.superuser, server.password, "postgres")
    with psycopg.connect(admin, autocommit=True) as postgres:
        for statement in (
            f"CREATE DATABASE {database} OWNER earnest_owner TEMPLATE {here}",
            f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {database} TO earnest_web, earnest_worker",
        ):
            postgres.execute(statement.encode())
    return database


@dataclass
class Lane:
    """One after another, faults strike here; `resumed` is how long after each the first draft came."""

    ground: Ground
    database: str
    people: list[int]
    due: set[int] = field(default_factory=set)
    later: set[int] = field(default_factory=set)
    resumed: dict[str, float] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        url = self.ground.server.url("earnest_owner", stand.PASSWORDS.owner, self.database)
        self.owner = psycopg.connect(url, autocommit=True)

    def fall_due(self) -> set[int]:
        wave = {pk for (pk,) in self.owner.execute(DUE, (self.people, WAVE)).fetchall()}
        assert len(wave) == WAVE, "the pool is empty"
        self.due |= wave
        return wave

    def fall_due_in_an_hour(self) -> None:
        """Whoever plans these now believes a wrong clock."""
        self.later = set(self.people[-WAVE:])
        self.people = self.people[:-WAVE]
        self.owner.execute(IN_AN_HOUR, (list(self.later),))

    def recovers(self, fault: str, *, ring: Callable[[], None] = lambda: None) -> Iterator[None]:
        """From this moment on all is well again: whose day comes now is planned and drafted soon."""
        wave, healed = self.fall_due(), time.monotonic()
        while (missing := len(self.due) - self._drafted(self.due)) > 0:
            waited = time.monotonic() - healed
            if fault not in self.resumed and self._drafted(wave):
                self.resumed[fault] = waited
            if waited > ALL_WITHIN:
                self.said.append(f"{fault}: {missing} drafts did not come within {ALL_WITHIN} s")
                break
            ring()
            yield
        self.resumed.setdefault(fault, time.monotonic() - healed)
        if self.resumed[fault] > RESUMED_WITHIN:
            self.said.append(f"{fault}: drafts resumed after {self.resumed[fault]:.0f} s")
        self.said += self._wrong(fault)

    def in_the_middle(self, seconds: float = 60) -> Iterator[None]:
        """Until a planner has claimed somebody and waits to write the try; `let_go` lets it."""
        self.fall_due()
        self.owner.execute("BEGIN")
        self.owner.execute("LOCK TABLE cadence_touch IN SHARE ROW EXCLUSIVE MODE")
        deadline = time.monotonic() + seconds
        while self.owner.execute(PLANNER_WAITS).fetchone() != (True,):
            if time.monotonic() > deadline:
                self.said.append(f"no planner came within {seconds:.0f} s")
                break
            yield

    def let_go(self) -> None:
        self.owner.execute("COMMIT")

    def _drafted(self, wave: set[int]) -> int:
        return sum(bool(drafts) for _pk, _tries, drafts in self._came(wave))

    def _wrong(self, fault: str) -> list[str]:
        """I5: exactly one try and one first draft for whoever is due, and nothing for anybody else."""
        expected = {pk: int(pk in self.due) for pk in {*self.people, *self.later}}
        return [
            f"I5 {fault}: enrollment {pk} has {tries} tries and {drafts} drafts instead of {expected[pk]}"
            for pk, tries, drafts in self._came(set(expected))
            if not tries == drafts == expected[pk]
        ]

    def _came(self, whom: set[int]) -> list[tuple[int, int, int]]:
        return self.owner.execute(CAME, (list(whom),)).fetchall()


def together(*lanes: Iterator[None]) -> None:
    """Let every lane go on until it waits, again and again, until all have ended."""
    running = list(lanes)
    while running:
        running = [lane for lane in running if next(lane, "ended") is None]
        time.sleep(0.1)


def for_seconds(seconds: float) -> Iterator[None]:
    """The length of a fault, which is the fault."""
    until_then = time.monotonic() + seconds
    while time.monotonic() < until_then:
        yield


def _version() -> CadenceVersion:
    version = draft_version(steps=12, channels=(Channel.CALL,))
    version.state = VersionState.PUBLISHED
    version.published_at = timezone.now()
    version.published_by = UserFactory.create()
    version.save(update_fields=["state", "published_at", "published_by"])
    return version
