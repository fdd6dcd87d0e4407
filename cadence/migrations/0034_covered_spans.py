"""Who had a try in place of its rep, and when (sql/covered_spans.sql)."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"
# What somebody covers while this is installed: from now on, for nothing tells since when.
COVERED_ALREADY = """
INSERT INTO cadence_coveredspan (touch_id, cover_id, began_at)
SELECT id, owner_id, earnest_now() FROM cadence_touch
WHERE in_place_of_id IS NOT NULL AND kind = 'step' AND state IN ('planned', 'drafted')
"""
WRITTEN_DOWN_NO_MORE = """
DROP TRIGGER who_covers_is_written_down ON cadence_touch;
DROP FUNCTION earnest_cover_is_written_down();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0033_one_order_of_planning"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoveredSpan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "cover",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "touch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covered_spans",
                        to="cadence.touch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("touch",),
                        name="a_try_has_one_cover_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("began_at")),
                            _connector="OR",
                        ),
                        name="a_cover_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.RunSQL(COVERED_ALREADY, migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "covered_spans.sql").read_text(), WRITTEN_DOWN_NO_MORE),
    ]
