"""The clock and the mailboxes of the cadence room's tests, and all that an installation may be told of."""

import pytest
from pytest_django import Settings

from tests.cadence.conftest import clock, sandbox

__all__ = ["clock", "sandbox"]


@pytest.fixture(autouse=True)
def _everything_is_offered(settings: Settings) -> None:
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "earnest", "of-the-tests"
    # Nothing listens there, and nothing is asked of it.
    settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL_NAME = "http://127.0.0.1:9/v1", "small"
