"""Two files at once: both come in whole, whoever takes a domain first."""

import pytest

from prospects.models import Company, Prospect
from tests.factories.prospects import CompanyFactory
from tests.factories.team import UserFactory
from tests.prospects.test_importing import HEADER, come_in
from tests.races import at_last, elsewhere


@pytest.mark.django_db(transaction=True)
def test_a_domain_that_somebody_takes_meanwhile_stays_theirs_and_the_file_comes_in() -> None:
    maya = UserFactory.create()
    other = CompanyFactory.create(name="Corrib Ltd", domain="")
    file = HEADER + "Ann,Corrib,,ann@corrib.example,,,\nCy,Frost,,cy@frost.example,,,\n"

    with elsewhere(
        lambda: Company.objects.filter(pk=other.pk).update(domain="corrib.example")
    ) as commit:
        at_last(lambda: come_in(file, maya), commit)

    assert set(Prospect.objects.values_list("name", flat=True)) == {"Ann", "Cy"}
    assert set(Company.objects.values_list("name", "domain")) == {
        ("Corrib Ltd", "corrib.example"),
        ("Corrib", ""),
        ("Frost", "frost.example"),
    }
