"""R17: whoever gets people gets no more tries than a day holds, unless a manager says why."""

import pytest
from django.urls import reverse

from cadence.models import BeyondCapacity, Touch
from cadence.selectors.load import forecasts
from cadence.selectors.receiving import loads_with
from cadence.services import handing_over, planning
from prospects.models import Prospect
from team.enums import AuditKind, Role
from team.models import AuditEvent, Policy, TimeOff, User
from team.refusals import Refused
from tests import journeys, races
from tests.cadence.absences import TODAY, day
from tests.cadence.browsing import Browser, text_of
from tests.factories.team import UserFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

TOO_MUCH = "Monday 16 November would have 3 tries: 1 more than the 2 that Jonas can make."


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Lindgren")


@pytest.fixture
def jonas(maya: User) -> User:
    return UserFactory.create(name="Jonas Berg", team=maya.team)


@pytest.fixture
def ines(maya: User) -> User:
    return UserFactory.create(name="Ines Duarte", team=maya.team, role=Role.MANAGER)


def a_day_holds(tries: int) -> None:
    Policy.objects.update_or_create(pk=1, defaults={"daily_capacity": tries})


def begun(rep: User, people: int) -> dict[int, User]:
    """By key, people whose first try is today."""
    found = [journeys.planned(rep, phone="", linkedin_url="").prospect for _each in range(people)]
    return {person.pk: rep for person in found}


def to(people: dict[int, User], rep: User) -> dict[int, User]:
    return dict.fromkeys(people, rep)


def test_the_weeks_of_whoever_gets_them_are_those_that_the_planner_then_makes(
    maya: User, jonas: User, ines: User
) -> None:
    begun(jonas, 1)
    given = to(begun(maya, 3), jonas)
    TimeOff.objects.create(user=jonas, first_day=day(1), last_day=day(3))

    foreseen = loads_with(given, NOW)[jonas]
    handing_over.hand_over_many(given, by=ines, at=NOW)
    planning.plan_due(NOW)

    then = forecasts([jonas], NOW)[jonas.pk].load()
    assert [each.tries for each in foreseen.days] == [each.tries for each in then.days]
    assert (foreseen.days[0].on, foreseen.days[0].standing, foreseen.days[0].new) == (TODAY, 1, 3)
    assert Touch.objects.open().filter(owner=jonas, due_on=TODAY).count() == 4


def test_beyond_a_day_nobody_goes_and_the_first_such_day_is_named(
    maya: User, jonas: User, ines: User
) -> None:
    begun(jonas, 1)
    given = to(begun(maya, 2), jonas)
    a_day_holds(2)

    with pytest.raises(Refused) as refusal:
        handing_over.hand_over_many(given, by=ines, at=NOW, beyond="  ")

    assert (refusal.value.code, refusal.value.sentence) == ("conflict_capacity", TOO_MUCH)
    assert set(Prospect.objects.filter(pk__in=given).values_list("owner", flat=True)) == {maya.pk}


def test_with_a_managers_reason_they_go_and_it_is_kept(maya: User, jonas: User, ines: User) -> None:
    begun(jonas, 1)
    given = to(begun(maya, 2), jonas)
    a_day_holds(2)

    went, _kept = handing_over.hand_over_many(given, by=ines, at=NOW, beyond="Maya leaves today.")

    row = BeyondCapacity.objects.get()
    assert went == 2
    assert (row.rep, row.by, row.reason, row.people) == (jonas, ines, "Maya leaves today.", 2)
    assert (row.day, row.tries, row.capacity) == (TODAY, 3, 2)
    assert AuditEvent.objects.filter(kind=AuditKind.CAPACITY_EXCEEDED).count() == 1


def test_what_a_cover_makes_already_is_counted_once(maya: User, jonas: User, ines: User) -> None:
    given = to(begun(maya, 2), jonas)
    TimeOff.objects.create(user=maya, first_day=TODAY, last_day=day(4), cover=jonas)
    a_day_holds(2)

    assert handing_over.hand_over_many(given, by=ines, at=NOW)[0] == 2


def test_who_is_in_no_cadence_is_no_load(maya: User, jonas: User, ines: User) -> None:
    people = {journeys.researched(maya, phone="").pk: jonas for _each in range(3)}
    a_day_holds(1)

    assert handing_over.hand_over_many(people, by=ines, at=NOW)[0] == 3


def test_the_page_says_so_before_the_press_and_the_press_is_a_conflict_without_a_reason(
    maya: User, jonas: User, ines: User
) -> None:
    begun(jonas, 1)
    people = begun(maya, 2)
    a_day_holds(2)
    client, address = Browser(ines).client, reverse("cadence:handover", args=[maya.pk])
    posted = {f"p-{person}": str(jonas.pk) for person in people} | {"to": str(jonas.pk)}

    seen = text_of(client.get(address, {"to": jonas.pk}))
    refused = client.post(address, posted)
    done = client.post(address, posted | {"beyond": "Maya leaves today."})

    assert TOO_MUCH in seen
    assert "Why they take on more than a day holds" in seen
    assert (refused.status_code, TOO_MUCH in text_of(refused)) == (409, True)
    assert done.status_code == 302
    assert BeyondCapacity.objects.get().reason == "Maya leaves today."


def test_a_reason_that_cannot_be_kept_comes_back_with_a_sentence(
    maya: User, jonas: User, ines: User
) -> None:
    people = begun(maya, 2)
    a_day_holds(1)
    posted = {f"p-{person}": str(jonas.pk) for person in people} | {"to": str(jonas.pk)}

    answer = Browser(ines).post("handover", maya.pk, **posted, beyond="She\0leaves.")

    assert answer.status_code == 422
    assert "Null characters are not allowed." in text_of(answer)
    assert not Prospect.objects.filter(owner=jonas).exists()


def test_one_person_alone_is_weighed_like_many(maya: User, jonas: User, ines: User) -> None:
    begun(jonas, 2)
    (person,) = begun(maya, 1)
    User.objects.filter(pk=maya.pk).update(is_active=False)
    a_day_holds(2)
    browser = Browser(ines)

    refused = browser.post("hand-over", person, to=jonas.pk)
    before = Prospect.objects.get(pk=person).owner
    done = browser.post("hand-over", person, to=jonas.pk, beyond="Maya left.")

    assert (refused.status_code, TOO_MUCH in text_of(refused), before) == (409, True, maya)
    assert (done.status_code, Prospect.objects.get(pk=person).owner) == (302, jonas)
    assert BeyondCapacity.objects.get().reason == "Maya left."


@pytest.mark.django_db(transaction=True)
def test_two_who_give_to_one_colleague_at_once_never_pass_what_a_day_holds(
    maya: User, jonas: User, ines: User
) -> None:
    first, second = to(begun(maya, 2), jonas), to(begun(maya, 2), jonas)
    a_day_holds(3)

    came = races.at_once(
        *[
            lambda given=given: handing_over.hand_over_many(given, by=ines, at=NOW)[0]
            for given in (first, second)
        ]
    )

    assert sorted(map(str, came)) == ["2", "conflict_capacity"]
