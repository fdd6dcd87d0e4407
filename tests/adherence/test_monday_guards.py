"""No Monday letter goes to anybody but our own users, who asked for it; and the proof says so."""

from datetime import timedelta
from io import StringIO
from typing import LiteralString

import pytest
from django.core.mail import EmailMessage, mailers
from django.core.management import CommandError, call_command

from adherence.models import MondayLetter
from adherence.selectors.monday_proof import RULES
from adherence.services.own_post import NotOurOwn
from prospects.models import Suppression
from team.models import User
from tests import smtp
from tests.adherence.mondays import (
    SENDER,
    SIX_IN_DUBLIN,
    addressees,
    reader,
    sink,
    the_monday_process,
    write,
)
from tests.adherence.weeks import colleague, person
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.roles import answer, connected_as, refused
from tests.times import NOW

__all__ = ["sink"]

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker", "monday"]),
    pytest.mark.usefixtures("sandbox"),
]

# Nobody but our own users


def test_its_process_can_read_no_prospect_no_letter_and_no_mailbox(clock: Clock) -> None:
    person(colleague(), email="aoife@corrib.example")
    with connected_as("monday") as process:
        answers = {
            statement: answer(process, statement)
            for statement in (
                "SELECT email FROM prospects_prospect",
                "SELECT password FROM team_user",
                "SELECT last_login FROM team_user",
                "SELECT value FROM prospects_suppression",
                "SELECT to_address FROM cadence_draft",
                "SELECT to_address FROM cadence_approval",
                "SELECT from_address FROM mailbox_inboundmessage",
                "SELECT address FROM mailbox_mailbox",
                "SELECT * FROM mailbox_sendsecret",
                "SELECT * FROM mailbox_readsecret",
                "INSERT INTO cadence_delivery (id) VALUES (gen_random_uuid())",
                "UPDATE team_user SET email = 'aoife@corrib.example'",
                "INSERT INTO team_user (email) VALUES ('aoife@corrib.example')",
            )
        }
    assert answers == dict.fromkeys(answers, "42501")


@attacks("EA711")
def test_no_other_process_writes_one_and_none_is_written_to_who_did_not_ask(clock: Clock) -> None:
    clock.move(SIX_IN_DUBLIN)
    asked, silent, gone = reader(), colleague(), reader(is_active=False)
    this = SIX_IN_DUBLIN.date()

    def claim(user: User, **changed: object) -> MondayLetter:
        given = {"user": user, "week": this, "claimed_at": NOW, "address": "aoife@corrib.example"}
        return MondayLetter.objects.create(**(given | changed))

    with refused("42501"):
        claim(asked)
    with the_monday_process():
        for user, changed in (
            (silent, {}),
            (gone, {}),
            (asked, {"week": this - timedelta(days=7)}),
            (asked, {"week": this + timedelta(days=7)}),
            (asked, {"state": "sent", "finished_at": NOW}),
        ):
            with refused("EA711"):
                claim(user, **changed)
        clock.move(SIX_IN_DUBLIN - timedelta(minutes=1))
        with refused("EA711"):
            claim(asked)
        clock.move(SIX_IN_DUBLIN)
        letter = claim(asked)
        letter.refresh_from_db()
    assert (letter.address, letter.db_role) == (asked.email, "earnest_monday")
    another = reader()
    with connected_as("owner") as owner:
        forged: LiteralString = (
            "INSERT INTO adherence_mondayletter (user_id, week, address, claimed_at)"
            " VALUES (%s, %s, '', now())"
        )
        assert answer(owner, forged, another.pk, this) == "EA711"


@attacks("EA712")
@pytest.mark.parametrize("spelled", ["Maya@Corrib.example", "maya+news@corrib.example"])
def test_whom_we_prospect_gets_none_even_when_they_sign_in_here(
    clock: Clock, sink: smtp.Sink, spelled: str
) -> None:
    both, other = reader(email="maya@corrib.example"), reader()
    person(colleague(), email=spelled)

    assert write(clock, SIX_IN_DUBLIN) == 1
    assert addressees(sink) == [other.email]
    with the_monday_process(), refused("EA712"):
        MondayLetter.objects.create(user=both, week=NOW.date(), claimed_at=NOW)


