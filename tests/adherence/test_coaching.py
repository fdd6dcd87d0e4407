"""What a manager and a rep say about a try that was drawn, and what the database lets nobody write."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from adherence.enums import CoachingQuestion, Consent
from adherence.models import Comment, Example, Look, Sample
from adherence.schedule import Week
from adherence.selectors import coaching as shown
from adherence.services import coaching
from prospects.models import Company, Prospect
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests.adherence.as_worker import the_worker
from tests.adherence.drawn import NEXT_MONDAY, asked, commented, draw, manager_of, sample, wrote
from tests.adherence.weeks import colleague
from tests.cadence.attacks import attacks
from tests.cadence.conftest import Clock
from tests.roles import refused

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

YES = dict.fromkeys(CoachingQuestion, True)


def code_of(act: object, *args: object, **given: object) -> str:
    """Why the service refuses, or nothing."""
    try:
        act(*args, **given)
    except Refused as refusal:
        return refusal.code
    return ""


def test_a_comment_stands_at_its_passage_whatever_became_of_its_spaces(clock: Clock) -> None:
    drawn = sample(clock)
    words = shown.words_of(drawn)

    kept = commented(drawn, passage="  One\n question about  it ")

    assert (kept.passage, kept.starts) == ("One question about it", words.index("One question"))
    assert "".join(piece.text for piece in shown.pieces(words, [kept])) == words
    assert [piece.text for piece in shown.pieces(words, [kept]) if piece.comments] == [kept.passage]


def test_a_passage_that_does_not_stand_there_is_refused(clock: Clock) -> None:
    drawn = sample(clock)
    by = manager_of(drawn.rep)
    for passage in ("Buy now", "", "   "):
        given = {"by": by, "at": NEXT_MONDAY, "passage": passage, "text": "Hm."}
        assert code_of(coaching.comment, drawn, **given) == "no_such_passage"
    given = {"by": by, "at": NEXT_MONDAY, "passage": "One question", "text": " "}
    assert code_of(coaching.comment, drawn, **given) == "words_missing"


@pytest.mark.parametrize("who", ["rep", "colleague", "another team's manager"])
def test_only_a_manager_of_the_rep_or_an_admin_coaches(clock: Clock, who: str) -> None:
    drawn = sample(clock)
    by = {
        "rep": drawn.rep,
        "colleague": colleague(drawn.rep.team),
        "another team's manager": colleague(role=Role.MANAGER),
    }[who]
    given = {"by": by, "at": NEXT_MONDAY}

    assert code_of(coaching.look, drawn, answers=YES, **given) == "manager_only"
    assert code_of(coaching.ask_for_example, drawn, why="Good.", **given) == "manager_only"
    assert (
        code_of(coaching.comment, drawn, passage="One question", text="Hm.", **given)
        == "manager_only"
    )
    admin = colleague(role=Role.ADMIN)
    assert coaching.look(drawn, by=admin, at=NEXT_MONDAY, answers=YES).is_new


def test_a_manager_who_looks_again_replaces_their_answers(clock: Clock) -> None:
    drawn = sample(clock)
    by = manager_of(drawn.rep)
    coaching.look(drawn, by=by, at=NEXT_MONDAY, answers=YES)
    later = {**YES, CoachingQuestion.NEW: False}
    coaching.look(drawn, by=by, at=NEXT_MONDAY, answers=later)
    assert dict(Look.objects.get().answers) == later


def test_the_rep_answers_once_and_marks_it_tried(clock: Clock) -> None:
    remark = commented(sample(clock))
    rep = remark.sample.rep
    given = {"by": rep, "at": NEXT_MONDAY}

    assert code_of(coaching.mark_tried, remark, **given) == "not_answered"
    assert code_of(coaching.answer, remark, text=" ", **given) == "words_missing"
    coaching.answer(remark, text="I'll leave it out.", **given)
    assert code_of(coaching.answer, remark, text="No.", **given) == "conflict_answered"
    clock.move(NEXT_MONDAY + timedelta(days=1))
    coaching.mark_tried(remark, **given)

    remark.refresh_from_db()
    assert (remark.answer, remark.answered_by) == ("I'll leave it out.", rep)
    assert (remark.answered_at, remark.tried_at) == (NEXT_MONDAY, NEXT_MONDAY + timedelta(days=1))


def test_nobody_but_the_rep_of_the_try_answers(clock: Clock) -> None:
    drawn = sample(clock)
    by = manager_of(drawn.rep)
    remark, example = commented(drawn, by), asked(drawn, by)
    for other in (by, colleague(drawn.rep.team), colleague(role=Role.ADMIN)):
        given = {"by": other, "at": NEXT_MONDAY}
        assert code_of(coaching.answer, remark, text="Yes.", **given) == "not_yours"
        assert code_of(coaching.mark_tried, remark, **given) == "not_yours"
        assert code_of(coaching.agree, example, words="Hi.", **given) == "not_yours"
        assert code_of(coaching.decline, example, **given) == "not_yours"


def test_an_example_comes_into_the_library_with_the_yes_of_its_rep_and_leaves_with_their_no(
    clock: Clock,
) -> None:
    example = asked(sample(clock))
    rep = example.sample.rep
    assert shown.examples("", 0) == ([], False)

    coaching.agree(example, by=rep, at=NEXT_MONDAY, words="Hi [name], one question about it.")
    assert [each.words for each in shown.examples("linkedin", 0)[0]] == [
        "Hi [name], one question about it."
    ]
    assert shown.examples("email", 0) == ([], False)
    assert (
        code_of(coaching.agree, example, by=rep, at=NEXT_MONDAY, words="Hi.") == "conflict_answered"
    )

    coaching.decline(example, by=rep, at=NEXT_MONDAY)
    coaching.decline(example, by=rep, at=NEXT_MONDAY)
    example.refresh_from_db()
    assert (example.consent, example.words) == (Consent.NO, "")
    assert shown.examples("", 0) == ([], False)
    again = {"by": manager_of(rep), "at": NEXT_MONDAY, "why": "Please."}
    assert code_of(coaching.ask_for_example, example.sample, **again) == "conflict_asked"


def test_an_example_says_nobody_who_got_it(clock: Clock) -> None:
    example = asked(sample(clock, name="Aoife Ní Bhriain"))
    person = example.sample.attempt.prospect
    rep, words = example.sample.rep, shown.words_of(example.sample)

    proposed = shown.opened(example.sample, rep).without_names

    assert words.startswith("Hi Aoife,")
    assert proposed.startswith("Hi [name],")
    for name in (person.name, person.name.upper(), person.company.name, person.email):
        given = {"by": rep, "at": NEXT_MONDAY, "words": f"Hi. As I told {name}, it was cold."}
        assert code_of(coaching.agree, example, **given) == "names_somebody"
    assert coaching.agree(example, by=rep, at=NEXT_MONDAY, words=proposed).words == proposed


@pytest.mark.parametrize(
    "said", ["Hi Aoife", "Hi Ní", "Hi Bhriain!", "At Acme Inc., too", "ACME INC. it is"]
)
def test_neither_a_first_name_nor_a_company_that_ends_in_a_point_stays(
    clock: Clock, said: str
) -> None:
    example = asked(sample(clock, name="Aoife Ní Bhriain"))
    person = example.sample.attempt.prospect
    Company.objects.filter(pk=person.company_id).update(name="Acme Inc.")
    example.refresh_from_db()
    given = {"by": example.sample.rep, "at": NEXT_MONDAY}

    assert code_of(coaching.agree, example, words=said, **given) == "names_somebody"
    shown_to_others = shown.without_names("Hi Aoife, Acme Inc. grows", fresh(person))
    assert shown_to_others == "Hi [name], [company] grows"
    assert not code_of(coaching.agree, example, words="Acme Incense, to an aoifeland", **given)


def fresh(person: Prospect) -> Prospect:
    return Prospect.objects.select_related("company").get(pk=person.pk)


def test_a_rep_has_three_cards_at_a_time_the_oldest_first(clock: Clock) -> None:
    drawn = sample(clock)
    by = manager_of(drawn.rep)
    first = commented(drawn, by, passage="I saw that")
    clock.move(NEXT_MONDAY + timedelta(minutes=1))
    asked(drawn, by)
    for minute, passage in enumerate(["you hire", "night shift", "One question"], start=2):
        clock.move(NEXT_MONDAY + timedelta(minutes=minute))
        commented(drawn, by, passage=passage)

    def cards() -> list[str]:
        return [card.passage for card in shown.cards_for(drawn.rep)]

    assert cards() == ["I saw that", "", "you hire"]
    coaching.answer(first, by=drawn.rep, at=NEXT_MONDAY, text="Yes.")
    assert cards() == ["", "you hire", "night shift"]
    assert shown.cards_for(by) == shown.cards_for(colleague(drawn.rep.team)) == []
    Prospect.objects.filter(pk=drawn.attempt.prospect_id).update(owner=colleague())
    assert cards() == []


def test_two_answers_at_once_are_one(clock: Clock) -> None:
    remark = commented(sample(clock))
    stale = Comment.objects.get(pk=remark.pk)
    coaching.answer(remark, by=remark.sample.rep, at=NEXT_MONDAY, text="First.")
    given = {"by": remark.sample.rep, "at": NEXT_MONDAY, "text": "Second."}
    assert code_of(coaching.answer, stale, **given) == "conflict_answered"


def test_the_sentences_of_a_text_are_its_passages() -> None:
    words = "Hi Aoife,\n\nI read it. Is 3.5 tonnes a lot?  Yes!\n\nMaya"
    assert shown.passages(words) == [
        "Hi Aoife,", "I read it.", "Is 3.5 tonnes a lot?", "Yes!", "Maya",
    ]  # fmt: skip
    assert shown.passages("") == []


@attacks("EA701")
def test_nothing_is_drawn_but_what_the_rep_wrote_in_a_week_that_is_over(clock: Clock) -> None:
    attempt = wrote(colleague())
    rep, other = attempt.by, colleague()
    monday = NEXT_MONDAY.date() - timedelta(days=7)
    clock.move(NEXT_MONDAY)

    def drawn(**changed: object) -> None:
        given = {"attempt": attempt, "rep": rep, "week": monday, "place": 1}
        with the_worker(), transaction.atomic():
            Sample.objects.create(drawn_at=NEXT_MONDAY, **(given | changed))

    for changed in ({"rep": other}, {"week": monday - timedelta(days=7)}):
        with refused("EA701"):
            drawn(**changed)
    clock.move(NEXT_MONDAY - timedelta(days=1))
    with refused("EA701"):
        drawn()
    clock.move(NEXT_MONDAY)
    drawn()
    with pytest.raises(DatabaseError, match=r"sample_attempt_id_key|a_place_of_a_draw"):
        drawn()
    assert Sample.objects.count() == 1


@attacks("EA702")
def test_the_database_takes_no_comment_that_is_not_a_managers_or_not_about_what_was_sent(
    clock: Clock,
) -> None:
    drawn = sample(clock)
    by = manager_of(drawn.rep)
    words = shown.words_of(drawn)
    fit = {"sample": drawn, "by": by, "at": NEXT_MONDAY, "passage": words[:9], "text": "Hm."}

    for changed in (
        {"by": drawn.rep},
        {"by": colleague(drawn.rep.team)},
        {"by": colleague(role=Role.MANAGER)},
        {"passage": "Buy now"},
        {"starts": 1},
        {"answer": "Yes.", "answered_by": drawn.rep, "answered_at": NEXT_MONDAY},
    ):
        with refused("EA702"):
            Comment.objects.create(**{"starts": 0, **fit, **changed})
    with refused("EA702"):
        Look.objects.create(
            sample=drawn, by=drawn.rep, at=NEXT_MONDAY,
            is_about_them=True, is_new=True, is_easy_to_answer=True,
        )  # fmt: skip
    with refused("23514"):
        Comment.objects.create(starts=0, **{**fit, "passage": ""})


@attacks("EA703")
def test_the_database_lets_nobody_else_answer_and_nobody_rewrite(clock: Clock) -> None:
    remark = commented(sample(clock))
    rep, manager = remark.sample.rep, remark.by

    def change(**to: object) -> None:
        Comment.objects.filter(pk=remark.pk).update(**to)

    def answered_by(user: User) -> dict[str, object]:
        return {"answer": "Yes.", "answered_by": user, "answered_at": NEXT_MONDAY}

    for to in (
        answered_by(manager),
        answered_by(colleague(rep.team)),
        {"text": "Other words."},
        {"passage": "I saw"},
        {"tried_at": NEXT_MONDAY},
    ):
        with refused("EA703"):
            change(**to)
    change(**answered_by(rep))
    for rewritten in ({"answer": "No."}, {"answer": "", "answered_by": None, "answered_at": None}):
        with refused("EA703"):
            change(**rewritten)
    change(tried_at=NEXT_MONDAY)
    with refused("EA703"):
        change(tried_at=None)
    with refused("42501"):
        Comment.objects.filter(pk=remark.pk).delete()


@attacks("EA704")
def test_the_database_takes_no_example_without_the_reps_own_yes(clock: Clock) -> None:
    drawn = sample(clock)
    by = manager_of(drawn.rep)

    def yes_of(user: User) -> dict[str, object]:
        return {"consent": "yes", "said_by": user, "said_at": NEXT_MONDAY, "words": "Hi."}

    born = {"sample": drawn, "asked_by": by, "asked_at": NEXT_MONDAY, "why": "Good."}
    for given in ({**born, **yes_of(drawn.rep)}, {**born, "asked_by": drawn.rep}):
        with refused("EA704"):
            Example.objects.create(**given)
    example = asked(drawn, by)

    def change(**to: object) -> None:
        Example.objects.filter(pk=example.pk).update(**to)

    for other in (by, colleague(drawn.rep.team)):
        with refused("EA704"):
            change(**yes_of(other))
    with refused("23514"):
        change(**{**yes_of(drawn.rep), "words": ""})
    change(**yes_of(drawn.rep))
    with refused("EA704"):
        change(words="Other words, under the same yes.")
    change(consent="no", words="", said_by=drawn.rep)
    with refused("EA704"):
        change(**yes_of(drawn.rep))


def test_the_week_is_shown_by_name_whoever_wrote_more(clock: Clock) -> None:
    manager = colleague(role=Role.MANAGER)
    zoe, anna = (colleague(manager.team, name=name) for name in ("Zoe", "Anna"))
    for _ in range(4):
        wrote(zoe)
    wrote(anna)
    draw(clock)

    week = shown.drawn_in(manager, Week(NEXT_MONDAY.date() - timedelta(days=7)), manager.team)

    assert [each.rep for each in week] == [anna, zoe]
    assert [[one.place for one in each.samples] for each in week] == [[1], [1, 2, 3, 4]]
