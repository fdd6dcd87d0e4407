"""A try may bring an introduction: once to each person, and only one that was given for them."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent / "sql"

DROP = """
DROP TRIGGER try_brings_an_introduction_given_to_them ON cadence_touch;
DROP FUNCTION earnest_touch_is_introduced();
"""


class Migration(migrations.Migration):
    dependencies = [("cadence", "0019_helped_drafts"), ("research", "0004_warm_paths")]

    operations = [
        migrations.AddField(
            model_name="touch",
            name="introduction",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="research.introduction",
            ),
        ),
        migrations.AddConstraint(
            model_name="touch",
            constraint=models.UniqueConstraint(
                fields=["prospect", "introduction"],
                condition=~Q(state__in=["skipped", "cancelled"]),
                name="introduction_is_new_to_the_person",
            ),
        ),
        migrations.RunSQL((SQL / "introductions.sql").read_text(), DROP),
    ]
