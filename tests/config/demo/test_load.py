"""A slice of the demo, made by the real services and sent through a real mail server."""

import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cadence.models import Attempt, Delivery, Enrollment
from cadence.selectors.proof import prove
from config.demo.loading import load
from prospects.models import Prospect
from research import policies
from team.models import HumanSession, Team, User

# A Friday evening: the last day of work is today.
NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
SLICE = load.Size(weeks=2, companies=3)


@pytest.fixture
def mail_world(settings: Settings, tmp_path: Path) -> Iterator[None]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SANDBOX_SMTP_PORT = free.getsockname()[1]
    settings.SANDBOX_DIR = str(tmp_path)
    settings.SANDBOX_PASSWORD = "of-the-tests"
    yield
    shutil.rmtree(tmp_path)


def clock_rows() -> int:
    with psycopg.connect(django_settings.OWNER_DATABASE_URL) as owner:
        row = owner.execute("SELECT count(*) FROM team_democlock").fetchone()
    return int(row[0]) if row else -1


@pytest.mark.slow
@pytest.mark.usefixtures("mail_world")
@pytest.mark.django_db(transaction=True)
def test_a_slice_of_the_demo_is_made_by_the_real_services():
    loaded = load.load(NOW, SLICE)

    assert loaded.people == 7
    assert loaded.enrolled == Enrollment.objects.count() == 5
    assert loaded.tries == Attempt.objects.count() >= 8
    assert loaded.letters == Delivery.objects.filter(state="sent").count() >= 4
    assert prove().violations == []
    assert all(
        policies.is_ready(each.prospect, each.started_at)
        for each in Enrollment.objects.select_related("prospect__company")
    )
    assert Attempt.objects.filter(at__gt=NOW).count() == 0
    assert Prospect.objects.count() == 7
    assert clock_rows() == 0
    assert not HumanSession.objects.filter(revoked_at=None).exists()
    assert load.is_loaded()
    assert not load.is_half_loaded()
    signed_in = User.objects.get(email="maya@fernhill.example")
    assert signed_in.is_demo
    assert signed_in.check_password(django_settings.DEMO_PASSWORD)
    assert said_by_the_command() == "The demo team is here already.\n"


@pytest.mark.django_db
def test_a_demo_that_was_interrupted_says_so(settings: Settings):
    settings.SANDBOX_PASSWORD = "of-the-tests"
    Team.objects.create(name="Fernhill")

    with pytest.raises(CommandError, match="interrupted"):
        said_by_the_command()


@pytest.mark.django_db
def test_outside_the_demo_nothing_is_loaded(settings: Settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not a demo"):
        said_by_the_command()


def said_by_the_command() -> str:
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()
