"""A mailbox whose letters come back warns, stops, and goes on once somebody has looked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from cadence.models import Bounce, BounceLook, Delivery
from cadence.selectors.bounces import standing_of
from cadence.selectors.consequences import Change, rows_of
from cadence.services import bouncing, sending, settling
from mailbox.enums import MailboxState, Verdict
from mailbox.models import Mailbox
from team.enums import AuditKind, Role
from team.models import AuditEvent, Policy, User
from team.refusals import Refused
from tests import journeys
from tests.cadence.attacks import attacks
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.mailbox import InboundMessageFactory
from tests.journeys import NOW
from tests.roles import refused
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")
LATER = NOW + timedelta(minutes=5)
WHY = "The list was three years old; I checked the other addresses."


def sent(rep: User, number: int) -> Delivery:
    approval = journeys.approved(rep, email=f"person{number}@corrib.example")
    return sending.deliver(approval, by=rep, session=approval.session, at=NOW)


def comes_back(delivery: Delivery, *, permanent: bool = True) -> None:
    message = InboundMessageFactory.create(
        mailbox=delivery.approval.mailbox,
        from_address="mailer-daemon@corrib.example",
        references=[delivery.message_id],
        verdict=Verdict.BOUNCE,
        bounced_address=delivery.approval.to_address,
        bounce_permanent=permanent,
    )
    settling.settle_one(message.pk, at=NOW)


def bounced(rep: User, count: int, first: int = 0) -> Mailbox:
    for number in range(first, first + count):
        comes_back(sent(rep, number))
    return Mailbox.objects.get(owner=rep)


def of_the_database(mailbox: Mailbox) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_bounced(%s)", [mailbox.pk])
        return int(cursor.fetchone()[0])


def test_a_permanent_bounce_counts_its_letter_once_and_a_soft_one_never(post: Sink) -> None:
    rep = journeys.rep()
    hard, soft = sent(rep, 1), sent(rep, 2)
    comes_back(hard)
    comes_back(hard)
    comes_back(soft, permanent=False)
    assert [bounce.delivery for bounce in Bounce.objects.all()] == [hard]
    standing = standing_of(hard.approval.mailbox)
    assert (standing.letters, standing.bounced, standing.warns) == (2, 1, False)


def test_three_warn_and_the_sixth_stops_until_somebody_has_looked(post: Sink, clock: Clock) -> None:
    rep = journeys.rep()
    ready = journeys.approved(rep, email="ready@corrib.example")
    mailbox = bounced(rep, 3)
    assert standing_of(mailbox).words.startswith("3 of your last 3 letters came back.")
    assert (standing_of(mailbox).warns, standing_of(mailbox).stops) == (True, False)
    bounced(rep, 3, first=3)
    assert standing_of(mailbox).stops
    assert of_the_database(mailbox) == standing_of(mailbox).bounced == 6
    for act in (
        lambda: sending.deliver(ready, by=rep, session=ready.session, at=NOW),
        lambda: journeys.approved(rep, email="next@corrib.example"),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "mailbox_bounces"
        assert refusal.value.sentence.startswith("6 of your last 6 letters came back.")

    clock.move(LATER)
    bouncing.look(mailbox, by=rep, at=LATER, reason=WHY)

    assert of_the_database(mailbox) == standing_of(mailbox).bounced == 0
    assert sending.deliver(ready, by=rep, session=ready.session, at=LATER).state == "sent"
    account = AuditEvent.objects.get(kind=AuditKind.BOUNCES_LOOKED_AT)
    assert (account.actor, account.detail["bounced"]) == (rep, 6)


@attacks("EA218")
def test_the_database_itself_stops_the_mailbox(post: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    rep = journeys.rep()
    ready = journeys.approved(rep, email="ready@corrib.example")
    bounced(rep, 6)
    with refused("EA218"):
        Delivery.objects.create(
            touch_id=ready.touch_id,
            approval=ready,
            content_sha256=ready.content_sha256,
            message_id="<forged@fernhill.example>",
            reserved_at=NOW,
        )


@pytest.mark.parametrize(
    "statement", ["UPDATE cadence_bounce SET at = now()", "DELETE FROM cadence_bounce"]
)
def test_what_came_back_is_kept(post: Sink, statement: str) -> None:
    bounced(journeys.rep(), 1)
    with refused("42501"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_only_its_owner_or_their_manager_looks_and_says_why(post: Sink) -> None:
    rep = journeys.rep()
    mailbox = bounced(rep, 1)
    for by, reason, code in (
        (journeys.rep(team=rep.team), WHY, "not_yours"),
        (journeys.rep(role=Role.MANAGER), WHY, "not_yours"),
        (rep, "ok", "reason_missing"),
    ):
        with pytest.raises(Refused) as refusal:
            bouncing.look(mailbox, by=by, at=LATER, reason=reason)
        assert refusal.value.code == code
    bouncing.look(mailbox, by=journeys.rep(role=Role.MANAGER, team=rep.team), at=LATER, reason=WHY)
    assert BounceLook.objects.get().at == NOW


def test_the_page_shows_the_letters_and_takes_the_look(post: Sink) -> None:
    rep = journeys.rep()
    mailbox = bounced(rep, 3)
    browser = Browser(rep)
    page = text_of(browser.get("bounces", mailbox.pk))
    assert "3 of your last 3 letters came back. When more than 5 do, this mailbox stops." in page
    assert "person2@corrib.example" in page
    assert browser.post("bounces", mailbox.pk, reason="ok").status_code == 422
    assert browser.post("bounces", mailbox.pk, reason=WHY).status_code == 302
    assert BounceLook.objects.get().by == rep


def test_the_page_leads_back_to_where_its_reader_came_from() -> None:
    rep = journeys.rep()
    mailbox = journeys.connected(rep)
    manager = journeys.rep(role=Role.MANAGER, team=rep.team)

    pages = {who: text_of(Browser(who).get("bounces", mailbox.pk)) for who in (rep, manager)}

    back = '<p class="sub"><a href="{}">{}</a></p><h1'
    assert back.format(reverse("mailbox:settings"), "Mailbox") in pages[rep]
    assert back.format(reverse("cadence:queue"), "Queue") in pages[manager]
    assert "Nothing has left since the counting began, so nothing came back." in pages[rep]


@pytest.mark.parametrize(
    ("role", "same_team", "status"),
    [
        (Role.REP, True, 404),
        (Role.MANAGER, True, 200),
        (Role.MANAGER, False, 404),
        (Role.ADMIN, False, 200),
    ],
)
def test_the_page_is_for_its_owner_and_who_manages_them(
    post: Sink, role: Role, same_team: bool, status: int
) -> None:
    rep = journeys.rep()
    mailbox = bounced(rep, 1)
    team = {"team": rep.team} if same_team else {}
    assert Browser(journeys.rep(role=role, **team)).get("bounces", mailbox.pk).status_code == status


def test_the_margin_says_before_the_press_what_the_service_would_say(post: Sink) -> None:
    rep = journeys.rep()
    mailbox = bounced(rep, 5)
    touch = journeys.drafted(rep, email="next@corrib.example").touch
    assert "Too many letters came back" not in text_of(Browser(rep).get("touch", touch.pk))
    bounced(rep, 1, first=5)

    page = text_of(Browser(rep).get("touch", touch.pk))
    with pytest.raises(Refused) as refusal:
        bouncing.check_sound(mailbox)

    assert "Too many letters came back" in page
    assert refusal.value.sentence == (
        "6 of your last 6 letters came back. This mailbox sends nothing until somebody has looked why."
    )
    assert f'{refusal.value.sentence} <a href="/settings/mailbox/{mailbox.pk}/bounces/">' in page


def test_the_margin_says_nothing_once_somebody_has_looked(post: Sink, clock: Clock) -> None:
    rep = journeys.rep()
    mailbox = bounced(rep, 6)
    touch = journeys.drafted(rep, email="next@corrib.example").touch
    clock.move(LATER)
    bouncing.look(mailbox, by=rep, at=LATER, reason=WHY)

    assert "Too many letters came back" not in text_of(Browser(rep).get("touch", touch.pk))


@pytest.mark.parametrize(("count", "state"), [(2, ""), (3, 'data-s="warn"'), (6, 'data-s="stop"')])
def test_the_head_of_the_queue_warns_above_two_and_says_when_it_stops(
    post: Sink, count: int, state: str
) -> None:
    rep = journeys.rep()
    bounced(rep, count)

    rail = text_of(Browser(rep).get("rail"))

    assert (f"{count} of your last {count} letters came back." in rail) == bool(state)
    assert state in rail


@pytest.mark.parametrize(
    ("count", "state", "words"),
    [
        (2, "", "2 of your last 2 letters came back. When more than 5 of a hundred do"),
        (
            3,
            "warn",
            "3 of your last 3 letters came back. When more than 5 do, this mailbox stops.",
        ),
        (6, "stop", "This mailbox sends nothing until somebody has looked why."),
    ],
)
def test_the_mailboxs_own_page_says_it_too(post: Sink, count: int, state: str, words: str) -> None:
    rep = journeys.rep()
    bounced(rep, count)

    page = text_of(Browser(rep).client.get(reverse("mailbox:settings")))

    assert words in page
    assert (f'<div class="notice" data-s="{state}">' in page) == bool(state)


@pytest.mark.parametrize(
    ("facts", "head", "page"),
    [
        (
            {"state": MailboxState.FAILING, "state_note": "The mailbox refused the sign-in."},
            "We can't read your mailbox since 09:00: The mailbox refused the sign-in.",
            "The mailbox refused the sign-in. Since 09:00.",
        ),
        (
            {"state": MailboxState.DISCONNECTED},
            "Your mailbox is disconnected since 09:00: no answer is read, and no letter leaves.",
            "No mailbox is connected. Letters wait until one is.",
        ),
        (
            {"last_read_at": NOW - timedelta(hours=1)},
            "Last checked 08:00. Answers that came since are not here yet.",
            "Last checked 08:00. Answers that came since are not here yet.",
        ),
    ],
    ids=["failing", "disconnected", "silent"],
)
def test_a_mailbox_that_cannot_be_read_says_so_at_the_queues_head_and_on_its_page(
    post: Sink, facts: dict[str, object], head: str, page: str
) -> None:
    rep = journeys.rep()
    Mailbox.objects.filter(pk=journeys.connected(rep).pk).update(state_since=NOW, **facts)
    browser = Browser(rep)

    rail = text_of(browser.get("rail"))

    assert '<div class="notice" data-s="stop">' in rail
    assert head in rail
    assert reverse("mailbox:settings") in rail
    assert page in text_of(browser.client.get(reverse("mailbox:settings")))


def test_the_rules_may_warn_and_stop_a_mailbox_earlier(post: Sink) -> None:
    rep, other = journeys.rep(), journeys.rep()
    ready = journeys.approved(rep, email="ready@corrib.example")
    mailbox, spared = bounced(rep, 2), bounced(other, 1, first=2)
    Policy.objects.create(pk=1, bounces_warn=0, bounces_stop=1)
    asked = Change(Policy(), Policy.current(), NOW)

    assert (standing_of(mailbox).stops, standing_of(spared).warns) == (True, True)
    assert rows_of("stopped", asked, after=0, limit=9) == [rep]
    assert rows_of("warned", asked, after=0, limit=9) == [rep, other]
    with pytest.raises(Refused):
        bouncing.check_sound(mailbox)
    with refused("EA218"):
        Delivery.objects.create(
            touch_id=ready.touch_id,
            approval=ready,
            content_sha256=ready.content_sha256,
            message_id="<forged@fernhill.example>",
            reserved_at=NOW,
        )
    assert "When more than 1 does, this mailbox stops." in text_of(Browser(other).get("queue"))
