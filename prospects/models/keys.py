"""How the database writes down what is looked for, so that an index finds it."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, ForeignKey, Func, Lookup
from django.db.models.functions import Collate, Lower
from django.db.models.sql.compiler import SQLCompiler


def by_name() -> Collate:
    """The order of lists. Bytes compare fast, and equally on every server."""
    return Collate(Lower("name"), "C")


class EmailKey(Func):
    """An address as stops are keyed: small letters, without what follows a plus."""

    function = "earnest_email_key"
    output_field = CharField()


class DomainFromItsEnd(Func):
    """elpmaxe.birroc. and elpmaxe.birroc.liam. begin alike: a domain and all below it are one range of an index."""

    template = "reverse('.' || %(expressions)s)"
    output_field = CharField()


class EmailDomain(Func):
    """What stands behind the @, in small letters."""

    template = "lower(split_part(%(expressions)s, '@', 2))"
    output_field = CharField()


@ForeignKey.register_lookup
class AnyOf(Lookup):
    """`company__any_of=[7, 11]`: as `in`, for very many numbers.

    They stand in the statement itself: a statement that is prepared once for all lists is planned as if each were short.
    """

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        key, values = self.process_lhs(compiler, connection)
        numbers = ",".join(str(int(number)) for number in self.rhs)
        return f"{key} = ANY ('{{{numbers}}}'::bigint[])", tuple(values)
