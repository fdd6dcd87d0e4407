"""How long answers took, said as figures."""

from collections.abc import Sequence


def percentile(seconds: Sequence[float], share: float) -> float:
    """The time within which this share of the answers came; 0 when there were none."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
