"""What a country's rule says, and for how long what is kept, is accounted for by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "rules_accounted.sql"
DROP = """
DROP TRIGGER country_rule_is_accounted_for ON prospects_countryrule;
DROP TRIGGER retention_rule_is_accounted_for ON prospects_retentionrule;
DROP TRIGGER retention_rule_is_an_admins ON prospects_retentionrule;
DROP FUNCTION earnest_account_for_country_rule(), earnest_account_for_retention_rule(), earnest_retention_rule_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0065_sources"), ("prospects", "0052_files_wait_two_weeks")]

    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
