"""Somebody is let in by name, with a password that is worth something."""

import pytest
from django.core.management import CommandError, call_command

from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from team.refusals import Refused
from team.services import welcoming
from tests.times import NOW

pytestmark = pytest.mark.django_db
PASSWORD = "a long walk by the sea"


def add(
    email: str = "noor@corrib.example", password: str = PASSWORD, name: str = "Noor Haddad"
) -> User:
    return welcoming.add_user(
        email, name=name, role=Role.ADMIN, team_name="Corrib", password=password, at=NOW
    )


def test_an_admin_is_let_in_with_a_team_of_her_own() -> None:
    noor = add()

    assert noor.check_password(PASSWORD)
    assert (noor.role, noor.team and noor.team.name, noor.is_demo) == ("admin", "Corrib", False)
    assert AuditEvent.objects.get().kind == AuditKind.USER_ADDED


def test_a_second_person_joins_the_same_team() -> None:
    assert add().team == add("maya@corrib.example").team


@pytest.mark.parametrize(
    ("email", "password"), [("noor", PASSWORD), ("noor@corrib.example", "short"), ("", PASSWORD)]
)
def test_what_is_no_address_or_no_password_lets_nobody_in(email: str, password: str) -> None:
    with pytest.raises(Refused):
        add(email, password)

    assert not User.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["Noor\nBcc: all@corrib.example", "Noor\u202eroon", "Noor\0", "=?utf-8?q?Noor?=", "Noor\tH"],
)
def test_a_name_that_fits_no_header_lets_nobody_in(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        add(name=name)

    assert refusal.value.code == "name_unfit"
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["Aoife Ní Bhriain", "نیک‌بخت", "Anne-Marie O’Neill", "李小龙"])
def test_a_name_is_kept_as_its_owner_writes_it(name: str) -> None:
    assert add(name=name).name == name


def test_an_address_belongs_to_one_person_whatever_its_capitals() -> None:
    add()

    with pytest.raises(Refused) as refusal:
        add("Noor@Corrib.example")

    assert refusal.value.code == "address_taken"


def test_a_company_begins_with_two_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEW_PASSWORD", PASSWORD)

    call_command("add_user", "noor@corrib.example", name="Noor Haddad", role="admin")
    call_command("publish_ten_conversations", by="noor@corrib.example")

    assert User.objects.get().is_admin


def test_a_rep_cannot_publish_by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEW_PASSWORD", PASSWORD)
    call_command("add_user", "maya@corrib.example", name="Maya Okafor")

    with pytest.raises(CommandError):
        call_command("publish_ten_conversations", by="maya@corrib.example")
