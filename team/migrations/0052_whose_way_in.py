"""A way to sign in that comes or goes is accounted for with whose it is, and by whom (sql/ways_to_sign_in.sql)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
BACK = """
DROP TRIGGER ways_to_sign_in_are_accounted_for ON mfa_authenticator;
DROP FUNCTION earnest_account_for_way_in();
CREATE CONSTRAINT TRIGGER ways_to_sign_in_are_accounted_for AFTER INSERT OR DELETE ON mfa_authenticator
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION earnest_account_for_change('sign_in_changed', 'type', 'user_id');
"""


class Migration(migrations.Migration):
    dependencies = [("team", "0051_days_and_shelf_in_the_audit")]

    operations = [migrations.RunSQL((SQL / "ways_to_sign_in.sql").read_text(), BACK)]
