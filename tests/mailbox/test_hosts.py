"""Which servers we speak to."""

import socket
from typing import Any

import pytest
from pytest_django import Settings

from mailbox import hosts


@pytest.fixture
def public_only(settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = settings.ALLOW_PRIVATE_MAIL_HOSTS = False


@pytest.mark.parametrize(
    "name", ["smtp.fernhill.example", "localhost", "127.0.0.1", "a-b.c", "xn--bcher-kva.example"]
)
def test_a_host_name_is_one(name: str) -> None:
    assert hosts.is_host_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "a..b",
        "-a.b",
        "a-.b",
        "a b",
        "a/b",
        "a:25",
        "[::1]",
        "a@b",
        "a\nb",
        "a\0",
        "é.example",
        "x" * 64,
        "a." * 127 + "b",
    ],
)
def test_anything_else_is_none(name: str) -> None:
    assert not hosts.is_host_name(name)


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def lookup(_host: str, port: int, *_args: Any, **_kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port)) for found in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.mark.usefixtures("public_only")
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "100.64.0.1",
        "224.0.0.1",
    ],
)
def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    answers(monkeypatch, "8.8.8.8", address)
    with pytest.raises(hosts.HostRefusedError):
        hosts.addresses_of("mail.corrib.example", 25)


@pytest.mark.usefixtures("public_only")
def test_a_public_name_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "8.8.8.8", "2606:4700::1")
    assert hosts.addresses_of("mail.corrib.example", 25) == ["8.8.8.8", "2606:4700::1"]


@pytest.mark.usefixtures("public_only")
def test_only_ports_of_mail_are_tried() -> None:
    assert [port for port in (22, 25, 80, 143, 465, 587, 993, 5432) if hosts.port_allowed(port)] == [
        25, 143, 465, 587, 993,
    ]  # fmt: skip


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        answers(monkeypatch, "127.0.0.1")
        with hosts.open_socket("rebinding.example", port, 5) as connection:
            assert connection.getpeername() == ("127.0.0.1", port)
