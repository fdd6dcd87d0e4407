"""Two records become one person, or one company: it is told in the same words. No row changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("prospects", "0059_one_company")]

    operations = [
        migrations.AlterField(
            model_name="activity",
            name="kind",
            field=models.CharField(
                choices=[
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
                    ("colleague_asked", "Asked a colleague"),
                    ("colleague_answered", "A colleague answered"),
                    ("enrolled", "Joined a cadence"),
                    ("moved_on", "Goes on by a newer version"),
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
                    ("mail_decided", "Said whose mail it was"),
                    ("bounced", "Letter came back"),
                    ("held", "On hold"),
                    ("hold_lifted", "Hold lifted"),
                    ("answered", "Answered"),
                    ("acknowledged", "Acknowledged"),
                    ("answer_left_out", "Answer left out"),
                    ("basis_recorded", "Data details changed"),
                    ("notice_given", "Told them about their data"),
                    ("erased", "Data erased"),
                    ("merged", "Made one of two records"),
                    ("unmerged", "Parted the two records again"),
                ],
                max_length=32,
            ),
        ),
    ]
