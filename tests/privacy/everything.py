"""A person of whom every room knows something, and a search for what is left of them in every column of every table."""

import json
import os
import zlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from psycopg import sql

from adherence.models import HeardNote, Sample
from adherence.schedule import Week
from adherence.services import coaching, learning
from cadence.enums import CallOutcome, ReplyKind
from cadence.models import CompanyRequest, Delivery, Enrollment, Hold, SentCopy
from cadence.services import drafting, holding, logging, reflecting, reviewing, sending
from prospects.enums import Channel
from prospects.models import CountryRule, Prospect
from prospects.services import editing, importing
from research.enums import FindingAbout, IntroductionState
from research.services import briefing, introducing
from team.models import User
from tests import journeys
from tests.adherence.drawn import draw, manager_of
from tests.adherence.weeks import colleague
from tests.cadence import answers
from tests.cadence.conftest import Clock
from tests.factories.mailbox import InboundMessageFactory
from tests.factories.prospects import CompanyFactory
from tests.times import NOW

NAME = "Gráinne Xanthopoulos"
EMAIL = "grainne.xanthopoulos@corrib.example"
PHONE = "+353915550177"
PROFILE = "https://www.linkedin.com/in/grainne-xanthopoulos-7"
NOTED = "Her sister Philomena answers on Fridays."
SAID = "The saffron ledger of mine burned last Tuesday, so no."
WROTE = "I read of the quince orchard that you planted behind your depot in Kinvara last March."
LETTER = f"""Hi Gráinne,

{WROTE} Two teams we work with made the same move last winter, and the gap in the record turned up at the handover.

Would it be useful if I sent over what they changed?

If this isn't yours to look at, tell me and I'll stop.

Maya"""
MESSAGE = "Hi Gráinne, I saw that you hire for the quince orchard in Limerick. One question about it, if you have a minute."
# The rooms whose rows may say something of somebody.
ROOMS = ("adherence", "cadence", "mailbox", "prospects", "research")
# By what somebody is known: said anew, it would be somebody else.
WHO_THEY_ARE = frozenset(
    f"prospects_prospect.{name}" for name in ("name", "email", "phone", "linkedin_url")
) | {"prospects_suppression.value"}
# A column with room for a sentence.
LONG = 100
# Of each of the above, of their details and of what was noted in every room. None stands in any other text.
TELLING = (
    "xanthopoulos", "5550177", "keeper of quinces", "philomena", "saffron", "quince", "keeps bees", "aunt agnes",
    "before noon", "too much of orchards", "wanted by the north", "marzipan",
)  # fmt: skip


def whole(clock: Clock, owner: User) -> Prospect:
    """A cadence from the first letter to a no, and what everybody wrote down beside it. Nothing is under way any more."""
    company = CompanyFactory.create(name="Orchard Depot", postal_address="Kinvara")
    person = journeys.researched(
        owner, name=NAME, email=EMAIL, phone=PHONE, linkedin_url=PROFILE, title="Keeper of Quinces",
        lawful_basis_note=NOTED, company=company,
    )  # fmt: skip
    _researched(person)
    first = journeys.enrolling.enroll(person, journeys.published_version(), by=owner, at=NOW)
    _written(first)
    _called(clock, first)
    _linked(clock, first)
    _answered(first)
    _mentioned(person)
    _coached(clock, first)
    _on_its_way(person)
    return person


def _researched(person: Prospect) -> None:
    by = person.owner
    about = {"about": FindingAbout.PERSON, "told_by": NAME, "dated_on": NOW.date()}
    briefing.add_finding(
        person, briefing.Fact(claim="She keeps bees there.", **about), by=by, at=NOW
    )
    editing.add_note(person, by=by, at=NOW, text=NOTED)
    asked = introducing.ask(person, by=by, at=NOW, introducer="Aunt Agnes", words="Marzipan?")
    introducing.answer(asked, by=by, at=NOW, state=IntroductionState.DECLINED, note="Marzipan.")


