"""The Celery application of `make run`: the company's, with its pool tied to the life of the worker."""

import signal
from typing import Any

from celery.signals import worker_process_init

from config.celery import app
from config.embedded.processes import tie_to_parent

__all__ = ["app"]


@worker_process_init.connect
def _tie(**_: Any) -> None:
    tie_to_parent(signal.SIGKILL)
