"""What a provider called our letter is a name of theirs for it: it goes with the person to whom the letter went."""

from django.db import migrations

YIELD = "SELECT earnest_let_erasures_pass('{sent_copy_never_changes}')"


class Migration(migrations.Migration):
    dependencies = [("cadence", "0061_promised_calls")]

    operations = [migrations.RunSQL(YIELD, migrations.RunSQL.noop)]