STOP = {"kind": "email", "value": "maya@corrib.example", "reason": "Asked us", "origin": "manual"}


@attacks("EA712")
@pytest.mark.parametrize(
    ("changed", "letters"),
    [
        ({}, 0),
        ({"channel": "email"}, 0),
        ({"until": NOW + timedelta(days=30)}, 0),
        ({"until": NOW - timedelta(days=30)}, 1),
        ({"channel": "linkedin"}, 1),
        ({"kind": "domain", "value": "elsewhere.example"}, 1),
    ],
)
def test_who_is_on_the_stop_list_gets_none(
    clock: Clock, sink: smtp.Sink, changed: dict[str, object], letters: int
) -> None:
    """Known to the list alone: the person it was of is forgotten."""
    reader(email="maya+news@corrib.example")
    Suppression.objects.create(**(STOP | {"created_at": NOW - timedelta(days=60)} | changed))

    assert write(clock, SIX_IN_DUBLIN) == len(sink.accepted) == letters


@attacks("EA713")
def test_what_was_written_down_of_a_letter_stays(clock: Clock, sink: smtp.Sink) -> None:
    reader()
    write(clock, SIX_IN_DUBLIN)
    letter = MondayLetter.objects.filter(week=SIX_IN_DUBLIN.date())
    with the_monday_process():
        for change in (
            {"address": "aoife@corrib.example"},
            {"state": "claimed", "finished_at": None},
            {"week": SIX_IN_DUBLIN.date() + timedelta(days=7)},
        ):
            with refused("EA713"):
                letter.update(**change)
        with refused("42501"):
            letter.delete()
    with refused("42501"):
        letter.update(note="x")


def test_the_mailer_takes_nothing_for_anybody_else(clock: Clock, sink: smtp.Sink) -> None:
    user, mate = reader(), colleague()
    person(mate, email="aoife@corrib.example")
    clock.move(SIX_IN_DUBLIN)

    def send(*to: str, **more: list[str]) -> int:
        message = EmailMessage("Hello", "Words", SENDER, list(to), **more)
        return mailers["monday"].send_messages([message])

    with the_monday_process():
        for to in (["aoife@corrib.example"], [user.email], [mate.email]):
            with pytest.raises(NotOurOwn):
                send(*to)
        MondayLetter.objects.create(user=user, week=NOW.date(), claimed_at=NOW)
        for more in (
            {"cc": ["aoife@corrib.example"]},
            {"bcc": ["aoife@corrib.example"]},
        ):
            with pytest.raises(NotOurOwn):
                send(user.email, **more)
        with pytest.raises(NotOurOwn):
            send(user.email, "aoife@corrib.example")
        assert sink.accepted == []
        assert send(user.email) == 1
    assert addressees(sink) == [user.email]


# The proof


def proven() -> str:
    said = StringIO()
    call_command("prove_human_sends", stdout=said)
    return said.getvalue().splitlines()[-1]


FORGERIES: dict[str, LiteralString] = {
    "M1": "UPDATE adherence_mondayletter SET db_role = 'earnest_worker'",
    "M2": "UPDATE adherence_mondayletter SET address = 'aoife@corrib.example'",
}


def test_the_proof_tells_monday_letters_apart_and_finds_each_that_went_elsewhere(
    clock: Clock, sink: smtp.Sink
) -> None:
    reader(email="Maya@Fernhill.example")
    write(clock, SIX_IN_DUBLIN)
    letter = MondayLetter.objects.get()
    assert proven() == "1 Monday letter, to one of our own users."

    with connected_as("owner") as owner:
        owner.execute("ALTER TABLE adherence_mondayletter DISABLE TRIGGER USER")
        for code, forgery in FORGERIES.items():
            kept = (letter.address, letter.db_role)
            owner.execute(forgery)
            said = StringIO()
            with pytest.raises(CommandError, match=r"1 rows break the proof"):
                call_command("prove_human_sends", stderr=said)
            assert said.getvalue() == f"Monday letter {letter.pk} breaks {code}: {RULES[code]}\n"
            owner.execute("UPDATE adherence_mondayletter SET address = %s, db_role = %s", kept)
        owner.execute("ALTER TABLE adherence_mondayletter ENABLE TRIGGER USER")
    assert set(FORGERIES) == set(RULES)
