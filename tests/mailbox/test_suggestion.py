"""What kind of answer it looks like, in eight languages; nothing when unsure."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox.inbound.suggestion import Suggestion, suggest

MONDAY = date(2026, 11, 16)
JANUARY = date(2027, 1, 1)

CASES = {
    "I would be interested to hear more.": Suggestion("interested"),
    "Klingt gut, rufen Sie mich an.": Suggestion("interested"),
    "Avec plaisir, parlons-en.": Suggestion("interested"),
    "¿Cuánto cuesta?": Suggestion("interested"),
    "Sono interessata.": Suggestion("interested"),
    "Laten we bellen.": Suggestion("interested"),
    "Estamos interessados.": Suggestion("interested"),
    "Z przyjemnością.": Suggestion("interested"),
    "Not right now. Check back in January.": Suggestion("not_now", until=JANUARY),
    "Derzeit nicht, gern im Januar.": Suggestion("not_now", until=JANUARY),
    "Not before spring. Write to me on 2 March": Suggestion("not_now", until=date(2027, 3, 2)),
    "Not before spring.": Suggestion("not_now"),
    "Pas avant le 2 mars.": Suggestion("not_now", until=date(2027, 3, 2)),
    "Pas pour le moment.": Suggestion("not_now"),
    "No thanks, not at the moment, but come back to me in January.": Suggestion(
        "not_now", until=JANUARY
    ),
    "We are not interested.": Suggestion("no"),
    "Kein Interesse.": Suggestion("no"),
    "Geen behoefte aan.": Suggestion("no"),
    "Nie potrzebujemy tego.": Suggestion("no"),
    "Not interested, not now and not next year.": Suggestion("no"),
    "I am not the right person; try robin@corrib.example, please.": Suggestion(
        "referral", points_to="robin@corrib.example"
    ),
    "Non mi occupo di questo.": Suggestion("referral"),
    "wrong desk: please ask sean.daly@corrib.example, he runs the depots now": Suggestion(
        "referral", points_to="sean.daly@corrib.example"
    ),
    "Please ask <sean.daly@corrib.example>.": Suggestion(
        "referral", points_to="sean.daly@corrib.example"
    ),
    "My address is anna@corrib.example now.": Suggestion(),
    "I am on annual leave until 30 November.": Suggestion("away", until=date(2026, 11, 30)),
    "Please remove me from your list.": Suggestion("no", stops=True),
    "Bitte nicht mehr schreiben!": Suggestion("no", stops=True),
    "Ne me contactez plus.": Suggestion("no", stops=True),
    "STOP": Suggestion("no", stops=True),
    "Unsubscribe, please.": Suggestion("no", stops=True),
    # both, or neither: a person reads it without a hint
    "Not interested in the audit, but call me about the doors.": Suggestion(),
    "We stop loading at ten and unsubscribe nobody from the night shift while they work.": Suggestion(),
    "Interesting times.": Suggestion(),
    "Thanks": Suggestion(),
    "": Suggestion(),
}


def suggested(text: str, *, subject: str = "Re: Your depot", automatic: bool = False) -> Suggestion:
    return suggest(text, subject=subject, automatic=automatic, away=None, received=MONDAY)


@pytest.mark.parametrize("text", CASES)
def test_an_answer_looks_like_its_kind(text: str) -> None:
    assert suggested(text) == CASES[text]


@pytest.mark.parametrize("subject", ["unsubscribe", " Unsubscribe ", "STOP", "Abmelden", "Opt-out"])
@pytest.mark.parametrize("automatic", [False, True])
def test_a_subject_alone_can_ask_to_stop(subject: str, automatic: bool) -> None:
    assert suggested("", subject=subject, automatic=automatic) == Suggestion("no", stops=True)


@pytest.mark.parametrize("subject", ["Re: unsubscribe", "How to unsubscribe", "Stop by on Friday"])
def test_a_subject_that_only_speaks_of_stopping_asks_nothing(subject: str) -> None:
    assert suggested("Which dock?", subject=subject) == Suggestion()


def test_what_a_machine_writes_is_never_read_as_a_persons_no() -> None:
    text = "No thanks are needed. To stop emailing us press here."
    assert suggested(text, automatic=True) == Suggestion("automatic")
    assert suggested("Ich bin im Urlaub.", automatic=True) == Suggestion("away")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Accepted: Ten minutes", "interested"),
        ("Invitation: Ten minutes", "interested"),
        ("Declined: Ten minutes", ""),
    ],
)
def test_a_calendars_answer_is_read(text: str, kind: str) -> None:
    assert suggested(text) == Suggestion(kind)


HOSTILE = (
    "stop " * 60_000,
    "no " * 100_000,
    "a" * 300_000,
    "24 " * 100_000,
    "@." * 150_000,
    "ﷺ" * 99,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    started = time.process_time()
    suggested(text, subject=text)
    assert time.process_time() - started < 0.5


@given(st.text(max_size=300), st.text(max_size=50), st.booleans())
def test_any_text_is_read_without_a_fault(text: str, subject: str, automatic: bool) -> None:
    found = suggested(text, subject=subject, automatic=automatic)
    assert found.kind == "no" or not found.stops
