import pytest
from django.db import connection, connections

from tests.network import NetworkBlocked


@pytest.mark.django_db
def test_tests_run_as_the_web_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        assert cursor.fetchone() == ("earnest_web",)


@pytest.mark.django_db(transaction=True, databases=["default", "worker", "owner"])
@pytest.mark.parametrize(
    ("alias", "role"), [("worker", "earnest_worker"), ("owner", "earnest_owner")]
)
def test_the_other_roles_stand_beside_it_on_the_same_database(alias: str, role: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT session_user, current_database()")
        assert cursor.fetchone() == (role, connection.settings_dict["NAME"])


def test_a_test_cannot_reach_the_network() -> None:
    import socket

    with pytest.raises(NetworkBlocked):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkBlocked):
        socket.getaddrinfo("example.com", 80)
