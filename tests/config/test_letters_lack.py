"""What a web process can serve without, and the readers of our letters are better off with, is said in its log."""

import pytest
from pytest_django.fixtures import Settings

from config.startup import tell_what_letters_lack


@pytest.mark.parametrize(
    ("url", "lines"), [("http://earnest.example", 1), ("https://earnest.example", 0)]
)
def test_what_letters_lack_without_https_is_said_in_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture, url: str, lines: int
) -> None:
    settings.DEMO, settings.PUBLIC_URL = False, url

    tell_what_letters_lack()

    said = [each.getMessage() for each in caplog.records]
    assert len(said) == lines
    assert all(f"PUBLIC_URL is {url} and does not begin with https://" in each for each in said)
