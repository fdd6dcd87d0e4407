"""Admins make the checks stricter, nobody makes them laxer, and the margin, the review and the sending all know at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cadence.checks import BY_CODE, LetterUnderReview, ReviewContext, State, run
from cadence.checks.names import LOOKS
from cadence.enums import LISTS, HouseRuleKind
from cadence.models import Approval, Delivery, HouseRule
from cadence.selectors.house_rules import read_rules, standing_rules
from cadence.services import drafting, reviewing, ruling, sending
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from team.refusals import Refused
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.checks.golden_set import golden_set
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")

WORN = journeys.LETTER.replace("I wrote down", "Just circling back. I wrote down")


def admin() -> User:
    return journeys.rep(role=Role.ADMIN)


def reviewed(body: str, **looks: str) -> Approval:
    draft = journeys.drafted()
    by = draft.touch.owner
    journeys.connected(by)
    again = drafting.save_draft(
        draft.touch, by=by, at=NOW, subject=draft.subject, body=body, base_number=1
    )
    return reviewing.approve(
        again, by=by, session=journeys.signed_in(by), at=NOW, looks=looks, read_aloud=True
    )


def test_a_look_that_is_a_stop_here_takes_no_reason(sandbox: None) -> None:
    reviewed(WORN, worn_phrases="She says it herself.")

    ruling.raise_look("worn_phrases", by=admin(), at=NOW)

    with pytest.raises(Refused) as refused:
        reviewed(WORN, worn_phrases="She says it herself.")
    assert refused.value.code == "stop_remains"


def test_the_margin_knows_in_the_same_moment(sandbox: None) -> None:
    draft = journeys.drafted()
    browser = Browser(draft.touch.owner)
    typed = {"subject": draft.subject, "body": WORN, "base_number": "1"}
    before = text_of(browser.post_part("draft", draft.touch.pk, **typed))

    ruling.raise_look("worn_phrases", by=admin(), at=NOW)

    after = text_of(browser.post_part("draft", draft.touch.pk, **typed | {"base_number": "2"}))
    assert "because_worn_phrases" in before
    assert "because_worn_phrases" not in after
    assert 'data-s="stop"' in after


@pytest.mark.django_db(transaction=True)
def test_a_reviewed_letter_stays_here_once_its_look_is_a_stop(post: Sink) -> None:
    approval = reviewed(WORN, worn_phrases="She says it herself.")
    ruling.raise_look("worn_phrases", by=admin(), at=NOW)

    with pytest.raises(Refused, match="is a stop here now"):
        sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)

    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_reviewed_letter_stays_here_once_its_link_is_on_the_list(post: Sink) -> None:
    linked = journeys.LETTER.replace(
        "I wrote down",
        "The port's own page on it: https://harbour-times.example/nights\n\nI wrote down",
    )
    approval = reviewed(linked)
    ruling.add_line(HouseRuleKind.CALENDAR, "harbour-times.example", by=admin(), at=NOW)

    with pytest.raises(Refused, match="A calendar link"):
        sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)

    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("kind", "typed", "text", "code"),
    [
        (HouseRuleKind.WORN, "Hot off the presses!", "It is hot off the presses.", "worn_phrases"),
        (
            HouseRuleKind.GUILT,
            "don't leave us standing",
            "Don’t leave us standing.",
            "worn_phrases",
        ),
        (HouseRuleKind.JARGON, "blue-sky think*", "Some blue sky thinking, then.", "jargon"),
        (
            HouseRuleKind.CALENDAR,
            "https://slots.example/maya",
            "https://eu.slots.example/x",
            "calendar_link",
        ),
        (HouseRuleKind.SHORTENER, "sho.rt.example", "See sho.rt.example/a", "calendar_link"),
    ],
)
def test_a_line_of_ours_finds_what_it_names_and_is_taken_off_again(
    kind: HouseRuleKind, typed: str, text: str, code: str
) -> None:
    def found() -> bool:
        rules = read_rules(standing_rules())
        letter = LetterUnderReview(
            "email", f"Hi Aoife,\n\nOranmore, 4 docks. {text}", first_name="Aoife"
        )
        context = ReviewContext(NOW, timezone.get_current_timezone(), own=rules.own)
        result = BY_CODE[code].check(letter, context)
        return result is not None and result.span is not None

    assert not found()
    rule = ruling.add_line(kind, typed, by=admin(), at=NOW)
    assert found()
    ruling.remove_line(rule, by=admin(), at=NOW)
    assert not found()


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_only_admins_rule(role: Role) -> None:
    line, by = (
        ruling.add_line(HouseRuleKind.WORN, "dear sirs", by=admin(), at=NOW),
        journeys.rep(role=role),
    )

    for act in (
        lambda: ruling.raise_look("jargon", by=by, at=NOW),
        lambda: ruling.add_line(HouseRuleKind.WORN, "hello there", by=by, at=NOW),
        lambda: ruling.remove_line(line, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="Ask an admin"):
            act()
    assert HouseRule.objects.standing().count() == 1


@pytest.mark.parametrize("code", ["name", "calendar_link", "no_such_check", ""])
def test_only_a_look_is_made_a_stop(code: str) -> None:
    with pytest.raises(Refused, match="no look"):
        ruling.raise_look(code, by=admin(), at=NOW)


def test_a_stop_is_never_lowered() -> None:
    rule = ruling.raise_look("jargon", by=admin(), at=NOW)

    with pytest.raises(Refused, match="never made a look again"):
        ruling.remove_line(rule, by=admin(), at=NOW)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (HouseRuleKind.WORN, "... back"),
        (HouseRuleKind.WORN, "a* deal"),
        (HouseRuleKind.GUILT, "!?"),
        (HouseRuleKind.JARGON, "one; two"),
        (HouseRuleKind.CALENDAR, "com"),
        (HouseRuleKind.CALENDAR, "not a host"),
        (HouseRuleKind.SHORTENER, "https:///x"),
    ],
)
def test_what_could_not_be_looked_for_is_no_line(kind: HouseRuleKind, typed: str) -> None:
    with pytest.raises(Refused):
        ruling.add_line(kind, typed, by=admin(), at=NOW)


def test_every_change_is_accounted_for_with_before_and_after() -> None:
    by = admin()
    ruling.raise_look("jargon", by=by, at=NOW)
    ruling.remove_line(
        ruling.add_line(HouseRuleKind.WORN, "Dear Sirs", by=by, at=NOW), by=by, at=NOW
    )

    said = AuditEvent.objects.filter(kind=AuditKind.POLICY_CHANGED, actor=by).order_by("pk")
    assert list(said.values_list("subject", "detail")) == [
        ("check jargon", {"before": "look", "after": "stop"}),
        ("list worn", {"before": "", "after": "dear sirs"}),
        ("list worn", {"before": "dear sirs", "after": ""}),
    ]


@pytest.mark.parametrize("lines", [1, 30])
def test_the_rules_are_read_at_once_however_many_there_are(lines: int) -> None:
    by = admin()
    for number in range(lines):
        for kind in LISTS:
            ruling.add_line(kind, f"host{number}.example", by=by, at=NOW)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        own = read_rules(standing_rules()).own

    assert len(queries) == 1
    assert {
        len(own.worn),
        len(own.guilt),
        len(own.jargon),
        len(own.calendar),
        len(own.shortener),
    } == {lines}


def test_every_look_has_a_name_on_the_page() -> None:
    looked = {
        result.code
        for each in golden_set()
        for result in run(each.letter, each.context)
        if result.state is State.WARN
    }

    assert looked <= set(LOOKS) <= set(BY_CODE)
