"""What must always be true of the method and of sending, held by the database itself.

There is no way back: without these triggers the promises of the first migration are not kept.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0001_method"),
        ("mailbox", "0001_mailboxes"),
        ("prospects", "0003_stops_and_staging"),
        ("team", "0002_clock_and_audit"),
    ]

    operations = [
        migrations.RunSQL((SQL / "method.sql").read_text()),
        migrations.RunSQL((SQL / "sending.sql").read_text()),
    ]
