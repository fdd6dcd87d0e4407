"""What the clock does by itself, planning and drafting, and what a letter costs beside its mail server.

`python -m bench clock`. SCALE=0.1 makes the world a tenth as large.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from unittest.mock import patch

import django

from bench.world.table import Row, Times, clocked, print_table

SCALE = float(os.environ.get("SCALE", "1"))
ENROLLMENTS = int(200_000 * SCALE)
REPS = max(5, ENROLLMENTS // 2_000)
DRAFTS = int(2_000 * SCALE)
SENDERS, LETTERS = 5, 40
ONE_STATEMENT = "the same rows by one INSERT … SELECT without triggers"
UNGUARDED = "the same writes in plain SQL, three commits, without triggers"


def planning_rows() -> list[Row]:
    from django.utils import timezone

    from bench.world import waiting
    from cadence.services import planning

    at = timezone.now()
    limit = waiting.insert_tries()
    started, planned, longest = perf_counter(), 0, 0.0
    while True:
        tick = perf_counter()
        looked_at = planning.plan_due(at)
        if not looked_at:
            break
        planned += looked_at
        longest = max(longest, perf_counter() - tick)
    took = perf_counter() - started
    name = f"plan {planned:,} due of {ENROLLMENTS:,}"
    return [
        Row(name, took, "s", "≤ 5 s", limit, ONE_STATEMENT),
        Row("the longest tick of it", longest * 1_000, "ms", ""),
        Row("tries planned", planned / took, "/s", "", planned / limit, ONE_STATEMENT),
    ]


def drafting_rows() -> list[Row]:
    from django.utils import timezone

    from bench.world import waiting
    from cadence.models import Draft
    from cadence.services import drafting

    at = timezone.now()
    limit = waiting.insert_drafts(DRAFTS)
    started, looked_at = perf_counter(), 0
    while looked_at < DRAFTS and (more := drafting.draft_due(at)):
        looked_at += more
    took, written = perf_counter() - started, Draft.objects.count()
    name = f"first drafts ({written:,} written, {looked_at - written:,} with nothing to say)"
    return [
        Row(name, looked_at / took, "/s", "≥ 3,000/s, two cores", DRAFTS / limit, ONE_STATEMENT)
    ]


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


@contextmanager
def no_mail_server() -> Iterator[None]:
    """Every letter is taken at once, and no copy is kept."""
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
    ):
        yield


def main() -> None:
    from bench.world import waiting
    from bench.world.people import Crowd

    started = perf_counter()
    waiting.make(Crowd(people=ENROLLMENTS, reps=REPS, colleagues=3))
    print(f"{ENROLLMENTS:,} enrollments in {perf_counter() - started:.0f} s", flush=True)
    rows = [row for group in (planning_rows, drafting_rows, sending_rows) for row in group()]
    print_table("One process; each tick a transaction, as the worker's bell rings it.", rows)


if __name__ == "__main__":
    django.setup()
    main()
