"""The demo's clock. The database's guards read it, so that a review of six weeks ago is judged by its own day."""

from datetime import datetime
from types import TracebackType
from typing import Self

import psycopg


class DemoClock:
    """Holds the only connection of the owner, and uses it for the one row of team_democlock."""

    def __init__(self, owner_url: str) -> None:
        self._owner = psycopg.connect(owner_url, autocommit=True)
        self._owner.execute("SET synchronous_commit = off")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Whatever happened: the database goes back to the real time."""
        try:
            self.clear()
        finally:
            self._owner.close()

    def set(self, at: datetime) -> None:
        self._owner.execute(
            "INSERT INTO team_democlock (id, at) VALUES (1, %s) "
            "ON CONFLICT (id) DO UPDATE SET at = excluded.at",
            [at],
        )

    def clear(self) -> None:
        self._owner.execute("DELETE FROM team_democlock")
