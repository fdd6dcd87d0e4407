"""To a provider and back, as a browser goes: whatever comes back, a page says in words what to do."""

import base64
import hashlib
import json
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from mailbox import tokens as asking
from mailbox.models import Consent, Mailbox
from team.models import User
from tests.adapters.conftest import MAYA
from tests.adapters.token_server import TokenServer
from tests.factories.mailbox import NOW
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

BEGIN = "/settings/mailbox/consent/microsoft/"
BACK = "/settings/mailbox/consent/"
PAGE = "/settings/mailbox/"
READ = "https://outlook.office.com/IMAP.AccessAsUser.All"
SEND = "https://outlook.office.com/SMTP.Send"
SILENT = "Microsoft could not be asked for a sign-in just now."
NOTHING_AGREED = "Nothing was agreed. Begin once more."
NOTHING_ASKED = "This browser asked for nothing. Begin once more."


class Answers:
    """What the provider says next; the last is said for ever."""

    def __init__(self) -> None:
        self.next: list[tuple[int, object]] = [(200, {"access_token": "a", "refresh_token": "r"})]

    def __call__(self, _asked: dict[str, str]) -> tuple[int, object]:
        return self.next.pop(0) if len(self.next) > 1 else self.next[0]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def provider(
    trusted_context: ssl.SSLContext, answers: Answers, settings: Settings
) -> Iterator[TokenServer]:
    """A token endpoint with no mail server behind it: nothing that is refused here gets as far."""
    settings.ALLOW_PRIVATE_MAIL_HOSTS = True
    settings.MICROSOFT_CLIENT_ID = "earnest-of-this-test"
    with TokenServer(trusted_context, answers) as server:
        settings.MICROSOFT_TOKEN_URL = server.url
        yield server


@pytest.fixture
def maya() -> User:
    return UserFactory.create(email=MAYA)


@pytest.fixture
def browser(maya: User, client: Client) -> Client:
    client.force_login(maya)
    return client


def asked(browser: Client) -> dict[str, str]:
    """What the provider's own page is opened with."""
    answer = browser.get(BEGIN)
    assert answer.status_code == 302
    return {name: value for name, (value,) in parse_qs(urlsplit(answer["Location"]).query).items()}


