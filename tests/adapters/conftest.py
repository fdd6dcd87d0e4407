"""Servers for the contract tests."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.adapters.certificates import make_certificate, server_context
from tests.adapters.post_office import PostOffice
from tests.adapters.smtp_server import Sink, SmtpServer
from tests.adapters.token_server import TokenServer, TokensOf
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
def endpoint(post_office: PostOffice) -> TokensOf:
    return TokensOf(post_office, MAYA)


@pytest.fixture
def tokens(
    post_office: PostOffice,
    endpoint: TokensOf,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[TokenServer]:
    """Microsoft, as far as we can tell: its token endpoint, and the post office as its mail servers."""
    from mailbox import providers
    from mailbox.enums import Security

    monkeypatch.setenv("SSL_CERT_FILE", str(post_office.folder / "certificate.pem"))
    settings.ALLOW_PRIVATE_MAIL_HOSTS = True
    settings.MICROSOFT_CLIENT_ID = "earnest-of-this-test"
    settings.MICROSOFT_CLIENT_SECRET = "a secret of it"
    smtp, imap = post_office.ports["SMTP"], post_office.ports["IMAPS"]
    here = providers.Servers("localhost", smtp, Security.STARTTLS, "localhost", imap, Security.TLS)
    found = providers._microsoft
    monkeypatch.setattr(providers, "_microsoft", lambda: replace(found(), servers=here))
    context = server_context(post_office.folder / "certificate.pem", post_office.folder / "key.pem")
    with TokenServer(context, endpoint) as server:
        settings.MICROSOFT_TOKEN_URL = server.url
        yield server


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def smtp_server(sink: Sink) -> Iterator[SmtpServer]:
    with SmtpServer(sink) as server:
        yield server
