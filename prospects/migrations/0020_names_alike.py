"""Names that are spelled otherwise, views of the list that are kept, and the orders it can be asked in."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"

DROP_NAME_WORDS = """
DROP TRIGGER names_of_people_are_learned ON prospects_prospect;
DROP TRIGGER names_of_people_are_forgotten ON prospects_prospect;
DROP TRIGGER names_of_people_change ON prospects_prospect;
DROP TRIGGER names_of_companies_are_learned ON prospects_company;
DROP TRIGGER names_of_companies_are_forgotten ON prospects_company;
DROP TRIGGER names_of_companies_change ON prospects_company;
DROP FUNCTION earnest_near(text);
DROP FUNCTION earnest_names_come();
DROP FUNCTION earnest_names_go();
DROP FUNCTION earnest_names_change();
DROP FUNCTION earnest_forget(text[]);
DROP FUNCTION earnest_learn(text[]);
DROP FUNCTION earnest_name_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("prospects", "0018_regions_in_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("question", models.CharField(max_length=1000)),
                ("is_shared", models.BooleanField(default=False)),
                ("is_default", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="company",
            name="revision",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["-at", "-id"], name="activity_as_it_came"),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["phone"], name="people_by_digits", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="prospect",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="people_by_arrival",
            ),
        ),
        migrations.AddIndex(
            model_name="nameword",
            index=models.Index(fields=["word"], name="name_word_itself"),
        ),
        migrations.AddIndex(
            model_name="nameword",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="name_word_alike", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                models.F("owner"),
                django.db.models.functions.text.Lower("name"),
                name="a_saved_view_has_a_name_of_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("owner",),
                name="one_view_opens_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_saved_view_has_a_name"
            ),
        ),
        migrations.RunSQL((SQL / "name_words.sql").read_text(), DROP_NAME_WORDS),
    ]
