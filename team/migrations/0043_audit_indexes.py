"""The account is found by who, what and when. Made while it is written to: it may be long."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("team", "0042_audit_search")]

    operations = [
        AddIndexConcurrently(
            model_name="auditevent",
            index=models.Index(fields=["at", "id"], name="audit_by_time"),
        ),
        AddIndexConcurrently(
            model_name="auditevent",
            index=models.Index(fields=["actor", "at", "id"], name="audit_by_who"),
        ),
        AddIndexConcurrently(
            model_name="auditevent",
            index=models.Index(fields=["kind", "at", "id"], name="audit_by_what"),
        ),
        AddIndexConcurrently(
            model_name="auditevent",
            index=models.Index(fields=["actor", "kind", "at", "id"], name="audit_by_who_and_what"),
        ),
    ]
