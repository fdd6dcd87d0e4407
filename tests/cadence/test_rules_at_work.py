"""Each number of the rules' page changes what happens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from cadence.checks import State
from cadence.enums import Ending, ReplyKind
from cadence.forms.intake import Offer
from cadence.models import Step
from cadence.policies.beginning import refusals
from cadence.policies.publishing import floors_of, problems_of
from cadence.selectors.bounces import Standing
from cadence.selectors.found import freshness_of
from cadence.selectors.intake import Wish, shares_of
from cadence.selectors.letters import context_of, known_about
from cadence.services import enrolling, listening, planning, reviewing
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import Channel
from prospects.models import Prospect
from research.models import Finding
from research.selectors.findings import usable_for
from team.models import Policy
from team.models.policy import LIMITS
from tests import journeys
from tests.cadence import crowds, days
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]

Probe = Callable[[], Any]


def broken() -> set[str]:
    """The rules that the shipped plan breaks."""
    problems = problems_of(shipped(TEN_CONVERSATIONS).steps, floors_of(Policy.current()))
    return {problem.code for problem in problems}


def broken_without_post() -> set[str]:
    steps = [each for each in shipped(TEN_CONVERSATIONS).steps if each.channel != Channel.POST]
    return {problem.code for problem in problems_of(steps, floors_of(Policy.current()))}


def looks_at(words: str, *, earlier: int = 0) -> Probe:
    def probe() -> set[str]:
        touch = journeys.planned()
        touch.enrollment.attempts = earlier
        found = reviewing.review(touch, at=NOW, subject="Night loading at Oranmore", body=words)
        return {each.code for each in found if each.state != State.PASS}

    return probe


def limits_of_a_letter() -> Any:
    touch = journeys.planned()
    journeys.connected(touch.owner)
    return context_of(touch, known_about(touch.prospect, NOW), NOW).limits


def freshness() -> Any:
    journeys.researched()
    Finding.objects.update(dated_on=NOW.date() - timedelta(days=60))
    return freshness_of(Finding.objects.earliest("pk"), Policy.current(), NOW)


def usable() -> int:
    person = journeys.researched()
    Finding.objects.update(dated_on=NOW.date() - timedelta(days=60))
    return usable_for(person, NOW, Policy.current()).count()


def second_of_a_company() -> str:
    company = CompanyFactory.create()
    one, two = (
        journeys.researched(company=company, email=f"p{n}@corrib.example") for n in range(2)
    )
    enrolling.enroll(one, published_version(), by=one.owner, at=NOW)
    return refusal_of(two)


def refusal_of(person: Prospect, days_later: int = 0) -> str:
    at = NOW + timedelta(days=days_later)
    Finding.objects.update(dated_on=at.date())
    refusal = refusals([person], at).get(person.pk)
    return refusal.code if refusal else ""


def rest_after(ending: Ending, days_later: int) -> Probe:
    def probe() -> str:
        enrollment = journeys.enrolled()
        enrolling.end(enrollment, ending, by=enrollment.owner, at=NOW)
        return refusal_of(enrollment.prospect, days_later)

    return probe


def distance() -> int:
    enrollment = journeys.enrolled()
    step = Step.objects.filter(version=enrollment.version).earliest("number")
    batch = planning.batch_of([enrollment], NOW)
    return planning.terms_of(enrollment, step, batch).days_between


def away_until() -> Any:
    touch = days.begun(days.person(journeys.rep(), "Grace", "Harbour"), published_version(), NOW)
    reply = days.answered(touch.prospect, NOW, "I am out of office.")
    return listening.name_kind(reply, kind=ReplyKind.AWAY, by=reply.owner, at=NOW).until


def is_beyond_a_day() -> bool:
    [share] = shares_of(crowds.ready(journeys.rep(), 3), published_version(), NOW, Wish(pace=3))
    return share.load.beyond is not None


PROBES: dict[str, tuple[Probe, Any]] = {
    "min_attempts": (broken, 13),
    "longest_gap_days": (broken, 5),
    "most_emails": (broken, 4),
    "most_calls": (broken, 3),
    "most_voicemails": (broken, 1),
    "min_channels": (broken_without_post, 4),
    "first_letter_words": (looks_at(journeys.LETTER), 40),
    "later_letter_words": (looks_at(journeys.LETTER, earlier=1), 30),
    "subject_words": (looks_at(journeys.LETTER), 3),
    "novelty": (lambda: limits_of_a_letter().novelty, "0.90"),
    "finding_fresh_days": (freshness, 30),
    "finding_max_days": (usable, 50),
    "people_per_company": (second_of_a_company, 1),
    "days_between_colleagues": (distance, 4),
    "rest_days": (rest_after(Ending.COMPANY_CLOSED, 200), 300),
    "rest_after_no_days": (rest_after(Ending.NO, 400), 500),
    "mailbox_daily_cap": (lambda: limits_of_a_letter().mailbox_a_day, 5),
    "bounces_warn": (lambda: Standing(1, 9, 2, Policy.current()).warns, 1),
    "bounces_stop": (lambda: Standing(1, 9, 4, Policy.current()).stops, 3),
    "daily_capacity": (is_beyond_a_day, 2),
    "new_people_a_day": (lambda: Offer([], Policy.current(), NOW.date()).usual["pace"], 3),
    "away_days": (away_until, 7),
}


def test_no_number_on_the_page_is_read_by_nobody() -> None:
    assert set(PROBES) == set(LIMITS)


@pytest.mark.parametrize("name", PROBES)
def test_a_changed_number_changes_what_happens(name: str) -> None:
    probe, number = PROBES[name]
    together = {"finding_max_days": {"finding_fresh_days": 50}, "bounces_stop": {"bounces_warn": 2}}
    before = in_a_world_of_its_own(probe)

    Policy.objects.create(pk=1, **{name: number} | together.get(name, {}))

    assert in_a_world_of_its_own(probe) != before


def in_a_world_of_its_own(probe: Probe) -> Any:
    """What it makes is undone."""
    with transaction.atomic():
        found = probe()
        transaction.set_rollback(True)
    return found
