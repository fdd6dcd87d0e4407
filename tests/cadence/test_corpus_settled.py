"""Every mail of the corpus, read and settled among eight people we wrote to: whom it is about, and what it changes."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest

import pytest
from django.db import transaction

from cadence.models import Delivery, Hold, Reply
from cadence.services import settling
from mailbox.models import InboundMessage
from prospects.models import Company, Prospect
from tests import journeys
from tests.adapters.corpus import OUR_ID, PEOPLE, Expected, corpus
from tests.cadence.attacks import MIME, move, reserve
from tests.cadence.test_settling import LATER, wrote
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def written_to() -> dict[str, Delivery]:
    """A letter to each person of the corpus, all from one mailbox."""
    rep = journeys.rep()
    letters = {}
    for key, (name, address) in PEOPLE.items():
        approval = journeys.approved(rep, email=address)
        prospect = approval.touch.prospect
        Prospect.objects.filter(pk=prospect.pk).update(name=name)
        Company.objects.filter(pk=prospect.company_id).update(domain=domain_of(key))
        delivery = reserve(approval)
        move(delivery, "sending", mime_sha256=MIME)
        letters[key] = Delivery.objects.select_related("approval__mailbox", "touch__prospect").get(
            pk=delivery.pk
        )
    return letters


def domain_of(key: str) -> str:
    return PEOPLE[key][1].partition("@")[2]


def take_in(mail: Expected, letters: dict[str, Delivery]) -> InboundMessage:
    """As reading keeps it, in the thread of the person whom the index names."""
    found = mail.understood()
    letter = letters.get(mail.about) or letters["aoife"]

    def ours(ids: Iterable[str]) -> list[str]:
        return [letter.message_id if each == OUR_ID else each for each in ids]

    return wrote(
        letter.approval.mailbox,
        found.verdict,
        message_id=found.message_id,
        in_reply_to=ours([found.in_reply_to])[0],
        references=ours(found.references),
        from_address=found.from_address,
        from_name=found.from_name,
        to=list(found.to),
        subject=found.subject,
        text=found.text,
        full_text=found.full_text,
        bounced_address=found.bounced_address,
        bounce_permanent=found.bounce_permanent,
        away_until=found.away_until,
        received_at=NOW,
    )


def test_every_mail_is_settled_to_the_person_it_is_about() -> None:
    letters = written_to()
    taken = {mail.file: take_in(mail, letters) for mail in corpus()}
    assert settling.settle(LATER, limit=1_000) == len(taken)

    found = {}
    for file, message in taken.items():
        reply = Reply.objects.filter(message=message).select_related("prospect").first()
        found[file] = reply.prospect.email if reply else ""
    expected = {
        mail.file: PEOPLE[mail.about][1]
        if mail.about and mail.verdict in ("person", "auto_reply")
        else ""
        for mail in corpus()
    }
    assert {file: found[file] for file in found if found[file] != expected[file]} == {}


def test_only_reports_for_good_mark_an_address() -> None:
    letters = written_to()
    for mail in corpus():
        if mail.verdict in ("bounce", "delayed") and not mail.permanent:
            take_in(mail, letters)
    settling.settle(LATER, limit=1_000)
    assert not Prospect.objects.exclude(email_bounced_at=None).exists()

    for mail in corpus():
        if mail.permanent:
            take_in(mail, letters)
    settling.settle(LATER, limit=1_000)
    marked = Prospect.objects.exclude(email_bounced_at=None).values_list("email", flat=True)
    assert set(marked) == {mail.address for mail in corpus() if mail.permanent and mail.about}
    assert not Reply.objects.exists()


def test_no_notice_holds_and_every_answer_of_a_person_does() -> None:
    letters = written_to()
    for mail in corpus():
        if mail.verdict == "auto_reply" and not mail.stops:
            take_in(mail, letters)
    settling.settle(LATER, limit=1_000)
    assert not Hold.objects.exists()

    unheld = []
    for mails in rounds():
        with transaction.atomic():
            for mail in mails:
                take_in(mail, letters)
            settling.settle(LATER)
            held = set(Hold.objects.values_list("company__domain", flat=True))
            unheld += [mail.file for mail in mails if domain_of(mail.about) not in held]
            transaction.set_rollback(True)
    assert unheld == []


def rounds() -> Iterable[list[Expected]]:
    """Every answer of a person, in rounds in which each person has written once at most."""
    answers: dict[str, list[Expected]] = defaultdict(list)
    for mail in corpus():
        if mail.about and mail.verdict == "person":
            answers[mail.about].append(mail)
    for mails in zip_longest(*answers.values()):
        yield [mail for mail in mails if mail]
