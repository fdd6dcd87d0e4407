"""Two admins at one draft, each by a connection of their own: one wins, and nobody changes what is published."""

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from cadence.models import CadenceVersion, Step
from cadence.policies.publishing import problems_of
from cadence.services import designing
from cadence.services.designing import Seen
from cadence.shipped import TEN_CONVERSATIONS, shipped
from team.enums import Role
from team.models import User
from tests.factories.team import UserFactory
from tests.journeys import NOW
from tests.races import at_once

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db(transaction=True)]


def admin(name: str) -> User:
    user: User = UserFactory.create(name=name, role=Role.ADMIN)
    return user


def side_by_side(*acts: Callable[[], object]) -> list[str]:
    """What came of each: "" or the code of its refusal."""
    return sorted(came if isinstance(came, str) else "" for came in at_once(*acts))


def test_of_two_admins_who_publish_at_once_one_does() -> None:
    noor, ines = admin("Noor"), admin("Ines")
    first = designing.publish_ten_conversations(by=noor, at=NOW)
    draft = designing.open_draft(first.cadence, by=noor, at=NOW)

    def publish(by: User) -> Callable[[], object]:
        version = CadenceVersion.objects.get(pk=draft.pk)
        return lambda: designing.publish(version, by=by, at=NOW, seen=Seen(draft.revision))

    assert side_by_side(publish(noor), publish(ines)) == ["", "conflict_published"]
    assert CadenceVersion.objects.get(pk=draft.pk).published_by in (noor, ines)


def test_two_admins_who_open_a_draft_at_once_get_the_same() -> None:
    noor, ines = admin("Noor"), admin("Ines")
    cadence = designing.publish_ten_conversations(by=noor, at=NOW).cadence

    said = side_by_side(
        lambda: designing.open_draft(cadence, by=noor, at=NOW),
        lambda: designing.open_draft(cadence, by=ines, at=NOW),
    )

    assert said == ["", ""]
    assert list(cadence.versions.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_change_past_the_services_waits_for_who_publishes_and_is_refused() -> None:
    noor = admin("Noor")
    draft = designing.begin(shipped(TEN_CONVERSATIONS), by=noor, at=NOW)
    step = Step.objects.get(version=draft, number=5)
    codes: list[str] = []

    def change() -> None:
        try:
            Step.objects.filter(pk=step.pk).update(day=400)
        except DatabaseError as error:
            codes.append(getattr(error.__cause__, "sqlstate", ""))
        finally:
            connection.close()

    late = threading.Thread(target=change)
    with transaction.atomic():
        designing.publish(CadenceVersion.objects.get(pk=draft.pk), by=noor, at=NOW)
        late.start()
        late.join(0.3)
        assert late.is_alive()
    late.join()

    assert codes == ["EA101"]
    assert problems_of(list(draft.steps.order_by("number"))) == []
