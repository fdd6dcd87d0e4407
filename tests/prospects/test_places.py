"""Countries and their clocks."""

import pytest

from prospects.places import country_code, zone_of_country


@pytest.mark.parametrize(
    ("said", "code"),
    [("Ireland", "IE"), ("ie", "IE"), ("Deutschland", "DE"), ("España", "ES"), ("UK", "GB"), ("United States", "US"),
     ("Czech Republic", "CZ"), ("Türkiye", "TR"), ("Turkey", "TR"), ("Vietnam", "VN"), ("Nowhere", ""), ("", "")],
)  # fmt: skip
def test_a_country_is_known_by_name_or_letters(said, code):
    assert country_code(said) == code


def test_a_country_has_a_clock():
    assert zone_of_country("IE") == "Europe/Dublin"
    assert zone_of_country("AU") == "Australia/Sydney"
    assert zone_of_country("") == ""
