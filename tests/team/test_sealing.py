"""A sealed secret opens with the right key, in the right row, for the right server, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox.enums import Purpose
from team.sealing import CannotOpenError, seal, unseal
from tests.factories.mailbox import MailboxFactory

KEY = "a key of the tests, long enough to be one"
BOUND = "send|mailbox:1|owner:1|smtp.fernhill.example|587|starttls|maya"


def test_what_was_sealed_can_be_opened() -> None:
    assert (
        unseal(seal("påss wörd", key=KEY, bound_to=BOUND), key=KEY, bound_to=BOUND) == "påss wörd"
    )


def test_the_same_secret_never_looks_the_same() -> None:
    assert seal("a", key=KEY, bound_to=BOUND) != seal("a", key=KEY, bound_to=BOUND)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(CannotOpenError):
        unseal(seal("a", key=KEY, bound_to=BOUND), key=KEY + "!", bound_to=BOUND)


@pytest.mark.parametrize("key", ["", "short"])
def test_without_a_key_nothing_is_sealed_or_opened(key: str) -> None:
    with pytest.raises(CannotOpenError):
        seal("a", key=key, bound_to=BOUND)
    with pytest.raises(CannotOpenError):
        unseal(seal("a", key=KEY, bound_to=BOUND), key=key, bound_to=BOUND)


@pytest.mark.parametrize(
    "changes",
    [
        {"pk": 2},
        {"owner_id": 9},
        {"smtp_host": "evil.example"},
        {"smtp_port": 25},
        {"smtp_security": "none"},
        {"smtp_username": "other"},
    ],
)
def test_a_secret_moved_to_another_row_or_server_does_not_open(changes: dict[str, object]) -> None:
    facts: dict[str, object] = {"owner": None, "owner_id": 1, "pk": 1, "address": "m@f.example"}
    facts |= {"display_name": "Maya"}
    mailbox = MailboxFactory.build(**facts)
    sealed = seal("secret", key=KEY, bound_to=mailbox.bound_to(Purpose.SEND))
    assert unseal(sealed, key=KEY, bound_to=mailbox.bound_to(Purpose.SEND)) == "secret"
    for name, value in changes.items():
        setattr(mailbox, name, value)
    with pytest.raises(CannotOpenError):
        unseal(sealed, key=KEY, bound_to=mailbox.bound_to(Purpose.SEND))


def test_a_reading_secret_does_not_open_as_a_sending_one() -> None:
    mailbox = MailboxFactory.build(
        owner=None, owner_id=1, pk=1, address="m@f.example", display_name=""
    )
    sealed = seal("secret", key=KEY, bound_to=mailbox.bound_to(Purpose.READ))
    with pytest.raises(CannotOpenError):
        unseal(sealed, key=KEY, bound_to=mailbox.bound_to(Purpose.SEND))


@given(st.binary(max_size=80))
def test_junk_does_not_open(junk: bytes) -> None:
    with pytest.raises(CannotOpenError):
        unseal(junk, key=KEY, bound_to=BOUND)


@given(st.integers(0, 40))
def test_one_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(seal("secret words", key=KEY, bound_to=BOUND))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(CannotOpenError):
        unseal(bytes(sealed), key=KEY, bound_to=BOUND)
