"""A worker of ours whose machine's clock is two hours fast: `python -m tests.proof.fast_worker worker …`, the words of celery."""

import sys
from datetime import UTC, datetime, timedelta

import time_machine

AHEAD = timedelta(hours=2)

if __name__ == "__main__":
    time_machine.travel(datetime.now(UTC) + AHEAD, tick=True).start()

    from celery.__main__ import main

    sys.exit(main())
