"""A worker as the product starts it, whose every bell is rung by hand: one line in, one line out.

Run as a process of its own with the worker's environment. It says first what stops it from reaching
a mail server. Then each line on stdin is an instant; every registered task runs then, and stdout
answers what each of them counted.
"""

import json
import os
import socket
import sys
from datetime import datetime

import django
import time_machine

from config.celery import app


def main() -> None:
    django.setup()
    app.loader.import_default_modules()
    bells = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    _answer(_what_stops_a_letter())
    with time_machine.travel(0, tick=False) as clock:
        for line in sys.stdin:
            clock.move_to(datetime.fromisoformat(line.strip()))
            _answer({name: bell() for name, bell in sorted(bells.items())})


def _what_stops_a_letter() -> str:
    port = int(os.environ["SANDBOX_SMTP_PORT"])
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except RuntimeError as error:
        return type(error).__name__
    return "nothing"


def _answer(said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
