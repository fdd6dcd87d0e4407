"""What grew with a mailbox's past, and what every try was written into for nothing.

How many letters a mailbox sent today is read from the reviews of the last day alone. That a person is brought
each thing once is kept of tries that bring one.
"""

from pathlib import Path

from django.db import migrations, models

SENT_TODAY = (Path(__file__).parent / "sql" / "sent_today.sql").read_text()
ITEMS = ("finding", "story", "question", "resource", "introduction")
USED = ~models.Q(state__in=["skipped", "cancelled"])


def once(item: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["prospect", item],
        condition=USED & models.Q((f"{item}__isnull", False)),
        name=f"{item}_is_new_to_the_person",
    )


class Migration(migrations.Migration):
    dependencies = [("cadence", "0030_seconds_open")]

    operations = [
        migrations.RunSQL(SENT_TODAY, migrations.RunSQL.noop),
        *(
            migrations.RemoveConstraint(model_name="touch", name=f"{item}_is_new_to_the_person")
            for item in ITEMS
        ),
        *(migrations.AddConstraint(model_name="touch", constraint=once(item)) for item in ITEMS),
    ]
