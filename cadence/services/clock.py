"""What time it is, asked of the database: a wrong clock on a worker's machine changes nothing."""

from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, Func


class Now(Func):
    """The moment by which the guards judge, inside a query."""

    function = "earnest_now"
    arity = 0
    output_field = DateTimeField()


def now() -> datetime:
    """The moment by which the guards judge."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment
