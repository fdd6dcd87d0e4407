"""Refuse to serve where the promises would not hold: wrong role, careless database, a guard off, a key too many.

Each refusal says what is wrong and what to do.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from cadence import wording
from config.grants import MANIFEST, decided
from config.grants import ROLES as SERVING
from config.guards import CONSTRAINTS, GUARDS
from team.sealing import SHORTEST_KEY
from team.services import setting_up

log = logging.getLogger(__name__)

ROLES = {"web": "earnest_web", "worker": "earnest_worker", "monday": "earnest_monday"}
CAREFUL = ("fsync", "full_page_writes", "synchronous_commit")
MIGRATE = "As the owner, run `manage.py migrate`."
RESTORE = f"{MIGRATE} If it was dropped by hand, make it again from its migration's SQL."
GRANT = "As the owner, run `python -m config.grants`."
MAKE_ROLES = "Make the roles anew with config/embedded/roles.sql."
ROLE = """
SELECT session_user, rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication,
       EXISTS (SELECT FROM pg_class WHERE relowner = r.oid),
       EXISTS (SELECT FROM pg_proc WHERE proowner = r.oid),
       EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid),
       has_schema_privilege(r.oid, 'public', 'CREATE')
           OR has_database_privilege(r.oid, current_database(), 'CREATE, TEMPORARY')
FROM pg_roles r WHERE rolname = session_user
"""
# Read in this order: a clock that was set, however near to the time, does not lie between two readings of the real one.
CLOCK = "SELECT clock_timestamp(), earnest_now(), clock_timestamp()"
UNPINNED = """
SELECT proname FROM pg_proc
WHERE prosecdef AND pronamespace = 'public'::regnamespace
  AND NOT 'search_path=public, pg_temp' = ANY (coalesce(proconfig, '{}'))
ORDER BY 1
"""
PUTS_GUARDS_ASIDE = """
SELECT role FROM unnest(%s::text[]) role
WHERE has_parameter_privilege(role, 'session_replication_role', 'SET')
"""
# A unique index is a promise whether or not a constraint made it.
KEPT = """
SELECT t.relname, conname, convalidated FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE connamespace = 'public'::regnamespace
UNION SELECT t.relname, i.relname, indisvalid AND indisunique FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = 'public'::regnamespace
"""
RELATIONS = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
"""
# Every privilege of the serving roles, however it came: to the role, to everybody, or, named as such, on one column.
PRIVILEGES = """
SELECT relname, role, privilege FROM pg_class c, unnest(%s::text[]) role,
    unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,MAINTAIN}'::text[]) privilege
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
  AND has_table_privilege(role, c.oid, privilege)
UNION SELECT relname, role, format('%%s (%%s)', privilege, attname) FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL, unnest(%s::text[]) role,
    unnest('{SELECT,INSERT,UPDATE,REFERENCES}'::text[]) privilege
WHERE relnamespace = 'public'::regnamespace AND has_column_privilege(role, c.oid, a.attnum, privilege)
  AND NOT has_table_privilege(role, c.oid, privilege)
"""
# An internal trigger is a foreign key's; switched off it lets rows point at nothing.
TRIGGERS = """
SELECT relname, tgname, tgisinternal, tgenabled IN ('O', 'A') FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid WHERE relnamespace = 'public'::regnamespace
"""

