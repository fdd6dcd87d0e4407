"""Servers for the contract tests."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.certificates import make_certificate, server_context
from tests.adapters.post_office import PostOffice
from tests.adapters.smtp_server import Sink, SmtpServer
from tools import mailservers

MAYA, NOOR = "maya@fernhill.example", "noor@fernhill.example"
SLOW = tuple(f"slow{number}@corrib.example" for number in range(15))
PEOPLE = {MAYA: "a password of hers", NOOR: "another password"} | {
    f"{name}{number}@corrib.example": "theirs"
    for name in ("reader", "away", "writer")
    for number in range(10)
}


@pytest.fixture(scope="session")
def certificate_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted_context(
    certificate_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> ssl.SSLContext:
    """A server's TLS, trusted by every client that this test makes."""
    certificate, key = certificate_files
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return server_context(certificate, key)


@pytest.fixture(scope="session")
def post_office() -> Iterator[PostOffice]:
    """Dovecot and Postfix, up once for every test of this process."""
    if not mailservers.find():
        pytest.skip(mailservers.HOW_TO_GET_IT)
    with PostOffice(PEOPLE, slow=SLOW) as office:
        yield office


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def smtp_server(sink: Sink) -> Iterator[SmtpServer]:
    with SmtpServer(sink) as server:
        yield server
