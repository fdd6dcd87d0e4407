"""An answer arrives at a real IMAP server: within a minute its company is on hold and its rep sees it.

The seconds are those of the product's own schedule and page; what reading itself takes is measured by `bench latency`.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.test import Client

import cadence.tasks  # noqa: F401  (the bells)
from cadence.models import Hold, Touch
from config.celery import app
from mailbox.enums import Purpose, Security
from mailbox.models import Mailbox
from mailbox.selectors.due import EVERY
from mailbox.services.keeping import keep_secret
from tests import journeys
from tests.adapters.conftest import NOOR, PEOPLE, post_office
from tests.adapters.post_office import PostOffice
from tests.cadence.conftest import Clock
from tests.factories.mailbox import MailboxFactory
from tests.journeys import NOW

__all__ = ["post_office"]

PROMISE = timedelta(seconds=60)
FOR_READING = timedelta(seconds=10)
SHE = "writer0@corrib.example"


def rings_every(name: str) -> timedelta:
    every = app.conf.beat_schedule[name]["schedule"]
    assert isinstance(every, timedelta)
    return every


def looks_every(rail: str) -> timedelta:
    """How often the list on the screen is asked for again, as the page itself says."""
    (seconds,) = re.findall(r'hx-trigger="every (\d+)s"', rail)
    return timedelta(seconds=int(seconds))


@pytest.fixture
def written(post_office: PostOffice, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Touch:
    """A try planned to somebody by a rep whose mailbox is a real one, freshly read."""
    monkeypatch.setenv("SSL_CERT_FILE", str(post_office.folder / "certificate.pem"))
    noor = journeys.rep(name="Noor Haddad", email=NOOR)
    mailbox = MailboxFactory.create(
        owner=noor,
        imap_host="localhost",
        imap_port=post_office.ports["IMAPS"],
        imap_security=Security.TLS,
    )
    keep_secret(mailbox, Purpose.READ, PEOPLE[NOOR])
    with post_office.inbox_of(NOOR) as inbox:
        if earlier := inbox.search():
            inbox.delete_messages(earlier)
            inbox.expunge()
    touch = journeys.planned(noor, email=SHE)
    ring(clock, NOW)
    assert Mailbox.objects.get().last_read_at == NOW
    return touch


def ring(clock: Clock, at: datetime) -> None:
    """The bell that reads mailboxes, as the schedule names it."""
    clock.move(at)
    app.tasks[app.conf.beat_schedule["listen"]["task"]]()


def answers(office: PostOffice) -> None:
    """She writes back, and her mail lies in the rep's inbox."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = SHE, NOOR, "Re: Night loading"
    mail["Message-ID"] = f"<{datetime.now().timestamp()}@corrib.example>"  # noqa: DTZ005
    mail.set_content("Thursday works.\n")
    with office.inbox_of(NOOR) as inbox:
        inbox.append("INBOX", mail.as_bytes())


def bells_after(moment: datetime) -> Iterator[datetime]:
    """Ringing since NOW, as beat rings."""
    every, at = rings_every("listen"), NOW
    while True:
        at += every
        if at > moment:
            yield at


def screen(touch: Touch) -> Client:
    browser = Client()
    browser.force_login(touch.owner)
    return browser


@pytest.mark.parametrize("after", [1, 15, 29], ids=lambda seconds: f"{seconds} s after a bell")
def test_the_next_bell_hears_it_and_the_next_look_shows_it(
    written: Touch, clock: Clock, post_office: PostOffice, after: int
) -> None:
    arrives = NOW + timedelta(seconds=after)
    clock.move(arrives)
    answers(post_office)
    rail = screen(written).get("/queue/rail/").content.decode()
    assert "reply-" not in rail
    assert not Hold.objects.exists()

    heard = next(bells_after(arrives))
    ring(clock, heard)

    assert Hold.objects.get(lifted_at=None).company == written.prospect.company
    shown = heard + looks_every(rail)
    clock.move(shown)
    now = screen(written).get("/queue/rail/", {"seen": "0"}).content.decode()
    assert f"{written.prospect.name} wrote back" in now
    assert shown - arrives <= PROMISE - FOR_READING


def test_what_is_left_of_the_minute_is_for_reading(written: Touch) -> None:
    rail = screen(written).get("/queue/rail/").content.decode()

    assert rings_every("listen") + looks_every(rail) + FOR_READING <= PROMISE


def test_a_bell_that_came_late_makes_no_later_one_pass_a_mailbox_by(
    written: Touch, clock: Clock, post_office: PostOffice
) -> None:
    late = rings_every("listen") - EVERY
    ring(clock, NOW + rings_every("listen") + late)
    answers(post_office)

    ring(clock, NOW + 2 * rings_every("listen"))

    assert Hold.objects.get(lifted_at=None).company == written.prospect.company
