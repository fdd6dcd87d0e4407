"""Whoever is erased may change hands, and takes along what only served to find them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "after_erasing.sql"

DROP = """
DROP TRIGGER views_that_ask_for_the_erased_go ON prospects_erasure;
DROP FUNCTION earnest_forget_finding();
DROP FUNCTION earnest_typed(text);
DROP TRIGGER erased_person_stays_erased ON prospects_prospect;
CREATE TRIGGER erased_person_stays_erased BEFORE UPDATE ON prospects_prospect
    FOR EACH ROW WHEN ((OLD.erased_at IS NOT NULL OR NEW.erased_at IS NOT NULL) AND NOT earnest_is_erasing())
    EXECUTE FUNCTION earnest_erased_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0032_one_person")]

    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
