"""That somebody pressed the link under a letter can stand on the timeline."""

from django.db import migrations, models

KINDS = [
    ("note", "Note"),
    ("added", "Added by hand"),
    ("imported", "Brought in from a file"),
    ("edited", "Details changed"),
    ("handed_over", "Handed over"),
    ("suppressed", "Asked us to stop"),
    ("suppression_lifted", "May be written to again"),
    ("researched", "Research saved"),
    ("name_confirmed", "Name confirmed"),
    ("finding_added", "Fact added"),
    ("finding_retracted", "Fact taken back"),
    ("introduction", "Introduction"),
    ("enrolled", "Joined a cadence"),
    ("enrollment_ended", "Cadence ended"),
    ("wrote", "Wrote by hand"),
    ("letter_sent", "Letter sent"),
    ("letter_failed", "Letter did not leave"),
    ("letter_unknown", "Letter may have left"),
    ("letter_left", "Said that the letter left"),
    ("letter_stayed", "Said that the letter didn't leave"),
    ("call_made", "Called"),
    ("linkedin_done", "On LinkedIn"),
    ("posted", "Posted a letter"),
    ("skipped", "Try skipped"),
    ("postponed", "Moved to another day"),
    ("replied", "They wrote back"),
    ("pressed", "They pressed the unsubscribe link"),
    ("bounced", "Letter came back"),
    ("held", "On hold"),
    ("hold_lifted", "Hold lifted"),
    ("answered", "Answered"),
    ("acknowledged", "Acknowledged"),
    ("answer_left_out", "Answer left out"),
]


class Migration(migrations.Migration):
    dependencies = [("prospects", "0010_people_below_a_domain")]

    operations = [
        migrations.AlterField("activity", "kind", models.CharField(choices=KINDS, max_length=32)),
        migrations.RemoveConstraint("activity", "an_activity_is_of_a_known_kind"),
        migrations.AddConstraint(
            "activity",
            models.CheckConstraint(
                condition=models.Q(kind__in=[value for value, _label in KINDS]),
                name="an_activity_is_of_a_known_kind",
            ),
        ),
    ]
