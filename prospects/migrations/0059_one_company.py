"""Two records of one company are guarded as one, and a stop of the domain of either holds for all of them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "one_company.sql"

DROP = """
DROP TRIGGER likenesses_go_with_their_company ON prospects_company;
DROP FUNCTION earnest_forget_company_likeness();
DROP TRIGGER nobody_moves_to_a_merged_company ON prospects_prospect;
DROP FUNCTION earnest_moved_company_guard();
DROP TRIGGER nobody_comes_to_a_merged_company ON prospects_prospect;
DROP FUNCTION earnest_company_of_people_guard();
DROP TRIGGER one_record_stands_for_a_company ON prospects_company;
DROP FUNCTION earnest_company_merge_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0058_companies_alike")]

    operations = [migrations.RunSQL(SQL.read_text(), DROP)]
