"""Which step of a newer version comes next for somebody who is on the way. Pure; R4 holds on the new way, too."""

from collections.abc import Collection, Sequence
from typing import Protocol


class Placed(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def purpose(self) -> str: ...


def next_step_in(
    newer: Sequence[Placed],
    *,
    had: Collection[str],
    next_step: int,
    attempts: int,
    min_attempts: int,
) -> int:
    """The step after the last one whose purpose they had already; else the place at which they are.

    Earlier where else too few steps were left for as many attempts as the method asks.
    """
    known = [step.number for step in newer if step.purpose in had]
    following = known[-1] + 1 if known else min(next_step, len(newer))
    latest = len(newer) + 1 - max(0, min_attempts - attempts)
    return max(1, min(following, latest))
