"""Extensions and functions that the indexes of the next migration are built on."""

from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP_WORDS = """
DROP FUNCTION earnest_email_key(text);
DROP FUNCTION earnest_plain(text, text, text);
DROP FUNCTION earnest_plain(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("team", "0002_clock_and_audit")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL((SQL / "words.sql").read_text(), DROP_WORDS),
    ]
