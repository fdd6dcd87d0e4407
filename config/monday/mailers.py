"""The one mailer there is, from an address such as smtps://name:password@mail.example.com."""

from typing import Any, Final
from urllib.parse import unquote, urlsplit

BACKEND: Final = "adherence.services.own_post.OwnPeople"
MAILER: Final = "monday"
# Without TLS only to this machine: the sandbox of the demo.
SCHEMES: Final = {"smtps": "use_ssl", "smtp": "use_tls", "smtp+plain": ""}
SECONDS: Final = 20


def mailers_of(url: str) -> dict[str, Any]:
    """None for no address. `smtps` begins with TLS, `smtp` asks for it before it signs in; refuses anything else."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ValueError("SYSTEM_MAIL_URL must look like smtps://name:password@mail.example.com")
    if parts.scheme == "smtp+plain" and parts.hostname != "127.0.0.1":
        raise ValueError("SYSTEM_MAIL_URL goes without TLS to this machine alone")
    options: dict[str, Any] = {"host": parts.hostname, "port": parts.port, "timeout": SECONDS}
    if parts.username:
        options |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
    if way := SCHEMES[parts.scheme]:
        options[way] = True
    return {MAILER: {"BACKEND": BACKEND, "OPTIONS": options}}
