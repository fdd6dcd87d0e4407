"""The mailbox page: one's own, in words, and nothing typed is lost but the password."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from mailbox.enums import MailboxState
from mailbox.models import Mailbox
from team.models import User
from tests.factories.mailbox import MailboxFactory
from tests.factories.team import UserFactory

PAGE = "/settings/mailbox/"
TYPED = {
    "address": "maya@fernhill.example",
    "username": "maya-the-rep",
    "password": "not-to-be-seen-again",
    "smtp_host": "127.0.0.1",
    "smtp_port": "1",
    "smtp_security": "none",
    "imap_host": "127.0.0.1",
    "imap_port": "1",
    "imap_security": "none",
}
ACTS = ["check", "letterhead", "disconnection", "sandbox"]


@pytest.fixture
def maya_client(maya: User, client: Client) -> Client:
    client.force_login(maya)
    return client


def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_someone_without_a_mailbox_is_asked_to_connect_one(maya_client: Client) -> None:
    shown = page(maya_client)
    assert "No mailbox is connected." in shown
    assert 'value="maya@fernhill.example"' in shown
    assert reverse("mailbox:check") not in shown


def test_a_connected_mailbox_is_shown_in_words(maya_client: Client, maya: User) -> None:
    MailboxFactory.create(owner=maya, smtp_host="smtp.fernhill.example")
    shown = page(maya_client)
    assert "Sending and reading as maya@fernhill.example." in shown
    assert 'value="smtp.fernhill.example"' in shown
    assert reverse("mailbox:check") in shown


def test_a_failing_mailbox_says_what_is_wrong(maya_client: Client, maya: User) -> None:
    note = "The mailbox refused the sign-in."
    MailboxFactory.create(owner=maya, state=MailboxState.FAILING, state_note=note)
    assert note in page(maya_client)


def test_the_sandbox_says_that_nothing_leaves(
    maya_client: Client, sandbox_mailbox: Mailbox
) -> None:
    shown = page(maya_client)
    assert "stay on this machine" in shown
    assert reverse("mailbox:sandbox") not in shown


def test_each_person_sees_only_their_own_mailbox(maya_client: Client) -> None:
    MailboxFactory.create(address="liam@fernhill.example")
    assert "liam@fernhill.example" not in page(maya_client)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["settings", *ACTS])
def test_nobody_gets_in_without_signing_in(client: Client, name: str) -> None:
    answer = client.post(reverse(f"mailbox:{name}"))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
        302,
        "/accounts/login/",
    )


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_never_a_get(maya_client: Client, name: str) -> None:
    assert maya_client.get(reverse(f"mailbox:{name}")).status_code == 405


@pytest.mark.parametrize("name", ["check", "letterhead", "disconnection"])
def test_acts_on_no_mailbox_are_not_found(maya_client: Client, name: str) -> None:
    assert maya_client.post(reverse(f"mailbox:{name}")).status_code == 404


def test_a_failed_connection_says_why_and_keeps_all_but_the_password(maya_client: Client) -> None:
    answer = maya_client.post(PAGE, TYPED)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Sending: The mail server did not answer. Nothing was sent." in shown
    for name in ("username", "smtp_host", "imap_port"):
        assert f'value="{TYPED[name]}"' in shown
    assert TYPED["password"] not in shown
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("address", "maya", "Enter a valid email address."),
        ("smtp_host", "a b", "is not the name of a server."),
        ("smtp_host", "smtp.fernhill.example", "does not send a password without encryption"),
        ("smtp_port", "99999", "less than or equal to 65535"),
        ("imap_port", "", "This field is required."),
        ("imap_security", "rot13", "Select a valid choice."),
        ("password", "", "This field is required."),
        ("username", "ma\0ya", "Null characters are not allowed."),
        ("username", "ma\u202eya", "contains invisible characters"),
        ("address", "x" * 10_000, "Enter a valid email address."),
    ],
)
def test_bad_input_is_a_sentence(maya_client: Client, field: str, value: str, words: str) -> None:
    answer = maya_client.post(PAGE, TYPED | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_how_letters_look_is_kept(maya_client: Client, sandbox_mailbox: Mailbox) -> None:
    typed = {"display_name": "Maya O.", "signature": "Maya\nFernhill\n", "daily_cap": "25"}
    answer = maya_client.post(reverse("mailbox:letterhead"), typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    sandbox_mailbox.refresh_from_db()
    assert (sandbox_mailbox.display_name, sandbox_mailbox.daily_cap) == ("Maya O.", 25)
    assert sandbox_mailbox.signature.splitlines() == ["Maya", "Fernhill"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("display_name", "Maya\u202e", "contains invisible characters"),
        ("display_name", "", "This field is required."),
        ("daily_cap", "61", "Between 1 and 60 letters a day"),
        ("daily_cap", "0", "greater than or equal to 1"),
        ("signature", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_a_letterhead_that_will_not_do_is_a_sentence(
    maya_client: Client, sandbox_mailbox: Mailbox, field: str, value: str, words: str
) -> None:
    typed = {"display_name": "Maya O.", "signature": "Kept as typed", "daily_cap": "25"}
    answer = maya_client.post(reverse("mailbox:letterhead"), typed | {field: value})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert "Kept as typed" in shown or field == "signature"


def test_trying_a_mailbox_that_does_not_answer_is_told_on_the_page(
    maya_client: Client, sandbox_mailbox: Mailbox, settings: Settings
) -> None:
    settings.SANDBOX_SMTP_PORT = 1
    answer = maya_client.post(reverse("mailbox:check"), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Sending: The mail server did not answer." in answer.content.decode()


def test_trying_a_mailbox_without_a_password_is_told_on_the_page(
    maya_client: Client, maya: User
) -> None:
    MailboxFactory.create(owner=maya)
    answer = maya_client.post(reverse("mailbox:check"))
    assert answer.status_code == 422
    assert "Connect your mailbox in Settings before sending." in answer.content.decode()


def test_disconnecting_and_going_back_to_the_sandbox(
    maya_client: Client, sandbox_mailbox: Mailbox
) -> None:
    maya_client.post(reverse("mailbox:disconnection"))
    sandbox_mailbox.refresh_from_db()
    assert sandbox_mailbox.state == MailboxState.DISCONNECTED
    maya_client.post(reverse("mailbox:sandbox"))
    sandbox_mailbox.refresh_from_db()
    assert (sandbox_mailbox.kind, sandbox_mailbox.state) == ("sandbox", "connected")


def test_there_is_no_sandbox_outside_the_demo(maya_client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert maya_client.post(reverse("mailbox:sandbox")).status_code == 404
    assert reverse("mailbox:sandbox") not in page(maya_client)


@pytest.mark.django_db
def test_the_page_asks_the_database_the_same_however_many_mailboxes_there_are(
    client: Client, django_assert_max_num_queries: object, sandbox_folder: Path
) -> None:
    owners = [UserFactory.create() for _ in range(3)]
    counts = []
    for owner in owners:
        MailboxFactory.create(owner=owner)
        client.force_login(owner)
        with django_assert_max_num_queries(8) as caught:  # type: ignore[operator]
            client.get(PAGE)
        counts.append(len(caught))
    assert len(set(counts)) == 1
