"""Whoever works keeps everybody's mailbox readable: after their page, and never in its way."""

import ssl
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from mailbox import middleware
from mailbox.enums import Provider, Purpose, SignIn
from mailbox.middleware import RenewSignIns
from mailbox.models import Consent, Mailbox
from mailbox.selectors.due import mailboxes_to_read
from mailbox.services.keeping import keep_consent, keep_secret
from team.models import User
from tests.adapters.conftest import MAYA
from tests.adapters.token_server import TokenServer
from tests.factories.mailbox import NOW, MailboxFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/settings/mailbox/"
QUEUE = "/queue/"
AN_HOUR = timedelta(hours=1)
SILENT = "Microsoft could not be asked for a sign-in just now."
AGAIN = "Sign in with Microsoft again: it no longer lets us into this mailbox."
LATER = NOW + timedelta(minutes=51)
ENDED = NOW + AN_HOUR


class Answers:
    def __init__(self) -> None:
        self.next: tuple[int, object] = (200, {"access_token": "new", "expires_in": 3600})

    def __call__(self, _asked: dict[str, str]) -> tuple[int, object]:
        return self.next


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def provider(
    trusted_context: ssl.SSLContext, answers: Answers, settings: Settings
) -> Iterator[TokenServer]:
    settings.ALLOW_PRIVATE_MAIL_HOSTS = True
    settings.MICROSOFT_CLIENT_ID = "earnest-of-this-test"
    with TokenServer(trusted_context, answers) as server:
        settings.MICROSOFT_TOKEN_URL = server.url
        yield server


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def maya(traveller: time_machine.Traveller) -> User:
    return UserFactory.create(email=MAYA)


@pytest.fixture
def browser(maya: User, client: Client) -> Client:
    client.force_login(maya)
    return client


def consented(owner: User) -> Mailbox:
    mailbox = MailboxFactory.create(
        owner=owner, sign_in=SignIn.OAUTH, provider=Provider.MICROSOFT, last_read_at=NOW
    )
    for purpose in Purpose:
        keep_secret(mailbox, purpose, "old", expires_at=NOW + AN_HOUR)
    keep_consent(mailbox, "refresh", at=NOW)
    return Mailbox.objects.get(pk=mailbox.pk)


def until(mailbox: Mailbox) -> object:
    return Mailbox.objects.get(pk=mailbox.pk).read_secret.expires_at


def page(browser: Client, path: str = PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_renews_what_ends_soon_whoever_it_belongs_to(
    browser: Client, provider: TokenServer, traveller: time_machine.Traveller
) -> None:
    colleague = consented(UserFactory.create())
    page(browser)
    assert provider.asked == []

    traveller.move_to(LATER)
    page(browser)
    page(browser)

    assert [asked["refresh_token"] for asked in provider.asked] == ["refresh"]
    assert "SMTP" not in provider.asked[0]["scope"]
    assert until(colleague) == LATER + AN_HOUR


def test_nobody_who_is_not_signed_in_renews(
    client: Client, provider: TokenServer, maya: User, traveller: time_machine.Traveller
) -> None:
    consented(maya)
    traveller.move_to(LATER)

    for path in ("/accounts/login/", "/healthz", "/u/nobody/", PAGE, "/no-such-page/"):
        client.get(path)

    assert provider.asked == []


def test_the_page_has_left_before_the_provider_is_asked(
    provider: TokenServer, maya: User, browser: Client, traveller: time_machine.Traveller
) -> None:
    mailbox = consented(maya)
    traveller.move_to(LATER)
    request = RequestFactory().get(PAGE)
    request.user, request.session = maya, browser.session
    assert request.session["_auth_user_id"] == str(maya.pk)

    answer = RenewSignIns(lambda _request: HttpResponse("the page"))(request)

    assert (answer.content, provider.asked) == (b"the page", [])
    for what_follows in answer._resource_closers:  # type: ignore[attr-defined]
        what_follows()
    assert until(mailbox) == LATER + AN_HOUR


def test_a_process_asks_one_question_at_a_time(
    provider: TokenServer, maya: User, browser: Client, traveller: time_machine.Traveller
) -> None:
    consented(maya)
    traveller.move_to(LATER)

    with middleware._asking:
        page(browser)
    assert provider.asked == []

    page(browser)
    assert len(provider.asked) == 1


@pytest.mark.parametrize("when", [LATER, ENDED])
def test_a_consent_that_is_over_is_said_on_the_mailbox_and_at_the_queue_s_head(
    browser: Client,
    provider: TokenServer,
    answers: Answers,
    maya: User,
    traveller: time_machine.Traveller,
    when: object,
) -> None:
    consented(maya)
    answers.next = (400, {"error": "invalid_grant"})
    traveller.move_to(when)

    page(browser)

    assert f"{AGAIN} Since" in page(browser)
    assert "We can&#x27;t read your mailbox since" in page(browser, QUEUE)
    assert AGAIN in page(browser, QUEUE)
    assert len(provider.asked) == 1


def test_a_provider_that_is_down_is_nobody_s_trouble_until_a_token_ends(
    browser: Client,
    provider: TokenServer,
    answers: Answers,
    maya: User,
    traveller: time_machine.Traveller,
) -> None:
    consented(maya)
    answers.next = (503, "<html>Back soon</html>")

    traveller.move_to(LATER)
    page(browser)
    assert SILENT not in page(browser)
    assert "Last checked 09:00." in page(browser, QUEUE)

    traveller.move_to(ENDED)
    page(browser)
    assert f"{SILENT} Since" in page(browser)
    assert SILENT in page(browser, QUEUE)
    assert len(provider.asked) == 2


def test_once_the_provider_is_back_so_is_the_mailbox(
    browser: Client,
    provider: TokenServer,
    answers: Answers,
    maya: User,
    traveller: time_machine.Traveller,
) -> None:
    mailbox = consented(maya)
    well, answers.next = answers.next, (503, "")
    traveller.move_to(ENDED)
    page(browser)
    assert mailbox not in mailboxes_to_read(ENDED)

    answers.next = well
    back = ENDED + timedelta(minutes=5)
    traveller.move_to(back)
    page(browser)

    assert until(mailbox) == back + AN_HOUR
    assert mailbox in mailboxes_to_read(back)


def test_many_that_fail_are_each_asked_once_a_minute_and_in_turn(
    browser: Client, provider: TokenServer, answers: Answers, traveller: time_machine.Traveller
) -> None:
    for _each in range(3):
        consented(UserFactory.create())
    answers.next = (503, "")
    traveller.move_to(LATER)
    for _page in range(5):
        page(browser)
    assert len(provider.asked) == 3

    traveller.shift(timedelta(minutes=1))
    for _page in range(5):
        page(browser)
    assert len(provider.asked) == 6


def test_a_failure_of_ours_is_logged_and_the_page_stands(
    browser: Client,
    provider: TokenServer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(**_given: object) -> bool:
        raise ArithmeticError

    monkeypatch.setattr(middleware, "renew_one_due", fails)

    page(browser)

    assert "no sign-in could be renewed" in caplog.text
    assert not middleware._asking.locked()


def test_where_no_provider_is_registered_nothing_is_renewed(
    browser: Client, provider: TokenServer, settings: Settings, maya: User
) -> None:
    consented(maya)
    settings.MICROSOFT_CLIENT_ID = ""

    with time_machine.travel(LATER, tick=False):
        page(browser)

    assert provider.asked == []
    assert Consent.objects.get().renewed_at == NOW
