"""Cadences are designed by admins, published whole, and never change again."""

from dataclasses import replace
from datetime import time

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadence.enums import VersionState
from cadence.models import CadenceVersion
from cadence.policies.publishing import problems_of
from cadence.selectors.plans import plan_of_version
from cadence.services import designing
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import Channel
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests.factories.team import UserFactory
from tests.times import NOW

STEPS = shipped(TEN_CONVERSATIONS).steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> User:
    user: User = UserFactory.create(role=Role.ADMIN)
    return user


def test_ten_conversations_may_be_published(noor: User) -> None:
    version = designing.draft_version("Ten conversations", STEPS, by=noor, at=NOW)

    published = designing.publish(version, by=noor, at=NOW)

    assert published.state == VersionState.PUBLISHED
    assert published.published_by == noor
    assert [step.number for step in published.steps.all()] == list(range(1, 13))


def test_the_next_version_of_a_cadence_counts_on(noor: User) -> None:
    first = designing.draft_version("Ten conversations", STEPS, by=noor, at=NOW)
    designing.publish(first, by=noor, at=NOW)
    second = designing.draft_version("Ten conversations", STEPS, by=noor, at=NOW)

    assert (first.cadence, first.number) == (second.cadence, second.number - 1)


def test_a_rep_designs_nothing() -> None:
    with pytest.raises(Refused) as refusal:
        designing.draft_version("Mine", STEPS, by=UserFactory.create(), at=NOW)

    assert refusal.value.code == "admin_only"


def test_a_plan_of_nine_tries_is_refused_with_the_rule(noor: User) -> None:
    version = designing.draft_version("Short", STEPS[3:], by=noor, at=NOW)

    with pytest.raises(Refused) as refusal:
        designing.publish(version, by=noor, at=NOW)

    assert "9 tries. A person deserves at least 10: press" in refusal.value.sentence
    assert CadenceVersion.objects.get(pk=version.pk).state == VersionState.DRAFT


def test_a_gap_of_eight_days_is_refused(noor: User) -> None:
    late = (*STEPS[:-1], replace(STEPS[-1], day=STEPS[-2].day + 8))
    version = designing.draft_version("Slow", late, by=noor, at=NOW)

    with pytest.raises(Refused):
        designing.publish(version, by=noor, at=NOW)


def test_a_published_version_is_not_published_twice(noor: User) -> None:
    version = designing.draft_version("Ten conversations", STEPS, by=noor, at=NOW)
    designing.publish(version, by=noor, at=NOW)
    version.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        designing.publish(version, by=noor, at=NOW)

    assert refusal.value.code == "conflict_published"


def test_who_published_meanwhile_and_when_is_said(noor: User) -> None:
    version = designing.draft_version("Ten conversations", STEPS, by=noor, at=NOW)
    ines: User = UserFactory.create(name="Ines Duarte", role=Role.ADMIN)
    designing.publish(CadenceVersion.objects.get(pk=version.pk), by=ines, at=NOW)

    with pytest.raises(Refused) as refusal:
        designing.publish(version, by=noor, at=NOW)

    assert refusal.value.sentence.startswith("Ines published version 1 at ")


def test_a_cadence_has_one_draft_and_whoever_comes_second_gets_the_same(noor: User) -> None:
    first = designing.publish_ten_conversations(by=noor, at=NOW)

    draft = designing.open_draft(first.cadence, by=noor, at=NOW)
    again = designing.open_draft(first.cadence, by=UserFactory.create(role=Role.ADMIN), at=NOW)

    assert (draft.number, draft.state, again) == (2, VersionState.DRAFT, draft)
    assert plan_of_version(draft) == plan_of_version(first)
    with pytest.raises(Refused) as refusal:
        designing.draft_version("ten  conversations", STEPS, by=noor, at=NOW)
    assert refusal.value.code == "stale_draft_stands"


def test_a_draft_that_was_dropped_leaves_its_number(noor: User) -> None:
    first = designing.publish_ten_conversations(by=noor, at=NOW)
    draft = designing.open_draft(first.cadence, by=noor, at=NOW)

    designing.drop_draft(draft, by=noor, seen=designing.Seen(draft.revision))

    assert designing.open_draft(first.cadence, by=noor, at=NOW).number == 2
    with pytest.raises(Refused) as refusal:
        designing.publish(draft, by=noor, at=NOW)
    assert refusal.value.code == "conflict_dropped"


