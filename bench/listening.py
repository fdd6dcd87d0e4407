"""Two hundred mailboxes with ten thousand new mails, read from a real IMAP server and settled in one poll.

`python -m bench listening`. SCALE=0.1 makes the world a tenth as large. The limit is the least that anybody could do:
the same mails fetched by IMAPClient, mailbox after mailbox, and their bytes inserted by plain SQL.
"""

import os
import resource
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import django

from bench.world.loading import superuser
from bench.world.table import Row, print_table

SCALE = float(os.environ.get("SCALE", "1"))
MAILBOXES = max(4, int(200 * SCALE))
EACH = 50
PEOPLE_EACH = 10
PASSWORD = "of-a-bench"
DOMAIN = "reps.example"
BARE = "the same mails by bare IMAPClient, one mailbox after another, their bytes by plain INSERT"
BODY = "Thursday at ten works. Our loading moves to the night in January, and the record has a gap.\r\n"
QUOTED = "> Would it be useful if I sent over the one page on handovers?\r\n" * 30


def addresses() -> list[str]:
    return [f"rep{number}@{DOMAIN}" for number in range(MAILBOXES)]


def mail(rep: int, number: int) -> bytes:
    """Of fifty: ten answers of people we know, five notices of absence, five bounces, thirty of nobody we know."""
    kind = number % 10
    known = f"person{rep}-{number % PEOPLE_EACH}@company{rep}-{number % PEOPLE_EACH}.example"
    head = [
        f"To: rep{rep}@{DOMAIN}",
        f"Message-ID: <{rep}.{number}@corrib.example>",
        "Subject: Re: Night loading",
    ]
    if kind == 0:
        return bounce(head, known)
    automatic = ["Auto-Submitted: auto-replied"] if kind == 1 else []
    sender = known if kind <= 3 else f"newsletter{number}@elsewhere{number}.example"
    lines = [
        f"From: Aoife <{sender}>",
        *head,
        *automatic,
        "",
        BODY * 4,
        "On Monday, Maya wrote:",
        QUOTED,
    ]
    return "\r\n".join(lines).encode()


def bounce(head: list[str], known: str) -> bytes:
    report = [
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "Your letter could not be delivered.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.corrib.example",
        "",
        f"Final-Recipient: rfc822; {known}",
        "Action: failed",
        "Status: 5.1.1",
        "--b--",
        "",
    ]
    return "\r\n".join(["From: MAILER-DAEMON@corrib.example", *head, *report]).encode()


def fill_mailboxes(root: Path) -> None:
    for rep, address in enumerate(addresses()):
        new = root / "mail" / address / "new"
        for folder in (new, new.parent / "cur", new.parent / "tmp"):
            folder.mkdir(parents=True)
        for number in range(EACH):
            (new / f"1795000000.M{number:06}.bench").write_bytes(mail(rep, number))
    for path in (root / "mail").rglob("*"):
        shutil.chown(path, "mail", "mail")


def bring_reps(port: int) -> None:
    from django.utils import timezone

    from mailbox.enums import MailboxKind, Purpose, Security
    from mailbox.models import Mailbox
    from mailbox.services.keeping import keep_secret
    from prospects.models import Company, Prospect
    from team.models import Team, User

    at = timezone.now() - timedelta(days=3)
    team = Team.objects.create(name="Bench")
    reps = User.objects.bulk_create(
        User(email=address, name=f"Rep {number}", password="!", team=team)
        for number, address in enumerate(addresses())
    )
    for rep in reps:
        mailbox = Mailbox.objects.create(
            owner=rep, address=rep.email, display_name=rep.name, kind=MailboxKind.SMTP_IMAP,
            smtp_host="127.0.0.1", smtp_port=25, smtp_security=Security.NONE, smtp_username=rep.email,
            imap_host="127.0.0.1", imap_port=port, imap_security=Security.NONE, imap_username=rep.email,
            state="connected", state_since=at, connected_at=at,
        )  # fmt: skip
        keep_secret(mailbox, Purpose.READ, PASSWORD)
    names = [(rep, f"{at_rep}-{n}") for at_rep, rep in enumerate(reps) for n in range(PEOPLE_EACH)]
    companies = Company.objects.bulk_create(
        Company(
            name=f"Company {name}", domain=f"company{name}.example", country="IE", created_at=at
        )
        for _rep, name in names
    )
    Prospect.objects.bulk_create(
        Prospect(company=company, owner=rep, name=f"Person {name}", title="Head of Operations",
            email=f"person{name}@company{name}.example", country="IE", source="Bench", created_at=at)
        for company, (rep, name) in zip(companies, names, strict=True)
    )  # fmt: skip


def bare(port: int) -> float:
    """Fetched and inserted by nobody's product. The first pass warms the server's indexes and is not counted."""
    from imapclient import IMAPClient

    def once() -> float:
        started = perf_counter()
        with superuser() as owner, owner.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE floor (rep text, uid bigint, raw bytea)")
            for address in addresses():
                with IMAPClient("127.0.0.1", port, ssl=False) as client:
                    client.login(address, PASSWORD)
                    client.select_folder("INBOX", readonly=True)
                    found = client.fetch(client.search(), ["BODY.PEEK[]", "INTERNALDATE"])
                rows = [(address, uid, each[b"BODY[]"]) for uid, each in found.items()]
                assert len(rows) == EACH
                cursor.executemany("INSERT INTO floor VALUES (%s, %s, %s)", rows)
        return perf_counter() - started

    once()
    return once()


def resident() -> float:
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000


def rows(port: int) -> list[Row]:
    from django.utils import timezone

    from cadence.models import Reply
    from cadence.services import polling
    from mailbox.models import InboundMessage

    limit = bare(port)
    before = resident()
    started = perf_counter()
    settled = polling.poll_mailboxes(timezone.now())
    took = perf_counter() - started
    after, total = resident(), MAILBOXES * EACH
    assert settled == total == InboundMessage.objects.exclude(settled_at=None).count(), settled
    assert Reply.objects.count() == MAILBOXES * EACH * 3 // 10
    return [
        Row(f"{total:,} mails of {MAILBOXES} mailboxes read and settled", took, "s", "≤ 180 s", limit, BARE),
        Row("mails", total / took, "/s", "", total / limit, BARE),
        Row("memory before", before, "MB", ""),
        Row("memory after", after, "MB", "flat"),
    ]  # fmt: skip


def main() -> None:
    from tests.adapters.post_office import PostOffice
    from tools import mailservers

    if not mailservers.find():
        sys.exit(mailservers.HOW_TO_GET_IT)
    with PostOffice(dict.fromkeys(addresses(), PASSWORD)) as office:
        fill_mailboxes(office.folder)
        bring_reps(office.ports["IMAP"])
        print_table("One worker's process, a real Dovecot beside it.", rows(office.ports["IMAP"]))


if __name__ == "__main__":
    # as the worker: a connection for each thread, and no pool
    os.environ["EARNEST_PROCESS"] = "worker"
    django.setup()
    main()
