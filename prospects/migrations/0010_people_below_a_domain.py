"""Whom a stop of a domain reaches is found by an index, at the domain and below it."""

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models.functions import Lower

from prospects.models.keys import DomainFromItsEnd, EmailDomain


class Migration(migrations.Migration):
    dependencies = [("prospects", "0009_stops_by_domain")]

    operations = [
        migrations.AddIndex(
            "prospect",
            models.Index(
                OpClass(DomainFromItsEnd(EmailDomain("email")), "text_pattern_ops"),
                name="people_at_or_below",
            ),
        ),
        migrations.AddIndex(
            "company",
            models.Index(
                OpClass(DomainFromItsEnd(Lower("domain")), "text_pattern_ops"),
                name="company_at_or_below",
            ),
        ),
    ]
