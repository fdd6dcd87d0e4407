"""The rules' numbers: only stricter, by admins alone, all or none, and accounted for with who."""

from decimal import Decimal
from typing import Any, LiteralString

import pytest
from django.utils import translation

from team.enums import AuditKind, Role
from team.models import AuditEvent, Policy, User
from team.models.policy import LIMITS
from team.refusals import Refused
from team.selectors.numbers import NUMBERS
from team.selectors.rule_changes import newest_changes
from team.services import policies
from tests.factories.team import UserFactory
from tests.roles import refused

pytestmark = pytest.mark.django_db

CHECK_VIOLATION: LiteralString = "23514"


def admin() -> User:
    return UserFactory.create(role=Role.ADMIN, name="Ines Duarte")


def numbers(**others: Any) -> dict[str, Any]:
    return {name: getattr(Policy(), name) for name in LIMITS} | others


def beyond(name: str) -> list[int | Decimal]:
    least, most = LIMITS[name]
    step = Decimal("0.01") if isinstance(least, Decimal) else 1
    return [one for one in (least - step, most + step) if one >= 0]


@pytest.mark.parametrize("name", LIMITS)
def test_the_database_refuses_a_number_beyond_its_limits(name: str) -> None:
    Policy.objects.create(pk=1)
    for number in beyond(name):
        with refused(CHECK_VIOLATION):
            Policy.objects.filter(pk=1).update(**{name: number})


@pytest.mark.parametrize(
    "others",
    [
        {"finding_fresh_days": 90, "finding_max_days": 89},
        {"rest_days": 400, "rest_after_no_days": 399},
        {"bounces_warn": 2, "bounces_stop": 1},
    ],
)
def test_the_database_refuses_numbers_that_contradict_each_other(others: dict[str, int]) -> None:
    with refused(CHECK_VIOLATION):
        Policy.objects.create(pk=1, **others)


@pytest.mark.parametrize("name", LIMITS)
def test_the_service_refuses_it_with_a_sentence(name: str) -> None:
    by = admin()
    for number in beyond(name):
        with pytest.raises(Refused) as refusal:
            policies.change(numbers(**{name: number}), seen=0, by=by)
        assert refusal.value.code == "beyond_a_limit"
    assert not Policy.objects.exists()


def test_a_promise_never_goes_below_what_the_method_asks_for() -> None:
    """Where a promise begins is where its floor or its cap stands."""
    for name, number in NUMBERS.items():
        least, most = LIMITS[name]
        if number.keeps == "floor":
            assert number.default == least
        elif number.keeps == "cap":
            assert number.default == most
        else:
            assert least < number.default < most


def test_every_number_is_on_the_page_with_its_limits_in_words() -> None:
    assert set(NUMBERS) == set(LIMITS)
    kept = {"pk", "id", "version"}
    assert {field.name for field in Policy._meta.get_fields()} - kept == set(LIMITS)
    with translation.override("en"):
        assert NUMBERS["longest_gap_days"].limit == (
            "At most 7. You may make it smaller, down to 1."
        )
        assert NUMBERS["min_attempts"].limit.startswith("At least 10. You may ask for more")


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.AUDITOR])
def test_only_an_admin_changes_a_number(role: Role) -> None:
    with pytest.raises(Refused) as refusal:
        policies.change(numbers(min_attempts=12), seen=0, by=UserFactory.create(role=role))
    assert refusal.value.code == "admin_only"


@pytest.mark.django_db(transaction=True)
def test_a_change_is_accounted_for_with_who_and_with_what_was() -> None:
    by = admin()
    policies.change(numbers(min_attempts=12, subject_words=5), seen=0, by=by)
    policies.change(numbers(min_attempts=13, subject_words=5), seen=1, by=by)

    events = AuditEvent.objects.order_by("-pk")
    assert [(each.kind, each.actor) for each in events] == [(AuditKind.POLICY_CHANGED, by)] * 2
    assert events[0].detail["changed"] == {"min_attempts": [12, 13]}
    newest, first = newest_changes()
    assert (newest.who, [(x.label, x.before, x.after) for x in newest.lines]) == (
        "Ines Duarte",
        [("Tries before we stop", 12, 13)],
    )
    assert [(x.before, x.after) for x in first.lines] == [(10, 12), (6, 5)]


@pytest.mark.django_db(transaction=True)
def test_who_acted_is_forgotten_when_the_transaction_ends() -> None:
    by = admin()
    policies.change(numbers(min_attempts=12), seen=0, by=by)
    Policy.objects.update(min_attempts=11)

    assert [each.actor for each in AuditEvent.objects.order_by("pk")] == [by, None]


def test_what_somebody_changed_meanwhile_is_not_written_over() -> None:
    by = admin()
    policies.change(numbers(min_attempts=12), seen=0, by=by)

    for seen in (0, 2):
        with pytest.raises(Refused) as refusal:
            policies.change(numbers(subject_words=5), seen=seen, by=by)
        assert refusal.value.code == "conflict_rules"
    assert (Policy.current().min_attempts, Policy.current().subject_words) == (12, 6)


def test_the_same_numbers_change_nothing() -> None:
    with pytest.raises(Refused) as refusal:
        policies.change(numbers(), seen=0, by=admin())
    assert refusal.value.code == "nothing_changed"
    assert not Policy.objects.exists()
