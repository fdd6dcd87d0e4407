"""An auditor reads all teams' people and changes nothing but their own screen and sign-in."""

import pytest
from django.test import Client
from django.urls import reverse

from mailbox.services.consenting import Question, complete
from prospects.models import Company, Prospect
from prospects.permissions import can_see, can_work
from team.enums import Role
from team.permissions import can_manage, can_oversee
from team.refusals import Refused
from tests import journeys
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def reading() -> Client:
    client = Client()
    client.force_login(UserFactory.create(role=Role.AUDITOR, team=TeamFactory.create()))
    return client


def test_an_auditor_sees_every_teams_people_and_works_with_nobody() -> None:
    aoife = journeys.researched()
    auditor = UserFactory.create(role=Role.AUDITOR, team=TeamFactory.create())
    assert can_see(auditor, aoife)
    assert not can_work(auditor, aoife)
    assert not Prospect.objects.led_by(auditor).exists()
    assert Company.objects.visible_to(auditor).filter(pk=aoife.company_id).exists()
    assert (can_manage(auditor), can_oversee(auditor)) == (False, True)


def test_an_auditor_who_was_a_rep_works_with_none_of_their_people_any_more() -> None:
    aoife = journeys.researched()
    aoife.owner.role = Role.AUDITOR
    aoife.owner.save(update_fields=["role"])
    assert not Prospect.objects.led_by(aoife.owner).exists()


def test_what_an_auditor_would_change_is_refused_in_words() -> None:
    answer = reading().post(reverse("prospects:new-person"), {"name": "Aoife"})
    assert answer.status_code == 403
    assert "You are here to read: an auditor changes nothing." in answer.text


def test_an_auditor_keeps_their_own_screen() -> None:
    client = reading()
    assert client.get(reverse("team:keyboard")).status_code == 200
    assert client.post(reverse("team:keyboard"), {}).status_code == 302
    assert client.post(reverse("account_logout")).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["team:home", "prospects:people", "cadence:proof", "cadence:checks", "adherence:team", "cadence:cadences"],
)  # fmt: skip
def test_an_auditor_reads_what_admins_and_managers_read(name: str) -> None:
    answer = reading().get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert reverse("cadence:queue") + '"' not in answer.text


def test_an_auditor_who_comes_back_from_a_mail_provider_connects_no_mailbox() -> None:
    auditor = UserFactory.create(role=Role.AUDITOR)
    question = Question("google", "a state", "a verifier", NOW.timestamp())
    with pytest.raises(Refused) as refusal:
        complete(question, state="a state", code="a code", redirect="", by=auditor, at=NOW)
    assert refusal.value.code == "reads_only"
