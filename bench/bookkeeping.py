"""What a letter costs beside its mail server: its bookkeeping, and the same writes without guards.

`python -m bench bookkeeping`. SCALE=0.1 makes the world a tenth as large.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import django

from bench.world.table import Row, Times, clocked, print_table

SCALE = float(os.environ.get("SCALE", "1"))
PEOPLE = int(20_000 * SCALE)
SENDERS, LETTERS = 5, 40
UNGUARDED = "the same writes in plain SQL, three commits, without triggers"


def sending_rows() -> list[Row]:
    """Half of the letters by the product, half by plain SQL."""
    from django.utils import timezone

    from bench.world import unguarded, waiting
    from cadence.models import Approval
    from cadence.services import sending

    waiting.approve_letters(SENDERS, LETTERS)
    approvals = list(
        Approval.objects.select_related(
            "touch__prospect__company", "draft", "mailbox", "session", "reviewer"
        )
    )
    frame(approvals)
    guarded, bare = approvals[::2], approvals[1::2]

    def deliver(number: int) -> None:
        one = guarded[number]
        sent = sending.deliver(one, by=one.reviewer, session=one.session, at=timezone.now())
        assert sent.state == "sent", sent.explanation

    with no_mail_server():
        ours: Times = clocked(deliver, len(guarded) - 5)
    limit = unguarded.write_letters([(one.pk, one.touch_id) for one in bare])
    return [
        Row("a letter's bookkeeping, p50", ours.p50, "ms", "", limit.p50, UNGUARDED),
        Row("the same, p95", ours.p95, "ms", "", limit.p95, UNGUARDED),
        Row("over the unguarded writes, p50", ours.p50 - limit.p50, "ms", "≤ 10 ms"),
    ]


def frame(approvals: list[Any]) -> None:
    """Each is about what stands around its letter today, as a review is."""
    from bench.world.loading import superuser
    from cadence.selectors.framing import frame_of

    with superuser() as owner:
        owner.execute("SET session_replication_role = replica")
        for one in approvals:
            one.frame_sha256 = frame_of(one.touch, one.mailbox).sha256()
            owner.execute(
                "UPDATE cadence_approval SET frame_sha256 = %s WHERE id = %s",
                (one.frame_sha256, one.pk),
            )


@contextmanager
def no_mail_server() -> Iterator[None]:
    """Every letter is taken at once, no copy is kept, and no inbox is looked into."""
    from mailbox.outbound.transport import Accepted

    class Envelope:
        def transmit(self, raw: bytes) -> Accepted:
            return Accepted(250, "taken")

    @contextmanager
    def connect(*_given: object) -> Iterator[Envelope]:
        yield Envelope()

    with (
        patch("mailbox.outbound.accounts.open_account"),
        patch("mailbox.outbound.transport.connect", connect),
        patch("mailbox.outbound.sent_folder.keep_copy"),
        patch("cadence.services.looking.look_once_more"),
    ):
        yield


def main() -> None:
    from bench.world import waiting
    from bench.world.people import Crowd

    waiting.make(Crowd(people=PEOPLE, reps=max(5, PEOPLE // 2_000), colleagues=3))
    print_table(
        f"{PEOPLE:,} people in cadences; half of the letters by the product, half by plain SQL.",
        sending_rows(),
    )


if __name__ == "__main__":
    django.setup()
    main()
