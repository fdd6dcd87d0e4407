"""What we asked, what they said, until when we wait, and where we looked in vain."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q

WAITED = "UPDATE research_introduction SET waits_until = asked_at + interval '7 days'"
LOOKED = "UPDATE research_brief SET warm_path = 'unchecked' WHERE warm_path = 'none' AND warm_path_note = ''"


class Migration(migrations.Migration):
    dependencies = [("research", "0003_library_guards")]

    operations = [
        migrations.AddField("introduction", "words", models.TextField(blank=True, default="")),
        migrations.AddField("introduction", "waits_until", models.DateTimeField(null=True)),
        migrations.RunSQL(WAITED, migrations.RunSQL.noop),
        migrations.AlterField("introduction", "waits_until", models.DateTimeField()),
        migrations.AddConstraint(
            "introduction",
            models.CheckConstraint(
                name="an_introduction_is_waited_for_at_most_seven_days",
                condition=Q(waits_until__lte=F("asked_at") + timedelta(days=7)),
            ),
        ),
        migrations.RunSQL(LOOKED, migrations.RunSQL.noop),
        migrations.RemoveConstraint("brief", "a_warm_path_says_through_whom"),
        migrations.AddConstraint(
            "brief",
            models.CheckConstraint(
                name="a_warm_path_says_through_whom_or_where_we_looked",
                condition=Q(warm_path="unchecked") | ~Q(warm_path_note=""),
            ),
        ),
    ]
