"""A colleague's working days and a cadence taken out of use stand in the audit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("team", "0050_kinds_of_the_audit"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("user_added", "let somebody in"),
                    ("user_changed", "changed what somebody may do"),
                    ("signed_in", "signed in"),
                    ("signed_out", "signed out"),
                    ("approved", "reviewed a try"),
                    ("withdrawn", "took a review back"),
                    ("delivered", "sent a try"),
                    ("delivery_resolved", "said whether a try left"),
                    ("suppressed", "added to the stop list"),
                    ("suppression_lifted", "lifted a stop"),
                    ("policy_changed", "changed a rule"),
                    ("exported", "exported data"),
                    ("imported", "brought people in"),
                    ("import_taken_back", "took an import back"),
                    ("merged", "made two records one person"),
                    ("unmerged", "parted two records again"),
                    ("mailbox_connected", "connected a mailbox"),
                    ("mailbox_disconnected", "disconnected a mailbox"),
                    ("bounces_looked_at", "looked why letters came back"),
                    ("library_approved", "approved something for the library"),
                    ("library_taken_out", "took something out of the library"),
                    ("handed_over", "gave a person to a colleague"),
                    ("capacity_exceeded", "let a rep take on more than a day holds"),
                    ("cadence_published", "published a cadence"),
                    ("erased", "erased a person's data"),
                    ("swept", "took away what was kept long enough"),
                    ("cadence_shelved", "took a cadence out of use, or back"),
                    ("days_changed", "changed a colleague's working days"),
                    ("days_gone_entered", "entered time off for days that were gone"),
                    ("link_made", "made a link to sign in with"),
                    ("link_taken_back", "took a link to sign in back"),
                    ("sign_in_changed", "changed a way to sign in"),
                    ("second_factor_asked", "changed who needs a second factor"),
                    ("team_changed", "changed a team"),
                ],
                max_length=30,
            ),
        ),
    ]