def come_back(browser: Client, **query: str) -> str:
    """The page that one lands on."""
    answer = browser.get(BACK, query, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert answer.status_code == 200
    return answer.content.decode()


def agree(browser: Client) -> str:
    return come_back(browser, state=asked(browser)["state"], code="the-code")


@pytest.mark.usefixtures("provider")
def test_one_is_sent_off_with_a_question_that_only_this_browser_can_answer(browser: Client) -> None:
    first, second = asked(browser), asked(browser)

    assert first["redirect_uri"] == "http://localhost:8000/settings/mailbox/consent/"
    assert (first["response_type"], first["code_challenge_method"]) == ("code", "S256")
    assert {READ, SEND} < set(first["scope"].split())
    assert first["state"] != second["state"]
    kept = browser.session["consent_question"]
    hashed = hashlib.sha256(kept["verifier"].encode()).digest()
    assert base64.urlsafe_b64decode(second["code_challenge"] + "=") == hashed
    assert kept["state"] == second["state"]


def test_a_provider_that_is_not_registered_is_not_found(browser: Client) -> None:
    for name in ("microsoft", "google", "elsewhere"):
        assert browser.get(f"{BACK}{name}/").status_code == 404


@pytest.mark.usefixtures("provider")
def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    for path in (BEGIN, f"{BACK}?state=s&code=c"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.usefixtures("provider")
def test_only_a_link_and_its_way_back_are_answered(browser: Client) -> None:
    assert [browser.post(path).status_code for path in (BEGIN, BACK)] == [405, 405]


def test_whoever_agrees_has_a_mailbox_that_signs_in_both_ways(
    browser: Client, tokens: TokenServer, maya: User
) -> None:
    shown = agree(browser)

    assert "Connected. Nothing was sent to find that out." in shown
    assert f"Sending and reading as {MAYA}." in shown
    mailbox = Mailbox.objects.get(owner=maya)
    assert (mailbox.sign_in, mailbox.provider, mailbox.state) == ("oauth", "microsoft", "connected")
    assert Consent.objects.filter(mailbox=mailbox).exists()
    assert tokens.asked[0]["code"] == "the-code"


@pytest.mark.parametrize(
    "brought",
    [
        {"state": "forged", "code": "the-code"},
        {"state": "férged\x00", "code": "the-code"},
        {"code": "the-code"},
        {"state": "OURS"},
        {"state": "OURS", "error": "access_denied", "error_description": "<b>no</b>"},
        {},
    ],
    ids=["forged", "strange", "no state", "no code", "they said no", "nothing"],
)
def test_an_answer_without_a_consent_of_ours_asks_the_provider_nothing(
    browser: Client, provider: TokenServer, brought: dict[str, str]
) -> None:
    state = asked(browser)["state"]

    shown = come_back(browser, **{k: v.replace("OURS", state) for k, v in brought.items()})

    assert NOTHING_AGREED in shown
    assert provider.asked == []
    assert come_back(browser, state=state, code="the-code").count(NOTHING_ASKED) == 1
    assert not Mailbox.objects.exists()


def test_an_answer_is_good_for_one_time(
    browser: Client, provider: TokenServer, answers: Answers
) -> None:
    answers.next = [(400, {"error": "invalid_grant"})]
    query = {"state": asked(browser)["state"], "code": "the-code"}
    come_back(browser, **query)

    assert NOTHING_ASKED in come_back(browser, **query)
    assert len(provider.asked) == 1


def test_an_answer_is_good_in_one_browser(browser: Client, provider: TokenServer) -> None:
    mine = asked(browser)["state"]
    other = Client()
    other.force_login(UserFactory.create())

    assert NOTHING_ASKED in come_back(other, state=mine, code="the-code")
    asked(other)
    assert NOTHING_AGREED in come_back(other, state=mine, code="the-code")
    assert provider.asked == []


def test_an_answer_is_good_for_whoever_asked(browser: Client, provider: TokenServer) -> None:
    mine = asked(browser)["state"]
    browser.force_login(UserFactory.create())

    assert NOTHING_ASKED in come_back(browser, state=mine, code="the-code")
    assert provider.asked == []


def test_an_answer_is_good_for_a_quarter_of_an_hour(browser: Client, provider: TokenServer) -> None:
    with time_machine.travel(NOW, tick=False) as traveller:
        mine = asked(browser)["state"]
        traveller.shift(timedelta(minutes=15, seconds=1))
        shown = come_back(browser, state=mine, code="the-code")

    assert "That took too long to be sure. Begin once more." in shown
    assert provider.asked == []


WHOLE = {"access_token": "a", "refresh_token": "r", "expires_in": 3600}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            (400, {"error": "invalid_grant"}),
            "Microsoft did not accept this any more. Begin once more.",
        ),
        ((401, {"error": "invalid_client"}), "Microsoft does not know this Earnest any more."),
        ((429, {"error": "slow_down"}), SILENT),
        ((500, "<html>Oops</html>"), SILENT),
        ((503, {"error": "temporarily_unavailable"}), SILENT),
        ((302, {}), SILENT),
        ((200, {}), SILENT),
        ((200, ["access_token"]), SILENT),
        ((200, {"access_token": 7}), SILENT),
        ((200, "[" * 60_000), SILENT),
        ((200, '{"access_token": "' + "a" * 70_000), SILENT),
        (
            (200, WHOLE | {"refresh_token": ""}),
            "Microsoft let us in for an hour only. Begin once more.",
        ),
        ((200, WHOLE | {"scope": f"openid {READ}"}), "Microsoft lets us do only a part"),
    ],
)
def test_whatever_the_provider_says_the_page_says_what_to_do(
    browser: Client, provider: TokenServer, answers: Answers, said: tuple[int, object], words: str
) -> None:
    answers.next = [said]

    assert words in agree(browser)
    assert len(provider.asked) == 1
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize("expires", ["9" * 30, -1, "soon", None, 1e300])
def test_a_strange_answer_is_no_failure_of_ours(
    browser: Client, provider: TokenServer, answers: Answers, expires: object
) -> None:
    claims = base64.urlsafe_b64encode(json.dumps({"email": "x" * 5_000}).encode()).decode()
    strange = {"expires_in": expires, "id_token": f"head.{claims}.sign", "scope": f"{READ} {SEND}"}
    answers.next = [(200, WHOLE | strange)]

    assert "Connected" not in agree(browser)
    assert not Mailbox.objects.exists()


def test_a_provider_that_falls_silent_on_the_way_keeps_nothing(
    browser: Client, provider: TokenServer, answers: Answers
) -> None:
    answers.next = [(200, WHOLE), (500, "")]

    assert SILENT in agree(browser)
    assert len(provider.asked) == 2
    assert not Mailbox.objects.exists()


@pytest.mark.usefixtures("provider")
def test_a_provider_that_is_down_is_said(browser: Client, settings: Settings) -> None:
    settings.MICROSOFT_TOKEN_URL = "https://localhost:9/token"

    assert SILENT in agree(browser)


def test_an_answer_that_drips_is_cut_off(
    browser: Client, provider: TokenServer, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.5)

    def drops() -> Iterator[bytes]:
        for _drop in range(100):
            yield b" "
            time.sleep(0.1)

    answers.next = [(200, drops())]
    began = time.monotonic()

    assert SILENT in agree(browser)
    assert time.monotonic() - began < 5
    assert len(provider.asked) == 1
