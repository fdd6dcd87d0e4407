"""People are found by words, by parts of an address or a number, and by names that are spelled otherwise."""

import pytest
from django.db import connection

from prospects.models import Company, NameWord, Prospect
from prospects.selectors.asked import Asked
from prospects.selectors.people import page_of_people
from prospects.selectors.walking import A_PAGE
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory.create(name="Maya Okafor")


@pytest.fixture
def aoife(maya):
    return ProspectFactory.create(
        name="Aoife Ní Bhriain",
        email="aoife.nib@corrib.example",
        phone="+353915550100",
        owner=maya,
        company=CompanyFactory.create(
            name="Corrib Cold Chain", owner=maya, domain="corrib.example"
        ),
    )


@pytest.fixture
def jose(maya):
    return ProspectFactory.create(
        name="José García",
        email="jgm@quay.example",
        phone="+34915550177",
        owner=maya,
        company=CompanyFactory.create(name="Quay Marine", owner=maya),
    )


def page(user, q, **asked):
    return page_of_people(user, Asked(q=q, **asked), NOW)


def found(user, q, **asked):
    return [person.name for person in page(user, q, **asked).people]


def near(user, q):
    return [person.name for person in page(user, q).near]


@pytest.mark.parametrize(
    "q",
    [
        "Bhrian",
        "ni bhrian",
        "Brian",
        "aoif bhriain",
        "Aofe",
        "aoyfe",
        "Bhríain Aoife",
        "aofie corrib",
    ],
)
def test_a_name_that_is_spelled_otherwise_is_close(maya, aoife, jose, q):
    assert "Aoife Ní Bhriain" in found(maya, q) + near(maya, q)
    assert "José García" not in found(maya, q) + near(maya, q)


@pytest.mark.parametrize("q", ["zzzz", "xx", "?", "e", "quaymar 77"])
def test_what_is_like_nobodys_name_finds_nobody(maya, aoife, q):
    assert (found(maya, q), near(maya, q)) == ([], [])


def test_whoever_has_the_words_comes_first_and_stands_once(maya, aoife):
    ProspectFactory.create(name="Aoifa Lund", email="lund@x.example", owner=maya)
    assert (found(maya, "aoife"), near(maya, "aoife")) == (["Aoife Ní Bhriain"], ["Aoifa Lund"])


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("555 0100", ["Aoife Ní Bhriain"]),
        ("091 555 0100", ["Aoife Ní Bhriain"]),
        ("+353 (0)91", []),
        ("+353 91", ["Aoife Ní Bhriain"]),
        ("91555", ["Aoife Ní Bhriain", "José García"]),
        ("77", []),
    ],
)
def test_a_number_is_found_by_a_part_of_it(maya, aoife, jose, q, names):
    assert found(maya, q) == names


@pytest.mark.parametrize(
    "q", ["@corrib.example", "corrib.example", "aoife.nib@corr", "nib", "AOIFE.NIB@CORRIB.EXAMPLE"]
)
def test_an_address_is_found_by_a_part_of_it(maya, aoife, jose, q):
    assert found(maya, q) == ["Aoife Ní Bhriain"]


def test_companies_are_found_beside_people(maya, aoife, jose):
    assert [name for _pk, name in page(maya, "corrib").companies.shown] == ["Corrib Cold Chain"]
    assert [name for _pk, name in page(maya, "corib").companies.shown] == ["Corrib Cold Chain"]
    assert page(maya, "corrib").companies.count == 1


def test_a_company_of_another_team_is_not_told(maya, aoife):
    other = ProspectFactory.create(company=CompanyFactory.create(name="Corrib Boats"))
    other.company.owner = other.owner
    other.company.save(update_fields=["owner"])
    assert page(maya, "corrib").companies.count == 1
    ProspectFactory.create(name="Marc Lee", company=other.company, owner=maya)
    assert page(maya, "corrib").companies.count == 2


def test_nobody_of_another_team_is_close(maya):
    ProspectFactory.create(name="Aoife Ní Bhriain")
    assert (found(maya, "aofe"), near(maya, "aofe")) == ([], [])


