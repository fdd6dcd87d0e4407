"""People at every stage a cadence knows, each brought there by the real services."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from itertools import count
from typing import Any

from django.db import transaction

from cadence.enums import CallOutcome, Ending, ReplyKind, SkipReason
from cadence.models import Approval, Enrollment, Touch
from cadence.services import (
    drafting,
    enrolling,
    listening,
    logging,
    planning,
    postponing,
    reviewing,
    sending,
    stopping,
)
from mailbox.models import Mailbox
from mailbox.services.sandboxing import put_into_inbox
from prospects.enums import Channel
from prospects.models import Prospect
from research.services import introducing
from team.models import HumanSession, User
from tests import journeys
from tests.cadence.attacks import MIME, move, reserve
from tests.factories.cadence import published_version
from tests.journeys import NOW

EACH = 2


class Stages:
    """One rep, signed in and connected, whose people stand at every stage."""

    def __init__(self) -> None:
        self.rep: User = journeys.rep()
        self.browser: HumanSession = journeys.signed_in(self.rep)
        self.mailbox: Mailbox = journeys.connected(self.rep)
        self._numbers: Iterator[int] = count(1)
        self.version = published_version()

    def fill(self) -> None:
        for stage in (
            self.enrolled,
            self.planned,
            self.drafted,
            self.rewritten,
            self.approved,
            self.taken_back,
            self.sent,
            self.reserved_and_left,
            self.sending_and_left,
            self.called,
            self.promised,
            self.skipped,
            self.moved,
            self.away,
            self.asked_to_wait,
            self.waits_for_an_introduction,
            self.on_hold,
            self.stopped,
            self.ended,
        ):
            for _each in range(EACH):
                stage()
        self.letters_in_the_inbox()

    def enrolled(self, **fields: Any) -> Enrollment:
        number = next(self._numbers)
        person = journeys.researched(
            self.rep,
            email=f"person{number}@company{number}.example",
            phone=f"+35391555{number:04}",
            linkedin_url=f"https://www.linkedin.com/in/person{number}",
            **fields,
        )
        return enrolling.enroll(person, self.version, by=self.rep, at=NOW)

    def planned(self, **fields: Any) -> Touch:
        enrollment = self.enrolled(**fields)
        planning.plan_due(NOW)
        return Touch.objects.open().get(enrollment=enrollment)

    def waits_for_an_introduction(self) -> None:
        person = self.planned().prospect
        introducing.ask(
            person, by=self.rep, at=NOW, introducer="Jonas", words="Would you introduce us?"
        )

    def drafted(self) -> Touch:
        touch = self.planned()
        drafting.draft_due(NOW)
        return touch

    def rewritten(self) -> Touch:
        touch = self.planned()
        drafting.save_draft(
            touch,
            by=self.rep,
            at=NOW,
            subject="Night loading at Oranmore",
            body=journeys.LETTER,
            base_number=0,
        )
        return touch

    def approved(self) -> Approval:
        """Reviewed, and then the tab was closed: it waits for its rep."""
        draft = self.rewritten().drafts.get()
        results = reviewing.review(draft.touch, at=NOW, subject=draft.subject, body=draft.body)
        looks = {each.code: "I mean it." for each in results if each.state == "warn"}
        # The same words go to many people here, which the margin would stop.
        draft.touch.refresh_from_db()
        return reviewing.approve(
            draft, by=self.rep, session=self.browser, at=NOW, looks=looks, read_aloud=True
        )

    def taken_back(self) -> None:
        reviewing.withdraw(self.approved(), by=self.rep, at=NOW)

    def sent(self) -> None:
        delivery = sending.deliver(self.approved(), by=self.rep, session=self.browser, at=NOW)
        assert delivery.state == "sent"

    def reserved_and_left(self) -> None:
        reserve(self.approved())

    def sending_and_left(self) -> None:
        move(reserve(self.approved()), "sending", mime_sha256=MIME)

    def called(self) -> Enrollment:
        touch = self.planned(email_bounced_at=NOW)
        assert touch.channel == Channel.CALL
        logging.log_call(touch, by=self.rep, at=NOW, outcome=CallOutcome.NO_ANSWER)
        return touch.enrollment

    def promised(self) -> None:
        logging.log_call(
            self.planned(email_bounced_at=NOW),
            by=self.rep,
            at=NOW,
            outcome=CallOutcome.GATEKEEPER,
            call_back_at=NOW + timedelta(days=3, hours=2),
        )

    def skipped(self) -> None:
        postponing.skip(self.planned(), by=self.rep, at=NOW, reason=SkipReason.NOTHING_NEW)

    def moved(self) -> None:
        until = (NOW + timedelta(days=4)).date()
        postponing.not_today(self.planned(), by=self.rep, at=NOW, until=until)

    def away(self) -> None:
        self._said(self.called().prospect, ReplyKind.AWAY)

    def asked_to_wait(self) -> None:
        self._said(self.called().prospect, ReplyKind.NOT_NOW, until=NOW + timedelta(days=90))

    def on_hold(self) -> None:
        prospect = self.planned().prospect
        with transaction.atomic():
            listening.hear(prospect, at=NOW, channel="email", text="Who are you?")

    def stopped(self) -> None:
        prospect = self.drafted().prospect
        stopping.ask_to_stop(prospect, by=self.rep, at=NOW, words="Please stop.")

    def ended(self) -> None:
        enrolling.end(self.called(), Ending.NOT_A_FIT, by=self.rep, at=NOW)

    def letters_in_the_inbox(self) -> None:
        """Mail that the worker will read: somebody's answer, and somebody's notice of absence."""
        writers: list[tuple[Prospect, Callable[[EmailMessage], None]]] = [
            (self.called().prospect, lambda mail: None),
            (self.called().prospect, _absent),
        ]
        for prospect, mark in writers:
            mail = EmailMessage()
            mail["From"] = prospect.email
            mail["To"] = self.mailbox.address
            mail["Subject"] = "Re: Night loading"
            mail["Message-ID"] = f"<answer-{prospect.pk}@company.example>"
            mail.set_content("Ring me next week.")
            mark(mail)
            put_into_inbox(self.mailbox, mail.as_bytes(), at=NOW + timedelta(hours=2))

    def _said(self, prospect: Prospect, kind: ReplyKind, until: object = None) -> None:
        listening.record_reply(
            prospect,
            by=self.rep,
            at=NOW,
            channel="call",
            text="Not in these months.",
            kind=kind,
            until=until.date() if until is not None else None,  # type: ignore[attr-defined]
        )


def _absent(mail: EmailMessage) -> None:
    mail["Auto-Submitted"] = "auto-replied"
