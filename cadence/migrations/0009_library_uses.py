"""A try brings only what the library offers, and how often it was brought is counted by an index."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER reply_follows_a_try ON cadence_reply;
DROP FUNCTION earnest_reply_after_try();
DROP TRIGGER letter_leaves_with_what_the_library_offers ON cadence_delivery;
DROP TRIGGER review_is_of_what_the_library_offers ON cadence_approval;
DROP FUNCTION earnest_letter_brings();
DROP TRIGGER try_brings_what_the_library_offers ON cadence_touch;
DROP FUNCTION earnest_touch_brings();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0008_reviewed_frames"),
        ("prospects", "0006_forgotten_stops"),
        ("research", "0003_library_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="touch",
            name="question",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="research.question",
            ),
        ),
        migrations.AlterField(
            model_name="touch",
            name="resource",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="research.resource",
            ),
        ),
        migrations.AlterField(
            model_name="touch",
            name="story",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="research.impactstory",
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("state", "done"), ("story__isnull", False)),
                fields=["story", "id"],
                name="touch_that_brought_story",
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("state", "done"), ("question__isnull", False)),
                fields=["question", "id"],
                name="touch_that_brought_question",
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(("state", "done"), ("resource__isnull", False)),
                fields=["resource", "id"],
                name="touch_that_brought_resource",
            ),
        ),
        migrations.RunSQL((SQL / "library.sql").read_text(), DROP),
    ]
