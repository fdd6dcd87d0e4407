from datetime import time

import pytest

from team.models import User
from team.refusals import Refused
from team.selectors.working_week import week_of
from team.services import preferences
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db
HOURS = {0: (time(8), time(16)), 3: (time(10), time(14))}


def _change(user: User, **other: object) -> User:
    settled = {"name": "Maya", "time_zone": "Europe/Dublin", "undo_seconds": 30, "hours": HOURS}
    return preferences.change(user, **(settled | other))  # type: ignore[arg-type]


def test_settings_and_hours_are_kept_and_replace_what_was_there() -> None:
    user = UserFactory.create()
    _change(user, hours={5: (time(9), time(12))})
    _change(user)
    kept = User.objects.get(pk=user.pk)
    assert (kept.name, kept.time_zone, kept.undo_seconds) == ("Maya", "Europe/Dublin", 30)
    assert [(d.weekday, d.start, d.end) for d in week_of(kept) if d.works] == [
        (0, time(8), time(16)),
        (3, time(10), time(14)),
    ]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"hours": {}}, "no_working_day"),
        ({"undo_seconds": 61}, "undo_out_of_range"),
        ({"undo_seconds": -1}, "undo_out_of_range"),
    ],
)
def test_a_week_without_work_and_a_wrong_undo_are_refused(
    other: dict[str, object], code: str
) -> None:
    user = UserFactory.create(name="Before")
    with pytest.raises(Refused) as refused:
        _change(user, **other)
    assert refused.value.code == code
    assert User.objects.get(pk=user.pk).name == "Before"


def test_without_hours_of_their_own_someone_works_monday_to_friday() -> None:
    assert [day.works for day in week_of(UserFactory.create())] == [True] * 5 + [False] * 2


def test_shortcuts_are_switched_for_one_person() -> None:
    user, other = UserFactory.create(), UserFactory.create()
    preferences.switch_shortcuts(user, on=False)
    assert not User.objects.get(pk=user.pk).shortcuts_on
    assert User.objects.get(pk=other.pk).shortcuts_on
