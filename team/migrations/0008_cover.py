"""Who stands in for somebody who is away."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("team", "0007_capacity_in_the_audit")]

    operations = [
        migrations.AddField(
            model_name="timeoff",
            name="cover",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="covers",
                to=settings.AUTH_USER_MODEL,
                verbose_name="cover",
            ),
        ),
        migrations.AddConstraint(
            model_name="timeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("cover", models.F("user")), _negated=True),
                name="nobody_covers_for_themselves",
            ),
        ),
    ]
