"""All that we know of one person, for them: no table is forgotten, and it is for who leads their rep."""

import json

import pytest
from django.apps import apps
from django.db import models

from adherence.selectors.personal_data import EXCEPT, PARTS, all_about
from adherence.selectors.personal_words import LABELS
from cadence.services import stopping
from mailbox.models import InboundMessage
from prospects.models import ImportBatch, Prospect, StagedRow, Suppression
from prospects.services import importing
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from tests.adherence.weeks import Reader, colleague
from tests.cadence.conftest import Clock
from tests.factories.mailbox import InboundMessageFactory
from tests.factories.prospects import ProspectFactory
from tests.privacy import everything
from tests.smtp import Sink
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])

# How a column, a row or a code looks that nobody put into words.
RAW = ("_", "{&#x27;", "[&#x27;", "None", "True", "+00:00")
# Which row belongs to which, what proves a letter, how a machine read a mail, and when a plan is looked at again: for machines.
FOR_MACHINES = frozenset(
    """id revision company prospect enrollment touch draft approval delivery session attempt sample reply message mail mailbox
    batch import_batch merged_into version step story question resource introduction finding erasure kept other stop_of
    content_sha256 erased_sha256 frame_sha256 mime_sha256 hash previous_hash value_hash message_id original_ids in_reply_to
    references uid uidvalidity folder in_own_folder html bounce_permanent settled_at settle_again_at settle_failures
    encoding delimiter columns_key mapping sheet sheets left_out compared landed accepted rejected duplicate total applied_at
    known_id like_id line errors employees name_settled db_role smtp_code reserved_at sending_at consumed_at expires_at
    resolved_session lease_by lease_until opened_at closes_at chosen_at plan_at planned_at due_at deadline_on stood_on
    look_again_at next_step gap_cause nothing_to_say seconds_open place starts week swapped forgotten_at lapsed_at tried_at
    suggested_kind""".split()
)
ROOMS = ("adherence", "cadence", "mailbox", "prospects", "research")


def leads_to_a_person(model: type[models.Model], seen: frozenset[type[models.Model]]) -> bool:
    """By keys of its own, however long the way is; our own people and libraries are no way."""
    keys = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    ways = [each for each in keys if each not in seen and each is not User]
    return Prospect in ways or any(leads_to_a_person(each, seen | {each}) for each in ways)


def test_every_table_that_leads_to_a_person_is_handed_out_or_excepted_for_a_reason() -> None:
    found = {
        model._meta.label
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if model is not Prospect and leads_to_a_person(model, frozenset({model}))
    }
    assert found == {each.model._meta.label for each in PARTS} | set(EXCEPT)


def test_what_is_handed_out_holds_what_every_room_knows(clock: Clock, post: Sink) -> None:
    owner = colleague(name="Maya Okafor")
    person = everything.whole(clock, owner)
    reader = Reader(colleague(owner.team, role=Role.MANAGER))

    told = reader.act("export-json", person.pk)
    page = reader.act("export-html", person.pk).content.decode()

    kept = json.loads(told.content)
    whole = json.dumps(kept, ensure_ascii=False).casefold()
    assert [each for each in everything.TELLING if each not in whole] == []
    assert {"person", "letters", "replies", "facts", "stops", "mails", "audit"} <= set(kept)
    assert everything.SAID in page
    assert everything.WROTE in page
    assert "<script" not in page
    assert [raw for raw in RAW if raw in page] == []
    assert "Fit: A fit: we could help them" in page
    assert "<dd>Ireland</dd>" in page
    assert "src=" not in page
    assert told["Content-Disposition"] == f'attachment; filename="person-{person.pk}.json"'
    asked = AuditEvent.objects.filter(kind=AuditKind.EXPORTED)
    assert {(each.subject, each.detail["form"]) for each in asked} == {
        (f"person {person.pk}", "json"),
        (f"person {person.pk}", "html"),
    }


def test_every_column_is_told_in_words_or_left_to_machines() -> None:
    models_told = {Prospect, Suppression, InboundMessage, ImportBatch, StagedRow, AuditEvent}
    models_told |= {each.model for each in PARTS}
    columns = {field.name for each in models_told for field in each._meta.concrete_fields}
    assert columns - LABELS.keys() == FOR_MACHINES
    assert LABELS.keys() <= columns


def told_of(person: Prospect) -> str:
    return json.dumps({each.name: each.rows for each in all_about(person)}, default=str)


def test_a_colleague_with_the_same_number_is_not_handed_out_with_them() -> None:
    person = ProspectFactory.create(phone="+353915550100", linkedin_url="")
    colleagues = ProspectFactory.create(
        name="Una Burke", phone="+353915550100", linkedin_url="", email="una@corrib.example",
        company=person.company, owner=person.owner,
    )  # fmt: skip
    row = b"Name,Company,E-mail,Phone\nUna Bourke,Corrib,bourke@corrib.example,+353 91 555 0100\n"
    batch = importing.bring([row], file_name="people.csv", by=person.owner, at=NOW)
    importing.match(batch, mapping=batch.mapping)
    stopping.ask_to_stop(colleagues, by=person.owner, at=NOW, words="Una is on leave.")

    told = told_of(person)

    assert "bourke" not in told.casefold()
    assert "Una is on leave." not in told


def test_a_record_that_was_made_one_with_theirs_is_handed_out_with_it() -> None:
    person = ProspectFactory.create(phone="", linkedin_url="")
    other = ProspectFactory.create(
        company=person.company, phone="", linkedin_url="", email="una@home.example"
    )
    InboundMessageFactory.create(from_address=other.email, text="From my other address.")
    stopping.ask_to_stop(other, by=other.owner, at=NOW, words="Not at home.")
    Prospect.objects.filter(pk=other.pk).update(merged_into=person)

    told = told_of(person)

    assert "From my other address." in told
    assert "Not at home." in told
    assert f'"person {other.pk}"' in told