def _written(enrollment: Enrollment) -> None:
    touch = journeys.next_touch(enrollment, NOW)
    draft = drafting.save_draft(
        touch, by=touch.owner, at=NOW, subject="Your quince orchard", body=LETTER, base_number=0
    )
    journeys.connected(touch.owner)
    session = journeys.signed_in(touch.owner)
    approval = reviewing.approve(
        draft, by=touch.owner, session=session, at=NOW, looks={}, read_aloud=True
    )
    _filed(sending.deliver(approval, by=touch.owner, session=session, at=NOW))


def _filed(delivery: Delivery) -> None:
    """As their provider keeps it among the sent mail of the rep."""
    copy = InboundMessageFactory.create(
        in_own_folder=True, message_id=delivery.message_id, to=[EMAIL], text=LETTER, read_at=NOW
    )
    SentCopy.objects.create(
        delivery=delivery, mail=copy, message_id=delivery.message_id, seen_at=NOW
    )


def _called(clock: Clock, enrollment: Enrollment) -> None:
    at = clock.move(NOW + timedelta(days=1))
    touch = journeys.next_touch(enrollment, at)
    logging.log_call(
        touch, by=touch.owner, at=at, outcome=CallOutcome.VOICEMAIL, note="Philomena's voice."
    )


def _linked(clock: Clock, enrollment: Enrollment) -> None:
    at = clock.move(NOW + timedelta(days=2))
    touch = journeys.next_touch(enrollment, at)
    logging.log_linkedin(
        touch, by=touch.owner, at=at, words=MESSAGE, note="Marzipan", read_aloud=True
    )


def _answered(enrollment: Enrollment) -> None:
    by = enrollment.owner
    reply = answers.wrote(enrollment.prospect, SAID, full_text=SAID, html=SAID)
    answers.named(reply, ReplyKind.NO, note="Philomena says so.")
    learning.keep_fact(reply, by=by, at=NOW)
    learning.make_question(reply, by=by, at=NOW, text="What burned beside the saffron?")
    hold = Hold.objects.get(company=reply.company, lifted_at=None)
    holding.lift(hold, by=by, at=NOW, reason=f"{NAME} was read")
    enrollment.refresh_from_db()
    reflecting.learn(
        enrollment, by=by, at=NOW, about_them="Never before noon.", about_us="Too much of orchards."
    )


def _mentioned(person: Prospect) -> None:
    """What others' rows say of them."""
    beside = journeys.researched(
        person.owner, name="Séamus Burke", email="seamus@corrib.example", phone="+353915550133",
        linkedin_url="https://www.linkedin.com/in/seamus-burke", company=person.company,
    )  # fmt: skip
    about = {"about": FindingAbout.COMPANY, "told_by": "The paper", "dated_on": NOW.date()}
    fact = briefing.Fact(claim=f"{NAME} leads the night crew.", for_everyone=True, **about)
    briefing.add_finding(beside, fact, by=person.owner, at=NOW)
    editing.add_note(beside, by=person.owner, at=NOW, text=f"Sits beside {NAME}; write to {EMAIL}.")
    CompanyRequest.objects.create(
        company=person.company, prospect=person, asker=colleague(), why="Wanted by the North.",
        asked_at=NOW,
    )  # fmt: skip
    assert person.owner.team is not None
    HeardNote.objects.create(
        team=person.owner.team, week=Week.of(NOW, person.owner.zone).monday, by=person.owner,
        text=f"Hear {NAME} out.", at=NOW,
    )  # fmt: skip
    InboundMessageFactory.create(
        from_address=EMAIL, from_name=NAME, text="A saffron letter nobody matched.", subject=NAME
    )


