"""The list of companies: whom one sees, found by name and domain, a page at a time, with what stands there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cadence.models import Enrollment, Hold
from prospects.selectors.walking import A_PAGE
from team.enums import Role
from team.models import User
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db

COMPANIES = "/companies/"


@pytest.fixture
def maya(client: Client) -> User:
    user = UserFactory.create(team=TeamFactory.create())
    client.force_login(user)
    return user


def named(client: Client, query: str = "", part: str = "rows") -> list[str]:
    return [row.company.name for row in client.get(COMPANIES + query).context[part]]


def test_a_rep_sees_the_teams_and_nobodys_and_where_their_people_are(
    client: Client, maya: User
) -> None:
    mate = UserFactory.create(team=maya.team)
    stranger = UserFactory.create(team=TeamFactory.create())
    CompanyFactory.create(name="Ours", owner=mate)
    CompanyFactory.create(name="Nobody's")
    CompanyFactory.create(name="Theirs", owner=stranger)
    shared = CompanyFactory.create(name="Shared", owner=stranger)
    ProspectFactory.create(company=shared, owner=mate)
    ProspectFactory.create(company=shared, owner=stranger)
    assert named(client) == ["Nobody's", "Ours", "Shared"]
    assert named(client, "?q=theirs") == []
    assert [row.people for row in client.get(COMPANIES).context["rows"]] == [0, 0, 1]
    client.force_login(UserFactory.create(role=Role.AUDITOR))
    assert named(client) == ["Nobody's", "Ours", "Shared", "Theirs"]


@pytest.mark.parametrize(
    "q", ["corrib", "COLD corr", "corrib-cold", "www.corrib-cold.example", "@corrib-cold.example", "https://corrib-cold.example/about"],
)  # fmt: skip
def test_a_company_is_found_by_words_of_its_name_and_by_its_domain(
    client: Client, maya: User, q: str
) -> None:
    CompanyFactory.create(name="Corrib Cold Chain", domain="corrib-cold.example", owner=maya)
    CompanyFactory.create(name="Quay Marine", domain="quay.example", owner=maya)
    assert named(client, f"?q={q}") == ["Corrib Cold Chain"]


def test_a_misspelled_name_is_close_and_what_is_like_nothing_is_said_so(
    client: Client, maya: User
) -> None:
    CompanyFactory.create(name="Corrib Cold Chain", owner=maya)
    assert named(client, "?q=corib", "near") == ["Corrib Cold Chain"]
    assert "No company found" in client.get(COMPANIES + "?q=zzqx").content.decode()


@pytest.mark.parametrize("words", ["", "q=company&"])
def test_pages_lead_forth_and_back_without_gaps(client: Client, maya: User, words: str) -> None:
    for number in range(2 * A_PAGE + 3):
        CompanyFactory.create(name=f"Company {number // 2:02}", owner=maya)
    asked, pages = f"?{words}", []
    while asked:
        answer = client.get(COMPANIES + asked)
        pages.append([row.company.pk for row in answer.context["rows"]])
        asked = answer.context["older"]
    shown = [pk for page in pages for pk in page]
    assert (shown, [len(page) for page in pages]) == (sorted(shown), [A_PAGE, A_PAGE, 3])
    back = client.get(COMPANIES + answer.context["newer"])
    assert [row.company.pk for row in back.context["rows"]] == pages[1]


def test_a_row_counts_who_is_there_and_what_runs_and_costs_no_more_for_many(
    client: Client, maya: User
) -> None:
    def queries() -> int:
        company = CompanyFactory.create(owner=maya)
        for number in range(2):
            person = ProspectFactory.create(company=company, owner=maya)
            if number:
                Enrollment.objects.create(
                    prospect=person, version=published_version(), owner=maya, started_at=NOW
                )
        Hold.objects.create(company=company, reason="They answered.", placed_at=NOW - timedelta(1))
        with CaptureQueriesContext(connection) as captured:
            rows = client.get(COMPANIES).context["rows"]
        assert {(row.people, row.running, row.next_at, row.is_held) for row in rows} == {
            (2, 1, None, True)
        }
        return len(captured)

    one = queries()
    queries()
    assert queries() == one


def test_the_pages_about_people_lead_to_each_other(client: Client, maya: User) -> None:
    ways = {"/people/", "/companies/", "/people/views/", "/people/notices/"}
    for page in ways:
        said = client.get(page).content.decode()
        assert {way for way in ways if f'href="{way}"' in said} == ways
    company = CompanyFactory.create(owner=maya)
    assert 'href="/companies/"' in client.get(f"/companies/{company.pk}/").content.decode()
