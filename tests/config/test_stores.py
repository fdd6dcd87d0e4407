"""A demo load that was cut short is begun anew; nothing that a person may have made is ever dropped."""

from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from config.embedded import stores
from config.embedded.folder import demo_marker
from config.embedded.supervisor import Supervisor
from config.embedded.wishes import read
from team.models import User
from tests import stand

LOST = "earnest_lost_demo"


def admin() -> psycopg.Connection[tuple[object, ...]]:
    server = stand.from_environment()
    address = server.url(server.superuser, server.password, "postgres")
    return psycopg.connect(address, autocommit=True)


def exists(database: str) -> bool:
    with admin() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return found.fetchone() is not None


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> stores.Stores:
    """Stores over the server of this run, whose installation is a database of its own."""
    monkeypatch.setattr(stores, "DATABASE", LOST)
    with admin() as connection:
        connection.execute(f"CREATE DATABASE {LOST}")
    opened = stores.Stores(read({"EARNEST_LOCAL": str(tmp_path)}), Supervisor(print), print)
    opened.place = stand.cache_for(opened.account)
    return opened


def test_half_a_demo_is_dropped_and_a_whole_installation_is_not(
    opened: stores.Stores, tmp_path: Path
) -> None:
    opened._forget_half_a_demo(stand.from_environment())
    assert exists(LOST)
    demo_marker(tmp_path).touch()
    (tmp_path / "sandbox").mkdir()
    opened._forget_half_a_demo(stand.from_environment())
    assert not exists(LOST)
    assert not (tmp_path / "sandbox").exists()
    assert not demo_marker(tmp_path).exists()


@pytest.mark.django_db(transaction=True)
def test_the_people_of_the_demo_are_told_from_others() -> None:
    def there() -> stores.People:
        return stores.who_is_there(settings.OWNER_DATABASE_URL)

    assert there() == stores.People(anybody=False, demo=False)
    User.objects.create(email="real@company.example", name="Real Person")
    assert there() == stores.People(anybody=True, demo=False)
    User.objects.create(email="maya@fernhill.example", name="Maya", is_demo=True)
    assert there() == stores.People(anybody=True, demo=True)
