"""The words of people's and companies' names, against which a misspelled one is held."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


class NameWord(models.Model):
    """Written by the triggers of the names alone (prospects/migrations/sql/name_words.sql)."""

    word = models.CharField(max_length=60)

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="name_word_itself"),
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="name_word_alike"),
            # Two letters are a small part of a long word and most of a short one: these few are read for a short word.
            GinIndex(
                fields=["word"],
                opclasses=["gin_trgm_ops"],
                condition=models.Q(LessThanOrEqual(Length("word"), 5)),
                name="name_word_short",
            ),
        ]

    def __str__(self) -> str:
        return self.word
