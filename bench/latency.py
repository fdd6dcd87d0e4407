"""How long an answer takes from the rep's inbox to a hold on its company, and to the rep's screen.

`python -m bench latency`. SCALE=0.1 makes it a tenth as long. Valkey, worker and beat run as `make run` starts them, beside a
real Dovecot; mail arrives at moments of its own between two bells, and every rep's list is asked for again as often as the
page itself asks. The limit is what the bells alone would take, if reading and settling took no time.
"""

import os
import random
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bench.world.table import Row, print_table

if TYPE_CHECKING:
    from django.test import Client

SCALE = float(os.environ.get("SCALE", "1"))
REPS = 20
ANSWERS = max(REPS, int(100 * SCALE))
SECONDS = ANSWERS * 2.0
PATIENCE = 90.0
# a worker's process may reach no other
IMAP_PORT = 143
GLANCE = 0.1
BELLS = "the bells alone, were reading and settling done in no time"


@dataclass
class Answer:
    """One mail, and when it was seen to have done what."""

    rep: int
    number: int
    arrives: float
    company: int = 0
    arrived: float = 0.0
    held: float = 0.0
    shown: float = 0.0

    @property
    def name(self) -> str:
        return f"Person {self.rep}-{self.number}"

    @property
    def raw(self) -> bytes:
        lines = (
            f"From: {self.name} <person{self.rep}-{self.number}@company{self.rep}-{self.number}.example>",
            f"To: {address(self.rep)}",
            f"Message-ID: <{self.rep}.{self.number}@corrib.example>",
            "Subject: Re: Night loading",
            "",
            "Thursday at ten works.",
        )
        return "\r\n".join(lines).encode()


@dataclass
class Screen:
    """A rep's open list."""

    browser: "Client"
    every: float
    next_at: float
    waits_for: list[Answer] = field(default_factory=list)

    def look(self) -> None:
        page = self.browser.get("/queue/rail/").content.decode()
        now = time.monotonic()
        self.next_at += self.every
        for answer in self.waits_for:
            if not answer.shown and f"<b>{answer.name}</b>" in page:
                answer.shown = now


def address(rep: int) -> str:
    return f"rep{rep}@reps.example"


def expected() -> list[Answer]:
    chance = random.Random(4)
    return [Answer(number % REPS, number, chance.uniform(0, SECONDS)) for number in range(ANSWERS)]


def bring(answers: list[Answer]) -> list[Screen]:
    """Reps with a mailbox each, and the people who will answer."""
    from django.test import Client
    from django.utils import timezone

    from mailbox.enums import MailboxKind, Purpose, Security
    from mailbox.models import Mailbox
    from mailbox.services.keeping import keep_secret
    from prospects.models import Company, Prospect
    from team.models import Team, User

    at, team, screens = timezone.now(), Team.objects.create(name="Bench"), []
    for number in range(REPS):
        email = address(number)
        rep = User.objects.create(email=email, name=f"Rep {number}", password="!", team=team)
        mailbox = Mailbox.objects.create(
            owner=rep, address=email, display_name=rep.name, kind=MailboxKind.SMTP_IMAP,
            smtp_host="127.0.0.1", smtp_port=25, smtp_security=Security.NONE, smtp_username=email,
            imap_host="127.0.0.1", imap_port=IMAP_PORT, imap_security=Security.NONE, imap_username=email,
            state="connected", state_since=at, connected_at=at,
        )  # fmt: skip
        keep_secret(mailbox, Purpose.READ, "of-a-bench")
        for answer in (each for each in answers if each.rep == number):
            domain = f"company{number}-{answer.number}.example"
            company = Company.objects.create(
                name=f"Company {answer.number}", domain=domain, country="IE", created_at=at
            )
            Prospect.objects.create(
                company=company, owner=rep, name=answer.name, title="Head of Operations",
                email=f"person{number}-{answer.number}@{domain}", country="IE", source="Bench", created_at=at,
            )  # fmt: skip
            answer.company = company.pk
        browser = Client(SERVER_NAME="localhost")
        browser.force_login(rep)
        screens.append(
            Screen(browser, looks_every(browser), 0, [a for a in answers if a.rep == number])
        )
    return screens


