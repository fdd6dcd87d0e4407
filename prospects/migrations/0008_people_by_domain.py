"""Whom somebody writes for is found by the domain of their colleagues' addresses, too."""

from django.db import migrations, models

from prospects.models.keys import EmailDomain


class Migration(migrations.Migration):
    dependencies = [("prospects", "0007_people_by_reach")]

    operations = [
        migrations.AddIndex(
            "prospect", models.Index(EmailDomain("email"), name="people_by_domain")
        ),
    ]
