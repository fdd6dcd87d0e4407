"""Letters that answer them, attacked past all services: an answer is no way around a stop, and no try."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cadence.enums import DeliveryState, ReplyKind, TouchKind, TouchState
from cadence.models import Attempt, Draft, Hold, Reply, Touch
from cadence.services.locking import guarded
from mailbox.enums import Verdict
from prospects.enums import SuppressionKind, SuppressionOrigin
from prospects.models import Prospect, Suppression
from prospects.services import suppressing
from team.refusals import Refused
from tests import journeys
from tests.cadence import answers
from tests.cadence.attacks import MIME, approve, attacks, move, reserve
from tests.journeys import NOW
from tests.roles import refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def copied(touch: Touch, **changed: Any) -> Touch:
    """Another letter like this one, written past the service."""
    fields = {
        field.attname: getattr(touch, field.attname)
        for field in Touch._meta.concrete_fields
        if not field.primary_key
    }
    return Touch.objects.create(**(fields | changed))


def rewritten(touch: Touch, body: str) -> Draft:
    number = answers.newest(touch).number + 1
    return Draft.objects.create(
        touch=touch,
        number=number,
        origin="rep",
        author=touch.owner,
        to_address=answers.newest(touch).to_address,
        subject="Re: Night loading",
        body=body,
        made_at=NOW,
    )


def interested() -> Touch:
    return answers.answer_to(
        answers.named(answers.wrote(journeys.enrolled().prospect), ReplyKind.INTERESTED)
    )


def _somebody_else() -> Prospect:
    """Whom no stop of Aoife's reaches."""
    return journeys.enrolled(email="b@corrib.example", phone="", linkedin_url="").prospect


@attacks("EA120")
def test_an_answer_belongs_to_a_reply_of_that_person_and_to_their_rep() -> None:
    touch = answers.acknowledgement(answers.said_no())
    other = answers.said_no(_somebody_else(), message_id="<b@corrib.example>")
    done = {"state": TouchState.SKIPPED, "skip_reason": "told_them"}
    changes: list[dict[str, Any]] = [
        {"reply_id": other.pk},
        {"prospect_id": other.prospect_id},
        {"owner_id": journeys.rep().pk},
        {"channel": "linkedin"},
    ]

    for changed in changes:
        with refused("EA120"):
            copied(touch, **(done | changed))


@attacks("EA123")
def test_a_letter_goes_on_answering_what_it_was_opened_for() -> None:
    first = answers.said_no()
    second = answers.named(
        answers.wrote(first.prospect, message_id="<b@corrib.example>"), ReplyKind.INTERESTED
    )
    touch = answers.acknowledgement(first)

    with refused("EA123"):
        Touch.objects.filter(pk=touch.pk).update(reply=second)
    with refused("EA123"):
        Touch.objects.filter(pk=touch.pk).update(kind=TouchKind.ANSWER)


@attacks("EA122")
def test_an_answer_is_made_only_by_its_delivery() -> None:
    touch = answers.acknowledgement(answers.said_no())

    with refused("EA122"):
        Touch.objects.filter(pk=touch.pk).update(state=TouchState.DONE)
    delivery = reserve(answers.reviewed(touch))
    move(delivery, DeliveryState.SENDING, mime_sha256=MIME)
    with refused("EA122"):
        Touch.objects.filter(pk=touch.pk).update(state=TouchState.DONE)
    move(delivery, DeliveryState.SENT)

    assert Touch.objects.filter(pk=touch.pk).update(state=TouchState.DONE) == 1


@attacks("EA130")
def test_an_answer_is_never_counted_as_a_try() -> None:
    touch = answers.acknowledgement(answers.said_no())
    delivery = reserve(answers.reviewed(touch))
    move(delivery, DeliveryState.SENDING, mime_sha256=MIME)
    move(delivery, DeliveryState.SENT)

    with refused("EA130"):
        Attempt.objects.create(
            touch=touch,
            enrollment=touch.enrollment,
            prospect=touch.prospect,
            by=touch.owner,
            channel="email",
            at=NOW,
            delivery=delivery,
        )


