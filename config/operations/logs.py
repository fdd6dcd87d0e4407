"""What a line of the log holds: never an address, a name, a number, a path or a word that somebody wrote.

Ours say ids. What a library says goes through here as well: an exception is told by its kind, its place in our code and the
database's name for what refused it, never by its message, which may quote a row. What still looks like an e-mail address, a phone
number or the token of a link is struck out last.
"""

import logging
import os
import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, Final

import structlog
from django.http import HttpRequest
from structlog.stdlib import ProcessorFormatter

ROOT: Final = Path(__file__).resolve().parents[2]
MOST_FRAMES: Final = 12
# Ours, and never more than ids, states and names of our own code.
PLAIN: Final = frozenset(
    {"request_id", "task_id", "parent_task_id", "child_task_id", "at", "level", "logger"}
)
STRUCK_OUT: Final = (
    (re.compile(r"[\w.%+'-]+@[\w-]+(?:\.[\w-]+)*", re.UNICODE), "[address]"),
    (re.compile(r"(?<!\w)(?:\+|\(0|00?(?=[1-9]))[\d ()./-]{7,}\d(?!\w)"), "[number]"),
    (re.compile(r"(?<=/u/)[^/\s]+"), "[token]"),
    (re.compile(r"(?<=[\w/])\?[\w%.~-]+=\S*"), "?[query]"),
)
# What a library puts beside its message about the exception that it caught.
OF_EXCEPTIONS: Final = ("error", "exception", "exc_info", "stack_info", "traceback", "reason")

Event = MutableMapping[str, Any]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def route_of(request: HttpRequest) -> str:
    """The name of the address, never the address: that may hold a token or tell of a person."""
    if probe := getattr(request, "probe", ""):
        return str(probe)
    match = request.resolver_match
    return match.view_name if match and match.view_name else "none"


def current_request() -> str:
    """The id of the request that this thread answers, or "" outside of one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def tell_kind_of_exception(_logger: Any, _method: str, event: Event) -> Event:
    """An exception without its message."""
    found = _exception_in(event)
    for key in OF_EXCEPTIONS:
        event.pop(key, None)
    if found is not None:
        event["failed"] = kind_of(found)
    return event


def kind_of(error: BaseException) -> dict[str, Any]:
    """Which exception, where in the code, and what the database called its refusal."""
    told: dict[str, Any] = {"kind": f"{type(error).__module__}.{type(error).__qualname__}"}
    refusal = error.__cause__ if hasattr(error.__cause__, "sqlstate") else error
    if sqlstate := getattr(refusal, "sqlstate", None):
        told["sqlstate"] = sqlstate
        diagnosis = getattr(refusal, "diag", None)
        if constraint := getattr(diagnosis, "constraint_name", None):
            told["constraint"] = constraint
    told["at"] = [
        f"{_inside(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__)[-MOST_FRAMES:]
    ]
    return told


def strike_out(_logger: Any, _method: str, event: Event) -> Event:
    """The last resort: whatever looks personal, in any value."""
    for key, value in event.items():
        if key not in PLAIN:
            event[key] = _without(value)
    return event


def as_line(_logger: Any, _method: str, event: Event) -> str:
    """For a person who reads along."""
    shown = dict(event)
    head = [
        shown.pop("at"),
        str(shown.pop("level")).upper(),
        shown.pop("logger"),
        shown.pop("event"),
    ]
    return " ".join([*map(str, head), *(f"{key}={value}" for key, value in shown.items())])


BEFORE: Final = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
)


def formatter(renders: str) -> ProcessorFormatter:
    """Of "json" or "line": whoever logged, the same comes out."""
    last = as_line if renders == "line" else structlog.processors.JSONRenderer(ensure_ascii=False)
    return ProcessorFormatter(
        processors=[
            _with_exception_of_the_record,
            ProcessorFormatter.remove_processors_meta,
            tell_kind_of_exception,
            strike_out,
            last,
        ],
        foreign_pre_chain=BEFORE,
        use_get_message=True,
        keep_exc_info=True,
    )


def as_told() -> ProcessorFormatter:
    """For what starts before our settings are read: granian, by config/company/granian-log.json."""
    return formatter(os.environ.get("LOG_FORMAT") or "line")


def begin() -> None:
    """Let structlog's own loggers end in the handlers of the standard ones."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *BEFORE,
            structlog.stdlib.PositionalArgumentsFormatter(),
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _with_exception_of_the_record(_logger: Any, _method: str, event: Event) -> Event:
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and record.exc_info and "exc_info" not in event:
        event["exc_info"] = record.exc_info
    return event


def _exception_in(event: Event) -> BaseException | None:
    import sys

    given = event.get("exc_info") or event.get("exception")
    if given is True:
        return sys.exception()
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple) and len(given) == 3 and isinstance(given[1], BaseException):
        return given[1]
    return None


def _without(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, instead in STRUCK_OUT:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, Mapping):
        return {key: _without(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without(each) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _without(str(value))


def _inside(path: str) -> str:
    """Our own files from the root on, a library's from its package on: no folder of a machine."""
    file = Path(path)
    if file.is_relative_to(ROOT) and ".local" not in file.parts:
        return str(file.relative_to(ROOT))
    return path.rpartition("site-packages/")[2].rpartition("/lib/")[2]
