"""Thousands of values as one parameter: an array, written as Postgres reads it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, Value


def written(values: Iterable[object]) -> str:
    """The values as one text. As a list, the driver would ask each of them for its type."""
    inside = ",".join(["NULL" if each is None else _quoted(str(each)) for each in values])
    return f"{{{inside}}}"


class Among(Func):
    """`__in` for a batch of keys: they travel together, where `__in` prepares each by itself.

    An array also lets Postgres go to an index key by key, however many there are.
    """

    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY ("
    output_field: Any = BooleanField()

    def __init__(self, name: str, keys: Iterable[int]) -> None:
        super().__init__(F(name), Value(written(keys)))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