Privilege = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says of the role this process signed in with."""

    role: str
    is_mighty: bool
    owns_tables: bool
    owns_functions: bool
    belongs_to_a_role: bool
    makes_things: bool


def refuse_unsafe_start(process: str) -> None:
    """Raise with every reason why this process must not serve as `process`; return when there is none."""
    if reasons := [
        *_faults_of_environment(process),
        *_faults_of_role(),
        *_faults_of_database(),
        *_faults_of_privileges(),
        *_faults_of_guards(),
        *_faults_of_constraints(),
    ]:
        raise ImproperlyConfigured("Earnest does not start: " + " ".join(reasons))


def broken_promises(role: str) -> list[str]:
    """What a process that serves already can no longer count on: its own privileges, the guards, the constraints.

    Asked again and again, so a newer release's tables and privileges, which this one does not know, are no fault.
    """
    privileges = _faults_of_privileges(role)
    return [*privileges, *_faults_of_guards(), *_faults_of_constraints()]


def tell_what_letters_lack() -> None:
    """Say in the log what a letter can leave without, and its reader is better off with."""
    from cadence.services.unsubscribing import missing_for_one_press

    if lack := missing_for_one_press():
        log.warning(lack)


def tell_the_set_up_code() -> None:
    """While there is nobody, say in the log what the first page asks for: whoever reads it owns the place."""
    if setting_up.is_due():
        log.warning(
            "Nobody works here yet. Set Earnest up at %s/accounts/set-up/ with the code %s",
            settings.PUBLIC_URL.rstrip("/"),
            setting_up.code(),
        )


def _faults_of_environment(process: str) -> list[str]:
    faults = []
    if process != settings.PROCESS:
        faults.append(
            f"EARNEST_PROCESS is {settings.PROCESS!r}, not {process}. Set EARNEST_PROCESS={process}."
        )
    if settings.PROCESS == "worker" and settings.SEND_KEY:
        faults.append("A worker must not be given SEND_KEY. Take it out of its environment.")
    if settings.PROCESS == "monday" and (settings.SEND_KEY or settings.READ_KEY):
        faults.append(
            "Monday letters open nobody's mailbox. Take SEND_KEY and READ_KEY out of their environment."
        )
    if (
        settings.PROCESS == "web"
        and min(len(settings.SEND_KEY), len(settings.READ_KEY)) < SHORTEST_KEY
    ):
        faults.append(
            f"SEND_KEY and READ_KEY need {SHORTEST_KEY} characters or more each. Set them in the environment."
        )
    if settings.PROCESS in {"worker", "monday"} and settings.LANGUAGE_MODEL_KEY:
        faults.append(
            "Only web asks a language model. Take LANGUAGE_MODEL_KEY out of its environment."
        )
    if settings.PROCESS != "web" and settings.SENTRY_DSN:
        faults.append(
            "Only web reports its faults: a worker has no way out to where they go. Take SENTRY_DSN out of its environment."
        )
    if model_fault := wording.fault():
        faults.append(model_fault)
    if settings.OWNER_DATABASE_URL:
        faults.append(
            "OWNER_DATABASE_URL would let it put every guard aside. Take it out of its environment."
        )
    return faults + _faults_of_system_mail()


def _faults_of_system_mail() -> list[str]:
    faults = []
    if settings.PROCESS == "monday" and not (settings.MAILERS and settings.SYSTEM_MAIL_FROM):
        faults.append(
            "Monday letters need somewhere to go and somebody to come from. Set SYSTEM_MAIL_URL and SYSTEM_MAIL_FROM."
        )
    if settings.PROCESS != "monday" and settings.MAILERS:
        faults.append("MAILERS names a way to send without a person. Set it to {}.")
    if settings.PROCESS != "monday" and settings.SYSTEM_MAIL_URL:
        faults.append(
            "System mail is for the process of Monday letters alone. Take SYSTEM_MAIL_URL out of its environment."
        )
    return faults


def _faults_of_role() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        standing = Standing(*cursor.fetchone())
    wanted = ROLES.get(settings.PROCESS)
    checks = (
        (
            standing.role != wanted,
            f"It signed in as {standing.role}, not {wanted}. Give it the DATABASE_URL of {wanted}.",
        ),
        (standing.is_mighty, f"Its role may change roles or bypass rules. {MAKE_ROLES}"),
        (standing.owns_tables, "Its role owns tables. Give them to earnest_owner."),
        (standing.owns_functions, "Its role owns functions. Give them to earnest_owner."),
        (standing.belongs_to_a_role, "Its role is a member of another. Revoke that."),
        (standing.makes_things, f"Its role may create tables or functions. {MAKE_ROLES}"),
    )
    return [sentence for wrong, sentence in checks if wrong]


def _faults_of_database() -> list[str]:
    faults = []
    with connection.cursor() as cursor:
        for name in CAREFUL:
            cursor.execute("SELECT current_setting(%s)", [name])
            if cursor.fetchone() == ("off",):
                faults.append(
                    f"{name} is off: an accepted letter could be forgotten. Turn it on in PostgreSQL."
                )
        cursor.execute("SELECT current_setting('session_replication_role')")
        if cursor.fetchone() != ("origin",):
            faults.append("session_replication_role puts the guards aside. Set it to origin.")
        cursor.execute(PUTS_GUARDS_ASIDE, [list(SERVING)])
        faults += [
            f"{role} may put the guards aside. As a superuser, run"
            f" REVOKE SET ON PARAMETER session_replication_role FROM {role}, and from everybody."
            for (role,) in cursor
        ]
        cursor.execute(UNPINNED)
        faults += [
            f"Function {name} does not pin its search path. As the owner, ALTER it to SET search_path = public, pg_temp."
            for (name,) in cursor
        ]
        cursor.execute(CLOCK)
        before, told, after = cursor.fetchone()
    if not before <= told <= after:
        faults.append("The demo's clock is still set. As the owner, empty team_democlock.")
    return faults


def _faults_of_privileges(only_lacking: str = "") -> list[str]:
    """What each role may do is what the manifest says: a worker too mighty is no matter of the worker alone.

    `only_lacking` names a role of which is asked no more than whether it still has all that it needs.
    """
    with connection.cursor() as cursor:
        cursor.execute(RELATIONS)
        relations = {name for (name,) in cursor}
        cursor.execute(PRIVILEGES, [list(SERVING)] * 2)
        held = {tuple(row) for row in cursor}
    decided = _decided()
    lacking = [
        f"{role} may not {privilege} {table}, which the manifest gives. {GRANT}"
        for table, role, privilege in sorted(decided - held)
        if table in relations and role == (only_lacking or role)
    ]
    missing = [f"{name} is missing. {MIGRATE}" for name in sorted(set(MANIFEST) - relations)]
    if only_lacking:
        return missing + lacking
    return [
        *(
            f"Nobody decided who may use {name}. Name it in config/grants.py."
            for name in sorted(relations - set(MANIFEST))
        ),
        *missing,
        *(
            f"{role} may {privilege} {table}, which the manifest does not give. {GRANT}"
            for table, role, privilege in sorted(held - decided)
            if table in MANIFEST
        ),
        *lacking,
    ]


def _decided() -> set[Privilege]:
    return {
        (table, role, privilege)
        for table, role, privileges in decided()
        for privilege in privileges
    }


def _faults_of_guards() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        found = {(table, name): (internal, on) for table, name, internal, on in cursor}
    wanted = {(table, name) for table, names in GUARDS.items() for name in names}
    disabled = {guard for guard, (internal, on) in found.items() if not internal and not on}
    unkept = {table for (table, _name), (internal, on) in found.items() if internal and not on}
    return [
        *(
            f"The guard {name} on {table} is missing. {RESTORE}"
            for table, name in sorted(wanted - set(found))
        ),
        *(
            f"The guard {name} on {table} is switched off. As the owner, run"
            f" ALTER TABLE {table} ENABLE TRIGGER {name}."
            for table, name in sorted(disabled)
        ),
        *(
            f"Foreign keys of {table} are switched off. As a superuser, run"
            f" ALTER TABLE {table} ENABLE TRIGGER ALL."
            for table in sorted(unkept)
        ),
    ]


def _faults_of_constraints() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        found = {(table, name): valid for table, name, valid in cursor}
    wanted = [(table, name) for table, names in CONSTRAINTS.items() for name in names]
    return [
        f"{name} on {table} is missing. {RESTORE}"
        if (table, name) not in found
        else f"{name} on {table} does not hold for every row. As the owner, VALIDATE it or make it again."
        for table, name in wanted
        if not found.get((table, name))
    ]
