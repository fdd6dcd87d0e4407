"""Every table that says something of one person, for handing out all that we know of them.

A table with a way to a person that is neither listed nor excepted here fails a test.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from adherence.models import Comment, Example, Lesson, Look, Sample
from adherence.selectors.personal_words import in_words
from cadence.models import (
    Approval,
    Attempt,
    Bounce,
    CompanyRequest,
    Delivery,
    Draft,
    Enrollment,
    Hold,
    Reply,
    SentCopy,
    Setback,
    Touch,
    UndecidedMail,
    Withdrawal,
)
from mailbox.models import InboundMessage
from prospects.enums import SuppressionKind
from prospects.models import (
    Activity,
    Erasure,
    ImportBatch,
    Merge,
    Prospect,
    StagedRow,
    Suppression,
)
from prospects.selectors.suppressions import addresses_of, keyed_by
from research.models import Brief, Finding, Introduction
from team.models import AuditEvent, User


class Part(NamedTuple):
    """Rows of one table, by the way from them to the person."""

    name: str
    title: Any
    model: type[models.Model]
    way: str


PARTS: Final = (
    Part("activity", _("What happened"), Activity, "prospect"),
    Part("research", _("Research"), Brief, "prospect"),
    Part("facts", _("Facts"), Finding, "prospect"),
    Part("introductions", _("Introductions"), Introduction, "prospect"),
    Part("cadences", _("Cadences"), Enrollment, "prospect"),
    Part("plans", _("Planned tries"), Touch, "prospect"),
    Part("drafts", _("Drafts and letters"), Draft, "touch__prospect"),
    Part("reviews", _("Reviews"), Approval, "touch__prospect"),
    Part("withdrawals", _("Reviews taken back"), Withdrawal, "approval__touch__prospect"),
    Part("letters", _("Letters sent"), Delivery, "touch__prospect"),
    Part("copies", _("Copies of letters"), SentCopy, "delivery__touch__prospect"),
    Part("bounces", _("Letters that came back"), Bounce, "delivery__touch__prospect"),
    Part("tries", _("Tries made"), Attempt, "prospect"),
    Part("replies", _("Replies"), Reply, "prospect"),
    Part("holds", _("Holds"), Hold, "reply__prospect"),
    Part("lessons", _("What became of their words"), Lesson, "reply__prospect"),
    Part("setbacks", _("What we learned"), Setback, "enrollment__prospect"),
    Part("requests", _("Colleagues who asked about them"), CompanyRequest, "prospect"),
    Part("undecided", _("Mail that was found to be theirs"), UndecidedMail, "prospect"),
    Part("drawn", _("Tries drawn for coaching"), Sample, "attempt__prospect"),
    Part("looks", _("Looks at those tries"), Look, "sample__attempt__prospect"),
    Part("comments", _("Comments on those tries"), Comment, "sample__attempt__prospect"),
    Part("examples", _("Examples made of those tries"), Example, "sample__attempt__prospect"),
    Part("merges", _("Records that were made one"), Merge, "kept"),
    Part("erasure", _("Erasure"), Erasure, "prospect"),
)

# Tables that lead to a person and say nothing of them that is not said above.
EXCEPT: Final = {
    "adherence.Fact": "sums of the tries and replies above, without words",
    "adherence.GapCount": "when the days of a cadence are counted again",
    "adherence.GapDay": "days counted from the tries above",
    "cadence.CoveredSpan": "which colleague had a planned try in place of another, for the worker alone",
    "prospects.Likeness": "two records that look alike, found again from what they say",
    "adherence.Mark": "that a cadence is to be counted again",
}


class Section(NamedTuple):
    """The rows of one part, each by the names of its columns, and what they say in words."""

    name: str
    title: str
    rows: list[dict[str, Any]]
    told: list[list[tuple[str, str]]]


def all_about(person: Prospect) -> list[Section]:
    """The person, and every row that says something of them, in every room."""
    users = dict(User.objects.values_list("pk", "name"))
    sections: list[tuple[str, Any, models.QuerySet[Any]]]
    sections = [("person", _("Person"), Prospect.objects.filter(pk__in=_records(person)))]
    sections += [(each.name, each.title, _rows(each, person)) for each in PARTS]
    sections += list(_by_value(person))
    return [
        Section(
            name,
            str(title),
            [_said(row, users) for row in kept],
            [[*in_words(row, users)] for row in kept],
        )
        for name, title, kept in (
            (name, title, list(rows.order_by("pk"))) for name, title, rows in sections
        )
    ]


def counted(person: Prospect) -> list[tuple[str, int]]:
    """How many rows of what there are, where there are any: what an erasure empties."""
    parts = [(str(each.title), _rows(each, person).count()) for each in PARTS]
    parts += [
        (str(title), rows.count()) for name, title, rows in _by_value(person) if name != "audit"
    ]
    return [(title, count) for title, count in parts if count]


def _rows(part: Part, person: Prospect) -> models.QuerySet[Any]:
    return part.model._default_manager.filter(**{f"{part.way}__in": _records(person)})


def _records(person: Prospect) -> list[int]:
    """Theirs, and those that were made one with it."""
    merged = Prospect.objects.filter(merged_into=person).values_list("pk", flat=True)
    return [person.pk, *merged]


def _by_value(person: Prospect) -> Iterator[tuple[str, Any, models.QuerySet[Any]]]:
    """What names them by an address or a number, without a key of theirs. A number alone names nobody: colleagues share it."""
    records = list(Prospect.objects.filter(pk__in=_records(person)))
    yield "stops", _("Stop list"), _stops_of(records)
    written = Q(reply__prospect__in=records) | Q(undecided__prospect__in=records)
    staged = Q(known_id__in=[each.pk for each in records])
    for each in records:
        if each.email:
            written |= Q(from_address__iexact=each.email) | Q(bounced_address__iexact=each.email)
            staged |= Q(email__iexact=each.email)
        if each.linkedin_url:
            staged |= Q(linkedin_url__iexact=each.linkedin_url)
        if each.phone:
            staged |= Q(phone=each.phone, name__iexact=each.name)
    mails = InboundMessage.objects.filter(written).values("pk")
    yield "mails", _("Mail"), InboundMessage.objects.filter(pk__in=mails)
    yield "import", _("Import"), ImportBatch.objects.filter(prospects__in=records).distinct()
    yield "import_rows", _("Rows of imports"), StagedRow.objects.filter(staged)
    subjects = [f"person {each.pk}" for each in records]
    yield "audit", _("Audit"), AuditEvent.objects.filter(subject__in=subjects)


def _stops_of(records: Iterable[Prospect]) -> models.QuerySet[Suppression]:
    """Theirs, with every address that each is kept under; a stop of a number that is another's stop is not told."""
    reaches = [reach for each in records for reach in addresses_of(each)]
    numbers = [reach for reach in reaches if reach[0] == SuppressionKind.PHONE]
    theirs = keyed_by([reach for reach in reaches if reach not in numbers])
    handles = Q(stop_of__in=Suppression.objects.filter(theirs).values("pk"))
    return Suppression.objects.filter(theirs | handles | (keyed_by(numbers) & Q(stop_of=None)))


def _said(row: models.Model, users: dict[int, str]) -> dict[str, Any]:
    """A row by its columns; of our own people the name, of bytes their hexadecimal digits."""
    said: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation and field.related_model is User:
            value = users.get(value)
        said[field.name] = bytes(value).hex() if isinstance(value, bytes | memoryview) else value
    return said
