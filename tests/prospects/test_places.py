"""Countries and their clocks."""

import pytest

from prospects.places import Whereabouts, clock_of, country_code, zone_of_country


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


NOTHING = Whereabouts("", "", "")
BOSTON, AUCKLAND, LONDON = "+16175550100", "+6495550100", "+442075550100"


@pytest.mark.parametrize(
    ("person", "company", "zone"),
    [
        (("Asia/Tokyo", BOSTON, "IE"), NOTHING, "Asia/Tokyo"),
        (("", BOSTON, ""), NOTHING, "America/New_York"),
        (("", "+14155550100", "US"), NOTHING, "America/Los_Angeles"),
        (("", "+18005550100", "US"), NOTHING, "America/New_York"),
        (("", "+18005550100", ""), NOTHING, "UTC"),
        (("", LONDON, ""), NOTHING, "Europe/London"),
        (("", "+353915501010", "IE"), NOTHING, "Europe/Dublin"),
        (("", "+353915501010", ""), NOTHING, "Europe/Dublin"),
        (("", AUCKLAND, ""), NOTHING, "Pacific/Auckland"),
        (("", BOSTON, "DE"), NOTHING, "Europe/Berlin"),
        (("", "", "US"), ("America/Denver", "", "US"), "America/Denver"),
        (("", "", "DE"), ("America/Denver", "", "US"), "Europe/Berlin"),
        (("", "", ""), ("America/Denver", BOSTON, "US"), "America/Denver"),
        (("", "", ""), ("", BOSTON, "US"), "America/New_York"),
        (("", BOSTON, ""), ("Europe/Dublin", "", "IE"), "America/New_York"),
        (("", "", ""), ("", "", "AU"), "Australia/Sydney"),
        (("", "", "XX"), ("", "", "IE"), "Europe/Dublin"),
        (NOTHING, NOTHING, "UTC"),
    ],
)
def test_a_clock_is_told_by_what_is_known_of_the_person_before_their_company(person, company, zone):
    assert clock_of(Whereabouts(*person), Whereabouts(*company)).key == zone


@pytest.mark.parametrize(
    "junk", ["Mars/Olympus", "America", "../etc/passwd", "\x00", "é" * 64, "utc "]
)
def test_a_zone_that_does_not_exist_is_passed_over(junk):
    assert clock_of(Whereabouts(junk, "", "IE"), Whereabouts(junk, "", "")).key == "Europe/Dublin"


@pytest.mark.parametrize("phone", ["", "+", "+999", "+0", "x", "+1"])
def test_a_number_that_tells_nothing_leaves_the_country(phone):
    assert clock_of(Whereabouts("", phone, ""), Whereabouts("", "", "JP")).key == "Asia/Tokyo"
