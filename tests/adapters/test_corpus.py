"""What every mail of the corpus is, whom it names, and what is never taken for a machine's."""

from collections import Counter

import pytest

from tests.adapters.corpus import HERE, OUR_ID, Expected, corpus, read

READ = ("person", "auto_reply")
MAILS = [pytest.param(each, id=each.file) for each in corpus()]


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_is_read_as_what_it_is(mail: Expected) -> None:
    found = mail.understood()
    assert (found.verdict, found.from_address) == (mail.verdict, mail.sender)
    assert (found.bounced_address, found.bounce_permanent) == (mail.address, mail.permanent)
    if mail.found_by == "thread":
        assert OUR_ID in (found.in_reply_to, *found.references)
    if mail.verdict == "auto_reply":
        assert found.away_until == mail.until
    if mail.words is not None:
        assert found.text == mail.words


def test_every_mail_is_in_the_index_and_half_of_them_are_held_back() -> None:
    files = {str(path.relative_to(HERE)) for path in HERE.rglob("*.eml")}
    assert files == {each.file for each in corpus()}
    halves = Counter(each.is_held_back for each in corpus())
    assert min(halves.values()) > 120


@pytest.mark.parametrize("mail", [each for each in MAILS if each.values[0].verdict in READ])
def test_a_kind_is_suggested(mail: Expected) -> None:
    _found, suggestion = read(mail.raw)
    assert (suggestion.kind, suggestion.stops) == (mail.suggests, mail.stops)
    if mail.verdict == "person":
        assert suggestion.until == mail.until
