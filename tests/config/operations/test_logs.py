"""A whole journey leaves no personal string in the log: who, where and what they wrote is told by ids alone."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from celery.signals import before_task_publish, task_failure, task_prerun
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from cadence.tasks import reap
from config.operations import logs
from tests import journeys, smtp
from tests.cadence.browsing import Browser
from tests.cadence.conftest import Clock, clock, post
from tests.factories.team import UserFactory

__all__ = ["clock", "post"]

PASSWORD = "a-long-password-of-maya-17"
PEOPLE = "Name,Email,Company,Phone\nSiobhán Quill,siobhan@quillworks.example,Quillworks,+353 1 555 0187\n"


class Log(io.StringIO):
    """What the process wrote, as a machine reads it."""

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    written = Log()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter("json"))
    told = [logging.getLogger(), logging.getLogger("django")]
    for each in told:
        each.addHandler(handler)
    yield written
    for each in told:
        each.removeHandler(handler)


def assert_silent_about(log: Log, *personal: str) -> None:
    text = log.getvalue()
    assert text
    found = [each for each in personal if each and each.casefold() in text.casefold()]
    assert found == []


@pytest.mark.django_db
def test_signing_in_searching_and_bringing_people_in_tell_nothing_of_anybody(log: Log) -> None:
    maya = UserFactory.create(name="Maya Okonkwo", email="maya.okonkwo@fernhill.example")
    maya.set_password(PASSWORD)
    maya.save(update_fields=["password"])
    client = Client(REMOTE_ADDR="198.51.100.77", HTTP_USER_AGENT="A Browser Of Maya")
    door = reverse("account_login")
    client.post(door, {"login": maya.email, "password": "a wrong one"})
    assert client.post(door, {"login": maya.email, "password": PASSWORD}).status_code == 302
    client.get("/people/", {"q": "Siobhán Quill"})
    brought = client.post(
        "/people/import/", {"file": SimpleUploadedFile("quill.csv", PEOPLE.encode()), "text": ""}
    )
    client.get(brought["Location"])
    client.get("/u/a-token-of-siobhan/")
    client.get("/no/such/siobhan@quillworks.example/")

    assert_silent_about(
        log, maya.name, maya.email, PASSWORD, "wrong one", "198.51.100.77", "A Browser", "Siobh", "Quill", "555 0187",
        "5550187", "a-token-of", "csrf", "?q=",
    )  # fmt: skip
    told = [(each["request"], each["code"], each.get("user_id")) for each in log.events]
    assert ("POST account_login", 302, None) in told
    assert ("POST prospects:import-start", 302, maya.pk) in told


@pytest.mark.django_db
def test_sending_that_fails_and_an_answer_tell_nothing_of_anybody(
    log: Log, clock: Clock, post: smtp.Sink
) -> None:
    approval = journeys.approved()
    who, rep, draft = approval.touch.prospect, approval.reviewer, approval.draft
    browser = Browser(rep)
    post.refuse_at = "rcpt"
    browser.post_part("delivery", approval.pk)
    browser.get("touch", approval.touch_id)
    log_of_trouble = [each for each in log.events if each["code"] == 200]
    assert log_of_trouble
    assert_silent_about(
        log, who.name, who.email, who.company.name, rep.name, rep.email, draft.subject, draft.body[:30]
    )  # fmt: skip


@pytest.mark.django_db
def test_a_fault_is_told_by_its_kind_and_place_and_the_browser_gets_its_number(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = UserFactory.create()
    personal = "Key (email)=(siobhan@quillworks.example) of Siobhán Quill"

    def breaks(*_: object, **__: object) -> None:
        raise IntegrityError(personal)

    monkeypatch.setattr("team.views.settings.preferences.switch_shortcuts", breaks)
    client = Client(raise_request_exception=False)
    client.force_login(maya)
    answer = client.post("/settings/keyboard/", headers={"X-Request-ID": "0123456789abcdef-proxy"})

    assert (answer.status_code, answer["X-Request-ID"]) == (500, "0123456789abcdef-proxy")
    assert "0123456789abcdef-proxy" in answer.content.decode()
    assert_silent_about(log, "siobhan", "Siobhán", "Quill", maya.name, maya.email)
    (fault,) = [each for each in log.events if "failed" in each]
    assert fault["request_id"] == "0123456789abcdef-proxy"
    assert fault["request"] == "POST team:keyboard"
    assert fault["failed"]["kind"] == "django.db.utils.IntegrityError"
    assert fault["failed"]["at"][-1].startswith("tests/config/operations/test_logs.py:")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "short", "siobhan@quillworks.example", "a\nb-0123456789abcdef", "x" * 65]
)
def test_a_request_is_called_by_a_name_of_ours_where_the_proxy_s_is_none(given: str) -> None:
    answer = Client().get("/accounts/login/", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f-]{36}", answer["X-Request-ID"])


def test_a_failed_task_is_told_by_its_kind_with_the_request_that_rang_it(log: Log) -> None:
    """As Celery hands it over: the context travels in the message's headers, and clears behind the task."""
    import structlog
    from django_structlog.celery.receivers import CeleryReceiver

    receiver, headers = CeleryReceiver(), dict[str, Any]()
    receiver.connect_worker_signals()
    with structlog.contextvars.bound_contextvars(request_id="0123456789abcdef-web"):
        before_task_publish.send(
            sender=reap.name, headers=headers, body={}, properties={}, routing_key="plan"
        )
    reap.push_request(id="a-task", **headers)  # type: ignore[call-arg]
    try:
        task_prerun.send(sender=reap, task_id="a-task", task=reap)
        try:
            raise ValueError("siobhan@quillworks.example could not be read")
        except ValueError as error:
            task_failure.send(
                sender=reap,
                task_id="a-task",
                exception=error,
                traceback=error.__traceback__,
                einfo=None,
            )
    finally:
        reap.pop_request()
        structlog.contextvars.clear_contextvars()
    assert_silent_about(log, "siobhan", "quillworks")
    (failed,) = [each for each in log.events if each["event"] == "task_failed"]
    assert failed["request_id"] == "0123456789abcdef-web"
    assert failed["failed"]["kind"] == "builtins.ValueError"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("to siobhan.o'quill+x@quillworks.example now", "to [address] now"),
        ("rang +353 1 555 0187.", "rang [number]."),
        ("rang 030 1234 5678", "rang [number]"),
        ("rang (0)30 12345678", "rang [number]"),
        ("GET /u/abc.DEF-123/ and /people/?q=Quill", "GET /u/[token]/ and /people/?[query]"),
        ("audit head 12:0afc17d4b7975078d55bc119a73a9bfb50", "audit head 12:0afc17d4b7975078d55bc119a73a9bfb50"),
        ("2026-11-22 17:09:28 took 0.030 s", "2026-11-22 17:09:28 took 0.030 s"),
    ],
)  # fmt: skip
def test_what_looks_personal_is_struck_out_wherever_it_turns_up(
    log: Log, said: str, kept: str
) -> None:
    logging.getLogger("a.library").error("%s", said)
    assert log.events[0]["event"] == kept


def test_what_the_web_server_itself_says_is_a_line_like_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOG_FORMAT", "json")
    told = json.loads((logs.ROOT / "config/company/granian-log.json").read_text())
    formatter = import_string(told["formatters"]["ours"]["()"])()

    line = formatter.format(
        logging.LogRecord("_granian", logging.INFO, "", 0, "gone: una@corrib.example", None, None)
    )

    assert json.loads(line).items() >= {"logger": "_granian", "event": "gone: [address]"}.items()
