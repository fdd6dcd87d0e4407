"""A worker as the product starts it, whose every bell is rung by hand: one line in, one line out.

Run as a process of its own with the worker's environment. Each line on stdin is an instant; every
registered task runs then, and stdout answers what each of them counted.
"""

import json
import sys
from datetime import datetime

import django
import time_machine

from config.celery import app


def main() -> None:
    django.setup()
    app.loader.import_default_modules()
    bells = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    with time_machine.travel(0, tick=False) as clock:
        for line in sys.stdin:
            clock.move_to(datetime.fromisoformat(line.strip()))
            counts = {name: bell() for name, bell in sorted(bells.items())}
            sys.stdout.write(json.dumps(counts) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
