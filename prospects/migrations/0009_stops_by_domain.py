"""The stopped addresses at a domain are found by its beginning, however long the list."""

from django.db import migrations

INDEX = """
CREATE INDEX stops_by_domain ON prospects_suppression (split_part(value, '@', 2) text_pattern_ops)
WHERE lifted_at IS NULL AND kind = 'email'
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0008_people_by_domain")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX stops_by_domain")]
