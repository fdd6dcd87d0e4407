"""What is brought to a person was approved by a manager as it stands, and has not run out."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP = """
DROP FUNCTION earnest_library_offers(bigint, bigint, bigint);
DROP TRIGGER resource_is_approved_as_it_stands ON research_resource;
DROP TRIGGER question_is_approved_as_it_stands ON research_question;
DROP TRIGGER story_is_approved_as_it_stands ON research_impactstory;
DROP FUNCTION earnest_library_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("research", "0002_library"), ("team", "0004_library_in_the_audit")]

    operations = [migrations.RunSQL((SQL / "library.sql").read_text(), DROP)]
