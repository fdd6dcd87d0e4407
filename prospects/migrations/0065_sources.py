"""Each way to reach somebody says where it came from, and when."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql" / "sources.sql"
ORIGINS = [
    ("hand", "Typed by hand"),
    ("file", "From a file"),
    ("answer", "From an answer to us"),
]
DROP = """
DROP TRIGGER source_goes_with_what_it_is_of ON prospects_prospect;
DROP FUNCTION earnest_source_goes();
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0062_near")]

    operations = [
        *(
            migrations.AddField("prospect", f"{way}_{name}", field)
            for way in ("email", "phone", "linkedin_url")
            for name, field in (
                (
                    "origin",
                    models.CharField(
                        blank=True, choices=ORIGINS, db_default="", default="", max_length=8
                    ),
                ),
                (
                    "source",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                ("source_date", models.DateField(blank=True, null=True)),
            )
        ),
        migrations.RunSQL(SQL.read_text(), DROP),
    ]
