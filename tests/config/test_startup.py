"""What must never serve does not start, and says why. The tests' own database is careless on purpose."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from config.startup import refuse_unsafe_start
from tests.stand import ROOT

CARELESS = "fsync is off: an accepted letter could be forgotten."


def reason(process: str) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_unsafe_start(process)
    return str(refusal.value)


@pytest.mark.django_db
def test_a_careless_database_is_refused() -> None:
    told = reason("web")

    assert CARELESS in told
    assert "signed in as" not in told


@pytest.mark.django_db
def test_the_web_role_does_not_serve_as_a_worker(settings: Settings) -> None:
    settings.PROCESS = "worker"
    settings.SEND_KEY = ""

    assert "It signed in as earnest_web, not earnest_worker." in reason("worker")


@pytest.mark.django_db
def test_a_worker_with_the_key_to_sending_is_refused(settings: Settings) -> None:
    settings.PROCESS = "worker"

    assert "A worker must not be given SEND_KEY." in reason("worker")


@pytest.mark.django_db
def test_a_worker_started_with_the_environment_of_web_is_refused() -> None:
    assert "EARNEST_PROCESS is 'web', not worker." in reason("worker")


@pytest.mark.slow
@pytest.mark.parametrize("part", ["beat", "worker"])
def test_celery_really_ends_when_it_is_refused(part: str, tmp_path: Path) -> None:
    told = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EARNEST_PROCESS": "worker",
        "DATABASE_URL": os.environ["TEST_WORKER_DATABASE_URL"],
        "PYTHONPATH": str(ROOT),
        "SEND_KEY": "a-key-that-no-worker-should-ever-be-given",
    }

    done = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "config.celery", "--workdir", str(tmp_path), part],
        cwd=ROOT,
        env=told,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    assert "A worker must not be given SEND_KEY." in done.stderr + done.stdout
