"""Their side: what reached them from all of us, in the order of time, and nothing of what we say among ourselves."""

from datetime import datetime, timedelta

import pytest

from cadence.enums import CallOutcome
from cadence.models import Bounce, Reply, Touch
from cadence.selectors import as_they_see_it as selector
from cadence.selectors.as_they_see_it import Seen, as_they_see_it
from cadence.services import drafting, logging, sending, unsubscribing
from mailbox.enums import Verdict
from mailbox.models import Mailbox
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.models import User
from tests import journeys
from tests.cadence import answers, days
from tests.cadence.conftest import Clock
from tests.cadence.test_sent_copies import unknown
from tests.factories.prospects import ProspectFactory
from tests.factories.research import IntroductionFactory
from tests.journeys import NOW
from tests.smtp import Sink

pytestmark = pytest.mark.usefixtures("clock")

CARD = """Opening line:
Hello Aoife, this is Maya.

Voicemail, 20 seconds:
Hello Aoife, Maya here. A line is plenty."""


def seen(prospect: Prospect, viewer: User | None = None) -> list[Seen]:
    return as_they_see_it(prospect, viewer or prospect.owner).seen


def with_words(touch: Touch, body: str, at: datetime) -> Touch:
    drafting.save_draft(touch, by=touch.owner, at=at, subject="", body=body, base_number=0)
    return touch


def sent_letter() -> Touch:
    approval = journeys.approved()
    sending.deliver(approval, by=approval.reviewer, session=approval.session, at=NOW)
    return approval.touch


def test_a_letter_looks_as_it_arrived_with_what_stood_under_it(post: Sink) -> None:
    touch = sent_letter()

    (letter,) = seen(touch.prospect)

    assert (letter.side, letter.by_name) == ("ours", touch.owner.name)
    assert letter.address == touch.owner.mailbox.address
    assert (letter.title, letter.words) == ("Night loading at Oranmore", journeys.LETTER)
    assert letter.preview.startswith("Hi Aoife, I read that your depot moves to loading around")
    assert len(letter.preview) == selector.PREVIEW
    assert "If you would rather not hear from me" in letter.under
    assert letter.remark == ""


def test_a_signature_that_changed_since_is_not_put_under_an_older_letter(post: Sink) -> None:
    touch = sent_letter()
    Mailbox.objects.filter(owner=touch.owner).update(signature="Maya, now with a title")

    (letter,) = seen(touch.prospect)

    assert letter.under == ""


def test_a_letter_that_came_back_and_one_of_unknown_fate_are_told_apart(sandbox: None) -> None:
    letter = unknown()
    prospect = letter.touch.prospect

    (item,) = seen(prospect)
    assert item.remark == "We can't tell whether it arrived"

    mailbox = letter.approval.mailbox
    Bounce.objects.create(delivery=letter, mailbox=mailbox, message=answers.mail(prospect), at=NOW)
    (item,) = seen(prospect)
    assert item.remark == "It came back: they never saw it"


def test_every_channel_and_both_sides_stand_in_the_order_of_time_with_the_gaps(
    clock: Clock,
) -> None:
    rep = journeys.rep()
    touch = days.full_day(rep, clock)["aoife"]
    assert isinstance(touch, Touch)

    side = as_they_see_it(touch.prospect, rep)

    assert [(item.side, item.title, item.gap) for item in side.seen] == [
        ("ours", "Missed call", ""),
        ("ours", "On LinkedIn", "4 days later"),
        ("theirs", "No subject", "2 days later"),
    ]
    assert side.seen[1].words == days.words_to(touch.prospect)
    assert side.tally == "2 from us, 1 answer."


@pytest.mark.parametrize(
    ("outcome", "title", "words"),
    [
        (CallOutcome.VOICEMAIL, "Voicemail", "Hello Aoife, Maya here. A line is plenty."),
        (CallOutcome.NO_ANSWER, "Missed call", ""),
        (CallOutcome.SPOKE, "Call", ""),
        (CallOutcome.GATEKEEPER, "Call, taken by a colleague of theirs", ""),
    ],
)
def test_of_a_call_only_what_was_written_for_the_machine_is_known_to_have_been_said(
    outcome: CallOutcome, title: str, words: str
) -> None:
    touch = days.begun_with_calls(days.person(journeys.rep(), "Aoife Ní Bhriain", "Corrib"), NOW)
    logging.log_call(
        with_words(touch, CARD, NOW), by=touch.owner, at=NOW, outcome=outcome, note="In a hurry."
    )

    (call,) = seen(touch.prospect)

    assert (call.title, call.words) == (title, words)


def test_a_voicemail_on_a_card_without_words_for_one_shows_none() -> None:
    touch = days.begun_with_calls(days.person(journeys.rep(), "Aoife Ní Bhriain", "Corrib"), NOW)
    with_words(touch, "One question:\nWho signs the curve?", NOW)
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.VOICEMAIL)

    (call,) = seen(touch.prospect)

    assert (call.title, call.words) == ("Voicemail", "")


@pytest.mark.parametrize("heading", ["Voicemail, 20 Sekunden:", "[voicemail] Auf das Band:"])
def test_a_voicemail_is_known_by_its_mark_whatever_the_screen_speaks(
    heading: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selector, "_", lambda words: f"«{words}»")
    touch = days.begun_with_calls(days.person(journeys.rep(), "Aoife Ní Bhriain", "Corrib"), NOW)
    with_words(touch, f"Eine Frage:\nWer signiert?\n\n{heading}\nGuten Tag, Aoife.", NOW)
    logging.log_call(touch, by=touch.owner, at=NOW, outcome=CallOutcome.VOICEMAIL)

    (call,) = seen(touch.prospect)

    assert (call.title, call.words) == ("«Voicemail»", "Guten Tag, Aoife.")


