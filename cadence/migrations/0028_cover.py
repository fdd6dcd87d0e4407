"""A colleague makes tries in place of a rep who is away (sql/cover.sql)."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("cadence", "0027_beyond_capacity"), ("team", "0008_cover")]

    operations = [
        migrations.AddField(
            model_name="touch",
            name="in_place_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="touch",
            index=models.Index(
                condition=models.Q(
                    ("in_place_of__isnull", False), ("state__in", ("planned", "drafted"))
                ),
                fields=["in_place_of"],
                name="touch_in_place_of",
            ),
        ),
        migrations.RunSQL((SQL / "cover.sql").read_text()),
    ]
