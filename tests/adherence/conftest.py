"""This room's tests stand at one instant, as those of the cadence do."""

from tests.cadence.conftest import clock, post, sandbox

__all__ = ["clock", "post", "sandbox"]
