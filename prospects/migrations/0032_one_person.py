"""Two records of one person are guarded as one, and an import is taken back by one function: web may delete nobody."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP_MERGED = """
DROP TRIGGER one_record_stands_for_a_person ON prospects_prospect;
DROP FUNCTION earnest_merge_guard();
DROP INDEX company_by_key;
DROP FUNCTION earnest_company_key(text);
"""
DROP_TAKEN_BACK = """
DROP FUNCTION earnest_take_back(bigint);
DROP FUNCTION earnest_unnamed(regclass, bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0031_merging")]

    operations = [
        migrations.RunSQL((SQL / "merged.sql").read_text(), DROP_MERGED),
        migrations.RunSQL((SQL / "taken_back.sql").read_text(), DROP_TAKEN_BACK),
    ]
