"""The addresses under which one stop of a person is kept belong together."""

import django.db.models.deletion
from django.db import migrations, models

# What stands already was written for a person in the same moment.
TOGETHER = """
UPDATE prospects_suppression AS handle SET stop_of_id = stop.id
FROM prospects_suppression AS stop JOIN prospects_prospect AS person ON person.id::text = stop.value
WHERE stop.kind = 'person' AND handle.kind <> 'person' AND handle.value <> ''
    AND (handle.channel, handle.created_at) = (stop.channel, stop.created_at)
    AND handle.value IN (earnest_email_key(person.email), person.phone, lower(person.linkedin_url))
"""


class Migration(migrations.Migration):
    dependencies = [("prospects", "0011_pressed_the_link")]

    operations = [
        migrations.AddField(
            "suppression",
            "stop_of",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handles",
                to="prospects.suppression",
            ),
        ),
        migrations.AddConstraint(
            "suppression",
            models.CheckConstraint(
                condition=models.Q(
                    ("stop_of", None),
                    models.Q(("kind", "person"), _negated=True),
                    _connector="OR",
                ),
                name="a_stop_of_a_person_is_part_of_no_other",
            ),
        ),
        migrations.RunSQL(TOGETHER, migrations.RunSQL.noop),
    ]
