"""Plans are drafted by several hands: changes are counted, and steps change places freely until they are published.

Purposes are compared when a version is published (method.sql), so that a draft may say one twice for a while.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Deferrable, Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [
        ("cadence", "0016_without_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cadenceversion",
            name="revision",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="cadenceversion",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="cadenceversion",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="allowed_kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="must_pass",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.RemoveConstraint(model_name="step", name="step_number_once_per_version"),
        migrations.RemoveConstraint(model_name="step", name="step_purpose_once_per_version"),
        migrations.RemoveConstraint(model_name="step", name="step_day_once_per_version"),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                deferrable=Deferrable.DEFERRED,
                fields=("version", "number"),
                name="step_number_once_per_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                deferrable=Deferrable.DEFERRED,
                fields=("version", "day"),
                name="step_day_once_per_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="cadence",
            constraint=models.UniqueConstraint(Lower("name"), name="a_cadence_keeps_its_name"),
        ),
        migrations.AddConstraint(
            model_name="cadenceversion",
            constraint=models.UniqueConstraint(
                condition=Q(state="draft"), fields=("cadence",), name="one_draft_per_cadence"
            ),
        ),
    ]
