"""The clock and the mailboxes of the cadence room's tests, and all that an installation may be told of."""

import pytest
from pytest_django import Settings

from tests.cadence.conftest import clock, sandbox

__all__ = ["clock", "sandbox"]

# Nothing listens there, and nothing is asked of it.
NOWHERE = "http://127.0.0.1:9"
DIRECTORY = {
    "provider_id": "company",
    "name": "Directory",
    "client_id": "earnest",
    "secret": "of-the-tests",
    "settings": {"server_url": NOWHERE},
}


@pytest.fixture(autouse=True)
def _everything_is_offered(settings: Settings) -> None:
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "earnest", "of-the-tests"
    settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL_NAME = f"{NOWHERE}/v1", "small"
    settings.METRICS_TOKEN = "of-the-tests"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [DIRECTORY]}}
