"""What was measured and counted, said as figures."""

from collections import Counter
from collections.abc import Iterable, Sequence


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time within which this share of the answers came; 0 when there were none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def counted(values: Iterable[object]) -> str:
    """ "15 sent, 1 unknown": the most frequent first."""
    return ", ".join(f"{count} {value}" for value, count in Counter(values).most_common())
