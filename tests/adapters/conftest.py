"""Servers for the contract tests."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.certificates import make_certificate, server_context
from tests.adapters.smtp_server import Sink, SmtpServer


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


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def smtp_server(sink: Sink) -> Iterator[SmtpServer]:
    with SmtpServer(sink) as server:
        yield server
