"""Their mail as they sent it: who sees it, what goes with it, and when it is gone."""

from typing import Any

import pytest
from django.urls import reverse

from cadence.models import Reply
from cadence.selectors.conversation import conversation_with
from cadence.services import deciding
from mailbox.models import InboundMessage
from prospects.enums import Channel
from team.enums import Role
from team.models import Team, User
from tests import journeys
from tests.cadence import answers, days
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import NOW

SEE_IT = "See it as sent"
HTML = '<p>Not for us. <a href="https://corrib.example/">Corrib</a></p><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def maya() -> User:
    return journeys.rep(name="Maya Okafor")


def wrote(rep: User, **changed: Any) -> Reply:
    given = {"html": HTML, "full_text": "Not for us. Corrib\n\n> Hi Aoife"}
    return answers.wrote(journeys.enrolled(rep).prospect, **(given | changed))


@pytest.fixture
def reply(maya: User) -> Reply:
    return wrote(maya)


def test_the_mail_comes_with_exactly_the_policy_that_lets_nothing_happen(reply: Reply) -> None:
    answer = Browser(reply.owner).get("as-sent-mail", reply.pk)

    assert answer.content.decode() == (
        '<p>Not for us. <u href="https://corrib.example/">Corrib</u></p></x-script>'
    )
    about = {name: value for name, value in answer.headers.items() if name in HEADERS}
    assert about == HEADERS


HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
}


def test_the_page_around_it_frames_our_own_addresses_alone_and_none_of_the_mail(
    reply: Reply,
) -> None:
    answer = Browser(reply.owner).get("as-sent", reply.pk)

    page = text_of(answer)
    assert (
        f'<iframe class="card" src="/replies/{reply.pk}/as-sent/mail/"'
        ' title="The mail of Aoife Ní Bhriain" sandbox loading="lazy"'
        ' referrerpolicy="no-referrer"></iframe>'
    ) in page
    assert "alert(1)" not in page
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"frame-src 'self'", "frame-ancestors 'none'", "script-src 'self'"} <= set(policy)
    assert "RE: Night loading at Oranmore" in page
    assert "Mon 16 Nov 2026, 09:00" in page


def test_what_they_wrote_about_themselves_is_text_on_the_page(maya: User) -> None:
    named = wrote(maya, from_name="<b>Aoife</b>", subject="<script>x</script>")

    page = Browser(maya).get("as-sent", named.pk).content.decode()

    assert "&lt;b&gt;Aoife&lt;/b&gt;" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_a_mail_without_html_is_shown_as_all_of_its_text(maya: User) -> None:
    plain = wrote(maya, html="", full_text="No.\n-- \nAoife\n> <b>Hi</b>")
    browser = Browser(maya)

    page = browser.get("as-sent", plain.pk).content.decode()

    assert (
        '<blockquote class="body under">No.\n-- \nAoife\n&gt; &lt;b&gt;Hi&lt;/b&gt;</blockquote>'
        in page
    )
    assert "<iframe" not in page
    assert browser.get("as-sent-mail", plain.pk).status_code == 404


# Where it is offered


def test_it_is_offered_under_their_words_and_in_the_conversation(reply: Reply) -> None:
    browser = Browser(reply.owner)
    link = f'href="/replies/{reply.pk}/as-sent/"'

    assert text_of(browser.get("reply", reply.pk)).count(link) == 2
    assert text_of(browser.get("person-panel", reply.prospect_id)).count(link) == 1


def test_what_was_said_on_the_phone_has_no_mail(maya: User) -> None:
    touch = days.begun_with_calls(days.person(maya, "Tomasz Wójcik", "Mazur"), NOW)
    said = days.answered(touch.prospect, NOW, "Call me on Thursday.")
    Reply.objects.filter(pk=said.pk).update(channel=Channel.CALL)
    browser = Browser(maya)

    assert SEE_IT not in text_of(browser.get("reply", said.pk))
    assert browser.get("as-sent", said.pk).status_code == 404


# Who sees it


@pytest.mark.parametrize(
    ("role", "team", "sees"),
    [
        (Role.REP, "same", True),
        (Role.MANAGER, "same", True),
        (Role.ADMIN, "other", True),
        (Role.REP, "other", False),
        (Role.MANAGER, "other", False),
        (Role.REP, None, False),
    ],
)
def test_exactly_who_reads_the_conversation_sees_the_mail(
    reply: Reply, role: Role, team: str | None, sees: bool
) -> None:
    own = reply.owner.team
    teams = {"same": own, "other": Team.objects.create(name="Elsewhere"), None: None}
    viewer = Browser(UserFactory.create(role=role, team=teams[team]))

    pages = [("person-panel", reply.prospect_id), ("as-sent", reply.pk), ("as-sent-mail", reply.pk)]
    seen = [viewer.get(*each).status_code for each in pages]

    assert seen == [200 if sees else 404] * 3


def test_whoever_is_not_signed_in_is_asked_to(reply: Reply) -> None:
    viewer = Browser(reply.owner)
    viewer.client.logout()
    for name in ("as-sent", "as-sent-mail"):
        assert viewer.get(name, reply.pk)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["as-sent", "as-sent-mail"])
def test_it_is_only_read(reply: Reply, name: str) -> None:
    assert Browser(reply.owner).post(name, reply.pk).status_code == 405


# When it is gone


def test_what_forgets_a_mails_text_forgets_all_that_can_be_seen_of_it(reply: Reply) -> None:
    InboundMessage.objects.filter(reply=reply).update(**deciding.NOTHING_TO_US)
    browser = Browser(reply.owner)

    kept = InboundMessage.objects.get()
    words = {
        field.name
        for field in InboundMessage._meta.get_fields()
        if field.concrete
        and field.get_internal_type() in ("TextField", "ArrayField")
        and field.name != "references"
    }
    assert {name for name in words if getattr(kept, name)} == set()
    for name in ("as-sent", "as-sent-mail"):
        assert browser.get(name, reply.pk).status_code == 404
    assert SEE_IT not in text_of(browser.get("reply", reply.pk))
    assert [line.mail for line in conversation_with(reply.prospect, reply.owner).lines] == [0]
