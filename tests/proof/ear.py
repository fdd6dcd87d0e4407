"""The worker's ear: a process of the worker role that hears replies, as the round over the mailboxes does.

Reads a person's number from each line of stdin and answers "heard" once the hold is committed.
"""

import subprocess
import sys
from threading import Lock

from tests import stand
from tests.proof.ground import Ground


class Ear:
    def __init__(self, ground: Ground) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            (sys.executable, "-W", "ignore", "-m", "tests.proof.ear"),
            env=ground.of_worker(),
            cwd=stand.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def hear(self, prospect: int) -> None:
        """Returns when the hold on this person's company is committed."""
        with self._lock:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(f"{prospect}\n")
            answer = self._process.stdout.readline().strip()
        if answer != "heard":
            raise RuntimeError(f"The worker did not hear person {prospect}.")

    def close(self) -> None:
        self._process.communicate(timeout=10)


def _listen() -> None:
    import django

    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from cadence.services import listening
    from prospects.enums import Channel
    from prospects.models import Prospect

    for line in sys.stdin:
        with transaction.atomic():
            prospect = Prospect.objects.select_related("company").get(pk=int(line))
            listening.hear(
                prospect, at=timezone.now(), channel=Channel.EMAIL, text="Let me think about it."
            )
        sys.stdout.write("heard\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _listen()
