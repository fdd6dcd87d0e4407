"""All that we know of one person, for them: no table is forgotten, and it is for who leads their rep."""

import json

import pytest
from django.apps import apps
from django.db import models

from adherence.selectors.personal_data import EXCEPT, PARTS
from prospects.models import Prospect
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from tests.adherence.weeks import Reader, colleague
from tests.cadence.conftest import Clock
from tests.privacy import everything
from tests.smtp import Sink

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])

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
    assert "src=" not in page
    assert told["Content-Disposition"] == f'attachment; filename="person-{person.pk}.json"'
    asked = AuditEvent.objects.filter(kind=AuditKind.EXPORTED)
    assert {(each.subject, each.detail["form"]) for each in asked} == {
        (f"person {person.pk}", "json"),
        (f"person {person.pk}", "html"),
    }
