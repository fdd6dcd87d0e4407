"""Erasing takes its locks in the order of everybody else, and looks for names in more places."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
YIELDING = "SELECT earnest_let_erasures_pass('{bounce_look_never_changes}')"


class Migration(migrations.Migration):
    dependencies = [
        ("adherence", "0041_records_of_one_person"),
        ("cadence", "0064_sent_copies_of_the_erased"),
        ("prospects", "0065_sources"),
    ]

    operations = [
        migrations.RunSQL(YIELDING, migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "erasing_in_order.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "sweeping_in_order.sql").read_text(), migrations.RunSQL.noop),
    ]
