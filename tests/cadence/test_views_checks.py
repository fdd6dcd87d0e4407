"""The page of the checks: managers read what was sent anyway and why, admins make it stricter after a trial."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import HouseRuleKind
from cadence.models import Delivery, HouseRule
from cadence.services import drafting, logging, reviewing, ruling, sending
from prospects.enums import Channel
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.cadence import days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]

WORN = journeys.LETTER.replace("I wrote down", "Just circling back. I wrote down")


def sent(owner: User, body: str = journeys.LETTER, **looks: str) -> Delivery:
    draft = journeys.drafted(owner)
    journeys.connected(owner)
    again = drafting.save_draft(
        draft.touch, by=owner, at=NOW, subject=draft.subject, body=body, base_number=1
    )
    session = journeys.signed_in(owner)
    approval = reviewing.approve(
        again, by=owner, session=session, at=NOW, looks=looks, read_aloud=True
    )
    return sending.deliver(approval, by=owner, session=session, at=NOW)


@pytest.fixture
def team() -> Team:
    return Team.objects.create(name="North")


def test_what_was_sent_anyway_is_counted_with_its_reasons(post: Sink, team: Team) -> None:
    sent(journeys.rep(team=team), WORN, worn_phrases="Her own words.")
    browser = Browser(journeys.rep(role=Role.MANAGER, team=team))

    page = text_of(browser.get("checks"))
    assert "Sent anyway once in 90 days." in page
    assert "“Her own words.”" in page
    assert "Her own words." in text_of(browser.get("check-reasons", "worn_phrases"))
    assert "Nobody did." in text_of(browser.get("check-reasons", "jargon"))
    assert "Make it a stop" not in page


def test_what_was_logged_anyway_counts_like_a_letter(team: Team) -> None:
    rep = journeys.rep(team=team)
    person = days.person(rep, "Grace Adeyemi", "Harbour")
    touch = days.begun(person, days.version_beginning_with(Channel.LINKEDIN), NOW)
    logging.log_linkedin(
        touch,
        by=rep,
        at=NOW,
        words="Just bumping this, Grace.",
        looks={"worn_phrases": "She asked me to."},
        read_aloud=True,
    )
    browser = Browser(journeys.rep(role=Role.MANAGER, team=team))
    other = Browser(journeys.rep(role=Role.MANAGER, team=Team.objects.create(name="South")))

    assert "Sent anyway once in 90 days." in text_of(browser.get("checks"))
    assert "She asked me to." in text_of(browser.get("check-reasons", "worn_phrases"))
    assert "Sent anyway 0 times" in text_of(other.get("checks"))
    assert "Nobody did." in text_of(other.get("check-reasons", "worn_phrases"))


def test_a_manager_reads_of_their_own_team_alone(post: Sink, team: Team) -> None:
    sent(journeys.rep(team=team), WORN, worn_phrases="Her own words.")
    other = Team.objects.create(name="South")

    page = text_of(Browser(journeys.rep(role=Role.MANAGER, team=other)).get("checks"))
    everybody = text_of(Browser(journeys.rep(role=Role.ADMIN)).get("checks"))

    assert "Sent anyway 0 times" in page
    assert "Sent anyway once" in everybody


def test_what_is_long_ago_counts_no_more(post: Sink, clock: Clock) -> None:
    sent(journeys.rep(), WORN, worn_phrases="Her own words.")
    admin = journeys.rep(role=Role.ADMIN)
    clock.move(NOW + timedelta(days=91))

    assert "Sent anyway 0 times" in text_of(Browser(admin).get("checks"))


@pytest.mark.parametrize(
    ("role", "reads", "rules"),
    [(Role.REP, 403, 403), (Role.MANAGER, 200, 403), (Role.ADMIN, 200, 200)],
)
def test_who_reads_and_who_rules(role: Role, reads: int, rules: int) -> None:
    browser = Browser(journeys.rep(role=role))

    assert browser.get("checks").status_code == reads
    assert browser.get("check-reasons", "jargon").status_code == reads
    assert browser.get("check-stop", "jargon").status_code == rules
    assert browser.get("line-new", "worn").status_code == rules


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_a_forged_post_changes_nothing(role: Role) -> None:
    browser = Browser(journeys.rep(role=role))
    line = ruling.add_line(
        HouseRuleKind.WORN, "dear sirs", by=journeys.rep(role=Role.ADMIN), at=NOW
    )

    answers = [
        browser.post("check-stop", "jargon"),
        browser.post("line-new", "worn", text="hello", confirmed="yes"),
        browser.post("line-removal", line.pk),
    ]

    assert [each.status_code for each in answers] == [403, 403, 403]
    assert list(HouseRule.objects.standing()) == [line]


def test_a_look_is_made_a_stop_over_what_it_would_have_done(post: Sink) -> None:
    sent(journeys.rep(), WORN, worn_phrases="Her own words.")
    sent(journeys.rep(email="jonas@fernhill.example"))
    browser = Browser(journeys.rep(role=Role.ADMIN))

    trial = text_of(browser.get("check-stop", "worn_phrases"))
    assert "1 of the last 2 letters" in trial
    assert "<mark>circling back</mark>" in trial
    assert "Her own words." in trial

    assert browser.post("check-stop", "worn_phrases")["Location"] == "/settings/rules/checks/"
    assert "a stop, by" in text_of(browser.get("checks"))
    assert browser.post("check-stop", "worn_phrases").status_code == 409


@pytest.mark.parametrize(
    ("kind", "typed", "passage"),
    [
        ("worn", "wrote down", "wrote down"),
        ("jargon", "night loading", "Night loading"),
        ("calendar", "oranmore.example", ""),
    ],
)
def test_a_line_is_tried_before_it_is_kept(post: Sink, kind: str, typed: str, passage: str) -> None:
    sent(journeys.rep())
    browser = Browser(journeys.rep(role=Role.ADMIN))

    trial = text_of(browser.post("line-new", kind, text=typed))
    assert (f"<mark>{passage}</mark>" in trial) is bool(passage)
    assert ("None of them" in trial) is not bool(passage)
    assert not HouseRule.objects.exists()

    kept = browser.post("line-new", kind, text=typed, confirmed="yes")
    assert kept["Location"] == "/settings/rules/checks/"
    rule = HouseRule.objects.get()
    assert typed in text_of(browser.get("checks"))

    held_up = text_of(browser.post("line-removal", rule.pk))
    assert (f"<mark>{passage}</mark>" in held_up) is bool(passage)
    assert HouseRule.objects.standing().exists()
    browser.post("line-removal", rule.pk, confirmed="yes")
    assert not HouseRule.objects.standing().exists()
    assert browser.post("line-removal", rule.pk, confirmed="yes").status_code == 409


@pytest.mark.parametrize("text", ["", "a* deal", "x" * 200, "one;two"])
def test_what_is_no_phrase_is_said_beside_the_field(text: str) -> None:
    answer = Browser(journeys.rep(role=Role.ADMIN)).post("line-new", "worn", text=text)

    assert answer.status_code == 422


def test_a_stop_is_not_taken_off_by_its_address() -> None:
    admin = journeys.rep(role=Role.ADMIN)
    rule = ruling.raise_look("jargon", by=admin, at=NOW)

    answer = Browser(admin).post("line-removal", rule.pk)

    assert answer.status_code == 422
    assert "never made a look again" in text_of(answer)


@pytest.mark.parametrize(("name", "argument"), [("check-stop", "name"), ("line-new", "raised")])
def test_only_looks_and_lists_have_pages(name: str, argument: str) -> None:
    assert Browser(journeys.rep(role=Role.ADMIN)).get(name, argument).status_code == 404


@pytest.mark.parametrize("letters", [1, 3])
def test_a_trial_asks_as_often_however_many_letters_there_are(post: Sink, letters: int) -> None:
    for number in range(letters):
        sent(journeys.rep(email=f"rep{number}@fernhill.example"))
    browser = Browser(journeys.rep(role=Role.ADMIN))

    with CaptureQueriesContext(connection) as queries:
        browser.post("line-new", "worn", text="wrote down")

    assert len(queries) <= 8


def test_letters_in_review_are_tried_too_before_a_line_or_a_stop_is_kept() -> None:
    draft = journeys.drafted()
    touch, owner = draft.touch, draft.touch.owner
    drafting.save_draft(touch, by=owner, at=NOW, subject="Dock", body=WORN, base_number=1)
    browser = Browser(journeys.rep(role=Role.ADMIN))

    tried = text_of(browser.post("line-new", HouseRuleKind.WORN, text="circl* back"))
    other = text_of(browser.post("line-new", HouseRuleKind.WORN, text="never heard"))
    stop = text_of(browser.get("check-stop", "worn_phrases"))

    for page in (tried, stop):
        assert "1 of the one letter in review" in page
        assert touch.prospect.name in page
    assert "<mark>circling back</mark>" in tried
    assert "0 of the one letter in review" in other
    assert not HouseRule.objects.exists()
