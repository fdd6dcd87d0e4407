"""The clock that guards read, the cache's table, the chain of audit events, and sessions that only end."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP_CLOCK = "DROP FUNCTION earnest_now(); DROP TABLE team_democlock, team_cache;"
DROP_AUDIT = """
DROP TRIGGER audit_event_is_append_only ON team_auditevent;
DROP TRIGGER audit_event_joins_the_chain ON team_auditevent;
DROP FUNCTION earnest_never();
DROP FUNCTION earnest_audit_append();
DROP FUNCTION earnest_audit_digest(bytea, timestamptz, bigint, text, text, jsonb);
"""
DROP_SESSIONS = """
DROP TRIGGER session_only_ever_ends ON team_humansession;
DROP FUNCTION earnest_session_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("team", "0001_initial")]

    operations = [
        migrations.RunSQL((SQL / "clock.sql").read_text(), DROP_CLOCK),
        migrations.RunSQL((SQL / "audit.sql").read_text(), DROP_AUDIT),
        migrations.RunSQL((SQL / "sessions.sql").read_text(), DROP_SESSIONS),
    ]
