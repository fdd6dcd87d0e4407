"""Our letters as the rep's own sent mail shows them: seen once, and never changed."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE TRIGGER sent_copy_never_changes BEFORE UPDATE OR DELETE ON cadence_sentcopy
    FOR EACH ROW EXECUTE FUNCTION earnest_never();
"""
RELEASE = "DROP TRIGGER sent_copy_never_changes ON cadence_sentcopy;"


class Migration(migrations.Migration):
    dependencies = [("cadence", "0003_unknown_deliveries"), ("mailbox", "0003_sent_mail")]

    operations = [
        migrations.CreateModel(
            name="SentCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_id", models.CharField(max_length=600)),
                ("seen_at", models.DateTimeField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="cadence.delivery",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mailbox.inboundmessage",
                    ),
                ),
            ],
            options={"verbose_name_plural": "sent copies"},
        ),
        migrations.AddConstraint(
            model_name="sentcopy",
            constraint=models.UniqueConstraint(
                fields=("delivery", "message_id"), name="a_name_of_a_letter_is_kept_once"
            ),
        ),
        migrations.AddIndex(
            model_name="sentcopy",
            index=models.Index(fields=["message_id"], name="sent_copy_by_name"),
        ),
        migrations.RunSQL(KEEP, RELEASE),
    ]
