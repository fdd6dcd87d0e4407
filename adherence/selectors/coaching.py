"""Tries that were drawn, as their manager and their rep read them. Nothing here counts anybody's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Final

from django.db.models import Exists, F, Func, OuterRef, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from adherence.enums import Consent
from adherence.models import Comment, Example, Look, Sample
from adherence.permissions import counted_for
from adherence.schedule import Week
from prospects.models import Prospect
from prospects.models.prospect import seen_by
from team.models import Team, User

MOST_CARDS: Final = 3
A_PAGE: Final = 20
SENT = Func(F("attempt_id"), function="earnest_words_sent", output_field=TextField())
# A sentence ends with its mark and what closes it, or with its line.
SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?…][\"'”’)\]]*(?=\s|$)|(?=\n|$))")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row, and the numbers of the comments that are about them."""

    text: str
    comments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfRep:
    rep: User
    samples: list[Sample]


@dataclass(frozen=True, slots=True)
class Card:
    """A comment that waits for the rep's answer; without a passage, a question whether others may learn from the try."""

    sample: int
    by: str
    person: str
    passage: str
    at: datetime


@dataclass(frozen=True)
class Open:
    """One try on its page. Of somebody whom the reader does not see, neither words nor what was said about them."""

    sample: Sample
    is_named: bool
    words: str
    comments: list[Comment]
    looks: list[Look]
    example: Example | None

    @property
    def person(self) -> str:
        return self.sample.attempt.prospect.name if self.is_named else _("Somebody of another team")

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.words, self.comments)

    @property
    def passages(self) -> list[str]:
        return passages(self.words)

    @property
    def without_names(self) -> str:
        return without_names(self.words, self.sample.attempt.prospect)


def samples_seen_by(user: User) -> QuerySet[Sample]:
    """A rep's own, a manager's team's, an admin's all; `is_named` where they see who got it."""
    people = Prospect.objects.visible_to(user).filter(pk=OuterRef("attempt__prospect"))
    samples = Sample.objects.filter(rep__in=counted_for(user)).annotate(is_named=Exists(people))
    return samples.select_related("rep", "attempt__touch", "attempt__prospect__company")


def drawn_in(user: User, week: Week, team: Team | None) -> list[OfRep]:
    """What was drawn of a week, rep by rep in the order of their names: no order of merit."""
    samples = samples_seen_by(user).filter(week=week.monday)
    if team is not None and not user.is_rep:
        samples = samples.filter(rep__team=team)
    samples = samples.prefetch_related("looks", "comments", "example")
    ordered = samples.order_by("rep__name", "rep_id", "place")
    return [OfRep(rep, list(each)) for rep, each in groupby(ordered, key=lambda one: one.rep)]


def named_to(user: User) -> QuerySet[Sample]:
    """Those of people whom the user sees: some are another team's by now."""
    return samples_seen_by(user).filter(seen_by(user, through="attempt__prospect__"))


def opened(sample: Sample, reader: User) -> Open:
    example = Example.objects.filter(sample=sample).select_related("asked_by").first()
    if not named_to(reader).filter(pk=sample.pk).exists():
        return Open(sample, is_named=False, words="", comments=[], looks=[], example=example)
    return Open(
        sample=sample,
        is_named=True,
        words=words_of(sample),
        comments=list(sample.comments.select_related("by").order_by("starts", "pk")),
        looks=list(sample.looks.select_related("by").order_by("at", "pk")),
        example=example,
    )


def words_of(sample: Sample) -> str:
    """As they went out."""
    found = Sample.objects.filter(pk=sample.pk).values_list(SENT, flat=True).get()
    return str(found or "")


def cards_for(user: User) -> list[Card]:
    """What waits for this rep's word in their queue, oldest first; more come when these are answered. One query.

    Nothing about somebody who is another team's by now.
    """
    to = "sample__attempt__prospect__name"
    named = seen_by(user, through="sample__attempt__prospect__")
    comments = Comment.objects.filter(named, sample__rep=user, answered_at=None)
    asked = Example.objects.filter(named, sample__rep=user, consent="")
    nothing = Value("", output_field=TextField())
    rows = comments.values_list("sample_id", "by__name", to, "passage", "at").union(
        asked.values_list("sample_id", "asked_by__name", to, nothing, "asked_at"), all=True
    )
    return [Card(*row) for row in rows.order_by("at")[:MOST_CARDS]]


def examples(channel: str, after: int) -> tuple[list[Example], bool]:
    """Those that their reps agreed to, newest first, from a place on; and whether there are more."""
    agreed = Example.objects.filter(consent=Consent.YES)
    if channel:
        agreed = agreed.filter(sample__attempt__channel=channel)
    related = agreed.select_related("sample__attempt__touch", "sample__rep", "asked_by")
    found = list(related.order_by("-said_at", "-pk")[after : after + A_PAGE + 1])
    return found[:A_PAGE], len(found) > A_PAGE


def passages(words: str) -> list[str]:
    """The sentences of a text, in order; one that stands there twice is named once, as its first."""
    return list(dict.fromkeys(found[0].strip() for found in SENTENCE.finditer(words)))


def pieces(words: str, comments: Sequence[Comment]) -> list[Piece]:
    """The text cut where a comment's passage begins or ends."""
    cuts = sorted({0, len(words), *(cut for each in comments for cut in (each.starts, each.ends))})
    return [
        Piece(words[start:end], _about(start, comments))
        for start, end in pairwise(cuts)
        if end <= len(words)
    ]


def without_names(words: str, prospect: Prospect) -> str:
    """A first wording for others to read: who got it and where they work is left out. The rep reads it over."""
    person, company = _("[name]"), _("[company]")
    for name in names_in(words, prospect):
        words = re.sub(_as_words(name), company if name == prospect.company.name else person, words)
    return words


def names_in(words: str, prospect: Prospect) -> list[str]:
    """What a text says of who got it and where they work, the longest first. A first name is one in its own letters alone."""
    whole = (prospect.name, prospect.email, prospect.company.name)
    parts = [part for part in prospect.name.split() if part[0].isupper()]
    found = {name for name in whole if name and re.search(_as_words(name), words, re.IGNORECASE)}
    # "Will" is somebody, "will" is not.
    found |= {
        name
        for name in (prospect.greeting_name, *parts)
        if name and re.search(_as_words(name), words)
    }
    return sorted(found, key=len, reverse=True)


def _as_words(name: str) -> str:
    """A name may end in a point, where no word ends."""
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def _about(at: int, comments: Iterable[Comment]) -> tuple[int, ...]:
    return tuple(
        number for number, each in enumerate(comments, start=1) if each.starts <= at < each.ends
    )
