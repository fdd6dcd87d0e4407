"""What Prometheus reads: whole, bounded, and of nobody by name."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from config.operations import figures
from tests import journeys
from tests.factories.mailbox import MailboxFactory
from tests.stand import KEYS, ROOT

TOKEN = {"Authorization": "Bearer a-token-of-the-tests"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(settings: Settings) -> None:
    settings.METRICS_TOKEN = "a-token-of-the-tests"


def told() -> dict[str, dict[str, float]]:
    """Each metric: its one label's value, or "", and the figure."""
    answer = Client().get("/metrics", headers=TOKEN)
    assert answer.status_code == 200
    return {
        family.name: {next(iter(s.labels.values()), ""): s.value for s in family.samples}
        for family in text_string_to_metric_families(answer.content.decode())
    }


def test_without_a_token_there_is_no_such_page() -> None:
    assert Client().get("/metrics", headers=TOKEN).status_code == 404


@pytest.mark.parametrize("brought", ["", "Bearer another", "a-token-of-the-tests", "Bearer ä"])
def test_without_the_token_it_is_refused(token: None, brought: str) -> None:
    answer = Client().get("/metrics", headers={"Authorization": brought})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"earnest_" not in answer.content


def test_it_tells_of_clock_queues_mailboxes_letters_drafts_and_the_release(token: None) -> None:
    read_at = timezone.now() - timedelta(seconds=90)
    mailbox = MailboxFactory.create(last_read_at=read_at)
    found = told()
    assert set(found["earnest_queue_depth"]) == {"plan", "draft", "settle"}
    assert found["earnest_queue_oldest_due_seconds"]["plan"] == 0
    assert found["earnest_heartbeat_age_seconds"]["plan_due"] > 0
    assert found["earnest_poll_age_seconds"][str(mailbox.pk)] == pytest.approx(90, abs=30)
    assert found["earnest_deliveries_last_day"] == {
        "reserved": 0, "sending": 0, "sent": 0, "failed": 0, "unknown": 0,
    }  # fmt: skip
    assert set(found["earnest_deliveries_open"]) == {"reserved", "sending", "unknown"}
    assert "earnest_drafts_waiting" in found
    assert found["earnest_info"] == {"0.1.0": 1}


def test_no_label_names_a_person_or_an_address(token: None) -> None:
    touch = journeys.drafted().touch
    MailboxFactory.create(owner=touch.owner)
    text = Client().get("/metrics", headers=TOKEN).content.decode()
    for personal in (
        touch.prospect.name,
        touch.prospect.email,
        touch.owner.name,
        touch.owner.email,
    ):
        assert personal not in text


def test_one_mailbox_or_three_cost_the_same_and_nothing_reads_history() -> None:
    MailboxFactory.create()
    with CaptureQueriesContext(
        connection,
    ) as one:
        figures.read()
    MailboxFactory.create_batch(2)
    with CaptureQueriesContext(connection) as three:
        figures.read()
    assert len(one) == len(three) <= 13


def test_no_figure_is_read_by_scanning_a_table_of_history() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as asked:
            figures.read()
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN (FORMAT JSON) " + query["sql"])
            plan = json.dumps(cursor.fetchone()[0])
            for table in ("cadence_touch", "cadence_delivery", "cadence_approval", "cadence_enrollment",
                          "mailbox_inboundmessage"):  # fmt: skip
                assert not scans(json.loads(plan)[0]["Plan"], table), query["sql"]


def scans(node: dict[str, object], table: str) -> bool:
    """A scan of all rows, by table or by an index that no condition narrows."""
    here = node.get("Relation Name") == table and node["Node Type"] == "Seq Scan"
    return here or any(scans(each, table) for each in node.get("Plans", []))  # type: ignore[attr-defined]


TWO_PROCESSES = """
import os
import django
django.setup()
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from config.operations import timing
for _ in range({times}):
    request = RequestFactory().get("/accounts/login/")
    request.resolver_match = resolve("/accounts/login/")
    timing.note(request, HttpResponse(status={status}), 0.03)
print(timing.of_all_processes().get_sample_value("earnest_request_seconds_count", dict(route="account_login", status="2xx")))
"""


def test_any_web_process_tells_the_request_times_of_all(tmp_path: Path) -> None:
    environment = KEYS | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgres://earnest_web@nowhere/earnest",
        "METRICS_DIR": str(tmp_path),
        "METRICS_TOKEN": "x",
    }
    said = [
        subprocess.run(
            [sys.executable, "-c", TWO_PROCESSES.format(times=times, status=200)],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        ).stdout
        for times in (2, 3)
    ]  # fmt: skip
    assert said == ["2.0\n", "5.0\n"]
