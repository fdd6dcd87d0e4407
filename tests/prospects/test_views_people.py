"""The list of people and one person, as a browser sees them."""

import pytest
from django.urls import reverse

from prospects.enums import ActivityKind, SuppressionOrigin, Why
from prospects.models import Activity, ImportBatch, Likeness, Prospect
from prospects.selectors.person import A_TIMELINE
from prospects.selectors.walking import A_PAGE
from prospects.services import duplicates, editing, suppressing
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db

PEOPLE = "/people/"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def maya(client):
    user = UserFactory.create(name="Maya Okafor")
    client.force_login(user)
    return user


def url(name, person):
    return reverse(f"prospects:{name}", args=[person.pk])


def found(client, query):
    return [person.name for person in client.get(PEOPLE + query).context["page"].people]


def details_of(person, **changed):
    names = ("name", "title", "email", "country", "source")
    return {name: getattr(person, name) for name in names} | {"revision": person.revision} | changed


def test_the_list_shows_the_team_in_order_of_names(client, maya):
    for name in ("Zoë Ek", "Aoife Ní Bhriain"):
        ProspectFactory.create(name=name, owner=maya)
    ProspectFactory.create(name="Marc Lee", owner=UserFactory.create(team=maya.team))
    ProspectFactory.create(name="Hidden Person")
    assert found(client, "") == ["Aoife Ní Bhriain", "Marc Lee", "Zoë Ek"]


@pytest.mark.parametrize(
    "query",
    [
        "aoi",
        "AOIFE",
        "ni bhriain",
        "bhriain aoife",
        "nibhriain@corrib.example",
        "corrib",
        "aoife corr",
        "aoife.ni",
    ],
)
def test_search_finds_by_beginnings_of_words_accents_aside(client, maya, query):
    corrib = CompanyFactory.create(name="Corrib Cold Chain")
    ProspectFactory.create(
        name="Aoife Ní Bhriain", email="aoife.nibhriain@corrib.example", owner=maya, company=corrib
    )
    ProspectFactory.create(
        name="Marc Lee",
        email="marc@x.example",
        owner=maya,
        company=CompanyFactory.create(name="Frost"),
    )
    if "@" in query:
        query = "aoife." + query
    assert found(client, f"?q={query}") == ["Aoife Ní Bhriain"]


@pytest.mark.parametrize(
    "query",
    [
        "?q='&!|:*",
        "?q=%00",
        "?q=\\",
        "?after=x",
        "?after=99999999999999999999",
        "?import=-1",
        "?q=((a",
    ],
)
def test_odd_questions_are_answered(client, maya, query):
    assert client.get(PEOPLE + query).status_code == 200


def test_filters_by_owner_and_company(client, maya):
    mate = UserFactory.create(team=maya.team, name="Dermot Lane")
    ProspectFactory.create(name="A", owner=mate, company=CompanyFactory.create(name="Frost"))
    ProspectFactory.create(name="B", owner=maya, company=CompanyFactory.create(name="Quay"))
    assert found(client, "?owner=dermot") == ["A"]
    assert found(client, "?company=qua") == ["B"]
    assert found(client, "?company=nothing") == []


def test_pages_lead_forth_and_back_without_gaps(client, maya):
    names = [f"Person {number:03}" for number in range(2 * A_PAGE + 5)]
    for name in names:
        ProspectFactory.create(name=name, owner=maya)
    first = client.get(PEOPLE)
    second = client.get(PEOPLE + first.context["older"])
    third = client.get(PEOPLE + second.context["older"])
    pages = [
        [person.name for person in page.context["page"].people] for page in (first, second, third)
    ]
    assert [*pages[0], *pages[1], *pages[2]] == names
    assert (first.context["newer"], third.context["older"]) == ("", "")
    newer = third.context["newer"]
    assert found(client, newer) == pages[1]
    assert client.get(PEOPLE + newer).context["newer"]
    assert found(client, client.get(PEOPLE + newer).context["newer"]) == pages[0]


