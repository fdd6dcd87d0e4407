"""A mail that wants to do harm costs two seconds at most and raises nothing."""

import time

import pytest

from tests.adapters.corpus import read
from tests.adapters.hostile import MOST_SECONDS, hostile_mails

NAMED = [pytest.param(raw, id=name) for name, raw in hostile_mails(60)]


@pytest.mark.parametrize("raw", NAMED)
def test_a_hostile_mail_is_read_in_two_seconds(raw: bytes) -> None:
    started = time.process_time()
    found, _suggestion = read(raw)
    assert time.process_time() - started < MOST_SECONDS
    for text in (found.full_text, found.text, found.subject, found.from_name, found.html):
        assert "\0" not in text
        text.encode()
