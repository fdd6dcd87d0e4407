"""Two records of one company are one conversation."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "one_conversation.sql"

DROP = """
DROP TRIGGER what_holds_a_record_holds_the_kept_one ON cadence_hold;
DROP FUNCTION earnest_hold_of_kept_company();
DROP TRIGGER one_company_is_one_conversation ON prospects_company;
DROP FUNCTION earnest_company_is_one();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0064_sent_copies_of_the_erased"),
        ("prospects", "0059_one_company"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