@pytest.mark.parametrize("query", ["", "?q=person"])
def test_the_list_asks_as_often_for_one_person_as_for_three(
    client, maya, query, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(20) as captured:
            client.get(PEOPLE + query)
        return len(captured)

    ProspectFactory.create(name="Person One", owner=maya)
    one = queries()
    ProspectFactory.create_batch(2, name="Person Two", owner=maya)
    assert queries() == one


def test_an_empty_list_and_an_empty_search_say_what_to_do(client, maya):
    assert "Nobody here yet" in client.get(PEOPLE).content.decode()
    assert "Nobody found" in client.get(PEOPLE + "?q=zzz").content.decode()


def test_the_list_leads_to_who_may_be_known_twice_and_says_how_many(client, maya, monkeypatch):
    def said():
        return client.get(PEOPLE).content.decode()

    one, other = (ProspectFactory.create(name="Aoife Byrne", owner=maya) for _ in range(2))
    assert 'href="/people/duplicates/">Known twice?</a>' in said()
    pair = Likeness.objects.create(one=one, other=other, why=[Why.NAME], found_at=NOW)
    assert 'href="/people/duplicates/">1 person perhaps known twice</a>' in said()
    monkeypatch.setattr("prospects.views.people.MOST_COUNTED", 0)
    assert "More than 0 perhaps known twice" in said()
    duplicates.part(pair, by=maya, at=NOW)
    assert "Known twice?" in said()


def test_htmx_gets_the_list_alone(client, maya):
    ProspectFactory.create(name="Aoife", owner=maya)
    part = client.get(PEOPLE + "?q=aoi", headers=HTMX).content.decode()
    assert 'id="people"' in part
    assert "<html" not in part


def test_the_page_of_a_person_tells_who_and_when(client, maya):
    person = ProspectFactory.create(
        owner=maya, name="Aoife Ní Bhriain", pronunciation="EE-fa nee VREE-in"
    )
    editing.add_note(person, by=maya, at=NOW, text="Prefers mornings")
    page = client.get(url("person", person)).content.decode()
    for told in (
        "Aoife Ní Bhriain",
        "EE-fa nee VREE-in",
        "Prefers mornings",
        f"/people/{person.pk}/research/",
    ):
        assert told in page


def test_the_history_of_an_imported_person_begins_with_the_file(client, maya):
    batch = ImportBatch.objects.create(
        owner=maya, file_name="people & more.csv", encoding="utf-8-sig", created_at=NOW
    )
    person = ProspectFactory.create(owner=maya, import_batch=batch, created_at=NOW)
    begun = "Brought in from people &amp; more.csv on 16 Nov 2026"
    assert begun in client.get(url("person", person)).content.decode()
    for _ in range(A_TIMELINE + 1):
        editing.add_note(person, by=maya, at=NOW, text="x")
    newest = client.get(url("person", person))
    assert begun not in newest.content.decode()
    oldest = client.get(url("person", person), {"before": newest.context["timeline"].older})
    assert begun in oldest.content.decode()
    other = ProspectFactory.create(owner=maya)
    assert "Brought in" not in client.get(url("person", other)).content.decode()


def test_the_page_asks_as_often_with_one_line_of_history_as_with_three(
    client, maya, django_assert_max_num_queries
):
    person = ProspectFactory.create(owner=maya)

    def queries():
        editing.add_note(person, by=maya, at=NOW, text="x")
        with django_assert_max_num_queries(25) as captured:
            client.get(url("person", person))
        return len(captured)

    one = queries()
    queries()
    assert queries() == one


@pytest.mark.parametrize("name", ["person", "details", "notes"])
def test_a_person_of_another_team_is_not_found(client, maya, name):
    person = ProspectFactory.create()
    assert client.post(url(name, person)).status_code in {404, 405}
    assert client.get(url(name, person)).status_code in {404, 405}


def test_a_team_mates_person_is_read_only(client, maya):
    person = ProspectFactory.create(owner=UserFactory.create(team=maya.team, name="Dermot Lane"))
    page = client.get(url("person", person)).content.decode()
    assert "Dermot Lane works with them" in page
    assert "Add the note" not in page
    assert client.post(url("details", person), details_of(person, title="x")).status_code == 404
    assert client.post(url("notes", person), {"text": "x"}).status_code == 404


def test_details_are_changed_in_place_or_on_a_page(client, maya):
    person = ProspectFactory.create(owner=maya)
    assert client.post(url("details", person), details_of(person, title="CTO")).url == url(
        "person", person
    )
    person.refresh_from_db()
    part = client.post(
        url("details", person), details_of(person, phone="+353 91 555 0100"), headers=HTMX
    )
    assert "+353915550100" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_faults_come_back_with_what_was_typed(client, maya):
    person = ProspectFactory.create(owner=maya)
    answer = client.post(
        url("details", person), details_of(person, email="not an address", title="Kept words")
    )
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "A" * 10_000), ("title", "A\u202eb"), ("phone", "12"), ("country", "Nowhere"), ("time_zone", "Moon"), ("subdivision", "Bayern"),
     ("linkedin_url", "javascript:alert(1)")],
)  # fmt: skip
def test_a_detail_that_cannot_be_is_refused(client, maya, field, value):
    person = ProspectFactory.create(owner=maya)
    assert (
        client.post(url("details", person), details_of(person, **{field: value})).status_code == 422
    )


