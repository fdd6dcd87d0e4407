"""What is done with a quote: its reason, a fact, a question, and what a team would change."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from adherence.models import HeardNote, Lesson
from adherence.schedule import Week
from adherence.services import learning, noting
from cadence.enums import NoReason, ReplyKind
from cadence.models import Reply
from research.models import Finding, Question
from team.enums import Role
from team.refusals import Refused
from tests.adherence.weeks import THIS_WEEK, Reader, colleague, said
from tests.cadence.browsing import text_of
from tests.times import NOW

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

WEEK = Week(date(2026, 11, 16))


def test_a_reason_is_picked_on_the_page_and_changed_there() -> None:
    rep = colleague()
    reply, reader = said(rep), Reader(rep)

    back = reader.act("reason", reply.pk, reason="price", note="Until April.")
    part = reader.act_part("reason", reply.pk, reason="timing", note="Until April.")

    assert back.headers["Location"] == f"/team/heard/?week={THIS_WEEK}#reply-{reply.pk}"
    assert '<option value="timing" selected>' in text_of(part)
    assert "<main" not in text_of(part)
    reply.refresh_from_db()
    assert (reply.reason, reply.reason_note) == ("timing", "Until April.")


@pytest.mark.parametrize("given", [{}, {"reason": "boredom"}, {"reason": "other", "note": " "}])
def test_a_reason_that_says_nothing_is_refused(given: dict[str, str]) -> None:
    rep = colleague()
    reply = said(rep)
    assert Reader(rep).act_part("reason", reply.pk, **given).status_code == 422
    assert Reader(rep).act("reason", reply.pk, **given).status_code == 422
    reply.refresh_from_db()
    assert reply.reason == ""


@pytest.mark.parametrize(
    ("role", "same_team", "status"),
    [
        (Role.REP, True, 404),
        (Role.REP, False, 404),
        (Role.MANAGER, True, 302),
        (Role.MANAGER, False, 404),
        (Role.ADMIN, False, 302),
    ],
)
@pytest.mark.parametrize(("act", "given"), [("reason", {"reason": "price"}), ("fact", {})])
def test_who_may_judge_somebody_else_s_no(
    act: str, given: dict[str, str], role: str, same_team: bool, status: int
) -> None:
    rep = colleague()
    reply = said(rep)
    other = colleague(rep.team if same_team else None, role=role)
    assert Reader(other).act(act, reply.pk, **given).status_code == status


@pytest.mark.parametrize(("same_team", "status"), [(True, 302), (False, 404)])
def test_whoever_reads_a_quote_may_make_a_question_of_it(same_team: bool, status: int) -> None:
    rep = colleague()
    reply = said(rep)
    other = Reader(colleague(rep.team if same_team else None))
    assert other.act("question", reply.pk, text="Who decides?").status_code == status


def test_their_words_become_a_fact_once() -> None:
    rep = colleague()
    reply, reader = said(rep, text="We built our own\nthree years ago."), Reader(rep)

    part = text_of(reader.act_part("fact", reply.pk))
    again = reader.act_part("fact", reply.pk)

    finding = Finding.objects.get()
    assert finding.claim == "We built our own three years ago."
    assert (finding.company_id, finding.prospect_id) == (reply.company_id, None)
    assert (finding.told_by, finding.dated_on) == (reply.prospect.name, date(2026, 11, 16))
    assert "Kept as a fact" in part
    assert "Keep as a fact about" not in part
    assert again.status_code == 409
    assert Finding.objects.count() == 1


def test_our_sentence_for_a_pressed_link_is_no_word_of_theirs() -> None:
    rep = colleague()
    reply = said(rep, text="Pressed the unsubscribe link.")
    Reply.objects.filter(pk=reply.pk).update(is_link_press=True, in_our_words=True)

    page = text_of(Reader(rep).act_part("reason", reply.pk, reason="other", note="The link."))

    assert "<p>Pressed the unsubscribe link on 16 November.</p>" in page
    assert "<blockquote>" not in page
    assert "Keep as a fact" not in page
    reply.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        learning.keep_fact(reply, by=rep, at=NOW)
    assert refusal.value.code == "words_missing"


def test_a_stop_by_its_subject_is_said_in_our_words_and_never_quoted_as_theirs() -> None:
    rep = colleague()
    reply = said(rep, text="Asked us to stop, by its subject: unsubscribe.")
    Reply.objects.filter(pk=reply.pk).update(in_our_words=True)

    page = text_of(Reader(rep).act_part("reason", reply.pk, reason="other", note="Too much."))
    learning.make_question(reply, by=rep, at=NOW, text="What would be enough?")

    assert "<p>Asked us to stop, by its subject: unsubscribe.</p>" in page
    assert "<blockquote>" not in page
    assert "Keep as a fact" not in page
    assert Question.objects.get().why == ""


def test_a_long_answer_is_kept_whole_beside_its_beginning() -> None:
    rep = colleague()
    text = "Looked. " * 100
    learning.keep_fact(said(rep, text=text), by=rep, at=NOW)
    finding = Finding.objects.get()
    assert (len(finding.claim), finding.quote) == (300, text.strip())


def test_their_words_become_a_question_that_a_manager_has_to_approve() -> None:
    rep = colleague()
    reply, reader = said(rep, text="Our carrier does it."), Reader(rep)

    part = text_of(reader.act_part("question", reply.pk, text="Where does it still pinch?"))

    question = Question.objects.get()
    assert (question.text, question.approved_at) == ("Where does it still pinch?", None)
    assert question.why == "Somebody told us: “Our carrier does it.”"
    assert "A question was made of it" in part
    assert reader.act_part("question", reply.pk, text="Again?").status_code == 409


def test_a_question_without_words_leaves_the_quote_open_at_it() -> None:
    rep = colleague()
    reply = said(rep)
    answer = Reader(rep).act_part("question", reply.pk, text=" ")
    assert answer.status_code == 422
    assert '<details class="more" open>' in text_of(answer)


def test_the_database_keeps_one_fact_of_a_reply() -> None:
    rep = colleague()
    reply = said(rep)
    kept = learning.keep_fact(reply, by=rep, at=NOW)
    other = learning.keep_fact(said(rep), by=rep, at=NOW)
    for broken in ({"finding": other.finding}, {"finding": kept.finding}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lesson.objects.create(reply=reply, **broken)


def test_only_a_no_has_a_reason_in_the_database_too() -> None:
    reply = said(colleague(), ReplyKind.INTERESTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(reason=NoReason.PRICE)


def test_a_colleague_s_second_note_takes_the_place_of_the_first() -> None:
    rep = colleague()
    reader = Reader(rep)
    for text in ("Ask first.", "Ask, then listen."):
        answer = reader.act("heard-note", week=THIS_WEEK, team=str(rep.team_id), text=text)
        assert answer.status_code == 302

    assert [note.text for note in HeardNote.objects.all()] == ["Ask, then listen."]
    assert "Ask, then listen." in text_of(Reader(colleague(rep.team)).read())


def test_the_four_weeks_before_stand_beside_the_week() -> None:
    rep = colleague()
    monday = WEEK
    for number in range(6):
        noting.keep_note(rep.team, monday, by=rep, at=NOW, text=f"Note {number} weeks ago.")
        monday = monday.before

    heard = Reader(rep).read().context["heard"]

    assert [note.text for note in heard.notes] == ["Note 0 weeks ago."]
    assert [note.text for note in heard.earlier_notes] == [
        f"Note {number} weeks ago." for number in range(1, 5)
    ]


def test_a_note_for_another_team_or_a_week_to_come_is_refused() -> None:
    rep, stranger = colleague(), colleague()
    for by, week, code in ((stranger, WEEK, "another_team"), (rep, WEEK.after, "week_to_come")):
        with pytest.raises(Refused) as refused:
            noting.keep_note(rep.team, week, by=by, at=NOW, text="Less haste.")
        assert refused.value.code == code
    answer = Reader(stranger).act("heard-note", week=THIS_WEEK, team=str(rep.team_id), text="So.")
    assert answer.status_code == 404
    assert not HeardNote.objects.exists()


def test_an_empty_note_is_not_kept() -> None:
    rep = colleague()
    answer = Reader(rep).act("heard-note", week=THIS_WEEK, text="  ")
    assert answer.status_code == 422
    assert not HeardNote.objects.exists()


def test_a_week_is_kept_by_its_monday() -> None:
    rep = colleague()
    note = noting.keep_note(rep.team, WEEK, by=rep, at=NOW, text="Less haste.")
    with pytest.raises(IntegrityError), transaction.atomic():
        HeardNote.objects.filter(pk=note.pk).update(week=date(2026, 11, 17))