@pytest.mark.parametrize("name", ["Ten conversations", " ten  CONVERSATIONS "])
def test_a_name_is_kept_also_by_an_archived_cadence(noor: User, name: str) -> None:
    first = designing.publish_ten_conversations(by=noor, at=NOW)
    designing.archive(first.cadence, by=noor, at=NOW)

    with pytest.raises(Refused) as refusal:
        designing.duplicate(first, name, by=noor, at=NOW)

    assert refusal.value.code == "name_taken"


def test_a_copy_has_the_same_steps_and_a_life_of_its_own(noor: User) -> None:
    first = designing.publish_ten_conversations(by=noor, at=NOW)

    copy = designing.duplicate(first, "For the north", by=noor, at=NOW)

    assert copy.cadence.name == "For the north"
    assert plan_of_version(copy).steps == plan_of_version(first).steps


def test_an_archived_cadence_gets_no_draft_until_it_is_taken_back(noor: User) -> None:
    cadence = designing.publish_ten_conversations(by=noor, at=NOW).cadence
    designing.archive(cadence, by=noor, at=NOW)

    with pytest.raises(Refused) as refusal:
        designing.open_draft(cadence, by=noor, at=NOW)
    designing.take_back(cadence, by=noor, at=NOW)

    assert refusal.value.code == "archived"
    assert designing.open_draft(cadence, by=noor, at=NOW).number == 2


def test_a_text_that_could_never_be_a_letter_is_refused_with_its_place(noor: User) -> None:
    broken = replace(STEPS[0], body_template="Hi {{ person.nickname }}")
    version = designing.draft_version("Typo", [broken, *STEPS[1:]], by=noor, at=NOW)

    with pytest.raises(Refused) as refusal:
        designing.publish(version, by=noor, at=NOW)

    assert refusal.value.sentence == (
        "Step 1: There is no field “person.nickname”. Look at line 1, column 7 of the step's text."
    )


# What a hand may do to a plan: another day, way, purpose, hour or text for one step; a step gone or twice.
changes = st.tuples(
    st.integers(0, len(STEPS) - 1),
    st.one_of(
        st.builds(lambda day: {"day": day}, st.integers(1, 60)),
        st.builds(lambda channel: {"channel": channel}, st.sampled_from(Channel)),
        st.builds(
            lambda purpose: {"purpose": purpose},
            st.sampled_from([*{step.purpose for step in STEPS}, "", "another"]),
        ),
        st.builds(lambda hour: {"call_hour": time(hour)}, st.integers(8, 17)),
        st.builds(lambda text: {"body_template": text}, st.sampled_from(["Bye", "{{ x }}"])),
        st.just({}),
    ),
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(hands=st.lists(changes, max_size=2))
def test_whatever_is_published_holds_every_rule_and_the_database_agrees(
    noor: User, hands: list[tuple[int, dict[str, object]]]
) -> None:
    plans = list(STEPS)
    for place, change in hands:
        if not change:
            del plans[place % len(plans)]
        else:
            plans[place % len(plans)] = replace(plans[place % len(plans)], **change)
    with transaction.atomic():
        version = designing.draft_version("Anything", plans, by=noor, at=NOW)
        try:
            with transaction.atomic():
                CadenceVersion.objects.filter(pk=version.pk).update(
                    state=VersionState.PUBLISHED, published_at=NOW
                )
                transaction.set_rollback(True)
            guarded = True
        except DatabaseError:
            guarded = False
        code = _publishing(version, noor)
        kept = problems_of(list(version.steps.order_by("number"))) == []
        transaction.set_rollback(True)
    assert code == ("" if kept else "cadence_breaks_a_rule")
    assert guarded or not kept


def _publishing(version: CadenceVersion, by: User) -> str:
    """Why this is not published; "" when it is."""
    try:
        designing.publish(version, by=by, at=NOW)
    except Refused as refused:
        return refused.code
    return ""