@pytest.mark.parametrize(
    ("country", "says"),
    [
        (
            "GB",
            "These we know, and their letters, too: England, Northern Ireland, Scotland, Wales.",
        ),
        ("IE", "Its holidays are the same everywhere: leave it empty."),
        ("", "Say the country, too."),
    ],
)
def test_a_region_that_is_unknown_is_refused_with_those_that_are_known(client, maya, country, says):
    person = ProspectFactory.create(owner=maya)
    answer = client.post(
        url("details", person), details_of(person, country=country, subdivision="Atlantis")
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_name_is_left_to_the_research(client, maya):
    person = ProspectFactory.create(owner=maya, name="Aoife Ní Bhriain", preferred_name="Aoife")
    form = client.get(url("details", person))
    assert not {"name", "preferred_name", "pronunciation"} & set(form.context["person_form"].fields)
    assert f'href="/people/{person.pk}/research/">Change the name in the research' in (
        form.content.decode()
    )
    renamed = details_of(person, name="Eva", preferred_name="Eve", pronunciation="EE", title="CTO")
    assert client.post(url("details", person), renamed).status_code == 302
    person.refresh_from_db()
    assert (person.title, person.name, person.preferred_name, person.pronunciation) == (
        "CTO",
        "Aoife Ní Bhriain",
        "Aoife",
        "",
    )


@pytest.mark.parametrize("name", ["A" * 10_000, "A\u202eb", ""])
def test_a_name_that_cannot_be_is_refused(client, maya, name):
    told = {"name": name, "company_name": "Corrib"}
    assert client.post("/people/new/", told).status_code == 422
    assert not Prospect.objects.exists()


def test_a_note_is_added_in_place(client, maya):
    person = ProspectFactory.create(owner=maya)
    part = client.post(
        url("notes", person), {"text": "Prefers mornings"}, headers=HTMX
    ).content.decode()
    assert "Prefers mornings" in part
    assert Activity.objects.get(kind=ActivityKind.NOTE).actor == maya


@pytest.mark.parametrize("text", ["", "a\u202eb", "x" * 10_001])
def test_a_note_that_cannot_be_kept_is_refused(client, maya, text):
    assert (
        client.post(url("notes", ProspectFactory.create(owner=maya)), {"text": text}).status_code
        == 422
    )


def test_whoever_hears_a_stop_is_led_to_the_one_that_ends_everything(client, maya):
    person = ProspectFactory.create(owner=UserFactory.create(team=maya.team))
    assert f'href="/people/{person.pk}/stop/"' in client.get(url("person", person)).content.decode()


def test_a_stop_is_shown_without_the_number_of_the_record(client, maya):
    person = ProspectFactory.create(owner=maya, email="", phone="", linkedin_url="")
    suppressing.suppress(
        person, by=maya, at=NOW, reason="Leave me alone", origin=SuppressionOrigin.TOLD_US
    )
    page = client.get(url("person", person)).content.decode()
    assert "Leave me alone" in page
    assert "Kept for the" not in page


def test_a_stop_for_one_channel_is_shown_too(client, maya):
    person = ProspectFactory.create(owner=maya)
    suppressing.suppress(
        person, by=maya, at=NOW, reason="No calls", channel="call", origin=SuppressionOrigin.TOLD_US
    )
    assert "No calls" in client.get(url("person", person)).content.decode()


def test_one_person_is_added_by_hand(client, maya):
    answer = client.post(
        "/people/new/",
        {
            "name": "Sukarno",
            "company_name": "Nusantara",
            "website": "nusantara.example",
            "country": "Indonesia",
        },
    )
    person = Prospect.objects.get()
    assert answer.url == url("person", person)
    assert (person.owner, person.country, person.company.domain) == (
        maya,
        "ID",
        "nusantara.example",
    )


def test_an_address_that_is_taken_comes_back_with_what_was_typed(client, maya):
    ProspectFactory.create(email="taken@corrib.example")
    answer = client.post(
        "/people/new/", {"name": "Ann Kept", "company_name": "X", "email": "taken@corrib.example"}
    )
    assert answer.status_code == 422
    assert "Ann Kept" in answer.content.decode()
    assert "Somebody with this e-mail address is here already." in answer.content.decode()


def test_pages_need_a_sign_in(client):
    person = ProspectFactory.create()
    for path in (PEOPLE, "/people/new/", "/people/import/", url("person", person)):
        assert "/accounts/login/" in client.get(path).url
