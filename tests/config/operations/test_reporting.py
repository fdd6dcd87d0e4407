"""What a Sentry is told of a fault: its kind and its place, and nothing that anybody wrote."""

import json
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from config.operations import reporting
from config.startup import refuse_unsafe_start
from tests.roles import URLS
from tests.stand import KEYS, ROOT

# A page that asks a database which is not there, by somebody who searches for a person and posts a letter.
BREAKS = """
import django, json, sentry_sdk
django.setup()
from sentry_sdk.transport import Transport
from config.operations import reporting
told = []
class Kept(Transport):
    def capture_envelope(self, envelope):
        told.extend(item.payload.json for item in envelope.items)
reporting.begin()
sentry_sdk.get_client().transport = Kept()
from django.test import Client
browser = Client(HTTP_HOST="localhost", raise_request_exception=False, REMOTE_ADDR="198.51.100.77")
browser.cookies["earnest_session"] = "a-session-of-maya"
browser.post("/people/new/?q=Siobhan", {"body": "Dear Siobhan"}, headers={"X-Request-ID": "0123456789abcdef-web"})
print(json.dumps(told))
"""


def test_a_fault_is_told_without_request_person_or_words() -> None:
    environment = KEYS | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        **dict.fromkeys(
            URLS.values(), "postgres://earnest_web:a-password-of-web@127.0.0.1:1/earnest"
        ),
        "SENTRY_DSN": "https://key@sentry.example/1",
    }
    done = subprocess.run(
        [sys.executable, "-c", BREAKS], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout.splitlines()[-1])
    said = json.dumps(told)
    for personal in (
        "Siobhan",
        "198.51.100.77",
        "a-session-of-maya",
        "a-password-of-web",
        str(ROOT),
        "127.0.0.1",
    ):
        assert personal not in said
    assert told["exception"]["values"][-1]["type"] == "OperationalError"
    assert told["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"]
    assert told["tags"] == {"request_id": "0123456789abcdef-web"}
    assert told["release"] == "0.1.0"


def test_without_an_address_nothing_is_loaded_and_nothing_told() -> None:
    environment = KEYS | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgres://x@127.0.0.1:1/y",
    }
    code = "import django, sys; django.setup(); from config.operations import reporting; reporting.begin(); print('sentry_sdk' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout == "False\n", done.stderr


def test_an_installation_without_the_package_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SENTRY_DSN = "https://key@sentry.example/1"
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(ImproperlyConfigured, match="its extra `sentry`"):
        reporting.begin()


@pytest.mark.django_db
def test_a_worker_is_not_given_one_because_it_could_not_reach_it(settings: Settings) -> None:
    settings.PROCESS, settings.SENTRY_DSN = "worker", "https://key@sentry.example/1"
    with pytest.raises(ImproperlyConfigured, match="Only web reports its faults"):
        refuse_unsafe_start("worker")
