"""The System page says in words how the installation is doing, and what to do; a banner says when the clock is late."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from cadence.enums import DeliveryState
from config.operations import figures, sentences
from config.operations.bells import Bell, Bells, bells
from config.operations.figures import Figures, Queue
from mailbox.enums import MailboxState
from team.enums import Role
from tests.config.operations.test_probes import heard
from tests.factories.mailbox import MailboxFactory
from tests.factories.team import UserFactory

PAGE = "/settings/system/"


def browser(role: Role) -> Client:
    client = Client()
    client.force_login(UserFactory.create(role=role))
    return client


def figures_with(**changed: object) -> Figures:
    heard_at = timezone.now() - timedelta(seconds=40)
    given = {
        "at": timezone.now(),
        "bells": Bells((Bell("plan_due", timedelta(seconds=20), heard_at, timedelta(seconds=40)),)),
        "queues": (Queue("plan", 0, timedelta(0)),),
        "mailboxes": (),
        "recent_outcomes": dict.fromkeys(DeliveryState.values, 0),
        "under_way": dict.fromkeys(DeliveryState.values, 0),
        "drafts_waiting": 0,
        "imports": {},
    }
    return Figures(**(given | changed))


def told(*, broker: bool = True, **changed: object) -> dict[str, str]:
    groups = sentences.of(figures_with(**changed), broker=broker)
    return {each.text: each.what_to_do for group in groups for each in group.sentences}


def test_what_is_well_is_said_and_asks_for_nothing() -> None:
    said = told()
    assert said["The clock planned 40 seconds ago."] == ""
    assert said["The broker answers."] == ""
    assert set(said.values()) == {""}


@pytest.mark.django_db
def test_every_bell_is_told_in_words() -> None:
    well = [Bell(each.name, each.every, None, timedelta(0)) for each in bells().all]
    for text in told(bells=Bells(tuple(well))):
        assert not [each.name for each in well if f" {each.name}" in text]


def test_what_is_not_well_says_what_to_do() -> None:
    late = Bell("plan_due", timedelta(seconds=20), timezone.now(), timedelta(minutes=7))
    said = told(
        broker=False,
        bells=Bells((late,)),
        queues=(Queue("draft", 10_000, timedelta(hours=3)),),
        under_way=dict.fromkeys(DeliveryState.values, 0) | {DeliveryState.UNKNOWN: 3},
    )
    assert "start them again" in said["The clock planned 7 minutes ago."]
    assert "Start Valkey" in said["The broker does not answer: nothing rings the clock's bells."]
    assert "waited for 3 hours" in said["10000 or more tries wait for their first draft."]
    assert (
        "top of its sender's queue"
        in said["3 letters wait for their sender to say what became of them."]
    )


@pytest.mark.django_db
def test_a_mailbox_is_told_by_its_rep_and_why_it_is_not_read() -> None:
    now = timezone.now()
    MailboxFactory.create(owner__name="Maya Okafor", last_read_at=now - timedelta(seconds=20))
    MailboxFactory.create(
        owner__name="Jonas Berg",
        last_read_at=None,
        state=MailboxState.FAILING,
        state_note="The password was refused.",
    )
    said = told(mailboxes=figures.read().mailboxes)
    assert [text for text in said if text.startswith("Maya's mailbox was read 20 seconds ago.")]
    assert said["Jonas's mailbox was never read."] == (
        "The password was refused. Ask Jonas to look at Settings, Mailbox."
    )


@pytest.mark.django_db
def test_admins_and_auditors_read_the_page_and_others_are_refused() -> None:
    for role in (Role.ADMIN, Role.AUDITOR):
        shown = browser(role).get(PAGE)
        assert shown.status_code == 200
        assert "What waits for the worker" in shown.content.decode()
    for role in (Role.REP, Role.MANAGER):
        assert browser(role).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


@pytest.mark.django_db
def test_one_mailbox_or_three_cost_the_page_the_same(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    admin = browser(Role.ADMIN)
    MailboxFactory.create()
    admin.get(PAGE)
    with django_assert_num_queries(15) as one:
        admin.get(PAGE)
    MailboxFactory.create_batch(2)
    with django_assert_num_queries(len(one)):
        admin.get(PAGE)


@pytest.fixture
def with_banner(settings: Settings) -> None:
    templates: list[Any] = deepcopy(project.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append("config.operations.context.clock")
    settings.TEMPLATES = templates


@pytest.mark.django_db(transaction=True)
def test_managers_and_admins_are_told_of_a_late_clock_and_reps_are_not(with_banner: None) -> None:
    for bell in figures.read().bells.all:
        heard(bell.name)
    manager, admin, rep = (browser(role) for role in (Role.MANAGER, Role.ADMIN, Role.REP))
    well = admin.get("/settings/you/").content.decode()
    heard("poll_mailboxes", ago="40 minutes")

    assert "The clock is late." not in well
    assert "The clock is late." not in rep.get("/settings/you/").content.decode()
    told_manager = manager.get("/settings/you/").content.decode()
    assert "was last done 40 minutes ago" in told_manager
    assert "Tell your admin." in told_manager
    assert (
        f'href="{PAGE}"'
        in admin.get("/settings/you/")
        .content.decode()
        .split('<div class="lede">')[0]
        .split("The clock is late.")[1]
    )
