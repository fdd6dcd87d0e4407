"""Every page a rep can open, with people in it: accessible in both themes, on a desk and on a phone."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import ViewportSize
from pytest_django.fixtures import Settings

from cadence.models import Delivery, Touch
from prospects.enums import SuppressionKind
from prospects.models import Suppression
from prospects.services import suppressing
from team.models import User
from tests import journeys
from tests.browser import axe, looks, walk
from tests.browser.conftest import DESK, PHONE, PageAs
from tests.cadence import attacks
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _one_instant(transactional_db: None) -> Iterator[None]:
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute(
            "INSERT INTO team_democlock (id, at) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET at = excluded.at",
            [NOW],
        )
    with time_machine.travel(NOW, tick=False):
        yield


def _stop(by: User) -> Suppression:
    reach = (SuppressionKind.EMAIL, "sean.o.conaill@harbour-cold-stores.example")
    return suppressing.suppress_value(reach, by=by, at=NOW, reason="Not again, please.")


def _addresses(touch: Touch) -> list[str]:
    person = touch.prospect.pk
    cadence = touch.enrollment.version.cadence_id
    return [
        reverse("prospects:people"),
        reverse("prospects:people") + "?q=nobody-of-that-name",
        reverse("prospects:person", args=[person]),
        reverse("prospects:company", args=[touch.prospect.company_id]),
        reverse("cadence:company-panel", args=[touch.prospect.company_id]),
        reverse("prospects:import-start"),
        reverse("research:brief", args=[person]),
        reverse("research:brief", args=[person]) + "?introducer=Jonas",
        reverse("research:misfits"),
        reverse("cadence:research-panel", args=[person]),
        reverse("mailbox:settings"),
        reverse("team:help"),
        reverse("team:help-page", args=["guarantees"]),
        reverse("cadence:stop-list"),
        reverse("cadence:stop-list") + "?q=nobody-of-that-name",
        reverse("cadence:stop-new"),
        reverse("cadence:stops-import"),
        reverse("cadence:stop-lifting", args=[_stop(touch.owner).pk]),
        reverse("cadence:queue-done"),
        reverse("cadence:queue-later"),
        reverse("cadence:left-behind"),
        reverse("cadence:undecided"),
        reverse("cadence:requests"),
        reverse("cadence:cadences"),
        reverse("cadence:cadence", args=[cadence]),
        reverse("cadence:skip", args=[touch.pk]),
        reverse("cadence:postponement", args=[touch.pk]),
        reverse("cadence:reply-new", args=[person]),
        reverse("cadence:ending", args=[touch.enrollment_id]),
        reverse("cadence:comeback", args=[touch.enrollment_id]),
        reverse("adherence:heard"),
        reverse("adherence:gaps"),
        reverse("adherence:person-gaps", args=[person]),
    ]


def test_every_page_is_accessible_and_fits(page_as: PageAs) -> None:
    touch = journeys.drafted().touch
    page = page_as(touch.owner)
    assert walk.faults(page, _addresses(touch), pictures="page") == {}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_proof_is_accessible_and_fits_whatever_it_says(
    page_as: PageAs, viewport: ViewportSize, settings: Settings, tmp_path: Path
) -> None:
    settings.SANDBOX_DIR, settings.SANDBOX_PASSWORD = str(tmp_path), "a-password-of-the-sandbox"
    page = page_as(journeys.rep(role="admin"), viewport=viewport)
    faults = {}
    for said in ("holds", "broken"):
        if said == "broken":
            _forge(attacks.reserve(journeys.approved()))
        page.goto(reverse("cadence:proof"))
        looks.pictures(page, f"proof-{said}-{viewport['width']}")
        faults[said] = [*axe.violations_in_its_theme(page), *looks.sideways_scroll(page)]
    assert faults == {"holds": [], "broken": []}


def _forge(delivery: Delivery) -> None:
    """The delivery claims to have begun by itself; the guards are put aside for a moment."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner:
        owner.execute("ALTER TABLE cadence_delivery DISABLE TRIGGER USER")
        owner.execute("UPDATE cadence_delivery SET db_role = 'x' WHERE id = %s", [delivery.pk])
        owner.execute("ALTER TABLE cadence_delivery ENABLE TRIGGER USER")
