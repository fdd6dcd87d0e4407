"""Search by words: accents and capitals make no difference, a beginning is enough."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Lookup
from django.db.models.sql.compiler import SQLCompiler


class Words(Func):
    """What a search looks through: "Ní Bhriain" as ni and bhriain."""

    function = "earnest_words"
    output_field = SearchVectorField()


@SearchVectorField.register_lookup
class Says(Lookup):
    """`words__says="aoi corr"`: has a word that begins with each of these."""

    lookup_name = "says"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        words, words_values = self.process_lhs(compiler, connection)
        wanted, wanted_values = self.process_rhs(compiler, connection)
        return f"{words} @@ earnest_wanted({wanted})", (*words_values, *wanted_values)


@SearchVectorField.register_lookup
class Matches(Lookup):
    """`words__matches="('bhriain' | 'brian')"`: what the database itself wrote down to be matched, as it is."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        words, words_values = self.process_lhs(compiler, connection)
        wanted, wanted_values = self.process_rhs(compiler, connection)
        return f"{words} @@ ({wanted})::tsquery", (*words_values, *wanted_values)