def _coached(clock: Clock, enrollment: Enrollment) -> None:
    at = NOW + timedelta(days=7)
    draw(clock, at)
    drawn = Sample.objects.get(attempt__enrollment=enrollment, attempt__channel=Channel.LINKEDIN)
    by = manager_of(drawn.rep)
    passage = "the quince orchard"
    coaching.comment(drawn, by=by, at=at, passage=passage, text="Less of the quince orchard.")
    example = coaching.ask_for_example(drawn, by=by, at=at, why="How it names the quince.")
    coaching.agree(example, by=drawn.rep, at=at, words=MESSAGE.partition(", ")[2])


def _on_its_way(person: Prospect) -> None:
    row = f"Name,Company,E-mail\n{NAME},Orchard Depot,{EMAIL}\n"
    batch = importing.bring([row.encode()], file_name="people.csv", by=person.owner, at=NOW)
    importing.match(batch, mapping=batch.mapping)


def left_of(needles: tuple[str, ...]) -> list[str]:
    """Every table and column in which one of these is still to be read, in whatever it was packed."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner:
        return [
            f"{table}.{column}: {needle}"
            for table in _tables(owner)
            for column, value in _values(owner, table)
            for needle in needles
            if needle in _readable(value)
        ]


def rows_beside(person: Prospect) -> str:
    """All that is known of anybody else, to compare."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as owner:
        found = owner.execute(
            "SELECT to_jsonb(p) FROM prospects_prospect p WHERE id <> %s ORDER BY id", [person.pk]
        )
        return json.dumps(found.fetchall(), default=str)


def _tables(owner: psycopg.Connection) -> list[str]:
    found = owner.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    return [name for (name,) in found]


def _values(owner: psycopg.Connection, table: str) -> Iterator[tuple[str, object]]:
    rows = owner.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))
    names = [column.name for column in rows.description or ()]
    for row in rows:
        yield from zip(names, row, strict=True)


def _readable(value: object) -> str:
    if isinstance(value, bytes):
        for unpack in (zlib.decompress, bytes):
            try:
                return unpack(value).decode(errors="ignore").casefold()
            except zlib.error:
                continue
    return str(value).casefold()


def plant(words: str) -> set[str]:
    """Say this in every column of words, of every row there is, past all guards; the tables and columns where it stands.

    But for what comes with the migrations, which the next test finds as it is left here.
    """
    planted = set[str]()
    models_of_rooms = (each for room in ROOMS for each in apps.get_app_config(room).get_models())
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
        for model in models_of_rooms:
            table = model._meta.db_table
            columns = [
                each
                for each in model._meta.concrete_fields
                if _is_of_words(each) and f"{table}.{each.column}" not in WHO_THEY_ARE
            ]
            if model is CountryRule or not columns:
                continue
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
            planted |= {
                f"{table}.{each.column}" for each in columns if _planted(owner, table, each, words)
            }
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER".encode())
    return planted


def _planted(
    owner: psycopg.Connection, table: str, field: "models.Field[Any, Any]", words: str
) -> bool:
    """In every row, or in none: where a check or a key keeps what such a row says."""
    said = f'UPDATE {table} SET "{field.column}" = {_with_words(field)}'
    try:
        with owner.transaction():
            return owner.execute(said.encode(), {"words": words}).rowcount > 0
    except psycopg.errors.IntegrityError:
        return False


def _is_of_words(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, ArrayField):
        return _is_of_words(field.base_field)
    if field.choices or field.unique or getattr(field, "generated", False):
        return False
    if isinstance(field, models.JSONField):
        return True
    return isinstance(field, models.TextField) or (
        isinstance(field, models.CharField) and (field.max_length or LONG) >= LONG
    )


def _with_words(field: "models.Field[Any, Any]") -> str:
    if isinstance(field, ArrayField):
        return f'array_append("{field.column}", %(words)s)'
    if isinstance(field, models.JSONField):
        return f"""jsonb_build_object('said', %(words)s::text) || "{field.column}" """
    return f'''right("{field.column}" || ' ' || %(words)s, {field.max_length or 10_000})'''