def test_words_lead_through_all_pages_without_gaps(maya):
    names = [f"Person {number:03}" for number in range(2 * A_PAGE + 3)]
    for name in reversed(names):
        ProspectFactory.create(name=name, owner=maya)
    first = page(maya, "person")
    second = page(maya, "person", after=first.older)
    third = page(maya, "person", after=second.older)
    assert [each.name for part in (first, second, third) for each in part.people] == names
    assert (first.newer, third.older, first.count) == (None, None, len(names))
    back = page(maya, "person", before=third.newer)
    assert [each.name for each in back.people] == names[A_PAGE : 2 * A_PAGE]


def test_of_very_many_the_list_says_so(maya, monkeypatch):
    monkeypatch.setattr("prospects.selectors.people.MOST_FOUND", 2)
    ProspectFactory.create_batch(3, name="Person", owner=maya)
    many = page(maya, "person")
    assert (many.count, many.beyond, len(many.people)) == (2, True, 2)


def test_people_are_found_by_both_words_of_their_company_however_many_have_one(maya, monkeypatch):
    monkeypatch.setattr("prospects.selectors.finding.MOST_COMPANIES", 2)
    for name in ("Corrib Boats", "Corrib Cold", "Corrib Depots", "Boyne Weir", "Lagan Weir"):
        CompanyFactory.create(name=name, owner=maya)
    weir = CompanyFactory.create(name="Corrib Weir", owner=maya)
    ProspectFactory.create(name="Grace Haas", company=weir, owner=maya)
    for q in ("corrib weir", "grace corrib weir", "weir haas corrib"):
        assert (found(maya, q), page(maya, q).companies.count) == (
            ["Grace Haas"],
            q == "corrib weir",
        )


def test_of_very_many_companies_nobody_is_left_out_by_the_filter(maya, monkeypatch):
    monkeypatch.setattr("prospects.selectors.finding.MOST_LISTED", 2)
    for name in ("Corrib Boats", "Corrib Cold", "Corrib Depots"):
        company = CompanyFactory.create(name=name, owner=maya)
        ProspectFactory.create(name=f"Of {name}", company=company, owner=maya)
    names = [person.name for person in page(maya, "", company="corrib").people]
    assert names == ["Of Corrib Boats", "Of Corrib Cold", "Of Corrib Depots"]


def test_signs_between_words_are_no_words(maya, aoife):
    assert found(maya, "aoife & bhriain") == ["Aoife Ní Bhriain"]


def words():
    return set(NameWord.objects.values_list("word", flat=True))


def test_the_words_of_names_follow_the_names(maya, aoife):
    assert words() >= {"aoife", "bhriain", "corrib", "cold", "chain"}
    Prospect.objects.filter(pk=aoife.pk).update(name="Erased")
    assert not words() & {"bhriain"}
    assert "erased" in words()
    Company.objects.filter(pk=aoife.company_id).update(name="Weir")
    assert not words() & {"corrib", "cold", "chain"}


def test_a_word_stays_while_somebody_is_called_so(maya, aoife):
    other = ProspectFactory.create(name="Aoife Lund", email="a@lund.example", owner=maya)
    Prospect.objects.filter(pk=aoife.pk).update(name="Erased", email="")
    assert "aoife" in words()
    Prospect.objects.filter(pk=other.pk).update(name="Erased", email="")
    assert "aoife" not in words()


def test_a_word_is_kept_once_however_many_have_it(maya):
    ProspectFactory.create_batch(3, name="Aoife Lund", owner=maya)
    assert list(NameWord.objects.filter(word="lund").values_list("word", flat=True)) == ["lund"]


def test_numbers_and_very_long_words_are_no_names(maya):
    ProspectFactory.create(name=f"Bo 4711 {'x' * 80}", owner=maya)
    assert not {
        word for word in words() if any(letter.isdigit() for letter in word) or len(word) > 60
    }


def test_asking_for_what_is_near_leaves_the_limit_of_likeness_as_it_was(maya, aoife):
    with connection.cursor() as cursor:
        limits = "show_limit() || current_setting('pg_trgm.word_similarity_threshold')"
        cursor.execute(f"SELECT {limits}, earnest_near('bhrian'), {limits}")
        before, like, after = cursor.fetchone()
    assert (before, like) == (after, ["'bhrian':* | 'bhriain'"])


def test_a_search_is_planned_for_a_disk_without_a_moving_head_whenever_the_roles_were_made():
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting, source FROM pg_settings WHERE name = 'random_page_cost'")
        assert cursor.fetchone() == ("1.1", "client")
