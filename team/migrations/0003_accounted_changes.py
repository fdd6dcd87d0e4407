"""A changed rule and a changed role are accounted for by the database itself."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER who_may_what_is_accounted_for ON team_user;
DROP TRIGGER rules_are_accounted_for ON team_policy;
DROP FUNCTION earnest_account_for_change();
"""


class Migration(migrations.Migration):
    dependencies = [("team", "0002_clock_and_audit")]

    operations = [migrations.RunSQL((SQL / "accounted.sql").read_text(), DROP)]
