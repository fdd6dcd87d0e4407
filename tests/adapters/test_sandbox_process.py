"""The sandbox as its own process: sign in, send, be answered, be refused, survive a restart."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbox.enums import Security, Stage
from mailbox.inbound.letter import understand
from mailbox.inbound.maildir import SENT, MaildirReader
from mailbox.inbound.reader import INBOX
from mailbox.outbound import transport
from mailbox.outbound.accounts import Account
from mailbox.outbound.compose import Letter, build
from mailbox.outbound.errors import OutboundError
from mailbox.sandbox.cast import Part, write_cast
from mailbox.sandbox.maildirs import make_maildir

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
MAYA = "maya@fernhill.example"
PASSWORD = "a-password-of-the-sandbox"


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def sandbox(folder: Path, port: int, *options: str, speed: str = "600") -> Iterator[None]:
    environment = os.environ | {
        "SANDBOX_DIR": str(folder),
        "SANDBOX_SMTP_PORT": str(port),
        "SANDBOX_PASSWORD": PASSWORD,
        "SANDBOX_SPEED": speed,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_sandbox", *options], cwd=ROOT, env=environment
    )
    try:
        until(lambda: answers(port))
        yield
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(happened: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def send(port: int, recipient: str, *, sender: str = MAYA, password: str = PASSWORD) -> bytes:
    account = Account(sender, "127.0.0.1", port, Security.NONE, sender, password)
    raw = build(
        Letter(
            sender_name="Maya Okafor",
            sender_address=sender,
            recipient_name="Someone",
            recipient_address=recipient,
            subject="Your depot",
            body="Dear you,\n\na fact.\n",
            message_id=f"<to-{recipient.partition('@')[0]}@fernhill.example>",
            date=datetime.now(UTC),
        )
    )
    with transport.connect(account, recipient) as envelope:
        envelope.transmit(raw)
    return raw


def mails(folder: Path, name: str = INBOX) -> list[bytes]:
    reader = MaildirReader(folder / MAYA)
    reader.select(name)
    return [mail.raw for mail in reader.fetch(reader.uids_after(0))]


def test_letters_are_kept_and_demo_people_answer(tmp_path: Path, port: int) -> None:
    make_maildir(tmp_path / MAYA)
    parts = {
        "yes@corrib.example": Part.INTERESTED,
        "away@corrib.example": Part.AWAY_GERMAN,
        "gone@corrib.example": Part.BOUNCES,
        "quiet@corrib.example": Part.SILENT,
        "refused@corrib.example": Part.REFUSED,
    }
    write_cast(tmp_path, parts)
    with sandbox(tmp_path, port):
        sent = [send(port, address) for address in list(parts)[:4]]
        with pytest.raises(OutboundError) as refused:
            send(port, "refused@corrib.example")
        until(lambda: len(mails(tmp_path)) == 3)
    assert (refused.value.stage, refused.value.permanent) == (Stage.RECIPIENT, True)
    assert mails(tmp_path, SENT) == sent
    found = {
        letter.verdict: letter
        for letter in (
            understand(raw, own_address=MAYA, in_own_folder=False, received_at=datetime.now(UTC))
            for raw in mails(tmp_path)
        )
    }
    assert set(found) == {"person", "auto_reply", "bounce"}
    assert found["person"].in_reply_to == "<to-yes@fernhill.example>"
    assert found["auto_reply"].away_until is not None
    assert found["bounce"].bounced_address == "gone@corrib.example"


def test_signing_in_needs_the_password_and_ones_own_address(tmp_path: Path, port: int) -> None:
    with sandbox(tmp_path, port):
        with pytest.raises(OutboundError) as wrong:
            send(port, "yes@corrib.example", password="wrong")
        assert (wrong.value.stage, wrong.value.code) == (Stage.SIGN_IN, 535)
        other = Account("liam@fernhill.example", "127.0.0.1", port, Security.NONE, MAYA, PASSWORD)
        with (
            pytest.raises(OutboundError) as borrowed,
            transport.connect(other, "yes@corrib.example"),
        ):
            pass
        assert borrowed.value.stage == Stage.SENDER


def test_an_answer_in_the_post_survives_a_restart(tmp_path: Path, port: int) -> None:
    write_cast(tmp_path, {"yes@corrib.example": Part.INTERESTED})
    with sandbox(tmp_path, port, speed="100"):
        send(port, "yes@corrib.example")
    with sandbox(tmp_path, port):
        until(lambda: len(mails(tmp_path)) == 1)


def test_the_quiet_sandbox_keeps_letters_and_lets_nobody_answer(tmp_path: Path, port: int) -> None:
    write_cast(tmp_path, {"yes@corrib.example": Part.INTERESTED, "no@corrib.example": Part.REFUSED})
    with sandbox(tmp_path, port, "--quiet"):
        send(port, "yes@corrib.example")
        send(port, "no@corrib.example")
        time.sleep(1)
    assert len(mails(tmp_path, SENT)) == 2
    assert mails(tmp_path) == []


def test_colleagues_receive_each_others_mail(tmp_path: Path, port: int) -> None:
    make_maildir(tmp_path / MAYA)
    with sandbox(tmp_path, port):
        raw = send(port, MAYA, sender="liam@fernhill.example")
    assert mails(tmp_path) == [raw]


def test_it_says_what_it_needs(tmp_path: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "SANDBOX_PASSWORD": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "run_sandbox"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "SANDBOX_PASSWORD and SANDBOX_SMTP_PORT must be set." in done.stderr
