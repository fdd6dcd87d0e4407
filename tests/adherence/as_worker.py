"""What happens inside, the worker's role does."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections


@contextmanager
def the_worker() -> Iterator[None]:
    web, connections["default"] = connections["default"], connections["worker"]
    try:
        yield
    finally:
        connections["default"] = web
