"""What a run was asked for, read from the environment of `make run`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.embedded.faults import Fault

ROOT = Path(__file__).resolve().parent.parent.parent
ROLE_URLS = ("OWNER_DATABASE_URL", "WEB_DATABASE_URL", "WORKER_DATABASE_URL")
# Handed on as they are; everything else a process gets is chosen for it.
HANDED_ON = (
    "PATH HOME LANG TMPDIR LD_LIBRARY_PATH DEBUG ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS PUBLIC_URL HTTPS LOG_LEVEL"
    " LOG_FORMAT POSTAL_ADDRESS ALLOW_PRIVATE_MAIL_HOSTS"
).split()
# Where the Monday letters of our own users leave, and from whom.
FOR_MONDAY = "SYSTEM_MAIL_URL SYSTEM_MAIL_FROM".split()
# Web alone asks for help with wording and for who somebody is, connects mailboxes, and tells how it is doing.
FOR_WEB = (
    "LANGUAGE_MODEL_URL LANGUAGE_MODEL_NAME LANGUAGE_MODEL_KEY LANGUAGE_MODEL_SECONDS"
    " OIDC_NAME OIDC_ISSUER OIDC_CLIENT_ID OIDC_CLIENT_SECRET OIDC_ONLY TRUSTED_PROXIES"
    " GOOGLE_CLIENT_ID GOOGLE_CLIENT_SECRET MICROSOFT_CLIENT_ID MICROSOFT_CLIENT_SECRET MICROSOFT_TENANT"
    " METRICS_TOKEN SENTRY_DSN"
).split()


@dataclass(frozen=True)
class Wishes:
    port: int
    host: str
    demo: bool
    local: Path
    role_urls: tuple[str, ...]
    monday_url: str
    superuser_url: str
    broker_url: str
    demo_password: str
    handed_on: Mapping[str, str]
    for_web: Mapping[str, str]
    for_monday: Mapping[str, str]

    @property
    def address(self) -> str:
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0"} else self.host  # noqa: S104
        return f"http://{shown}:{self.port}"

    @property
    def embeds_postgres(self) -> bool:
        return not (self.role_urls or self.superuser_url)


def read(environment: Mapping[str, str]) -> Wishes:
    port = environment.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Fault(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    given = tuple(environment[name] for name in ROLE_URLS if environment.get(name))
    if given and len(given) < len(ROLE_URLS):
        raise Fault(f"Set all of {', '.join(ROLE_URLS)} to use a database of yours, or none.")
    return Wishes(
        port=int(port),
        host=environment.get("HOST") or "127.0.0.1",
        demo=environment.get("DEMO", "1").lower() not in {"0", "false", "no", "off", ""},
        local=Path(environment.get("EARNEST_LOCAL") or ROOT / ".local").resolve(),
        role_urls=given,
        monday_url=environment.get("MONDAY_DATABASE_URL", ""),
        superuser_url=environment.get("DATABASE_URL", ""),
        broker_url=environment.get("REDIS_URL", ""),
        demo_password=environment.get("DEMO_PASSWORD", ""),
        handed_on={name: environment[name] for name in HANDED_ON if environment.get(name)},
        for_web={name: environment[name] for name in FOR_WEB if environment.get(name)},
        for_monday={name: environment[name] for name in FOR_MONDAY if environment.get(name)},
    )
