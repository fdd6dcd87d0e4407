"""Whoever goes on by a newer version of their cadence has it on the timeline."""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("prospects.migrations.0011_pressed_the_link").KINDS
PLACE = [value for value, _label in BEFORE].index("enrolled") + 1
KINDS = [*BEFORE[:PLACE], ("moved_on", "Goes on by a newer version"), *BEFORE[PLACE:]]


class Migration(migrations.Migration):
    dependencies = [("prospects", "0012_stops_of_a_person")]

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
