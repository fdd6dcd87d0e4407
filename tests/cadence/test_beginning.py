"""Whom one may begin with now, asked of many people at once."""

import inspect
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from cadence.enums import Ending
from cadence.models import Hold
from cadence.policies import beginning
from cadence.policies.beginning import check_may_enroll, refusals
from cadence.policies.company import COLLEAGUE_LEADS
from cadence.selectors.joining import WORDS, LeftOut
from cadence.services import enrolling, stopping
from prospects.models import Prospect
from team.refusals import Refused
from tests import journeys
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")


def people_of_every_kind() -> dict[str, Prospect]:
    rep, version = journeys.rep(), published_version()

    def ready(place: int) -> Prospect:
        return journeys.researched(
            rep, email=f"p{place}@corrib{place}.example", phone="", linkedin_url=""
        )

    people = {
        kind: ready(place)
        for place, kind in enumerate(
            ["", "already_in_a_cadence", "asked_to_stop", "on_hold", "still_resting", "rep_is_gone"]
        )
    }
    people["rep_is_gone"].owner = journeys.rep(is_active=False)
    people["rep_is_gone"].save(update_fields=["owner"])
    people["research_missing"] = ProspectFactory.create(owner=rep)
    enrolling.enroll(people["already_in_a_cadence"], version, by=rep, at=NOW)
    stopping.ask_to_stop(people["asked_to_stop"], by=rep, at=NOW, words="Please stop.")
    Hold.objects.create(company=people["on_hold"].company, reason="He answered.", placed_at=NOW)
    rested = enrolling.enroll(people["still_resting"], version, by=rep, at=NOW)
    enrolling.end(rested, Ending.COMPANY_CLOSED, by=rep, at=NOW)
    return people


def test_each_of_many_gets_the_answer_they_would_get_alone() -> None:
    people, version = people_of_every_kind(), published_version()

    together = refusals(list(people.values()), NOW)

    assert {kind: together[each.pk].code for kind, each in people.items() if kind} == {
        kind: kind for kind in people if kind
    }
    for kind, each in people.items():
        if not kind:
            assert each.pk not in together
            check_may_enroll(each, version, NOW)
            continue
        with pytest.raises(Refused) as alone:
            check_may_enroll(each, version, NOW)
        assert alone.value.code == kind


def test_the_first_three_of_a_company_take_its_room() -> None:
    company, rep = CompanyFactory.create(), journeys.rep()
    people = [
        journeys.researched(rep, company=company, email=f"p{place}@corrib.example")
        for place in range(5)
    ]
    enrolling.enroll(people[0], published_version(), by=rep, at=NOW)

    together = refusals(people[1:], NOW)

    assert [each.pk for each in people[1:] if each.pk not in together] == [
        people[1].pk,
        people[2].pk,
    ]
    assert {together[each.pk].code for each in people[3:]} == {"company_is_full"}


def test_twenty_people_are_asked_about_in_as_many_questions_as_one(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    people = [journeys.researched(email=f"p{place}@corrib.example") for place in range(20)]

    with django_assert_max_num_queries(12):
        assert refusals(people, NOW) == {}


def test_every_reason_is_told_of_many_people_too() -> None:
    codes = set(re.findall(r'code="(\w+)"', inspect.getsource(beginning)))

    assert set(WORDS) == codes - {"cadence_not_published"} | {COLLEAGUE_LEADS}
    assert LeftOut("on_hold", [journeys.researched()]).words == (
        "1 person is at a company on hold: read the answer first."
    )