@attacks("EA141")
def test_what_an_answer_was_is_said_once_and_dated_by_the_database() -> None:
    reply = answers.wrote(journeys.enrolled().prospect)

    Reply.objects.filter(pk=reply.pk).update(
        kind="interested", named_by=reply.owner, named_at=NOW - timedelta(days=9)
    )
    reply.refresh_from_db()
    with refused("EA141"):
        Reply.objects.filter(pk=reply.pk).update(kind="no")

    assert reply.named_at == NOW


@attacks("EA217")
@pytest.mark.parametrize(
    "body",
    [
        "Hi Aoife,\n\nThank you. Why not?",
        "Hi Aoife,\n\nThank you. See HTTPS://fernhill.example",
        "Hi Aoife,\n\nThank you. See www.fernhill.example",
        "Hi Aoife,\n\nThank you. See fernhill.example/demo",
        "Hi Aoife,\n\n" + "þakka fyrir " * 30,
    ],
)
def test_an_acknowledgement_asks_for_nothing(body: str) -> None:
    touch = answers.acknowledgement(answers.said_no())

    with refused("EA217"):
        approve(rewritten(touch, body))


def test_what_is_too_long_after_a_no_is_said_to_be() -> None:
    touch = answers.acknowledgement(answers.said_no())

    with pytest.raises(Refused, match="sixty words at most"), guarded():
        approve(rewritten(touch, "Hi Aoife,\n\n" + "thank you " * 40))


def test_words_with_marks_between_them_are_few_enough() -> None:
    touch = answers.acknowledgement(answers.said_no())

    approve(rewritten(touch, "Hi Aoife,\n\n" + "thank – you " * 22))


@attacks("EA219")
def test_an_answer_to_what_nobody_read_and_an_acknowledgement_of_no_no_stay() -> None:
    yes = interested()
    no = answers.acknowledgement(answers.said_no(_somebody_else()))
    unread = answers.wrote(yes.prospect, message_id="<c@corrib.example>")
    forged = [
        copied(yes, reply_id=unread.pk),
        copied(yes, kind=TouchKind.ACKNOWLEDGEMENT),
        copied(no, kind=TouchKind.ANSWER),
    ]

    for touch in forged:
        with refused("EA219"):
            approve(_addressed(touch))


def _addressed(touch: Touch) -> Draft:
    return Draft.objects.create(
        touch=touch,
        number=1,
        origin="template",
        to_address=touch.prospect.email,
        subject="Re: Night loading",
        body="Hi Aoife,\n\nThank you.",
        made_at=NOW,
    )


@attacks("EA208")
def test_an_answer_waits_while_another_one_there_is_unread() -> None:
    touch = interested()
    draft = rewritten(touch, "Hi Aoife,\n\nTuesday at ten?")
    approval = approve(draft)
    answers.wrote(touch.prospect, message_id="<c@corrib.example>")

    with refused("EA208"):
        approve(draft)
    with refused("EA208"):
        reserve(approval)


@pytest.mark.parametrize("same", ["aoife+news@corrib.example", "their profile"])
def test_an_answer_waits_while_they_are_unread_under_another_record(same: str) -> None:
    touch = interested()
    Prospect.objects.filter(pk=touch.prospect_id).update(email="aoife@corrib.example")
    given = {"email": same} if "@" in same else {"linkedin_url": touch.prospect.linkedin_url}
    twin = journeys.enrolled(**({"email": "a@home.example", "linkedin_url": ""} | given)).prospect
    draft = rewritten(touch, "Hi Aoife,\n\nTuesday at ten?")
    approval = approve(draft)
    answers.wrote(twin, message_id="<c@corrib.example>")

    assert twin.company_id != touch.prospect.company_id
    assert answers.code_of(touch) == "on_hold"
    with refused("EA208"):
        approve(draft)
    with refused("EA208"):
        reserve(approval)


def test_a_machines_notice_keeps_no_answer_back() -> None:
    touch = interested()
    answers.wrote(touch.prospect, message_id="<c@corrib.example>", verdict=Verdict.AUTO_REPLY)
    Reply.objects.filter(kind="").update(suggested_kind="away")

    approve(rewritten(touch, "Hi Aoife,\n\nTuesday at ten?"))