def looks_every(browser: "Client") -> float:
    (seconds,) = re.findall(
        r'hx-trigger="every (\d+)s"', browser.get("/queue/rail/").content.decode()
    )
    return float(seconds)


def deliver(root: Path, answer: Answer) -> None:
    """As Dovecot's own delivery does: written aside, then moved to what is new."""
    folder = root / "mail" / address(answer.rep)
    aside = folder / "tmp" / f"{answer.number}"
    aside.write_bytes(answer.raw)
    shutil.chown(aside, "mail", "mail")
    aside.rename(folder / "new" / f"{int(time.time())}.M{answer.number:06}.bench")
    answer.arrived = time.monotonic()


def run(root: Path, answers: list[Answer], screens: list[Screen]) -> None:
    from cadence.models import Hold

    began = time.monotonic()
    for number, screen in enumerate(screens):
        screen.next_at = began + screen.every * number / REPS
    while not all(each.shown for each in answers):
        now = time.monotonic()
        if now - began > SECONDS + PATIENCE:
            return
        for answer in answers:
            if not answer.arrived and began + answer.arrives <= now:
                deliver(root, answer)
        held = set(Hold.objects.filter(lifted_at=None).values_list("company", flat=True))
        for answer in answers:
            if not answer.held and answer.company in held:
                answer.held = time.monotonic()
        for screen in screens:
            if screen.next_at <= now:
                screen.look()
        time.sleep(GLANCE)


def rows(answers: list[Answer], every: float) -> list[Row]:
    from config.celery import app

    bell = app.conf.beat_schedule["listen"]["schedule"].total_seconds()
    lost = [each.name for each in answers if not (each.held and each.shown)]
    assert not lost, f"never heard: {lost}"
    held = [each.held - each.arrived for each in answers]
    shown = [each.shown - each.arrived for each in answers]
    found = []
    for what, seconds, longest in (("held", held, bell), ("on the screen", shown, bell + every)):
        found += [
            Row(f"{len(answers)} answers, {what}, p50", median(seconds), "s", "", longest / 2, BELLS),
            Row("the same, p95", quantiles(seconds, n=20)[18], "s", ""),
            Row("the same, the longest", max(seconds), "s", "≤ 60 s", longest, BELLS),
        ]  # fmt: skip
    return found


@contextmanager
def post_office() -> Iterator[Path]:
    from tests.adapters.post_office import PostOffice

    office = PostOffice(dict.fromkeys(map(address, range(REPS)), "of-a-bench"))
    office.ports["IMAP"] = IMAP_PORT
    with office:
        for rep in range(REPS):
            for name in ("new", "cur", "tmp"):
                (office.folder / "mail" / address(rep) / name).mkdir(parents=True)
        for path in (office.folder / "mail").rglob("*"):
            shutil.chown(path, "mail", "mail")
        yield office.folder


def main() -> None:
    from tests.proof.clockwork import Clockwork
    from tests.proof.ground import stood_on
    from tools import mailservers

    if not mailservers.find():
        sys.exit(mailservers.HOW_TO_GET_IT)
    with post_office() as root, stood_on("latency") as ground:
        from django.db import connection

        answers = expected()
        screens = bring(answers)
        clockwork = Clockwork(ground, str(connection.settings_dict["NAME"]))
        try:
            clockwork.start_valkey()
            clockwork.start_worker()
            clockwork.start_beat()
            run(root, answers, screens)
        finally:
            clockwork.stop()
        print_table("Worker and beat beside a real Dovecot.", rows(answers, screens[0].every))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.world.settings"
    main()