def test_a_wrong_number_rang_somebody_else() -> None:
    touch = days.begun_with_calls(days.person(journeys.rep(), "Aoife Ní Bhriain", "Corrib"), NOW)
    days.called(touch, NOW, CallOutcome.WRONG_NUMBER)

    assert seen(touch.prospect) == []


def test_a_posted_letter_shows_its_words() -> None:
    prospect = days.person(journeys.rep(), "Aoife Ní Bhriain", "Corrib")
    touch = days.begun(prospect, days.version_beginning_with(Channel.POST), NOW)
    with_words(touch, "A page for you, Aoife.", NOW)
    logging.log_post(touch, by=touch.owner, at=NOW, posted_on=NOW.date(), read_aloud=True)

    (letter,) = seen(prospect)

    assert (letter.title, letter.words) == ("By post", "A page for you, Aoife.")


def test_mail_by_hand_and_an_asked_introduction_belong_to_it_and_a_note_does_not() -> None:
    prospect = journeys.researched()
    IntroductionFactory.create(prospect=prospect, introducer="Jonas Bergström", words="Could you?")
    for hours, kind in enumerate((ActivityKind.WROTE, ActivityKind.NOTE), start=1):
        Activity.objects.record(
            kind,
            at=NOW + timedelta(hours=hours),
            actor=prospect.owner,
            prospect=prospect,
            detail={"subject": "Thursday", "text": "See you at nine."},
        )

    side = as_they_see_it(prospect, prospect.owner)

    assert [(item.side, item.title, item.remark, item.words) for item in side.seen] == [
        ("between", "Jonas Bergström was asked to introduce us", "Asked", "Could you?"),
        ("ours", "Thursday", "", "See you at nine."),
    ]
    assert side.tally == "1 from us, 0 answers."


def test_a_press_of_the_link_is_told_and_no_sentence_of_ours_is_shown_as_theirs(post: Sink) -> None:
    touch = sent_letter()
    unsubscribing.stop_through_link(touch.approvals.get(), at=NOW + timedelta(hours=1))
    Reply.objects.create(
        prospect=touch.prospect,
        company=touch.prospect.company,
        owner=touch.owner,
        channel=Channel.CALL,
        received_at=NOW + timedelta(hours=2),
        text="Said so on the phone.",
        in_our_words=True,
    )

    side = as_they_see_it(touch.prospect, touch.owner)

    assert [(item.side, item.by_name, item.title, item.words) for item in side.seen[1:]] == [
        ("theirs", "Aoife", "Pressed the unsubscribe link", ""),
        ("theirs", "Aoife", "On the phone", ""),
    ]
    assert side.tally == "1 from us, 1 answer."


@pytest.mark.usefixtures("sandbox")
def test_a_colleague_of_theirs_who_wrote_is_named_and_a_machine_is_told_apart() -> None:
    prospect = journeys.enrolled().prospect
    answers.wrote(
        prospect, "I look after this.", from_address="una@corrib.example", from_name="Una Byrne"
    )
    answers.wrote(prospect, "I am away.", verdict=Verdict.AUTO_REPLY)

    assert [(item.by_name, item.remark) for item in seen(prospect)] == [
        ("Una Byrne", ""),
        ("Aoife", "Automatic"),
    ]


def test_what_a_colleague_sent_counts_too_and_days_are_those_on_their_wall(clock: Clock) -> None:
    prospect = days.person(journeys.rep(), "Aoife Ní Bhriain", "Corrib", time_zone="Asia/Tokyo")
    colleague = journeys.rep(team=prospect.owner.team, name="Jonas Berg")
    for at, actor in ((NOW, prospect.owner), (NOW + timedelta(hours=8), colleague)):
        Activity.objects.record(ActivityKind.WROTE, at=at, actor=actor, prospect=prospect)

    side = as_they_see_it(prospect, colleague)

    assert [item.by_name for item in side.seen] == [prospect.owner.name, "Jonas Berg"]
    assert side.seen[1].gap == "1 day later"  # nine at night in Dublin is the next morning there
    assert side.tally == "2 from us, 0 answers. 2 of us wrote or rang."


def test_another_record_of_the_same_person_belongs_to_it_for_whoever_may_read_it() -> None:
    profile = {"linkedin_url": "https://www.linkedin.com/in/aoife"}
    prospect = ProspectFactory.create(**profile)
    twin = ProspectFactory.create(**profile)
    Activity.objects.record(ActivityKind.WROTE, at=NOW, actor=twin.owner, prospect=twin)

    assert seen(prospect) == []
    assert len(seen(prospect, journeys.rep(role="admin"))) == 1


def test_more_than_a_page_is_walked_through_without_losing_or_repeating_anything() -> None:
    prospect = ProspectFactory.create()
    for day in range(2 * selector.A_PAGE + 1):
        at = NOW - timedelta(days=day // 2)  # two at each instant
        Activity.objects.record(ActivityKind.WROTE, at=at, actor=prospect.owner, prospect=prospect)
    walked: list[Seen] = []
    before = ""
    while not walked or before:
        side = as_they_see_it(prospect, prospect.owner, before=before)
        assert side.ours == 2 * selector.A_PAGE + 1
        walked = [*side.seen, *walked]
        before = side.earlier

    assert [each.pk for each in walked] == sorted(
        Activity.objects.values_list("pk", flat=True),
        key=lambda pk: next((each.at, pk) for each in walked if each.pk == pk),
    )
    assert [each.gap for each in walked[:2]] == ["", "1 day later"]
