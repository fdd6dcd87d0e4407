"""What somebody told us without words, by the link of a letter or by a subject alone, is known as such."""

from django.db import migrations, models

# Nothing but a press of the link was suggested to be a no without a mail.
PRESSED = """
UPDATE cadence_reply SET is_link_press = true, in_our_words = true
WHERE message_id IS NULL AND suggested_kind = 'no'
"""


class Migration(migrations.Migration):
    dependencies = [("cadence", "0015_house_rules"), ("prospects", "0011_pressed_the_link")]

    operations = [
        migrations.AddField(
            "reply", "is_link_press", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField(
            "reply", "in_our_words", models.BooleanField(db_default=False, default=False)
        ),
        migrations.RunSQL(PRESSED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "reply",
            models.CheckConstraint(
                condition=models.Q(
                    ("is_link_press", False), ("in_our_words", True), _connector="OR"
                ),
                name="a_press_of_the_link_is_in_our_words",
            ),
        ),
    ]
