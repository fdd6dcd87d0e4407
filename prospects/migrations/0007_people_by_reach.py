"""Everybody whom a stop or an answer reaches is found by an index, however many people there are."""

from django.db import migrations, models
from django.db.models.functions import Lower

from prospects.models.keys import EmailKey


class Migration(migrations.Migration):
    dependencies = [("prospects", "0006_forgotten_stops")]

    operations = [
        migrations.RemoveIndex("prospect", "people_by_profile"),
        migrations.AddIndex(
            "prospect",
            models.Index(
                Lower("linkedin_url"),
                condition=models.Q(("linkedin_url", ""), _negated=True),
                name="people_by_profile",
            ),
        ),
        migrations.AddIndex(
            "prospect", models.Index(EmailKey("email"), name="people_by_email_key")
        ),
        migrations.AddIndex(
            "prospect",
            models.Index(
                "phone", condition=models.Q(("phone", ""), _negated=True), name="people_by_phone"
            ),
        ),
    ]
