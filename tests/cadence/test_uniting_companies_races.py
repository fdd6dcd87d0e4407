"""Two records of a company become one while somebody else is at work there: who waits, and what stands in the end."""

import pytest
from django.db import DatabaseError, transaction

from cadence.models import Enrollment, Hold, Reply
from cadence.policies.beginning import refusals
from cadence.services import enrolling, listening, uniting_companies
from prospects.enums import Channel
from prospects.models import Company, CompanyMerge, Prospect
from team.models import User
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.prospects.test_import_steps import come_in
from tests.races import at_last, elsewhere
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def maya() -> User:
    return UserFactory.create(name="Maya Okafor", team=TeamFactory.create())


@pytest.fixture
def kept(maya: User) -> Company:
    return CompanyFactory.create(name="Corrib", domain="corrib.example", owner=maya)


@pytest.fixture
def other(maya: User) -> Company:
    return CompanyFactory.create(name="Corrib Ltd", domain="corrib-group.example", owner=maya)


def merge(kept: Company, other: Company, by: User) -> CompanyMerge:
    return uniting_companies.merge(kept, other, take=[], by=by, at=NOW)


def hear(prospect: Prospect) -> Reply:
    with transaction.atomic():
        return listening.hear(prospect, at=NOW, channel=Channel.CALL, text="Ring me.")


def begun(prospect: Prospect) -> Enrollment:
    return Enrollment.objects.create(
        prospect=prospect, version=published_version(), owner=prospect.owner, started_at=NOW
    )


def test_an_answer_that_comes_in_during_a_merge_holds_everybody(
    kept: Company, other: Company, maya: User
) -> None:
    answers = ProspectFactory.create(company=other, owner=maya)
    waits = ProspectFactory.create(company=kept, owner=maya)

    with elsewhere(lambda: merge(kept, other, maya)) as goes_on:
        assert at_last(lambda: hear(answers), goes_on) == ""

    assert Reply.objects.get().company == kept
    assert Hold.objects.filter(company=kept, lifted_at=None).exists()
    assert refusals([waits], NOW)[waits.pk].code == "on_hold"


def test_an_answer_that_comes_in_while_two_are_parted_holds_where_its_writer_is(
    kept: Company, other: Company, maya: User
) -> None:
    answers = ProspectFactory.create(company=other, owner=maya)
    done = merge(kept, other, maya)
    answers.refresh_from_db()

    with elsewhere(lambda: uniting_companies.undo(done, by=maya, at=NOW)) as goes_on:
        assert at_last(lambda: hear(answers), goes_on) == ""

    assert Reply.objects.get().company == other
    assert Hold.objects.filter(company=other, lifted_at=None).exists()


def test_an_answer_and_a_merge_wait_for_each_other_in_one_order(
    kept: Company, other: Company, maya: User
) -> None:
    answers = begun(ProspectFactory.create(company=other, owner=maya)).prospect

    with elsewhere(lambda: hear(answers)) as goes_on:
        assert at_last(lambda: merge(kept, other, maya), goes_on) == ""

    assert Reply.objects.get().company == kept
    assert [each.company for each in Hold.objects.filter(lifted_at=None)] == [kept]


def test_nobody_comes_to_a_record_that_goes_under_another_at_that_moment(
    kept: Company, other: Company, maya: User
) -> None:
    def come() -> None:
        with pytest.raises(DatabaseError) as refusal, transaction.atomic():
            ProspectFactory.create(company=other, owner=maya)
        codes.append(getattr(refusal.value.__cause__, "sqlstate", ""))

    codes = list[str]()
    with elsewhere(lambda: merge(kept, other, maya)) as goes_on:
        at_last(come, goes_on)

    assert codes == ["EA515"]
    assert not Prospect.objects.filter(company=other).exists()


def test_a_file_that_brings_somebody_there_at_that_moment_comes_in_at_the_next_try(
    kept: Company, other: Company, maya: User
) -> None:
    file = "Name,Company,E-mail\nAnn Lee,Corrib Ltd,ann@corrib-group.example\n"
    with elsewhere(lambda: merge(kept, other, maya)) as goes_on:
        assert at_last(lambda: come_in(file, maya), goes_on) == "overtaken"
    come_in(file, maya)
    assert Prospect.objects.get().company == kept


def test_whoever_comes_first_moves_along(kept: Company, other: Company, maya: User) -> None:
    with elsewhere(lambda: ProspectFactory.create(company=other, owner=maya)) as goes_on:
        assert at_last(lambda: merge(kept, other, maya), goes_on) == ""
    assert Prospect.objects.get().company == kept


def test_whoever_begins_with_somebody_of_a_record_that_went_under_another_looks_once_more(
    kept: Company, other: Company, maya: User
) -> None:
    asked, version = ProspectFactory.create(company=other, owner=maya), published_version()
    with elsewhere(lambda: merge(kept, other, maya)) as goes_on:
        came = at_last(lambda: enrolling.enroll(asked, version, by=maya, at=NOW), goes_on)
    assert came == "conflict_company"
