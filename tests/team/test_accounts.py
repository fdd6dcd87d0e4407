"""People who sign in are added, never written over."""

import pytest
from django.db import IntegrityError, transaction

from team.models import User
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db


def test_adding_somebody_never_changes_who_is_there() -> None:
    maya = UserFactory.create(name="Maya Okafor")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("new@fernhill.example", None, pk=maya.pk, name="New")
    maya.refresh_from_db()
    assert maya.name == "Maya Okafor"
