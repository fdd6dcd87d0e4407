"""These tests stand at one instant, with a mail server beside them."""

from tests.cadence.conftest import clock, post, sandbox

__all__ = ["clock", "post", "sandbox"]
