"""Of two records of one person only the one that is kept is tried."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER whoever_is_in_a_cadence_is_kept ON prospects_prospect;
DROP FUNCTION earnest_merged_is_at_rest();
DROP TRIGGER letter_is_to_the_kept_record ON cadence_delivery;
DROP TRIGGER try_is_of_the_kept_record ON cadence_touch;
DROP TRIGGER cadence_is_of_the_kept_record ON cadence_enrollment;
DROP FUNCTION earnest_not_merged();
"""


class Migration(migrations.Migration):
    dependencies = [("cadence", "0051_whom_it_concerns"), ("prospects", "0032_one_person")]

    operations = [migrations.RunSQL((SQL / "merged.sql").read_text(), DROP)]
