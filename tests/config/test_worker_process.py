"""A worker as it really starts, asked what it has loaded and what it does when told to send."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests import stand

# The hook first, then Django, then every task that a bell can ring.
STARTED = """
import json, sys
from config.celery import app
import django
django.setup()
app.loader.import_default_modules()
tasks = sorted(name for name in app.tasks if not name.startswith("celery."))
"""
LOADED = STARTED + "print(json.dumps({'tasks': tasks, 'modules': sorted(sys.modules)}))"
SEND = (
    STARTED
    + """
from django.core.mail import {how}
try:
    {what}
except Exception as error:
    print(json.dumps(type(error).__name__))
else:
    print(json.dumps("sent"))
"""
)
WAYS = {
    "send_mail": "send_mail('Hello', 'Words', 'a@fernhill.example', ['b@corrib.example'])",
    "EmailMessage": "EmailMessage('Hello', 'Words', None, ['b@corrib.example']).send()",
    "get_connection": "get_connection().open()",
}
NEVER = (
    "aiosmtpd",
    "cadence.services.sending",
    "cadence.views",
    "config.urls",
    "mailbox.outbound",
    "mailbox.sandbox.server",
    "mailbox.services.connecting",
    "smtplib",
)


def worker(code: str) -> Any:
    environment = stand.environment_of("worker", os.environ)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=stand.ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_worker_with_all_its_tasks_has_loaded_nothing_that_sends() -> None:
    said = worker(LOADED)

    loaded = [
        name
        for name in said["modules"]
        if any(name == never or name.startswith(f"{never}.") for never in NEVER)
    ]
    assert loaded == []
    assert "cadence.tasks.poll_mailboxes" in said["tasks"]


@pytest.mark.parametrize("how", WAYS)
def test_a_worker_told_to_send_raises(how: str) -> None:
    assert worker(SEND.format(how=how, what=WAYS[how])) == "MailerDoesNotExist"


def test_its_processes_step_back_for_the_page_that_somebody_waits_for() -> None:
    rank = "os.getpriority(os.PRIO_PROCESS, 0)"
    code = f"import json, os\nfrom celery.signals import worker_process_init\nfrom config import celery\nbefore = {rank}\nworker_process_init.send(None)\nprint(json.dumps({rank} - before))"

    assert worker(code) == 5
