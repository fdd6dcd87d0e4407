"""What Earnest is for, read from top to bottom: Maya brings Aoife in, and Aoife writes back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cadence import tasks
from cadence.enums import (
    CallOutcome,
    DeliveryState,
    Ending,
    EnrollmentState,
    ReplyKind,
    TouchKind,
)
from cadence.models import Approval, Draft, Enrollment, Hold, Reply, Touch
from cadence.selectors.proof import prove
from cadence.services import (
    designing,
    drafting,
    enrolling,
    holding,
    listening,
    logging,
    reviewing,
    sending,
)
from cadence.shipped import TEN_CONVERSATIONS, shipped
from mailbox.sandbox.answers import answer, read_letter
from mailbox.sandbox.cast import Part, Role
from mailbox.services.sandboxing import put_into_inbox
from prospects.enums import Channel
from prospects.models import Activity, Prospect
from prospects.services import editing, importing
from prospects.services.importing import columns
from team.enums import Role as Work
from team.models import HumanSession
from team.refusals import Refused
from tests import journeys
from tests.cadence.conftest import Clock
from tests.factories.research import QuestionFactory, make_ready
from tests.smtp import Sink

STEPS = shipped(TEN_CONVERSATIONS).steps

PEOPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "people.csv"

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
MONDAY_BREAK = datetime(2026, 11, 16, 9, 40, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 9, 10, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def the_clock_rings() -> None:
    """What Celery does every half minute. None of it can send."""
    tasks.poll_mailboxes()
    tasks.plan_due()
    tasks.draft_due()
    tasks.reap()


def test_from_a_row_in_a_file_to_a_conversation(clock: Clock, post: Sink) -> None:
    maya = journeys.rep(name="Maya Okafor", email="maya@fernhill.example")
    noor = journeys.rep(name="Noor Haddad", role=Work.ADMIN)
    mailbox = journeys.connected(maya)
    browser = journeys.signed_in(maya)
    ten_conversations = designing.publish(
        designing.draft_version("Ten conversations", STEPS, by=noor, at=MONDAY), by=noor, at=MONDAY
    )

    # Maya brings in the people she met. The columns are guessed, and every row is accounted for.
    batch = importing.bring([PEOPLE.read_bytes()], file_name=PEOPLE.name, by=maya, at=MONDAY)
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    importing.apply(batch, by=maya, at=MONDAY)
    batch.refresh_from_db()
    assert batch.total == batch.accepted + batch.rejected + batch.duplicate
    aoife = Prospect.objects.get(email="aoife.nibhriain@corrib.example")
    assert (aoife.name, aoife.owner) == ("Aoife Ní Bhriain", maya)

    # Nobody is written to before somebody looked them up.
    with pytest.raises(Refused) as refusal:
        enrolling.enroll(aoife, ten_conversations, by=maya, at=MONDAY)
    assert "Name the problem you may help with." in refusal.value.sentence
    editing.edit_person(
        make_ready(aoife),
        by=maya,
        at=MONDAY,
        revision=aoife.revision,
        details={"linkedin_url": "https://www.linkedin.com/in/aoife-nb"},
    )
    aoife.refresh_from_db()
    enrollment = enrolling.enroll(aoife, ten_conversations, by=maya, at=MONDAY)

    # Within a minute the first try is planned and drafted from what Maya found. Nothing leaves.
    the_clock_rings()
    letter = Touch.objects.get(enrollment=enrollment)
    first_draft = Draft.objects.get(touch=letter)
    assert letter.channel == Channel.EMAIL
    assert first_draft.body.startswith("Hi Aoife,")
    assert "Night loading leaves a hole in the temperature record" in first_draft.body
    assert post.accepted == []

    # Maya makes it her own. An edit is a new draft; a wrong name in it would stop her.
    hasty = drafting.save_draft(
        letter,
        by=maya,
        at=MONDAY,
        subject="Night loading at Oranmore",
        body=journeys.LETTER.replace("Hi Aoife", "Hi Aoibhe"),
        base_number=1,
    )
    with pytest.raises(Refused) as refusal:
        approve(hasty, browser, MONDAY)
    assert refusal.value.sentence == "This greets “Aoibhe”. You are writing to Aoife."
    words = drafting.save_draft(
        letter,
        by=maya,
        at=MONDAY,
        subject="Night loading at Oranmore",
        body=journeys.LETTER,
        base_number=2,
    )

    # She reads it aloud and presses Send: exactly these words leave, once, from her own mailbox.
    approval = approve(words, browser, MONDAY)
    for _click in range(2):
        delivery = sending.deliver(approval, by=maya, session=browser, at=MONDAY)
    assert delivery.state == DeliveryState.SENT
    (sent,) = post.letters
    assert sent["To"] == "Aoife Ní Bhriain <aoife.nibhriain@corrib.example>"
    assert sent.get_content().replace("\r\n", "\n").startswith(journeys.LETTER)

    # The next try is a call on Wednesday, with a question of its own to ask.
    QuestionFactory.create(text="What happens between the door and the first stop?")
    clock.move(MONDAY_BREAK)
    the_clock_rings()
    call = Touch.objects.open().get(enrollment=enrollment)
    assert (call.number, call.channel, call.due_on) == (2, Channel.CALL, WEDNESDAY.date())
    assert "What happens between the door" in Draft.objects.get(touch=call).body

    clock.move(WEDNESDAY)
    logging.log_call(call, by=maya, at=WEDNESDAY, outcome=CallOutcome.VOICEMAIL, note="Said why.")
    the_clock_rings()
    comment = Touch.objects.open().get(enrollment=enrollment)
    assert (comment.number, comment.channel) == (3, Channel.LINKEDIN)

    # Giving up now is refused, with the reason.
    with pytest.raises(Refused) as refusal:
        enrolling.end(enrollment, Ending.NOT_REACHED, by=maya, at=WEDNESDAY)
    assert refusal.value.sentence == "2 good tries so far, and ten is the promise. 8 to go."

    # Aoife answers the letter. Her company goes on hold before anybody decides anything.
    clock.move(THURSDAY)
    her_letter = read_letter(
        post.accepted[0], sender=mailbox.address, recipient="aoife.nibhriain@corrib.example"
    )
    her_answer = answer(Role(Part.INTERESTED, 1, 0), her_letter, at=THURSDAY)
    assert her_answer is not None
    put_into_inbox(mailbox, her_answer, at=THURSDAY)
    the_clock_rings()
    reply = Reply.objects.get(prospect=aoife)
    assert reply.kind == ""
    assert "> " not in reply.text
    hold = Hold.objects.get(company=aoife.company, lifted_at=None)
    assert hold.reason == "Aoife Ní Bhriain answered."
    with pytest.raises(Refused, match="Aoife wrote back"):
        logging.log_linkedin(comment, by=maya, at=THURSDAY, words="A pitch after an answer.")

    # Maya reads it and says what it is. Nothing more is planned, because a conversation has begun.
    clock.move(FRIDAY)
    listening.name_kind(reply, by=maya, at=FRIDAY, kind=ReplyKind.INTERESTED)
    enrollment = Enrollment.objects.get(pk=enrollment.pk)
    assert (enrollment.state, enrollment.ending) == (EnrollmentState.TALKING, "")
    holding.lift(hold, by=maya, at=FRIDAY, reason="We talk on Tuesday.")
    the_clock_rings()
    waiting = Touch.objects.open().filter(enrollment=enrollment)
    assert [each.kind for each in waiting] == [TouchKind.ANSWER]

    # They meet, and so it ends.
    enrolling.end(enrollment, Ending.MET, by=maya, at=FRIDAY, note="Two depots in spring.")

    # The timeline tells it, and the proof says that a person sent every letter there is.
    told = Activity.objects.filter(prospect=aoife).order_by("at", "id")
    assert [each.kind for each in told if each.kind in THE_STORY] == THE_STORY
    assert (prove().deliveries, prove().holds, len(post.accepted)) == (1, True, 1)


THE_STORY = [
    "enrolled",
    "letter_sent",
    "call_made",
    "replied",
    "held",
    "hold_lifted",
]


def approve(draft: Draft, browser: HumanSession, at: datetime) -> Approval:
    """Read aloud, with a line why for each look the margin asks about."""
    touch = draft.touch
    results = reviewing.review(touch, at=at, subject=draft.subject, body=draft.body)
    looks = {each.code: "I mean it." for each in results if each.state == "warn"}
    return reviewing.approve(
        draft, by=touch.owner, session=browser, at=at, looks=looks, read_aloud=True
    )
