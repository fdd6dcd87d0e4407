"""The page of the rules' numbers: what would change is shown before anything is saved."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from team.enums import Role
from team.models import AuditEvent, Policy
from team.models.policy import LIMITS
from tests import journeys
from tests.cadence.browsing import Browser, text_of

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]


def typed(**others: Any) -> dict[str, Any]:
    now = Policy.current()
    return {name: getattr(now, name) for name in ("version", *LIMITS)} | others


def admin() -> Browser:
    return Browser(journeys.rep(role=Role.ADMIN, name="Ines Duarte"))


def test_an_admin_fills_in_what_a_manager_and_an_auditor_read() -> None:
    assert 'name="min_attempts" value="10"' in text_of(admin().get("rules"))
    for role in (Role.MANAGER, Role.AUDITOR):
        page = text_of(Browser(journeys.rep(role=role)).get("rules"))
        assert "At least 10. You may ask for more, up to 30." in page
        assert "See what would change" not in page


def test_a_rep_has_no_such_page_and_a_manager_saves_nothing() -> None:
    assert Browser(journeys.rep()).get("rules").status_code == 403
    manager = Browser(journeys.rep(role=Role.MANAGER))
    saved = manager.post("rules", **typed(min_attempts=12), confirmed="yes")
    assert saved.status_code == 403
    assert manager.get("rules-touched", "sooner", **typed()).status_code == 403
    assert not Policy.objects.exists()


def test_what_would_change_is_shown_first_and_then_saved() -> None:
    person = journeys.enrolled(email="aoife@corrib.example").prospect
    browser = admin()

    shown = browser.post("rules", **typed(min_attempts=30, away_days=7))
    page = text_of(shown)
    assert shown.status_code == 200
    assert "Nothing is saved yet." in page
    assert "Published versions that could not be published again" in page
    assert "Days away: for notices that come from now on." in page
    assert not Policy.objects.exists()
    people = browser.get("rules-touched", "few-tries", **typed(min_attempts=30))
    assert person.name in text_of(people)

    saved = browser.post("rules", **typed(min_attempts=30, away_days=7), confirmed="yes")
    assert saved.status_code == 302
    assert (Policy.current().min_attempts, Policy.current().away_days) == (30, 7)
    after = text_of(browser.get("rules"))
    assert "Tries before we stop: 10, now 30" in after
    assert "Ines Duarte" in after
    assert AuditEvent.objects.get(kind="policy_changed").actor == browser.user


def test_a_number_beyond_its_limit_leads_to_its_field_and_nothing_typed_is_lost() -> None:
    page = admin().post("rules", **typed(longest_gap_days=8, subject_words=5))

    assert page.status_code == 422
    assert 'href="#id_longest_gap_days"' in text_of(page)
    assert "The most is 7." in text_of(page)
    assert 'name="subject_words" value="5"' in text_of(page)


def test_numbers_that_contradict_each_other_are_told_apart() -> None:
    page = admin().post("rules", **typed(finding_fresh_days=80, finding_max_days=40))
    assert page.status_code == 422
    assert 'href="#id_finding_fresh_days"' in text_of(page)


@pytest.mark.parametrize("confirmed", ["", "yes"])
def test_both_are_shown_where_somebody_else_saved_meanwhile(confirmed: str) -> None:
    mine, theirs = admin(), admin()
    asked = typed(min_attempts=12)
    theirs.post("rules", **typed(min_attempts=14, subject_words=5), confirmed="yes")

    page = mine.post("rules", **asked, confirmed=confirmed)

    assert page.status_code == 409
    assert "Somebody made it 14 meanwhile; you typed 12." in text_of(page)
    assert 'name="min_attempts" value="12"' in text_of(page)
    assert 'name="version" value="1"' in text_of(page)
    assert Policy.current().min_attempts == 14


def test_what_only_the_reader_changed_stays_as_they_typed_it_and_accuses_nobody() -> None:
    mine, theirs = admin(), admin()
    asked = typed(min_attempts=12, subject_words=6)
    theirs.post("rules", **typed(away_days=9), confirmed="yes")
    theirs.post("rules", **typed(subject_words=5), confirmed="yes")

    page = text_of(mine.post("rules", **asked, confirmed="yes"))

    said = {"Somebody made it 9 meanwhile; you typed", "Somebody made it 5 meanwhile; you typed"}
    assert set(re.findall(r"Somebody made it \d+ meanwhile; you typed", page)) == said
    assert 'name="min_attempts" value="12"' in page


def test_nothing_changed_is_said() -> None:
    page = admin().post("rules", **typed())
    assert page.status_code == 422
    assert "These are the numbers we have." in text_of(page)


def test_the_list_behind_a_count_goes_on_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from cadence.views import rules

    monkeypatch.setattr(rules, "A_PAGE", 1)
    people = [journeys.enrolled(email=f"p{n}@corrib{n}.example").prospect for n in range(2)]
    browser = admin()
    first = text_of(browser.get("rules-touched", "few-tries", **typed(min_attempts=30)))
    second = text_of(
        browser.get("rules-touched", "few-tries", **typed(min_attempts=30), after=str(people[0].pk))
    )

    assert f"after={people[0].pk}" in first
    assert f"/people/{people[0].pk}/" in first
    assert f"/people/{people[1].pk}/" not in first
    assert f"/people/{people[1].pk}/" in second
    assert "after=" not in second


def test_the_page_asks_as_often_after_three_changes_as_after_one() -> None:
    browser = admin()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get("rules")
        return len(asked)

    browser.post("rules", **typed(min_attempts=11), confirmed="yes")
    one = queries()
    for tries in (12, 13):
        browser.post("rules", **typed(min_attempts=tries), confirmed="yes")
    assert queries() == one
