"""Extensions and functions that the indexes of the next migration are built on."""

from pathlib import Path

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP_WORDS = """
DROP FUNCTION earnest_email_key(text);
DROP FUNCTION earnest_wanted(text);
DROP FUNCTION earnest_words(text, text, text);
DROP FUNCTION earnest_words(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("team", "0002_clock_and_audit")]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL((SQL / "words.sql").read_text(), DROP_WORDS),
    ]
