"""Files that waited long enough are forgotten, whoever brought them, by the clock of the database."""

from __future__ import annotations

from django.db import connection

# As earnest_forget_files() says it.
KEPT_DAYS = 14


def forget_files() -> int:
    """Forget one bite of the files that waited too long, and their rows; how many. Done twice, it goes on where it stood.

    Of a file whose people were coming in those who are in stay.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT earnest_forget_files()")
        row = cursor.fetchone()
    return int(row[0])
