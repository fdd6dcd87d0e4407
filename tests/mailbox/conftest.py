"""A sandbox of the test's own. Models are imported late: pytest reads this file before Django is ready."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

if TYPE_CHECKING:
    from mailbox.models import Mailbox
    from team.models import User


@pytest.fixture
def sandbox_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.SANDBOX_DIR = str(tmp_path / "sandbox")
    settings.SANDBOX_PASSWORD = "a-password-of-the-sandbox"
    return tmp_path / "sandbox"


@pytest.fixture
def maya(request: pytest.FixtureRequest) -> "User":
    from tests.factories.team import UserFactory

    marked = request.node.get_closest_marker("django_db")
    request.getfixturevalue(
        "transactional_db" if marked and marked.kwargs.get("transaction") else "db"
    )
    return UserFactory.create(email="maya@fernhill.example", name="Maya Okafor")


@pytest.fixture
def sandbox_mailbox(maya: "User", sandbox_folder: Path) -> "Mailbox":
    from mailbox.services.sandboxing import open_sandbox_mailbox
    from tests.factories.mailbox import NOW

    return open_sandbox_mailbox(maya, at=NOW)
