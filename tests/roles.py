"""Connections of the four roles, and what the database answers them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

import psycopg
import pytest
from django.db import DatabaseError, transaction

URLS = {
    "web": "DATABASE_URL",
    "worker": "TEST_WORKER_DATABASE_URL",
    "monday": "TEST_MONDAY_DATABASE_URL",
    "owner": "OWNER_DATABASE_URL",
}


@contextmanager
def connected_as(role: str) -> Iterator[psycopg.Connection]:
    """A connection of this role's own, in autocommit; what it changes is not undone."""
    with psycopg.connect(os.environ[URLS[role]], autocommit=True) as connection:
        yield connection


def answer(connection: psycopg.Connection, statement: LiteralString, *parameters: object) -> str:
    """The SQLSTATE with which the database refuses this, or "" when it does not; nothing stays."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement, parameters)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The database itself refuses what happens inside, with this code."""
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        yield
    assert getattr(refusal.value.__cause__, "sqlstate", "") == code
