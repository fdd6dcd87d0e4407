"""Until when somebody is left in peace: on their page, in the list, and when a cadence would begin."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadence.enums import Ending, EnrollmentState, ReplyKind
from cadence.models import Enrollment, Reply
from cadence.policies.beginning import refusals
from cadence.services import stopping
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.selectors.promises import Promise, promises_to
from tests import journeys
from tests.adherence.weeks import Reader
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import ProspectFactory
from tests.times import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
IN_SPRING = date(2027, 3, 14)


def enrollment(person: Prospect | None = None, **fields: object) -> Enrollment:
    person = person or ProspectFactory.create()
    return Enrollment.objects.create(
        prospect=person, version=published_version(), owner=person.owner, started_at=NOW, **fields
    )


def ended(ending: Ending) -> Prospect:
    row = enrollment()
    Enrollment.objects.filter(pk=row.pk).update(
        state=EnrollmentState.ENDED, ending=ending, ended_at=NOW
    )
    return row.prospect


def said_not_now(person: Prospect) -> None:
    Reply.objects.create(
        prospect=person, company=person.company, owner=person.owner, channel=Channel.CALL,
        received_at=NOW, text="In spring.", in_our_words=False,
    )  # fmt: skip
    Reply.objects.update(
        kind=ReplyKind.NOT_NOW, named_by=person.owner, named_at=NOW, until=IN_SPRING
    )


def promised(person: Prospect) -> Promise | None:
    return promises_to([person.pk], NOW).get(person.pk)


def test_after_a_cadence_they_rest_and_after_a_no_longer(clock: Clock) -> None:
    assert promised(ended(Ending.NOT_A_FIT)) == Promise(date(2027, 5, 15), asked=False)
    assert promised(ended(Ending.NO)) == Promise(date(2027, 11, 16), asked=False)
    assert promised(ProspectFactory.create()) is None
    assert promises_to([ended(Ending.NOT_A_FIT).pk], NOW + timedelta(days=181)) == {}


def test_whoever_named_a_day_is_asked_again_then_and_begun_with_no_sooner(clock: Clock) -> None:
    person = ProspectFactory.create()
    said_not_now(person)
    assert promised(person) == Promise(IN_SPRING, asked=True)
    other = ProspectFactory.create(merged_into=person)
    assert promised(other) is None
    waits = enrollment(paused_until=IN_SPRING, state=EnrollmentState.PAUSED)
    assert promised(waits.prospect) == Promise(IN_SPRING, asked=True)


def test_the_day_they_named_keeps_a_cadence_from_beginning() -> None:
    person = journeys.researched()
    assert refusals([person], NOW) == {}
    said_not_now(person)
    assert refusals([person], NOW)[person.pk].code == "still_resting"
    assert refusals([person], NOW + timedelta(days=118)) == {}


def test_what_a_list_of_people_was_promised_is_asked_of_these_people_alone(clock: Clock) -> None:
    """An OR across a join would walk everybody's cadences: one table could not say by itself whom it is about."""
    people = [ended(Ending.NO).pk, ProspectFactory.create().pk]
    with CaptureQueriesContext(connection) as asked:
        assert set(promises_to(people, NOW)) == {people[0]}
    conditions = [
        each["sql"].partition(" WHERE ")[2] for each in asked if '"team_policy"' not in each["sql"]
    ]
    assert len(conditions) >= 3
    assert [one for one in conditions if " OR " in one or " IN (" not in one] == []


def test_a_stop_of_either_record_of_somebody_is_for_good(clock: Clock) -> None:
    person, other = ended(Ending.NO), ProspectFactory.create()
    stopping.ask_to_stop(other, by=other.owner, at=NOW, words="Never again.")
    Prospect.objects.filter(pk=other.pk).update(merged_into=person)
    assert promised(person) is None


def test_whoever_stopped_us_for_good_is_never_asked_again(clock: Clock) -> None:
    person = ended(Ending.NO)
    stopping.ask_to_stop(person, by=person.owner, at=NOW, words="Never again.")
    assert promised(person) is None


def test_the_page_and_the_list_say_until_when(clock: Clock) -> None:
    person = ended(Ending.NOT_A_FIT)
    browser = Reader(person.owner).client
    said = f"{person.name} can be asked again after 15 May 2027."
    page = browser.get(reverse("prospects:person", args=[person.pk])).content.decode()
    assert said in page
    rows = browser.get(reverse("prospects:people")).content.decode()
    assert f'title="{said}"' in rows
