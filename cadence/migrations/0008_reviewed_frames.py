"""A review keeps what its letter leaves in: both names, the signature, the postal address, how to make it stop."""

from django.db import migrations, models

CHECK = (
    "ALTER TABLE cadence_approval ADD CONSTRAINT approval_of_a_frame"
    " CHECK (octet_length(frame_sha256) = 32)"
)


class Migration(migrations.Migration):
    dependencies = [("cadence", "0007_reasons")]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="frame_sha256",
            # Of a review from before, which no letter can leave under: it fits no frame.
            field=models.BinaryField(default=bytes(32), max_length=32),
            preserve_default=False,
        ),
        migrations.RunSQL(
            CHECK, "ALTER TABLE cadence_approval DROP CONSTRAINT approval_of_a_frame"
        ),
    ]
