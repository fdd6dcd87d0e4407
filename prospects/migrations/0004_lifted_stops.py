"""A stop that is lifted or weakened is accounted for."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER deleted_stop_is_accounted_for ON prospects_suppression;
DROP TRIGGER lifted_stop_is_accounted_for ON prospects_suppression;
DROP FUNCTION earnest_account_for_lifted_stop();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0003_stops_and_staging"),
        ("team", "0003_accounted_changes"),
    ]

    operations = [migrations.RunSQL((SQL / "lifted.sql").read_text(), DROP)]
