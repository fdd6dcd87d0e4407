"""How long requests take, by the page's name: kept in files that all web processes share, so that any of them can tell of all.

Imported where METRICS_TOKEN is set, and only then.
"""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from config.operations.logs import route_of

FOLDER = Path(settings.METRICS_DIR)
# Read by prometheus_client when it is first imported.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FOLDER)
FOLDER.mkdir(parents=True, exist_ok=True)

from prometheus_client import CollectorRegistry, Gauge, Histogram  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead  # noqa: E402

REQUESTS = Histogram(
    "earnest_request_seconds",
    "Time to answer a request, by the name of its address and the class of the answer.",
    ["route", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15),
    registry=None,
)
POOL = Gauge(
    "earnest_database_pool",
    "Connections to the database: open, free, and requests that wait for one.",
    ["of"],
    multiprocess_mode="livesum",
    registry=None,
)
POOL_FIGURES = {"open": "pool_size", "free": "pool_available", "waiting": "requests_waiting"}


def note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """One request was answered."""
    status = f"{response.status_code // 100}xx"
    REQUESTS.labels(route_of(request), status).observe(seconds)
    pool: Any = getattr(connection, "pool", None)
    if pool is not None:
        told = pool.get_stats()
        for name, key in POOL_FIGURES.items():
            POOL.labels(name).set(told.get(key, 0))


def of_all_processes() -> CollectorRegistry:
    """What every web process noted; what is only true of a living one is forgotten of those that ended."""
    for pid in {file.stem.rpartition("_")[2] for file in FOLDER.glob("gauge_live*_*.db")}:
        if not _lives(int(pid)):
            mark_process_dead(int(pid), path=str(FOLDER))  # type: ignore[no-untyped-call]
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(FOLDER))  # type: ignore[no-untyped-call]
    return registry


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
