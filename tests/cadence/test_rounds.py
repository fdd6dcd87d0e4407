"""A bell goes on until a batch comes back short."""

from datetime import datetime

import pytest

from cadence.services import rounds
from tests.times import NOW


def test_batches_follow_one_another_until_one_is_short() -> None:
    waiting = [3, 3, 1]
    seen: list[int] = []

    def step(at: datetime, *, limit: int) -> int:
        seen.append(limit)
        return waiting.pop(0)

    assert rounds.until_done(step, now=lambda: NOW, limit=3) == 7
    assert seen == [3, 3, 3]


def test_a_bell_does_not_ring_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1000, 6))
    monkeypatch.setattr(rounds, "monotonic", lambda: float(next(ticks)))

    assert rounds.until_done(lambda at, *, limit: limit, now=lambda: NOW, limit=10) == 30
