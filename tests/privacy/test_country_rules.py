"""What a country's rule says is what happens: on every channel, for everybody, with every basis."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.urls import reverse

from cadence.enums import TouchState
from cadence.models import Draft, Touch, Withdrawal
from cadence.policies.lawful import check_lawful
from cadence.services import drafting, logging, planning, rerouting, reviewing
from prospects.enums import Channel, LawfulBasis, SubscriberType
from prospects.models import CountryRule, Prospect
from prospects.selectors.country_rules import channels_barred
from prospects.shipped import shipped_rules
from team.refusals import Refused
from tests import journeys
from tests.adherence.weeks import Reader
from tests.cadence.conftest import Clock
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "sandbox")]

COUNTRIES = ("US", "CA", "GB", "DE", "FR", "IE", "")
TODAY = NOW.date()


def test_what_ships_is_what_the_table_holds() -> None:
    kept = CountryRule.objects.values_list(
        "country", "channel", "subscriber_type", "verdict", "bases", "reason", "source"
    )
    shipped = {(*each[:4], *map(str, each.bases), *each[5:]) for each in shipped_rules()}
    assert {(*row[:4], *row[4], *row[5:]) for row in kept} == shipped
    assert len(shipped) == 6 * len(Channel) * len(SubscriberType)


def test_each_country_channel_kind_and_basis_comes_out_as_its_rule_says() -> None:
    rules = {(each.country, each.channel, each.subscriber_type): each for each in shipped_rules()}
    company, owner = CompanyFactory.create(country=""), UserFactory.create()
    cases = list(product(COUNTRIES, SubscriberType.values, LawfulBasis.values, (None, 0, -1)))
    people = Prospect.objects.bulk_create(
        ProspectFactory.build(
            company=company, owner=owner, country=country, subscriber_type=kind, lawful_basis=basis,
            lawful_basis_until=None if days is None else TODAY + timedelta(days=days),
        )
        for country, kind, basis, days in cases
    )  # fmt: skip
    barred = channels_barred([each.pk for each in people])

    for person, (country, kind, basis, days) in zip(people, cases, strict=True):
        known = country if (country, Channel.EMAIL, kind) in rules else ""
        for channel in Channel.values:
            rule = rules[known, channel, kind]
            bar = barred.get(person.pk, {}).get(channel)
            assert (bar.why if bar else "") == outcome(rule.verdict, rule.bases, basis, days)


def outcome(verdict: str, bases: tuple[str, ...], basis: str, days: int | None) -> str:
    """The table, read by hand."""
    if verdict == "allowed":
        return ""
    if verdict == "blocked":
        return "blocked"
    if basis not in bases:
        return "needs_basis"
    return "expired" if days == -1 else ""


def test_the_country_of_the_company_counts_where_that_of_the_person_is_unknown() -> None:
    company = CompanyFactory.create(country="DE")
    bare = {"lawful_basis": LawfulBasis.UNKNOWN, "company": company}
    abroad = ProspectFactory.create(country="", **bare)
    at_home = ProspectFactory.create(country="US", **bare)
    barred = channels_barred([abroad.pk, at_home.pk])
    assert set(barred[abroad.pk]) == {Channel.EMAIL, Channel.CALL, Channel.LINKEDIN}
    assert at_home.pk not in barred


def test_a_first_letter_that_their_law_closes_goes_by_a_channel_that_it_leaves_open() -> None:
    touch = journeys.planned(country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST)
    assert touch.channel == Channel.CALL


def test_where_no_channel_is_open_the_try_waits_with_the_reason_until_a_basis_is_recorded(
    clock: Clock,
) -> None:
    company = CompanyFactory.create(postal_address="")
    touch = journeys.planned(
        country="DE", phone="", linkedin_url="", lawful_basis=LawfulBasis.UNKNOWN, company=company
    )
    drafting.draft_due(NOW)
    touch.refresh_from_db()
    assert (touch.channel, touch.state) == (Channel.EMAIL, TouchState.PLANNED)
    assert "needs a basis in Germany (UWG § 7(2) no. 2 and § 7(3))" in touch.nothing_to_say
    assert "Record a basis, or use another channel." in touch.nothing_to_say

    Prospect.objects.filter(pk=touch.prospect_id).update(lawful_basis=LawfulBasis.CONSENT)
    drafting.draft_due(clock.move(NOW + timedelta(minutes=11)))
    touch.refresh_from_db()
    assert touch.state == TouchState.DRAFTED


def test_a_try_whose_channel_was_closed_after_it_was_planned_is_drafted_for_an_open_one() -> None:
    touch = journeys.planned()
    Prospect.objects.filter(pk=touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST
    )
    drafting.draft_due(NOW)
    touch.refresh_from_db()
    assert touch.channel == Channel.CALL


def test_a_letter_is_reviewed_and_a_call_logged_only_where_the_law_allows_it() -> None:
    draft = journeys.drafted()
    Prospect.objects.filter(pk=draft.touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.UNKNOWN
    )
    journeys.connected(draft.touch.owner)
    by = {"by": draft.touch.owner, "session": journeys.signed_in(draft.touch.owner), "at": NOW}
    with pytest.raises(Refused) as refusal:
        reviewing.approve(draft, looks={}, read_aloud=True, **by)
    assert refusal.value.code == "country_rule"
    Touch.objects.filter(pk=draft.touch_id).update(channel=Channel.CALL)
    with pytest.raises(Refused) as refusal:
        logging.log_call(draft.touch, by=draft.touch.owner, at=NOW, outcome="no_answer")
    assert refusal.value.code == "country_rule"
    logging.log_call(draft.touch, by=draft.touch.owner, at=NOW, outcome="asked_to_stop")


def test_a_call_that_they_asked_for_needs_no_rule() -> None:
    touch = journeys.planned()
    Prospect.objects.filter(pk=touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.UNKNOWN
    )
    Touch.objects.filter(pk=touch.pk).update(channel=Channel.CALL)
    touch.refresh_from_db()
    with pytest.raises(Refused):
        check_lawful(touch)
    touch.promised_at = NOW
    check_lawful(touch)
    touch.channel = Channel.EMAIL
    with pytest.raises(Refused):
        check_lawful(touch)


def test_a_letter_in_place_of_a_call_that_they_asked_for_is_drafted_as_their_law_says() -> None:
    touch = journeys.planned(phone="", linkedin_url="", company=CompanyFactory.create())
    Touch.objects.filter(pk=touch.pk).update(promised_at=NOW, channel=Channel.EMAIL)
    Prospect.objects.filter(pk=touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.UNKNOWN
    )
    drafting.draft_due(NOW)
    touch.refresh_from_db()
    assert (touch.state, touch.channel) == (TouchState.PLANNED, Channel.EMAIL)
    assert "needs a basis in Germany" in touch.nothing_to_say


def test_a_basis_counts_to_the_end_of_its_last_day(clock: Clock) -> None:
    person = ProspectFactory.create(country="DE", lawful_basis_until=date(2026, 11, 16))
    assert Channel.EMAIL not in channels_barred([person.pk]).get(person.pk, {})
    clock.move(NOW + timedelta(days=1))
    assert channels_barred([person.pk])[person.pk][Channel.EMAIL].why == "expired"


def test_planning_asks_once_for_all_and_as_often_for_three_as_for_one(
    django_assert_num_queries,
) -> None:
    for crowd in (1, 3):
        people = ProspectFactory.create_batch(crowd, country="DE")
        with django_assert_num_queries(1):
            channels_barred([each.pk for each in people])
    assert planning.plan_due(NOW) == 0


def barred_draft(**fields: object) -> Draft:
    """An e-mail that was drafted before their country asked for consent to it."""
    draft = journeys.drafted(**fields)
    Prospect.objects.filter(pk=draft.touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST
    )
    return Draft.objects.select_related("touch__prospect", "touch__owner").get(pk=draft.pk)


def test_a_drafted_try_goes_by_the_channel_that_the_rule_leaves_open_by_one_press() -> None:
    draft = barred_draft()
    touch, rep = draft.touch, draft.touch.owner
    browser = Reader(rep).client
    page = browser.get(reverse("cadence:touch", args=[touch.pk])).content.decode()
    assert "needs a basis in Germany" in page
    assert "Call instead" in page
    assert reverse("prospects:data", args=[touch.prospect_id]) in page

    press = reverse("cadence:other-way", args=[touch.pk])
    assert browser.post(press).status_code == 302
    touch.refresh_from_db()
    assert (touch.channel, touch.state) == (Channel.CALL, TouchState.DRAFTED)
    assert Draft.objects.filter(pk=draft.pk).exists()
    check_lawful(Touch.objects.get(pk=touch.pk))
    again = browser.post(press)
    assert again.status_code == 409
    assert "leave this channel open by now" in again.content.decode()


def test_a_review_that_has_not_left_is_taken_back_with_the_channel() -> None:
    approval = journeys.approved()
    touch = approval.touch
    Prospect.objects.filter(pk=touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST
    )
    rerouting.go_another_way(touch, by=touch.owner, at=NOW)
    assert Withdrawal.objects.filter(approval=approval, by=touch.owner).exists()


def test_what_their_country_bars_is_not_offered_to_be_sent_and_can_be_put_off() -> None:
    draft = journeys.drafted()
    address = reverse("cadence:touch", args=[draft.touch_id])
    browser = Reader(draft.touch.owner).client
    send = f"Send to {draft.touch.prospect.greeting_name}"
    assert send in browser.get(address).content.decode()
    Prospect.objects.filter(pk=draft.touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST
    )
    page = browser.get(address).content.decode()
    assert send not in page
    assert "Nothing can leave from here now. The reason is above." in page
    assert reverse("cadence:skip", args=[draft.touch_id]) in page
    assert reverse("cadence:postponement", args=[draft.touch_id]) in page


def test_a_review_of_what_is_barred_is_taken_back_and_not_sent() -> None:
    approval = journeys.approved()
    Prospect.objects.filter(pk=approval.touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST
    )
    page = Reader(approval.touch.owner).client.get(
        reverse("cadence:touch", args=[approval.touch_id])
    )
    assert reverse("cadence:withdrawal", args=[approval.pk]) in page.content.decode()
    assert reverse("cadence:delivery", args=[approval.pk]) not in page.content.decode()


def test_where_the_rule_leaves_no_way_the_page_says_so_and_offers_the_end() -> None:
    draft = barred_draft(phone="", linkedin_url="", company=CompanyFactory.create())
    touch = draft.touch
    page = Reader(touch.owner).client.get(reverse("cadence:touch", args=[touch.pk]))
    assert reverse("cadence:other-way", args=[touch.pk]) not in page.content.decode()
    assert reverse("cadence:ending", args=[touch.enrollment_id]) in page.content.decode()
    with pytest.raises(Refused) as refusal:
        rerouting.go_another_way(touch, by=touch.owner, at=NOW)
    assert refusal.value.code == "country_rule"


def test_a_colleague_s_try_and_one_that_nothing_bars_stay_as_they_are() -> None:
    draft = journeys.drafted()
    with pytest.raises(Refused) as refusal:
        rerouting.go_another_way(draft.touch, by=draft.touch.owner, at=NOW)
    assert refusal.value.code == "conflict_way_is_open"
    with pytest.raises(Refused):
        rerouting.go_another_way(draft.touch, by=UserFactory.create(), at=NOW)
