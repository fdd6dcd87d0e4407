"""The rules of the house, attacked past the services: only stricter, only by admins, never forgotten."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cadence.enums import DeliveryState, HouseRuleKind
from cadence.models import Draft, HouseRule, Touch
from cadence.services import drafting, evidence, ruling
from prospects.enums import Channel
from team.enums import Role
from team.models import User
from tests import journeys
from tests.cadence import attacks as past
from tests.cadence.attacks import attacks
from tests.cadence.test_drafting import planned_on, version_of
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


ANY: dict[str, Any] = {"must_pass": []}


def admin() -> User:
    return journeys.rep(role=Role.ADMIN)


def write(by: User, **fields: object) -> HouseRule:
    given = {"kind": HouseRuleKind.WORN, "text": "dear sirs", "added_by": by, "added_at": NOW}
    return HouseRule.objects.create(**(given | fields))


@attacks("EA151")
@pytest.mark.parametrize(
    "change", [{"removed_at": NOW}, {"text": "nothing"}, {"kind": HouseRuleKind.WORN}]
)
def test_a_stop_is_never_lowered(change: dict[str, object]) -> None:
    by = admin()
    rule = ruling.raise_look("jargon", by=by, at=NOW)

    with refused("EA151"):
        HouseRule.objects.filter(pk=rule.pk).update(removed_by=by, **change)


def test_a_stop_does_not_begin_lowered() -> None:
    by = admin()
    with refused("EA150"):
        write(by, kind=HouseRuleKind.RAISED, text="jargon", removed_at=NOW, removed_by=by)


@attacks("EA150")
@pytest.mark.parametrize("change", [{"text": "else"}, {"added_at": NOW}, {"removed_at": None}])
def test_a_line_is_only_ever_taken_off(change: dict[str, object]) -> None:
    rule = write(admin())

    with refused("EA150"):
        HouseRule.objects.filter(pk=rule.pk).update(**change)


def test_a_line_is_taken_off_once() -> None:
    rule, by = write(admin()), admin()
    HouseRule.objects.filter(pk=rule.pk).update(removed_at=NOW, removed_by=by)

    with refused("EA150"):
        HouseRule.objects.filter(pk=rule.pk).update(removed_by=admin())


@attacks("EA152")
@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
def test_nobody_but_an_admin_rules(role: Role) -> None:
    by = journeys.rep(role=role)

    with refused("EA152"):
        write(by)
    rule = write(admin())
    with refused("EA152"):
        HouseRule.objects.filter(pk=rule.pk).update(removed_at=NOW, removed_by=by)


def test_an_admin_who_is_gone_rules_no_more() -> None:
    with refused("EA152"):
        write(journeys.rep(role=Role.ADMIN, is_active=False))


def test_a_line_stands_once() -> None:
    write(admin())

    with pytest.raises(IntegrityError), transaction.atomic():
        write(admin())


@pytest.mark.django_db(transaction=True)
def test_no_role_that_serves_forgets_a_rule() -> None:
    ruling.raise_look("jargon", by=admin(), at=NOW)

    for role in ("web", "worker"):
        with connected_as(role) as connection:
            for statement in ("DELETE FROM cadence_houserule", "TRUNCATE cadence_houserule"):
                assert answer(connection, statement) == "42501"
    with connected_as("owner") as owner:
        assert answer(owner, "DELETE FROM cadence_houserule") == "EA150"
        assert answer(owner, "TRUNCATE cadence_houserule") != ""


@attacks("EA236")
def test_what_is_a_stop_here_is_reviewed_with_no_reason() -> None:
    draft = journeys.drafted()
    ruling.raise_look("jargon", by=admin(), at=NOW)

    with refused("EA236"):
        past.approve(draft, looks={"jargon": "They talk so."})
    past.approve(draft, looks={"way_out": "They asked for it."})


@attacks("EA236")
def test_what_is_a_stop_in_one_step_has_no_reason_there_and_may_have_one_elsewhere() -> None:
    step = {"channel": Channel.EMAIL, "must_pass": ["jargon"]}
    strict, plain = (words_on(planned_on(version_of([own]))) for own in (step, step | ANY))

    with refused("EA236"):
        past.approve(strict, looks={"jargon": "They talk so."})
    past.approve(strict, looks={"way_out": "They asked for it."})
    past.approve(plain, looks={"jargon": "They talk so."})


def test_what_is_a_stop_here_is_kept_by_hand_with_no_reason() -> None:
    touch = planned_on(version_of([{"channel": Channel.LINKEDIN, "must_pass": ["we_you"]}]))
    ruling.raise_look("jargon", by=admin(), at=NOW)
    proof = {"by": touch.owner, "at": NOW, "words": "Well said."}

    for code in ("jargon", "we_you"):
        with refused("EA236"):
            evidence.record(touch, **proof, looks={code: "They talk so."})
    assert evidence.record(touch, **proof, looks={"way_out": "Hers."}).looks == {"way_out": "Hers."}


def words_on(touch: Touch) -> Draft:
    given: dict[str, Any] = {"by": touch.owner, "at": NOW, "subject": "", "base_number": 0}
    return drafting.save_draft(touch, **given, body="Hi Aoife, well said.")


def test_what_is_a_stop_here_neither_begins_to_leave_nor_leaves() -> None:
    approval = past.approve(journeys.drafted(), looks={"jargon": "They talk so."})
    delivery = past.reserve(approval)
    waiting = past.approve(journeys.drafted(), looks={"jargon": "They talk so."})

    ruling.raise_look("jargon", by=admin(), at=NOW)

    with refused("EA236"):
        past.reserve(waiting)
    with refused("EA236"):
        past.move(delivery, DeliveryState.SENDING, mime_sha256=past.MIME)
