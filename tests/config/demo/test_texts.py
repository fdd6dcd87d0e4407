import unicodedata
from collections import Counter
from datetime import date

import pytest

from cadence.enums import NoReason
from config.demo import texts
from config.demo.loading.casting import BESIDE_STORIES, SCRIPTS
from config.demo.loading.fates import Coming
from config.demo.loading.reasons import reason_in
from config.demo.phones import RANGES, phone_for
from mailbox.sandbox.addresses import normal
from prospects.addresses import clean_email, clean_phone, clean_profile
from prospects.places import zone_of_country

COMPANIES = texts.companies(date(2026, 11, 20))
PEOPLE = [person for company in COMPANIES for person in company.people]


def test_the_demo_is_as_large_as_promised():
    assert len(COMPANIES) == 60
    assert 115 <= len(PEOPLE) <= 120
    assert len({company.country for company in COMPANIES}) >= 12
    library = texts.library()
    assert len(library.stories) >= 8
    assert len(library.questions) >= 10
    assert len(library.resources) >= 8


def test_nobody_shares_an_address_a_profile_or_a_company():
    for values in (
        [person.email for person in PEOPLE],
        [person.linkedin for person in PEOPLE],
        [company.domain for company in COMPANIES],
        [company.name for company in COMPANIES],
    ):
        assert Counter(values).most_common(1)[0][1] == 1


def test_every_address_is_one_that_nobody_owns():
    assert all(company.domain.endswith(".example") for company in COMPANIES)
    assert all(clean_email(person.email) == person.email for person in PEOPLE)
    assert all(normal(person.email) for person in PEOPLE)
    assert all(clean_profile(person.linkedin) == person.linkedin for person in PEOPLE)


@pytest.mark.parametrize("country", sorted(RANGES))
def test_a_number_of_the_demo_can_be_written_down(country):
    assert clean_phone(phone_for(country, 7)) == phone_for(country, 7)


def test_every_company_has_a_clock_and_a_number():
    for company in COMPANIES:
        assert company.time_zone or zone_of_country(company.country), company.name
        assert company.country in RANGES, company.name


def test_names_are_as_the_world_writes_them():
    names = [person.name for person in PEOPLE]
    assert all(unicodedata.is_normalized("NFC", name) for name in names)
    assert sum(not name.isascii() for name in names) >= 40
    assert any(" " not in name for name in names)
    assert any(" de los " in name for name in names)
    assert any(name.split()[-2] == "de" for name in names if len(name.split()) > 2)


def test_every_fact_is_fresh_enough_to_write_on():
    for company in COMPANIES:
        facts = [company.about, company.trigger, *(person.fact for person in company.people)]
        assert all(0 < fact.age <= 100 and fact.source for fact in facts), company.name


def test_everybody_with_a_story_has_a_script_and_the_other_way_round():
    assert {person.story for person in PEOPLE if person.story} == set(SCRIPTS)
    assert set(BESIDE_STORIES) <= {person.name for person in PEOPLE}


def test_there_are_words_for_everything_that_can_be_said():
    said = texts.words().said
    answering = {"interested", "not_now", "no", "angry", "referral", "wrong_person", "stop"}
    assert set(said["reply"]) == set(said["said"]) == answering
    assert answering <= set(Coming)


def test_the_reason_of_a_no_stands_in_their_words():
    said = texts.words().said
    noes = [
        *said["reply"]["no"],
        *said["said"]["no"],
        *said["reply"]["angry"],
        *said["said"]["angry"],
    ]
    reasons = Counter(reason_in(words) for words in noes)

    assert set(said["why"]) <= set(NoReason)
    assert set(reasons) == {*map(NoReason, said["why"]), None}
    assert reasons[None] == 1, "one of them says no without a reason, as people do"


def test_no_text_shouts_and_no_field_is_left_over():
    for company in COMPANIES:
        shown = [company.problem, company.why_now, company.risk, company.unknown]
        shown += [company.about.claim, company.trigger.claim]
        shown += [person.fact.claim for person in company.people]
        assert not any("!" in text or "{" in text for text in shown), company.name


def test_months_are_named_from_the_day_of_loading():
    corrib = next(one for one in COMPANIES if one.name == "Corrib Cold Chain")
    assert corrib.trigger.claim == "The Oranmore depot moves to 24-hour loading in January."
