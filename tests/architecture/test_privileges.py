"""The database's answer to "who may do what" is exactly config/grants.py, and neither role can widen it."""

import pytest
from django.db import connection

from config.grants import MANIFEST, OF_A_USER, OF_MONDAY, ROLES, decided
from team.models import User
from team.models.user import OF_SIGN_IN

PRIVILEGES = "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER MAINTAIN".split()

pytestmark = pytest.mark.django_db


def rows(sql: str, *parameters: str | list[str]) -> set[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {tuple(row) for row in cursor.fetchall()}


def test_every_table_and_view_is_in_the_manifest() -> None:
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p', 'v', 'm', 'f')"
    )
    assert {name for (name,) in found} == set(MANIFEST)


def test_the_privileges_are_exactly_those_of_the_manifest() -> None:
    found = rows(
        "SELECT c.relname, role, privilege FROM pg_class c, unnest(%s::text[]) role, unnest(%s::text[]) privilege"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND has_table_privilege(role, c.oid, privilege)",
        list(ROLES),
        PRIVILEGES,
    )
    granted = {
        (table, role, privilege)
        for table, role, privileges in decided()
        for privilege in privileges
        if "(" not in privilege
    }
    assert found == granted


def test_single_columns_are_given_of_our_users_alone_to_monday_letters_without_a_password() -> None:
    found = rows(
        "SELECT relname, attname, acl.grantee::regrole::text, acl.privilege_type"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(attacl) acl"
        " WHERE c.relnamespace = 'public'::regnamespace"
    )
    assert found == {("team_user", name, "earnest_monday", "SELECT") for name in OF_A_USER}
    columns = {field.column for field in User._meta.concrete_fields}
    assert columns - set(OF_A_USER) == set(OF_SIGN_IN)


def test_the_worker_can_start_no_sending() -> None:
    for table in ("team_humansession", "cadence_approval", "cadence_delivery"):
        assert "INSERT" not in MANIFEST[table][1]
    assert MANIFEST["mailbox_sendsecret"][1] == ()


def test_the_process_of_monday_letters_reads_our_own_users_and_their_sums_alone() -> None:
    assert set(OF_MONDAY) <= set(MANIFEST)
    assert {
        table
        for table, granted in OF_MONDAY.items()
        if {each.split()[0] for each in granted} - {"SELECT"}
    } == {"adherence_mondayletter", "operations_heartbeat"}
    rooms = ("prospects_", "research_", "mailbox_", "cadence_")
    assert [table for table in OF_MONDAY if table.startswith(rooms)] == []


def test_nobody_who_serves_may_rewrite_what_happened() -> None:
    for table in ("team_auditevent", "cadence_approval", "cadence_attempt", "cadence_draft"):
        for privileges in MANIFEST[table]:
            assert not {"UPDATE", "DELETE"} & set(privileges)


def test_neither_role_has_a_way_out() -> None:
    special = rows(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'earnest%%' AND (rolsuper OR rolcreaterole"
        " OR rolcreatedb OR rolreplication OR rolbypassrls)"
    )
    members = rows(
        "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
        " WHERE r.rolname LIKE 'earnest%%'"
    )
    owners = rows(
        "SELECT r.rolname, c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " WHERE r.rolname = ANY(%s)",
        list(ROLES),
    )
    assert (special, members, owners) == (set(), set(), set())


@pytest.mark.parametrize("role", ROLES)
def test_neither_role_may_create_anything(role: str) -> None:
    assert rows(
        "SELECT has_schema_privilege(%s, 'public', 'CREATE'),"
        " has_database_privilege(%s, current_database(), 'CREATE, TEMPORARY')",
        role,
        role,
    ) == {(False, False)}


def test_every_function_that_runs_as_its_owner_pins_where_it_looks_names_up() -> None:
    assert (
        rows(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
            " AND NOT EXISTS (SELECT FROM unnest(proconfig) setting WHERE setting LIKE 'search_path=%%')"
        )
        == set()
    )
