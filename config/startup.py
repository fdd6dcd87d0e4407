"""Refuse to serve where the promises would not hold: wrong role, careless database, a key too many."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from mailbox.sealing import SHORTEST_KEY

ROLES = {"web": "earnest_web", "worker": "earnest_worker"}
CAREFUL = ("fsync", "full_page_writes", "synchronous_commit")
ROLE = """
SELECT session_user, rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication,
       EXISTS (SELECT FROM pg_class WHERE relowner = r.oid),
       EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid),
       abs(extract(epoch FROM earnest_now() - clock_timestamp())) < 60
FROM pg_roles r WHERE rolname = session_user
"""
UNPINNED = """
SELECT proname FROM pg_proc
WHERE prosecdef AND pronamespace = 'public'::regnamespace
  AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=%'
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says of the role this process signed in with."""

    role: str
    is_mighty: bool
    owns_tables: bool
    belongs_to_a_role: bool
    clock_is_real: bool


def refuse_unsafe_start(process: str) -> None:
    """Raise with every reason why this process must not serve as `process`; return when there is none."""
    if reasons := [*_faults_of_environment(process), *_faults_of_role(), *_faults_of_database()]:
        raise ImproperlyConfigured("Earnest does not start: " + " ".join(reasons))


def _faults_of_environment(process: str) -> list[str]:
    faults = []
    if process != settings.PROCESS:
        faults.append(f"EARNEST_PROCESS is {settings.PROCESS!r}, not {process}.")
    if settings.PROCESS == "worker" and settings.SEND_KEY:
        faults.append("A worker must not be given SEND_KEY.")
    if (
        settings.PROCESS == "web"
        and min(len(settings.SEND_KEY), len(settings.READ_KEY)) < SHORTEST_KEY
    ):
        faults.append(f"SEND_KEY and READ_KEY need {SHORTEST_KEY} characters or more each.")
    return faults


def _faults_of_role() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        standing = Standing(*cursor.fetchone())
    wanted = ROLES.get(settings.PROCESS)
    checks = (
        (standing.role != wanted, f"It signed in as {standing.role}, not {wanted}."),
        (standing.is_mighty, "Its role may change roles or bypass rules."),
        (standing.owns_tables, "Its role owns tables."),
        (standing.belongs_to_a_role, "Its role is a member of another."),
        (not standing.clock_is_real, "The demo's clock is still set."),
    )
    return [sentence for wrong, sentence in checks if wrong]


def _faults_of_database() -> list[str]:
    faults = []
    with connection.cursor() as cursor:
        for name in CAREFUL:
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone() == ("off",):
                faults.append(f"{name} is off: an accepted letter could be forgotten.")
        cursor.execute(UNPINNED)
        faults += [f"Function {name} does not pin its search path." for (name,) in cursor]
    return faults
