"""An answer that comes in while two records of a company become one, or are parted, is written down where its writer is then."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "answers_while_merging.sql"

DROP = """
DROP TRIGGER an_answer_is_where_they_are ON cadence_reply;
DROP FUNCTION earnest_reply_of_company();
"""


class Migration(migrations.Migration):
    dependencies = [("cadence", "0067_one_conversation"), ("prospects", "0067_merge_waited_for")]

    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
