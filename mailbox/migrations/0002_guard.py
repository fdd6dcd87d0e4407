"""What the worker may change about a mailbox, and what nobody may."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
DROP = "DROP TRIGGER mailbox_is_guarded ON mailbox_mailbox; DROP FUNCTION earnest_guard_mailbox();"


class Migration(migrations.Migration):
    dependencies = [("mailbox", "0001_mailboxes")]

    operations = [migrations.RunSQL((SQL / "mailbox.sql").read_text(), DROP)]
