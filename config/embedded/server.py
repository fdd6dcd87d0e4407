"""Where a PostgreSQL server listens and who administers it."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from config.embedded.faults import Fault


@dataclass(frozen=True)
class Server:
    host: str
    port: str
    superuser: str
    password: str

    @classmethod
    def of_url(cls, url: str) -> "Server":
        """Read `postgres://admin:password@host:5432/…`; a socket folder is written with %2F for each slash."""
        parts = urlsplit(url)
        place = parts.netloc.rpartition("@")[2]
        host, _, port = place.partition(":")
        if parts.scheme not in {"postgres", "postgresql"} or not host or not parts.username:
            raise Fault("DATABASE_URL must read postgres://administrator:password@host:5432/name")
        return cls(
            unquote(host), port or "5432", unquote(parts.username), unquote(parts.password or "")
        )

    def url(self, role: str, password: str, database: str) -> str:
        host = quote(self.host, safe="")
        return f"postgres://{role}:{quote(password, safe='')}@{host}:{self.port}/{database}"
