"""The account notes whom each event concerns, so that it can be searched by them (sql/concerns.sql)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER audit_concern_is_append_only ON team_auditconcern;
DROP TRIGGER audit_event_notes_whom_it_concerns ON team_auditevent;
DROP FUNCTION earnest_audit_concerned(),
    earnest_audit_note_concerns(bigint, timestamptz, text, text, jsonb),
    earnest_audit_users(text, text, jsonb), earnest_audit_people(text, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0050_privacy"),
        ("team", "0043_audit_indexes"),
    ]

    operations = [migrations.RunSQL((SQL / "concerns.sql").read_text(), DROP)]
