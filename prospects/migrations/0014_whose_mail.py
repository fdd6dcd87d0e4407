"""Whoever said whose mail it was has said it on the timeline of each company that it may have been from."""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("prospects.migrations.0013_moved_on").KINDS
PLACE = [value for value, _label in BEFORE].index("pressed") + 1
KINDS = [*BEFORE[:PLACE], ("mail_decided", "Said whose mail it was"), *BEFORE[PLACE:]]


class Migration(migrations.Migration):
    dependencies = [("prospects", "0013_moved_on")]

    operations = [
        migrations.AlterField("activity", "kind", models.CharField(choices=KINDS, max_length=32)),
        migrations.RemoveConstraint("activity", "an_activity_is_of_a_known_kind"),
        migrations.AddConstraint(
            "activity",
            models.CheckConstraint(
                condition=models.Q(kind__in=[value for value, _label in KINDS]),
                name="an_activity_is_of_a_known_kind",
            ),
        ),
    ]
