"""Names: what is tidied, what deserves a look, what is refused."""

import pytest

from prospects.enums import RowLook
from prospects.names import looks, name_in, tidy
from team.names import hides_something


@pytest.mark.parametrize(
    "name",
    ["Aoife Ní Bhriain", "Sukarno", "José Luis García Márquez", "Renée D'Angelo", "李小龙", "Zoë van der Berg", "Dáithí Ó Sé",
     "Mary-Kate O’Brien", "J. R. Hartley", "Bo Ek"],
)  # fmt: skip
def test_a_real_name_needs_no_look(name):
    assert looks(name, "someone@corrib.example") == []
    assert tidy(name) == name


@pytest.mark.parametrize(
    ("name", "email", "look"),
    [
        ("AOIFE NÍ BHRIAIN", "", RowLook.ALL_CAPITALS),
        ("aoife ní bhriain", "", RowLook.ALL_SMALL),
        ("Byrne, Aoife", "", RowLook.SWAPPED),
        ("Ní Bhriain Aoife", "aoife.ni@corrib.example", RowLook.SWAPPED),
        ("Aoife 🚀 Byrne", "", RowLook.EMOJI),
        ("Dr. Aoife Byrne", "", RowLook.HONORIFIC),
        ("Aoife Byrne, PhD", "", RowLook.HONORIFIC),
        ("Aoife Byrne 2", "", RowLook.DIGITS),
    ],
)
def test_an_odd_name_deserves_a_look(name, email, look):
    assert look in looks(name, email)


def test_two_ways_to_write_an_accent_become_one():
    assert tidy("  Ni\u0301  Bhriain ") == "Ní Bhriain"


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\u200f", "\ufeff", "\u200b"]
)
def test_hidden_characters_are_found(sign):
    assert hides_something(f"Aoife{sign}")


def test_joiners_that_scripts_need_are_not_hidden_characters():
    assert not hides_something("نیک‌بخت")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("robin.hale@corrib.example", "Robin Hale"),
        ("anna.maria.lind@corrib.example", "Anna Maria Lind"),
        ("robin@corrib.example", ""),
        ("r.hale@corrib.example", ""),
        ("depot.2@corrib.example", ""),
        ("", ""),
    ],
)
def test_an_address_of_first_and_last_name_spells_one(address, name):
    assert name_in(address) == name
