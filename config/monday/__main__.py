"""The process of Monday letters: `python -m config.monday`. It looks once a minute, and ends when it is told to."""

import logging
import os
import signal
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

EVERY = 60.0
log = logging.getLogger("earnest.monday")


def main() -> None:
    import django

    django.setup()
    from config.startup import refuse_unsafe_start

    refuse_unsafe_start("monday")
    told_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told_to_stop.set())
    log.info("Monday letters are looked after")
    while not told_to_stop.is_set():
        look()
        told_to_stop.wait(EVERY)


def look() -> None:
    """Write those that are due. What goes wrong is said in the log, and tried again a minute later."""
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from adherence.services import monday
    from config.operations import bells

    close_old_connections()
    try:
        written = monday.write_due(timezone.now())
        bells.note(bells.MONDAY)
    except (OSError, DatabaseError):
        log.exception("no Monday letter could be written just now")
    else:
        if written:
            log.info("%s Monday letters were handed over", written)


if __name__ == "__main__":
    main()
