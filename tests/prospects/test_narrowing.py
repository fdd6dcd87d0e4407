"""The list of people, narrowed down, in its orders, and as a file."""

from datetime import timedelta

import pytest
from django.utils import timezone

from adherence.services import erasing
from cadence.enums import Ending, EnrollmentState
from cadence.models import Enrollment
from prospects.enums import (
    ActivityKind,
    ErasureCause,
    Standing,
    SuppressionKind,
    SuppressionOrigin,
)
from prospects.models import Activity, Prospect, Suppression
from prospects.selectors import last_heard
from prospects.selectors.standings import who_stands
from prospects.selectors.walking import A_PAGE
from prospects.services import suppressing
from research.enums import Fit
from research.models import Brief
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/people/"
DAY = timedelta(days=1)


@pytest.fixture
def maya(client):
    user = UserFactory.create(name="Maya Okafor")
    client.force_login(user)
    return user


def found(client, query):
    return [person.name for person in client.get(PEOPLE + query).context["page"].people]


def in_cadence(person, *, ended=""):
    at = timezone.now()
    enrollment = Enrollment.objects.create(
        prospect=person,
        version=published_version(),
        owner=person.owner,
        started_at=at - 300 * DAY if ended else at,
    )
    if ended:
        Enrollment.objects.filter(pk=enrollment.pk).update(
            state=EnrollmentState.ENDED, ending=ended, ended_at=at
        )


def noted(person, *, days):
    Activity.objects.create(
        kind=ActivityKind.NOTE,
        at=timezone.now() - days * DAY,
        prospect=person,
        company=person.company,
    )


def test_the_list_is_narrowed_by_country_and_by_how_they_are_reached(client, maya):
    ProspectFactory.create(name="A", owner=maya, country="DE", phone="+4930123456")
    ProspectFactory.create(name="B", owner=maya, country="IE", email="")
    ProspectFactory.create(name="C", owner=maya, email_bounced_at=timezone.now())
    ProspectFactory.create(
        name="D", owner=maya, company=CompanyFactory.create(postal_address="1 Dock Road")
    )
    assert found(client, "?country=germany") == ["A"]
    assert found(client, "?country=nowhere") == []
    assert found(client, "?channel=email") == ["A", "D"]
    assert found(client, "?channel=call") == ["A"]
    assert found(client, "?channel=post") == ["D"]
    assert found(client, "?channel=linkedin") == []
    assert found(client, "?channel=pigeon") == ["A", "B", "C", "D"]


def test_the_list_is_narrowed_by_how_people_stand(client, maya):
    people = {
        name: ProspectFactory.create(name=name, owner=maya)
        for name in ("Free", "In", "Rests", "No")
    }
    in_cadence(people["In"])
    in_cadence(people["Rests"], ended=Ending.NO)
    in_cadence(people["No"], ended=Ending.NOT_A_FIT)
    Brief.objects.create(
        prospect=people["No"],
        fit=Fit.NOT_A_FIT,
        fit_note="No depot",
        updated_at=timezone.now(),
        updated_by=maya,
    )
    assert found(client, "?standing=in") == ["In"]
    assert found(client, "?standing=free") == ["Free", "No", "Rests"]
    assert found(client, "?standing=resting") == ["No", "Rests"]
    later = who_stands(Standing.RESTING, timezone.now() + 200 * DAY)
    assert [person.name for person in Prospect.objects.filter(later)] == ["Rests"]
    assert found(client, "?standing=misfit") == ["No"]
    assert found(client, "?standing=talking") == []
    assert found(client, "?standing=in&q=free") == []


