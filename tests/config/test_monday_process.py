"""The process of Monday letters: what it is told, what it refuses to start with, and what it has loaded."""

import os
import subprocess
import sys

import pytest
from pytest_django.fixtures import Settings

from config.monday.mailers import mailers_of
from tests.config.test_startup import reason, told_as_a_serving_process_is
from tests.stand import ROOT

__all__ = ["told_as_a_serving_process_is"]


@pytest.mark.django_db
def test_the_process_of_monday_letters_is_refused_with_a_key_and_without_a_mailer(
    settings: Settings,
) -> None:
    settings.PROCESS = "monday"

    told = reason("monday")

    assert "It signed in as earnest_web, not earnest_monday." in told
    assert "Take SEND_KEY and READ_KEY out of their environment." in told
    assert "Set SYSTEM_MAIL_URL and SYSTEM_MAIL_FROM." in told
    settings.SEND_KEY = settings.READ_KEY = ""
    settings.MAILERS = mailers_of("smtps://mail.example.com")
    assert "SYSTEM_MAIL_FROM" in reason("monday")
    settings.SYSTEM_MAIL_FROM = "earnest@fernhill.example"
    assert "SYSTEM_MAIL" not in reason("monday")
    assert "READ_KEY" not in reason("monday")


@pytest.mark.django_db
@pytest.mark.parametrize("process", ["web", "worker"])
def test_every_other_process_is_refused_the_way_to_system_mail(
    settings: Settings, process: str
) -> None:
    settings.PROCESS = process
    assert "SYSTEM_MAIL_URL" not in reason(process)
    settings.SYSTEM_MAIL_URL = "smtps://mail.example.com"

    assert "Take SYSTEM_MAIL_URL out of its environment." in reason(process)


@pytest.mark.parametrize(
    "url", ["http://mail.example.com", "smtp://", "smtp+plain://mail.example.com", "mail.example"]
)
def test_an_address_that_is_none_or_goes_in_the_clear_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SYSTEM_MAIL_URL"):
        mailers_of(url)


def test_an_address_of_system_mail_is_read_as_it_is_meant() -> None:
    options = mailers_of("smtps://earnest%40fernhill.example:a%2Fb@mail.example.com")["monday"]["OPTIONS"]  # fmt: skip
    assert options == {
        "host": "mail.example.com", "port": None, "timeout": 20, "use_ssl": True,
        "username": "earnest@fernhill.example", "password": "a/b",
    }  # fmt: skip
    assert mailers_of("smtp://mail.example.com:2525")["monday"]["OPTIONS"] == {
        "host": "mail.example.com", "port": 2525, "timeout": 20, "use_tls": True,
    }  # fmt: skip
    assert mailers_of("") == {}


def test_the_process_has_loaded_nothing_that_sends_a_reps_letter() -> None:
    """In a process of its own: what it needs to write letters and to name addresses, and nothing more."""
    look = (
        "import sys, django; django.setup()\n"
        "from django.urls import reverse\n"
        "from adherence.services import monday\n"
        "import config.startup\n"
        "reverse('adherence:team'); reverse('adherence:rows', args=['all', 'gaps'])\n"
        "sends = ('mailbox.outbound', 'cadence.services.sending', 'adherence.views', 'cadence.views')\n"
        "print([name for name in sys.modules if name.startswith(sends)])\n"
    )
    told = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EARNEST_PROCESS": "monday",
        "SECRET_KEY": "of-this-test",
        "DATABASE_URL": os.environ["TEST_MONDAY_DATABASE_URL"],
        "SYSTEM_MAIL_URL": "smtps://mail.example.com",
    }
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, env=told, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
