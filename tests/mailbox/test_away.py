"""Until when somebody says they are away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox.inbound.away import away_until, day_named

MONDAY = date(2026, 11, 16)

CASES = {
    "I am out of the office until 24 November 2026.": date(2026, 11, 24),
    "I will be back on November 24th, 2026.": date(2026, 11, 24),
    "I'm away until the 24th of November and will answer then.": date(2026, 11, 24),
    "Returning on Monday, 30 November.": date(2026, 11, 30),
    "I am on leave from 12 November to 4 December.": date(2026, 12, 4),
    "Back in the office on 2026-11-24.": date(2026, 11, 24),
    "Out of office until 24.11.2026": date(2026, 11, 24),
    "I will return on 11/24/2026.": date(2026, 11, 24),
    "I will return on 24/11/2026.": date(2026, 11, 24),
    "I am away until 5 January.": date(2027, 1, 5),
    "I am back on Friday.": date(2026, 11, 20),
    "I will be back next Monday.": date(2026, 11, 23),
    "Ich bin bis zum 24. November 2026 nicht im Büro.": date(2026, 11, 24),
    "Ich bin bis einschließlich 24.11. nicht erreichbar.": date(2026, 11, 24),
    "Ab dem 1. Dezember bin ich wieder für Sie da.": date(2026, 12, 1),
    "Ich bin vom 12.11.2026 bis 04.12.2026 im Urlaub.": date(2026, 12, 4),
    "Ich bin ab Montag wieder im Haus.": date(2026, 11, 23),
    "Je suis absent jusqu'au 24 novembre 2026.": date(2026, 11, 24),
    "De retour le 1er décembre.": date(2026, 12, 1),
    "Je reprends le 04/12/2026.": date(2026, 12, 4),
    "Estoy fuera hasta el lunes 30 de noviembre de 2026.": date(2026, 11, 30),
    "Vuelvo el martes.": date(2026, 11, 17),
    "Sono in ferie dal 9 al 27 novembre.": date(2026, 11, 27),
    "Rientrerò in ufficio giovedì 3 dicembre.": date(2026, 12, 3),
    "Ik ben afwezig t/m 30-11-2026.": date(2026, 11, 30),
    "Donderdag ben ik weer op kantoor.": date(2026, 11, 19),
    "Estarei fora até ao dia 30 de novembro.": date(2026, 11, 30),
    "Volto na segunda-feira.": date(2026, 11, 23),
    "Wracam do biura 30 listopada 2026 r.": date(2026, 11, 30),
    "Będę nieobecna od 9 do 27 listopada.": date(2026, 11, 27),
    "Jestem na urlopie do środy.": date(2026, 11, 18),
    "Urlaub 09.11.-27.11.2026": date(2026, 11, 27),
    "On leave 9 November – 27 November": date(2026, 11, 27),
    "Am 1. Dezember bin ich wieder im Büro.": date(2026, 12, 1),
    # the day on which it began is not a return next year
    "Dal 9 novembre non sono in ufficio.": None,
    # two days are named: the later one is safer to come back on
    "Away until 20 November. My colleague is here until 27 November.": date(2026, 11, 27),
    # day and month could be confused
    "I will return on 03/04/2027.": None,
    # nothing is said, or it lies behind us or too far ahead
    "I am out of the office with limited access to mail.": None,
    "I was away until 3 March 2020.": None,
    "This offer stands until 1 January 2199.": None,
    "Back on 31 February.": None,
    "": None,
}


@pytest.mark.parametrize("text", CASES)
def test_the_day_of_return_is_found(text: str) -> None:
    assert away_until(text, received=MONDAY) == CASES[text]


NAMED = {
    "Try again in March.": date(2027, 3, 1),
    "Not before 15 January, please.": date(2027, 1, 15),
    "Melden Sie sich im März.": date(2027, 3, 1),
    "En enero, por favor.": date(2027, 1, 1),
    "Może w lutym?": date(2027, 2, 1),
    "It may be later.": None,
    "We did that on 3 March 2020.": None,
}


@pytest.mark.parametrize("text", NAMED)
def test_a_day_to_come_back_on_is_found(text: str) -> None:
    assert day_named(text, received=MONDAY) == NAMED[text]


@given(st.text(max_size=400), st.dates(date(1, 1, 2), date(9998, 1, 1)))
def test_any_text_is_read_without_a_fault(text: str, received: date) -> None:
    found = away_until(text, received=received)
    assert found is None or found >= received


@given(
    st.lists(
        st.sampled_from(
            [
                "until",
                "back",
                "on",
                "24",
                "November",
                "24.11.",
                "99/99",
                "2026",
                "bis",
                "zum",
                "Monday",
                "-",
                "²",
            ]
        )
    )
)
def test_words_in_any_order_are_read_without_a_fault(words: list[str]) -> None:
    away_until(" ".join(words), received=MONDAY)