@attacks("EA209")
def test_a_stop_keeps_every_answer_back_but_the_acknowledgement() -> None:
    touch = interested()
    approval = approve(rewritten(touch, "Hi Aoife,\n\nTuesday at ten?"))
    no = answers.acknowledgement(answers.said_no(touch.prospect, message_id="<c@corrib.example>"))

    with refused("EA206"):
        reserve(approval)
    with refused("EA209"):
        approve(_addressed(copied(touch, state=TouchState.DRAFTED)))
    approve(answers.newest(no))


@attacks("EA209")
def test_the_link_of_a_letter_keeps_even_an_acknowledgement_back() -> None:
    touch = answers.acknowledgement(answers.said_no())
    approval = answers.reviewed(touch)
    Suppression.objects.filter(kind=SuppressionKind.EMAIL).update(
        origin=SuppressionOrigin.UNSUBSCRIBE
    )

    with refused("EA209"):
        reserve(approval)


@attacks("EA209")
def test_a_colleague_who_used_the_link_gets_no_line_back_in_somebody_elses_thread() -> None:
    reply = answers.wrote(journeys.enrolled().prospect, from_address="sean@corrib.example")
    touch = answers.acknowledgement(answers.named(reply, ReplyKind.NO))
    approval = answers.reviewed(touch)
    Suppression.objects.filter(value="sean@corrib.example").update(
        origin=SuppressionOrigin.UNSUBSCRIBE
    )

    assert answers.code_of(touch) == "wants_no_letter"
    with refused("EA209"):
        reserve(approval)


@attacks("EA209")
@pytest.mark.parametrize(
    "domain", ["corrib.example", "frost.corrib-group.example", "corrib-group.example"]
)
def test_a_stop_for_a_whole_domain_keeps_even_an_acknowledgement_back(
    domain: str,
) -> None:
    touch = answers.acknowledgement(answers.said_no())
    answers.at_the_group(touch)
    Suppression.objects.create(
        kind=SuppressionKind.DOMAIN,
        value=domain,
        reason="Their lawyers wrote.",
        origin=SuppressionOrigin.LIST,
        created_at=NOW,
    )

    with refused("EA209"):
        approve(answers.newest(touch))


@attacks("EA216")
def test_an_acknowledgement_goes_to_them_or_to_where_they_wrote_from() -> None:
    reply = answers.said_no(from_address="aoife@home.example")
    touch = answers.acknowledgement(reply)
    elsewhere = Draft.objects.create(
        touch=touch,
        number=2,
        origin="template",
        to_address="somebody@else.example",
        subject="Re:",
        body="Hi Aoife,\n\nThank you.",
        made_at=NOW,
    )

    with refused("EA216"):
        approve(elsewhere)


def test_a_reply_is_acknowledged_once_unless_the_first_was_left_out() -> None:
    touch = answers.acknowledgement(answers.said_no())

    with (
        pytest.raises(IntegrityError, match="one_acknowledgement_per_reply"),
        transaction.atomic(),
    ):
        copied(touch)
    Touch.objects.filter(pk=touch.pk).update(state=TouchState.SKIPPED, skip_reason="told_them")

    copied(touch)


def test_one_answer_to_a_reply_is_open_at_a_time() -> None:
    touch = interested()

    with pytest.raises(IntegrityError, match="one_open_answer_per_reply"), transaction.atomic():
        copied(touch)


@pytest.mark.parametrize("changed", [{"kind": "step"}, {"number": 3}, {"reply_id": None}])
def test_a_try_has_its_step_and_an_answer_its_reply(changed: dict[str, Any]) -> None:
    touch = interested()

    with pytest.raises(DatabaseError, match=r"belongs to|a_try_has_its_step"), transaction.atomic():
        copied(touch, **(changed | {"state": TouchState.SKIPPED, "skip_reason": "other"}))


def test_an_acknowledgement_leaves_although_all_else_is_ended_held_and_stopped() -> None:
    touch = answers.acknowledgement(answers.said_no())
    suppressing.suppress(
        touch.prospect, by=None, at=NOW, reason="On a list.", origin=SuppressionOrigin.LIST
    )

    delivery = reserve(answers.reviewed(touch))

    assert Hold.objects.filter(lifted_at=None).exists()
    assert move(delivery, DeliveryState.SENDING, mime_sha256=MIME) == 1
