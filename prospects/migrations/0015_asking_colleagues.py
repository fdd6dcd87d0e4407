"""What a rep asks the colleague who leads a company's conversation, and the answer, stand on the timeline."""

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("prospects.migrations.0014_whose_mail").KINDS
PLACE = [value for value, _label in BEFORE].index("enrolled")
ASKING = [
    ("colleague_asked", "Asked a colleague"),
    ("colleague_answered", "A colleague answered"),
]
KINDS = [*BEFORE[:PLACE], *ASKING, *BEFORE[PLACE:]]


class Migration(migrations.Migration):
    dependencies = [("prospects", "0014_whose_mail")]

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
