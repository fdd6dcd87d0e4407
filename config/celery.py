"""The clock. The whole schedule is this file; every entry is a bell without arguments.

Worker and beat begin with the audit hook that refuses SMTP for the life of the process.
"""

import logging
import os
from datetime import timedelta
from typing import Any

import structlog
from celery import Celery
from celery.signals import beat_init, celeryd_init, setup_logging, task_success, worker_process_init
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django_structlog.celery.signals import (
    bind_extra_task_metadata,
    modify_context_before_task_publish,
)
from django_structlog.celery.steps import DjangoStructLogInitStep

from config import nosend

if os.environ.get("EARNEST_PROCESS") == "worker":
    nosend.arm(broker_url=nosend.broker_url(os.environ))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

log = logging.getLogger(__name__)

# how far the worker's processes step back for the web's on a machine they share
RANK = 5

app = Celery("earnest")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# The worker's own lines; what rang a bell by hand is followed by its request's id.
app.steps["worker"].add(DjangoStructLogInitStep)
app.conf.beat_schedule = {
    "plan": {"task": "cadence.tasks.plan_due", "schedule": timedelta(seconds=20)},
    # A second hand for a pile of plans or drafts; where there is none, it finds nothing to take.
    "plan beside": {"task": "cadence.tasks.plan_due", "schedule": timedelta(seconds=20)},
    "replan": {"task": "cadence.tasks.replan_changed", "schedule": timedelta(seconds=30)},
    "wait": {
        "task": "cadence.tasks.wait_for_introductions",
        "schedule": timedelta(seconds=20),
    },
    "cover": {"task": "cadence.tasks.keep_covers", "schedule": timedelta(seconds=20)},
    "draft": {"task": "cadence.tasks.draft_due", "schedule": timedelta(seconds=20)},
    "draft beside": {"task": "cadence.tasks.draft_due", "schedule": timedelta(seconds=20)},
    "listen": {"task": "cadence.tasks.poll_mailboxes", "schedule": timedelta(seconds=30)},
    "count": {"task": "adherence.tasks.count_gaps", "schedule": timedelta(seconds=60)},
    "reap": {"task": "cadence.tasks.reap", "schedule": timedelta(seconds=60)},
    "roll up": {"task": "adherence.tasks.roll_up", "schedule": timedelta(seconds=30)},
    "draw": {"task": "adherence.tasks.draw", "schedule": timedelta(minutes=1)},
    "sweep": {"task": "adherence.tasks.sweep", "schedule": timedelta(minutes=10)},
    "recount": {"task": "adherence.tasks.recount", "schedule": timedelta(minutes=30)},
    "verify": {"task": "adherence.tasks.verify_account", "schedule": timedelta(minutes=30)},
}
# A bell that nobody heard before the next one rings is thrown away, so that they never pile up before busy workers.
for _bell in app.conf.beat_schedule.values():
    _bell["options"] = {"expires": _bell["schedule"].total_seconds()}


@celeryd_init.connect
@beat_init.connect
def _check(**_: Any) -> None:
    from config.startup import refuse_unsafe_start

    try:
        refuse_unsafe_start("worker")
    except (ImproperlyConfigured, DatabaseError) as error:
        # Celery's signals only log an Exception and go on; SystemExit really ends the start.
        raise SystemExit(str(error)) from error


@setup_logging.connect
def leave_logs_alone(**_: Any) -> None:
    """Celery would write lines of its own making beside ours, and what our own leave out."""


@modify_context_before_task_publish.connect
def pass_the_request_on(context: dict[str, Any], **_: Any) -> None:
    """By its id, and by nothing else that a log of web knows."""
    request_id = context.get("request_id")
    context.clear()
    if request_id:
        context["request_id"] = request_id


@bind_extra_task_metadata.connect
def name_the_bell(task: Any, **_: Any) -> None:
    structlog.contextvars.bind_contextvars(task=task.name)


@task_success.connect
def note_heartbeat(sender: Any, **_: Any) -> None:
    """A bell was heard to its end. That this cannot be written down is no reason for it to fail."""
    from config.operations import bells

    try:
        bells.note(bells.short(sender.name))
    except DatabaseError:
        log.warning("the heartbeat of a bell could not be written down")


@worker_process_init.connect
def give_way(**_: Any) -> None:
    """What nobody waits for steps back for the page that somebody does."""
    os.nice(RANK)