def test_whoever_asked_to_stop_is_found_however_the_stop_was_kept(client, maya):
    told = {"owner": maya, "linkedin_url": "", "phone": ""}
    ProspectFactory.create(name="Nobody's", email="n@x.example", **told)
    person = ProspectFactory.create(name="Person", email="", **told)
    ProspectFactory.create(name="E-mail", email="Anna+news@x.example", **told)
    ProspectFactory.create(name="Phone", email="", **told | {"phone": "+353915550100"})
    profile = {"linkedin_url": "https://www.linkedin.com/in/Anna"}
    ProspectFactory.create(name="Profile", email="", **told | profile)
    ProspectFactory.create(name="Domain", email="a@mail.frost.example", **told)
    ProspectFactory.create(
        name="Employer", email="", company=CompanyFactory.create(domain="frost.example"), **told
    )
    suppressing.suppress(
        person, by=maya, at=timezone.now(), reason="Stop", origin=SuppressionOrigin.TOLD_US
    )
    for kind, value in (
        (SuppressionKind.EMAIL, "anna@x.example"),
        (SuppressionKind.PHONE, "+353915550100"),
        (SuppressionKind.PROFILE, "https://www.linkedin.com/in/anna"),
        (SuppressionKind.DOMAIN, "frost.example"),
    ):
        Suppression.objects.create(
            kind=kind, value=value, origin=SuppressionOrigin.LIST, created_at=timezone.now()
        )
    kept = ProspectFactory.create(name="Kept", email="", **told)
    one = ProspectFactory.create(name="One", email="anna+one@x.example", **told)
    Prospect.objects.filter(pk=one.pk).update(merged_into=kept)
    names = ["Domain", "E-mail", "Employer", "Kept", "Person", "Phone", "Profile"]
    assert found(client, "?standing=stopped") == names


def test_people_are_found_by_when_something_happened(client, maya):
    for name, days in (("Lately", 3), ("Long ago", 100)):
        noted(ProspectFactory.create(name=name, owner=maya), days=days)
    ProspectFactory.create(name="Never", owner=maya)
    assert found(client, "?heard=lately") == ["Lately"]
    assert found(client, "?heard=long_ago") == ["Long ago"]
    assert found(client, "?heard=never") == ["Never"]


