"""Whoever is erased is mentioned nowhere in what is told of any record of their company."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "mentions_of_one_company.sql"

DROP = """
DROP FUNCTION earnest_erase_called(text, text[], bigint);
ALTER FUNCTION earnest_erase_called_at(text, text[], bigint) RENAME TO earnest_erase_called;
DROP FUNCTION earnest_erase_mentions(text[], bigint, bigint[], bigint);
ALTER FUNCTION earnest_erase_mentions_at(text[], bigint, bigint[], bigint) RENAME TO earnest_erase_mentions;
DROP FUNCTION earnest_records_of_company(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0042_in_order"),
        ("prospects", "0059_one_company"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
