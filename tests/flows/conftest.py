"""Whole flows run at an instant of their own, with a real mail server beside them."""

from tests.cadence.conftest import clock, post

__all__ = ["clock", "post"]