@pytest.mark.parametrize("order", ["newest", "heard"])
@pytest.mark.parametrize("words", ["", "q=person&"])
def test_each_order_leads_forth_and_back_without_gaps(client, maya, monkeypatch, order, words):
    monkeypatch.setattr("prospects.selectors.last_heard.FEW", 0)
    people = [ProspectFactory.create(name=f"Person {n}", owner=maya) for n in range(2 * A_PAGE + 3)]
    for number, person in enumerate(people):
        Prospect.objects.filter(pk=person.pk).update(
            created_at=timezone.now() - (number // 2) * DAY
        )
        noted(person, days=number // 2)
        noted(person, days=200)
    asked, pages = f"?{words}order={order}", []
    while asked:
        answer = client.get(PEOPLE + asked)
        pages.append([person.pk for person in answer.context["page"].people])
        asked = answer.context["older"]
    expected = sorted(people, key=lambda person: (-(people.index(person) // 2), person.pk))[::-1]
    assert [pk for page in pages for pk in page] == [person.pk for person in expected]
    back = client.get(PEOPLE + answer.context["newer"])
    assert [person.pk for person in back.context["page"].people] == pages[1]


@pytest.mark.parametrize("few", [0, 2_000])
def test_when_it_was_heard_narrows_the_order_of_what_was_heard(client, maya, monkeypatch, few):
    """Few are put in order at once, of many what happened is walked: it is the same list."""
    monkeypatch.setattr("prospects.selectors.last_heard.FEW", few)
    people = {
        days: ProspectFactory.create(name=f"Person {days}", owner=maya)
        for days in (1, 9, 60, 100, 300)
    }
    for days, person in people.items():
        noted(person, days=days)
        noted(person, days=400)
    people[0] = ProspectFactory.create(name="Person 0", owner=maya)
    listed = {"lately": [1, 9], "long_ago": [100, 300], "never": [0], "": [1, 9, 60, 100, 300, 0]}
    for heard, expected in listed.items():
        page = client.get(f"{PEOPLE}?order=heard&heard={heard}").context["page"]
        assert [person.name for person in page.people] == [f"Person {days}" for days in expected]


def test_whoever_is_taken_away_while_a_list_is_put_in_order_is_left_out():
    stays = ProspectFactory.create()
    assert last_heard.in_order([stays.pk, stays.pk + 1]) == [stays.pk]


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize("heard", [3, A_PAGE, A_PAGE + 4])
def test_whoever_nobody_heard_of_comes_last_and_leads_back(client, maya, monkeypatch, heard, few):
    monkeypatch.setattr("prospects.selectors.last_heard.FEW", few)
    people = [ProspectFactory.create(name=f"Person {n}", owner=maya) for n in range(2 * A_PAGE + 3)]
    for number, person in enumerate(people):
        Prospect.objects.filter(pk=person.pk).update(created_at=timezone.now() - number * DAY)
        if number < heard:
            noted(person, days=heard - number)
    expected = [person.pk for person in people[:heard][::-1] + people[heard:]]
    asked, pages = "?order=heard", []
    while asked:
        answer = client.get(PEOPLE + asked)
        pages.append([person.pk for person in answer.context["page"].people])
        asked = answer.context["older"]
    assert [pk for page in pages for pk in page] == expected
    for page in pages[-2::-1]:
        answer = client.get(PEOPLE + answer.context["newer"])
        assert [person.pk for person in answer.context["page"].people] == page


@pytest.mark.parametrize("query", ["", "?q=person", "?order=heard", "?order=newest"])
@pytest.mark.parametrize("role", [Role.REP, Role.ADMIN])
def test_a_record_that_another_stands_for_or_that_was_erased_is_in_no_list(
    client, maya, query, role
):
    User.objects.filter(pk=maya.pk).update(role=role)
    kept, other = (ProspectFactory.create(name=f"Person {n}", owner=maya) for n in "ab")
    Prospect.objects.filter(pk=other.pk).update(merged_into=kept)
    gone = ProspectFactory.create(name="Person c", owner=maya, company=kept.company)
    noted(gone, days=1)
    erasing.erase(
        gone,
        cause=ErasureCause.ASKED,
        reason="By letter",
        by=UserFactory.create(role=Role.ADMIN),
        at=timezone.now(),
    )
    assert found(client, query) == ["Person a"]
    there = client.get(f"/companies/{kept.company_id}/").context["there"]
    assert [person.pk for person, _standing in there.people] == [kept.pk]
    said = client.get(f"/people/{gone.pk}/").content.decode()
    assert "What we knew of this person was erased on" in said


def test_the_order_of_last_heard_of_is_asked_as_often_for_one_as_for_three(
    client, maya, django_assert_max_num_queries
):
    def queries():
        noted(ProspectFactory.create(name="Person", owner=maya), days=1)
        with django_assert_max_num_queries(20) as captured:
            client.get(PEOPLE + "?order=heard")
        return len(captured)

    one = queries()
    queries()
    assert queries() == one


def test_managers_take_out_who_is_found_as_a_file_and_that_is_accounted_for(client, maya):
    maya.role = Role.MANAGER
    maya.save(update_fields=["role"])
    ProspectFactory.create(name="=Aoife", owner=maya, country="IE")
    ProspectFactory.create(name="Jonas", owner=maya, country="DE")
    ProspectFactory.create(name="Hidden", country="IE")
    answer = client.post("/people/people.csv", {"country": "IE", "q": "aoife"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["\ufeffName", "'=Aoife"]
    event = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert (event.actor, event.detail) == (maya, {"people": 1, "asked_for": ["q", "country"]})


def test_a_file_is_read_to_its_end_in_parts(client, maya, monkeypatch):
    monkeypatch.setattr("prospects.services.exporting.A_BATCH", 2)
    maya.role = Role.ADMIN
    maya.save(update_fields=["role"])
    ProspectFactory.create_batch(5, owner=maya)
    answer = client.post("/people/people.csv")
    assert len(b"".join(answer.streaming_content).splitlines()) == 6


def test_a_rep_takes_nobody_out(client, maya):
    ProspectFactory.create(owner=maya)
    assert client.post("/people/people.csv").status_code == 403
    assert "people.csv" not in client.get(PEOPLE).content.decode()
    assert not AuditEvent.objects.filter(kind=AuditKind.EXPORTED).exists()
