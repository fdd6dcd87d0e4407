"""Whom a mail is about: by its thread, its address, its writer's name, its company."""

from datetime import timedelta

import pytest

from cadence.enums import CallOutcome
from cadence.models import Attempt, Reply
from cadence.selectors.conversation import conversation_with
from cadence.services import logging, settling
from mailbox.enums import Verdict
from mailbox.models import InboundMessage
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from tests import journeys
from tests.cadence.test_settling import LATER, held, sent, wrote
from tests.factories.prospects import CompanyFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def test_an_answer_in_the_thread_is_theirs_from_whatever_address() -> None:
    delivery = sent()

    message = wrote(delivery.approval.mailbox, in_reply_to=delivery.message_id)
    assert settling.settle(LATER) == 1

    reply = Reply.objects.get()
    assert (reply.prospect, reply.message, reply.text) == (
        delivery.touch.prospect,
        message,
        "Let us talk.",
    )
    assert (reply.kind, reply.received_at) == ("", message.received_at)
    assert held(delivery.touch.prospect)


def test_an_answer_further_down_the_thread_is_found_by_its_references() -> None:
    delivery = sent()

    wrote(delivery.approval.mailbox, references=["<x@y.example>", delivery.message_id])
    settling.settle(LATER)

    assert Reply.objects.get().prospect == delivery.touch.prospect


def test_an_answer_outside_the_thread_is_found_by_its_address() -> None:
    delivery = sent(email="aoife@corrib.example")

    wrote(delivery.approval.mailbox, from_address="Aoife@Corrib.example")
    settling.settle(LATER)

    assert Reply.objects.get().prospect == delivery.touch.prospect


def test_a_colleagues_answer_holds_the_company_under_our_newest_conversation() -> None:
    touch = journeys.planned(email="")
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.GATEKEEPER)
    domain = touch.prospect.company.domain

    wrote(journeys.connected(touch.owner), from_address=f"reception@{domain}")
    settling.settle(LATER)

    assert Reply.objects.get().prospect == touch.prospect
    assert held(touch.prospect)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("a.nibhriain@{domain}", "Aoife Ni Bhriain"),
        ("aoife@galway.{domain}", "Ní Bhriain, Aoife"),
    ],
)
def test_another_address_of_the_same_person_is_known_by_name_and_company(
    address: str, name: str
) -> None:
    touch = journeys.planned(email="aoife@corrib.example")
    domain = touch.prospect.company.domain

    wrote(
        journeys.connected(journeys.rep()),
        from_address=address.format(domain=domain),
        from_name=name,
    )
    settling.settle(LATER)

    assert Reply.objects.get().prospect == touch.prospect
    assert held(touch.prospect)


@pytest.mark.parametrize("address", ["aoife@elsewhere.example", "aoife.nibhriain@gmail.com"])
def test_the_same_name_at_another_company_is_somebody_else(address: str) -> None:
    journeys.planned(email="aoife@corrib.example")

    wrote(journeys.connected(journeys.rep()), from_address=address, from_name="Aoife Ní Bhriain")
    settling.settle(LATER)

    assert not Reply.objects.exists()


def test_a_report_about_somebody_we_never_wrote_to_marks_nobody() -> None:
    """Anybody can send such a report, about anybody's person."""
    delivery = sent(email="aoife@corrib.example")

    wrote(
        journeys.connected(journeys.rep()),
        Verdict.BOUNCE,
        from_address="mailer-daemon@evil.example",
        bounced_address="aoife@corrib.example",
        references=[delivery.message_id],
        bounce_permanent=True,
    )
    settling.settle(LATER)

    assert Prospect.objects.get().email_bounced_at is None


def test_a_mail_written_by_hand_stands_in_the_conversation_and_is_no_try() -> None:
    touch = journeys.planned(email="aoife@corrib.example")
    rep = touch.owner

    wrote(
        journeys.connected(rep),
        Verdict.OWN,
        in_own_folder=True,
        to=["liam@elsewhere.example", "aoife@corrib.example"],
        subject="The drawings",
        text="Here they are.",
    )
    settling.settle(LATER)

    conversation = conversation_with(touch.prospect, rep)
    (line,) = conversation.lines
    assert (line.title, line.note) == ("You wrote by hand", "“The drawings”. 3 words.")
    assert (line.more, line.at) == ("Here they are.", NOW + timedelta(hours=1))
    assert conversation.tally == "0 tries"
    assert not Attempt.objects.exists()
    assert InboundMessage.objects.get().text == "Here they are."


def test_what_only_says_that_it_is_from_the_rep_is_no_contact() -> None:
    touch = journeys.planned(email="aoife@corrib.example")

    wrote(journeys.connected(touch.owner), Verdict.OWN, to=["aoife@corrib.example"])
    settling.settle(LATER)

    assert not Activity.objects.filter(kind=ActivityKind.WROTE).exists()


def rung_without_a_domain(email: str) -> Prospect:
    """Somebody rung once, at a company whose domain nobody wrote down."""
    company = CompanyFactory.create(domain="", postal_address="Dock Road 1, Galway")
    touch = journeys.planned(email="", company=company, linkedin_url="")
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.GATEKEEPER)
    Prospect.objects.filter(pk=touch.prospect_id).update(email=email)
    return touch.prospect


@pytest.mark.parametrize("domain", ["claddagh.example", "night.claddagh.example"])
def test_a_company_without_a_domain_is_known_by_its_peoples_addresses(domain: str) -> None:
    aoife = rung_without_a_domain("aoife@Claddagh.example")

    wrote(journeys.connected(aoife.owner), from_address=f"sean@{domain}")
    settling.settle(LATER)

    assert Reply.objects.get().prospect == aoife
    assert held(aoife)


def test_an_address_that_two_companies_share_makes_nobody_a_colleague() -> None:
    aoife = rung_without_a_domain("aoife@claddagh.example")
    rung_without_a_domain("una@claddagh.example")

    wrote(journeys.connected(aoife.owner), from_address="sean@claddagh.example")
    settling.settle(LATER)

    assert not Reply.objects.exists()


def test_free_mail_of_a_company_without_a_domain_makes_nobody_a_colleague() -> None:
    aoife = rung_without_a_domain("aoife.nb@gmail.com")

    wrote(journeys.connected(aoife.owner), from_address="somebody@gmail.com")
    settling.settle(LATER)

    assert not Reply.objects.exists()


def test_free_mail_makes_nobody_a_colleague() -> None:
    touch = journeys.planned(email="")
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.NO_ANSWER)
    touch.prospect.company.domain = "gmail.com"
    touch.prospect.company.save(update_fields=["domain"])

    wrote(journeys.connected(touch.owner), from_address="somebody@gmail.com")
    settling.settle(LATER)

    assert not Reply.objects.exists()


def test_a_thread_of_another_reps_mailbox_is_not_believed() -> None:
    """A forged reference in a mail to somebody else names nobody."""
    delivery = sent()

    wrote(journeys.connected(journeys.rep()), in_reply_to=delivery.message_id)
    settling.settle(LATER)

    assert not Reply.objects.exists()
