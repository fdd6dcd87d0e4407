"""A stop outlives the address it stands for, as a salted hash."""

import secrets
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQL = Path(__file__).parent / "sql"
IS_SUPPRESSED = (SQL / "stops.sql").read_text().partition("\n\n")[0]
LIFTED = (SQL / "lifted.sql").read_text()

TAKE_BACK = f"""
DROP FUNCTION earnest_is_suppressed(bigint, text);
DROP FUNCTION earnest_stops_of(bigint[]);
DROP FUNCTION earnest_domains(text);
{IS_SUPPRESSED}
DROP TRIGGER stop_keeps_its_hash_and_is_lifted_by_a_manager ON prospects_suppression;
DROP TRIGGER deleted_stop_is_accounted_for ON prospects_suppression;
DROP TRIGGER lifted_stop_is_accounted_for ON prospects_suppression;
DROP FUNCTION earnest_account_for_lifted_stop();
{LIFTED}
DROP FUNCTION earnest_stop_guard();
ALTER TABLE prospects_suppression DROP COLUMN stood_at, DROP COLUMN stood_xid;
DROP FUNCTION earnest_stop_hash(text);
DROP TABLE prospects_stopsalt;
"""


def choose_salt(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The two pads of HMAC from a key that is kept nowhere else, then the hash of what stands already."""
    key = secrets.token_bytes(64)
    pads = [bytes(each ^ mask for each in key) for mask in (0x36, 0x5C)]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO prospects_stopsalt (inner_pad, outer_pad) VALUES (%s, %s)", pads
        )
        cursor.execute("UPDATE prospects_suppression SET value = value")


class Migration(migrations.Migration):
    dependencies = [("prospects", "0005_wrote_by_hand")]

    operations = [
        migrations.AddField(
            "suppression", "value_hash", models.BinaryField(max_length=32, null=True)
        ),
        migrations.AddField(
            "suppression", "forgotten_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.RunSQL((SQL / "forgotten.sql").read_text(), TAKE_BACK),
        migrations.RunPython(choose_salt, migrations.RunPython.noop),
        migrations.AlterField(
            "suppression", "value_hash", models.BinaryField(default=b"", max_length=32)
        ),
        migrations.AlterField(
            "suppression", "value", models.CharField(blank=True, default="", max_length=300)
        ),
        migrations.RemoveConstraint("suppression", "a_stop_stands_once_per_value_and_channel"),
        migrations.AddConstraint(
            "suppression",
            models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("kind", "value_hash", "channel"),
                name="a_stop_stands_once_per_value_and_channel",
            ),
        ),
        migrations.RemoveConstraint("suppression", "a_stop_names_what_it_stops"),
        migrations.AddConstraint(
            "suppression",
            models.CheckConstraint(
                condition=models.Q(("value", ""), ("forgotten_at", None), _connector="XOR"),
                name="a_stop_names_what_it_stops_until_forgotten",
            ),
        ),
        migrations.AddIndex(
            "suppression",
            models.Index(
                fields=["kind", "value"],
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                condition=models.Q(("lifted_at", None)),
                name="stops_by_value",
            ),
        ),
    ]
