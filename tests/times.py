"""The instant at which tests stand, unless they move it: a Monday morning."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
