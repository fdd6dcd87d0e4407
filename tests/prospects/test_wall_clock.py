"""The clock on the person's own wall, also where a template shows it to somebody elsewhere."""

from datetime import UTC, datetime, time

from django.template import Context, Template
from django.utils import timezone

from prospects.models import Company, Prospect

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def test_jakarta_is_seven_hours_ahead_whoever_looks() -> None:
    person = Prospect(name="Sukarno", company=Company(name="Nusantara Dingin", country="ID"))

    with timezone.override("Europe/Dublin"):
        shown = Template('{{ at|time:"H:i" }}').render(Context({"at": person.wall_clock(AT)}))

    assert person.wall_clock(AT) == time(16, 0)
    assert shown == "16:00"
