"""Faults of web, told to a Sentry of yours where SENTRY_DSN says so: where in the code, and nothing that anybody wrote.

The worker has none: what would carry its faults outside is a way out, and it has no other than to the mail servers it reads.
"""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.operations import logs
from config.version import version

# What Sentry gathers beside the fault itself.
LEFT_OUT = (
    "request",
    "user",
    "breadcrumbs",
    "extra",
    "server_name",
    "modules",
    "contexts",
    "logentry",
    "message",
)
OF_A_FRAME = ("vars", "pre_context", "context_line", "post_context", "abs_path")

log = logging.getLogger(__name__)


def begin() -> None:
    """Do nothing without SENTRY_DSN. Raises ImproperlyConfigured where its package is not installed."""
    if not settings.SENTRY_DSN:
        return
    try:
        import sentry_sdk
        from sentry_sdk.integrations.django import DjangoIntegration
    except ImportError as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, and the package sentry-sdk is not installed. Install Earnest with its extra `sentry`, or take"
            " SENTRY_DSN away."
        ) from error
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release=version(),
        before_send=scrub,  # type: ignore[arg-type]
        send_default_pii=False,
        # Faults of requests alone: what the log says is not told a second time.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration()],
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0,
    )
    log.info("faults are told to Sentry")


def scrub(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """Keep which exception, where, and by which request's id it is found in our own log."""
    for key in LEFT_OUT:
        event.pop(key, None)
    for exception in event.get("exception", {}).get("values", ()):
        exception["value"] = ""
        for frame in exception.get("stacktrace", {}).get("frames", ()):
            for key in OF_A_FRAME:
                frame.pop(key, None)
    if request_id := logs.current_request():
        event["tags"] = {"request_id": request_id}
    else:
        event.pop("tags", None)
    return event
