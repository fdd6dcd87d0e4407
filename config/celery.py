"""The clock. The whole schedule is this file; every entry is a bell without arguments.

Worker and beat begin with the audit hook that refuses SMTP for the life of the process.
"""

import os
from datetime import timedelta

from celery import Celery, signals

from config import nosend

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("earnest")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "plan": {"task": "cadence.tasks.plan_due", "schedule": timedelta(seconds=20)},
    "draft": {"task": "cadence.tasks.draft_due", "schedule": timedelta(seconds=20)},
    "listen": {"task": "cadence.tasks.poll_mailboxes", "schedule": timedelta(seconds=30)},
    "reap": {"task": "cadence.tasks.reap", "schedule": timedelta(seconds=60)},
}
