"""Many rows of one table by one statement: each column travels as one array.

`bulk_create` and `bulk_update` ask every field of every row for its value, or write a CASE for each; for thousands
of rows that costs more than the writing itself. Triggers, keys and checks judge each row all the same.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from cadence.models import arrays

type Fields = Sequence["Field[Any, Any]"]


def insert(
    model: type[Model], names: Sequence[str], rows: Sequence[object], *, pass_over: bool = False
) -> None:
    """New rows from the attributes `names` of each of `rows`; other fields take the model's default.

    A row that a unique key forbids is an error for all of them, or is passed over.
    """
    given = _fields(model, names)
    silent = [each for each in model._meta.concrete_fields if _is_left_out(each, given)]
    into = ", ".join(_columns([*given, *silent]))
    values = ", ".join([*_columns(given), *("%s" for _each in silent)])
    conflict = " ON CONFLICT DO NOTHING" if pass_over else ""
    _execute(
        f"INSERT INTO {_table(model)} ({into}) SELECT {values} FROM {_unnested(given)}{conflict}",  # noqa: S608
        [each.get_db_prep_save(each.get_default(), connection) for each in silent],
        _arrays(names, rows),
    )


def update(model: type[Model], names: Sequence[str], rows: Sequence[object]) -> None:
    """The attributes `names` of each of `rows`, which exist, as their rows in the database."""
    given = _fields(model, ["pk", *names])
    table, (key, *columns) = _table(model), _columns(given)
    kept = ", ".join(f"{column} = given.{column}" for column in columns)
    _execute(
        f"UPDATE {table} SET {kept} FROM {_unnested(given)} WHERE {table}.{key} = given.{key}",  # noqa: S608
        [],
        _arrays(["pk", *names], rows),
    )


def _fields(model: type[Model], names: Iterable[str]) -> Fields:
    by_name = {
        name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)
    }
    by_name["pk"] = model._meta.pk
    return [by_name[name] for name in names]


def _is_left_out(field: "Field[Any, Any]", given: Fields) -> bool:
    return not (field in given or field.primary_key or field.generated)


def _columns(fields: Fields) -> list[str]:
    return [_quoted(str(field.column)) for field in fields]


def _unnested(fields: Fields) -> str:
    """Without a length in the type: what is too long for its column is refused, not cut."""
    kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    return f"unnest({', '.join(f'%s::{kind}[]' for kind in kinds)}) AS given ({', '.join(_columns(fields))})"


def _arrays(names: Sequence[str], rows: Iterable[object]) -> list[str]:
    columns = zip(*map(attrgetter(*names), rows), strict=True)
    return [arrays.written(column) for column in columns]


def _table(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _execute(statement: str, defaults: list[Any], columns: list[str]) -> None:
    """Nothing at all where there are no rows."""
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(statement, [*defaults, *columns])
