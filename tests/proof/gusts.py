"""Storms that come all at once, or faster than people click. They have no latency to hold; see storm.py."""

from tests.proof import storm
from tests.proof.ground import Ground
from tests.proof.rows import Row, Size

GUSTS: storm.Storms = {
    "quick": [("burst", 6)],
    "full": [("burst", 40), ("flat out", 40)],
}


def prove(ground: Ground, size: Size) -> Row:
    return storm.weathered("gusts", GUSTS, ground, size)
