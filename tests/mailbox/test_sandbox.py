"""Demo correspondents: who plays what, what they write, and that it arrives once, also after a restart."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mailbox.inbound.letter import Understood, understand
from mailbox.inbound.maildir import MaildirReader
from mailbox.inbound.reader import INBOX
from mailbox.outbound.compose import Letter, build
from mailbox.sandbox.addresses import maildir_of, normal
from mailbox.sandbox.answers import answer, read_letter
from mailbox.sandbox.cast import Part, Role, role_of, write_cast
from mailbox.sandbox.post import PostOffice
from mailbox.sandbox.server import Desk

MAYA = "maya@fernhill.example"
AOIFE = "aoife@corrib.example"
NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LETTER = build(
    Letter(
        sender_name="Maya Okafor",
        sender_address=MAYA,
        recipient_name="Aoife Ní Bhriain",
        recipient_address=AOIFE,
        subject="Your depot",
        body="Dear Aoife,\n\nyour second depot opens in March.\n",
        message_id="<our-1@fernhill.example>",
        date=NOW,
    )
)


def understood(part: Part, variant: int = 0) -> Understood:
    raw = answer(Role(part, 1, variant), read_letter(LETTER, sender=MAYA, recipient=AOIFE), at=NOW)
    assert raw is not None
    return understand(raw, own_address=MAYA, in_own_folder=False, received_at=NOW)


def arrived(root: Path) -> list[bytes]:
    reader = MaildirReader(maildir_of(root, MAYA))
    reader.select(INBOX)
    return [mail.raw for mail in reader.fetch(reader.uids_after(0))]


def test_an_address_plays_the_same_part_every_time() -> None:
    assert role_of(AOIFE, {}) == role_of(AOIFE, {})


def test_the_cast_follows_the_funnel() -> None:
    count = Counter(
        role_of(f"person{number}@company{number % 977}.example", {}).part
        for number in range(20_000)
    )
    expected = {
        Part.INTERESTED: 6, Part.NOT_NOW: 6, Part.NO: 8, Part.ANGRY_NO: 1, Part.REFERRAL: 2,
        Part.COLLEAGUE: 1, Part.WRONG_PERSON: 2, Part.STOP: 1, Part.AWAY: 10, Part.AWAY_GERMAN: 4,
        Part.BOUNCES: 2, Part.REFUSED: 1, Part.SILENT: 56,
    }  # fmt: skip
    assert {
        part: abs(count[part] / 200 - share) < 1.2 for part, share in expected.items()
    } == dict.fromkeys(Part, True)


def test_a_fixed_part_wins(tmp_path: Path) -> None:
    write_cast(tmp_path, {AOIFE: Part.INTERESTED})
    write_cast(tmp_path, {"liam@corrib.example": Part.REFUSED})
    office = PostOffice(tmp_path)
    assert office.role(AOIFE).part == Part.INTERESTED
    assert office.role("liam@corrib.example").part == Part.REFUSED


PEOPLE = [
    Part.INTERESTED,
    Part.NOT_NOW,
    Part.NO,
    Part.ANGRY_NO,
    Part.REFERRAL,
    Part.WRONG_PERSON,
    Part.STOP,
]


@pytest.mark.parametrize("part", PEOPLE)
@pytest.mark.parametrize("variant", range(6))
def test_people_answer_in_the_thread_and_are_read_as_people(part: Part, variant: int) -> None:
    found = understood(part, variant)
    assert (found.verdict, found.from_address) == ("person", AOIFE)
    assert found.in_reply_to == "<our-1@fernhill.example>"
    assert found.references == ("<our-1@fernhill.example>",)
    assert found.text
    assert "second depot opens" not in found.text
    assert "second depot opens" in found.full_text


def test_a_colleague_answers_from_another_address() -> None:
    found = understood(Part.COLLEAGUE)
    assert (found.verdict, found.from_address) == ("person", "robin.hale@corrib.example")


@pytest.mark.parametrize("part", [Part.AWAY, Part.AWAY_GERMAN])
def test_away_is_an_automatic_reply_with_its_day(part: Part) -> None:
    found = understood(part)
    assert (found.verdict, found.away_until) == ("auto_reply", date(2026, 11, 21))


def test_a_bounce_is_a_real_report_about_our_letter() -> None:
    found = understood(Part.BOUNCES)
    assert (found.verdict, found.bounced_address, found.bounce_permanent) == ("bounce", AOIFE, True)
    assert "<our-1@fernhill.example>" in found.references


@pytest.mark.parametrize("part", [Part.SILENT, Part.REFUSED])
def test_most_people_say_nothing(part: Part) -> None:
    assert (
        answer(Role(part, 1, 0), read_letter(LETTER, sender=MAYA, recipient=AOIFE), at=NOW) is None
    )


def test_an_answer_arrives_in_one_to_five_minutes_and_once(tmp_path: Path) -> None:
    write_cast(tmp_path, {AOIFE: Part.INTERESTED})
    office = PostOffice(tmp_path)
    office.accept(LETTER, sender=MAYA, recipient=AOIFE, at=NOW)
    assert office.deliver_due(NOW + timedelta(seconds=59)) == 0
    assert PostOffice(tmp_path).deliver_due(NOW + timedelta(minutes=5)) == 1
    assert PostOffice(tmp_path).deliver_due(NOW + timedelta(minutes=5)) == 0
    assert len(arrived(tmp_path)) == 1


def test_someone_who_answered_does_not_answer_again(tmp_path: Path) -> None:
    write_cast(tmp_path, {AOIFE: Part.NO})
    office = PostOffice(tmp_path)
    for _ in range(3):
        office.accept(LETTER, sender=MAYA, recipient=AOIFE, at=NOW)
    assert office.deliver_due(NOW + timedelta(hours=1)) == 1


def test_what_a_machine_wrote_to_one_of_our_own_is_kept_and_answered_by_nobody(
    tmp_path: Path,
) -> None:
    by_itself = "Auto-Submitted: auto-generated\r\n"
    for header, kept in ((by_itself, 1), ("", 0), ("Auto-Submitted: no\r\n", 0)):
        root = tmp_path / str(len(header))
        desk = Desk(PostOffice(root), quiet=False)
        raw = f"{header}Subject: Your week\r\n\r\nHello".encode()
        desk._take(raw, sender="earnest@fernhill.example", recipients=["ines@fernhill.example"])
        inbox = maildir_of(root, "ines@fernhill.example")
        assert len(list(inbox.glob("new/*"))) == kept


def test_speed_shortens_the_wait(tmp_path: Path) -> None:
    write_cast(tmp_path, {AOIFE: Part.NO})
    office = PostOffice(tmp_path, speed=600)
    office.accept(LETTER, sender=MAYA, recipient=AOIFE, at=NOW)
    assert office.deliver_due(NOW + timedelta(seconds=0.5)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@b.example",
        "a@",
        "../../etc@b.example",
        "a@../b",
        "a/b@c.example",
        "a\0@b.example",
        ".a@b.example",
        "a" * 300 + "@b.example",
    ],
)
def test_no_address_leads_out_of_the_sandbox(tmp_path: Path, address: str) -> None:
    assert normal(address) == ""
    with pytest.raises(ValueError, match="not an address"):
        maildir_of(tmp_path, address)
