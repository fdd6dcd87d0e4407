"""The shared library: a rep adds, a manager approves, then everybody may bring it to a person."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.company_names import is_named
from research.models import ImpactStory, Question, Resource, Talk
from research.models.library import AnyItem
from research.permissions import check_approve, check_keep
from research.services.recording import keep_file
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing

UNDECIDED = {
    "approved_at": None,
    "approved_by": None,
    "taken_out_at": None,
    "taken_out_by": None,
    "taken_out_reason": "",
}
# What of a story may stand in a letter.
TOLD = ("title", "change", "number", "thirty_seconds")


class ItemFields(TypedDict):
    industry: NotRequired[str]
    tags: NotRequired[list[str]]
    expires_on: NotRequired[date | None]


class StoryFields(ItemFields):
    title: str
    customer: str
    problem: str
    change: str
    thirty_seconds: str
    customer_aliases: NotRequired[list[str]]
    may_name_customer: NotRequired[bool]
    described_as: NotRequired[str]
    number: NotRequired[str]
    proof: NotRequired[str]
    quote: NotRequired[str]
    told_by: NotRequired[str]
    talk: NotRequired[Talk | None]


class QuestionFields(ItemFields):
    text: str
    why: NotRequired[str]


class ResourceFields(ItemFields):
    title: str
    summary: str
    url: NotRequired[str]


def add_story(*, by: User, at: datetime, **fields: Unpack[StoryFields]) -> ImpactStory:
    """Keep what changed for a customer. Nobody can use it before a manager approves it.

    Refuses one that names in the telling a customer who may not be named, and a quote that the
    talk it was cut from does not hold.
    """
    _check_story(fields)
    return ImpactStory.objects.create(**fields, owner=by, created_at=at)


def add_question(*, by: User, at: datetime, **fields: Unpack[QuestionFields]) -> Question:
    """Keep a question worth asking. Nobody can use it before a manager approves it."""
    return Question.objects.create(**fields, owner=by, created_at=at)


@transaction.atomic
def add_resource(
    *, by: User, at: datetime, content: bytes = b"", **fields: Unpack[ResourceFields]
) -> Resource:
    """Keep something to hand over: an address, the `content` of a file, or both.

    Nobody can use it before a manager approves it. Refuses neither, and a file not on the list.
    """
    _check_something(fields.get("url", ""), content)
    file = keep_file(content, by=by, at=at) if content else None
    return Resource.objects.create(**fields, file=file, owner=by, created_at=at)


def edit_story(
    story: ImpactStory, *, by: User, at: datetime, revision: int, **fields: Unpack[StoryFields]
) -> None:
    """Put other words in place of a story's, as `_put` does; refuses what `add_story` refuses."""
    _check_story({"talk": story.talk, **fields})
    _put(story, fields, by=by, at=at, revision=revision)


def edit_question(
    question: Question, *, by: User, at: datetime, revision: int, **fields: Unpack[QuestionFields]
) -> None:
    """Put other words in place of a question's, as `_put` does."""
    _put(question, fields, by=by, at=at, revision=revision)


@transaction.atomic
def edit_resource(
    resource: Resource,
    *,
    by: User,
    at: datetime,
    revision: int,
    content: bytes = b"",
    **fields: Unpack[ResourceFields],
) -> None:
    """Put others in place of a resource's words or address, as `_put` does.

    With `content`, another file takes the place of the one there was, which is gone.
    """
    check_keep(by, resource)
    replaced = resource.file
    _check_something(fields.get("url", resource.url), content or replaced)
    changed: dict[str, Any] = dict(fields)
    if content:
        changed["file"] = keep_file(content, by=by, at=at)
    _put(resource, changed, by=by, at=at, revision=revision)
    if content and replaced is not None:
        replaced.delete()


@transaction.atomic
def approve(item: AnyItem, *, by: User, at: datetime, revision: int | None = None) -> None:
    """Let the whole team use it. Refuses anyone but a manager or admin, a second time, and words
    that were changed since the manager read `revision`."""
    check_approve(by)
    _check_read(item, revision)
    approved = (
        type(item)
        .objects.filter(pk=item.pk, revision=item.revision, approved_at__isnull=True)
        .update(**UNDECIDED | {"approved_at": at, "approved_by": by})
    )
    if not approved:
        raise Refused(_("This was approved already."), code="already_approved")
    item.refresh_from_db()
    _account(AuditKind.LIBRARY_APPROVED, item, by=by, at=at, detail={"revision": item.revision})


@transaction.atomic
def take_out(item: AnyItem, *, by: User, at: datetime, reason: str) -> None:
    """Nobody may bring it from now on, nor send a letter that does. Refuses anyone but a manager or
    admin, no reason, and a second time."""
    check_approve(by)
    if not reason.strip():
        raise Refused(_("Say why it should not be used."), code="reason_missing")
    taken = (
        type(item)
        .objects.filter(pk=item.pk, taken_out_at__isnull=True)
        .update(
            approved_at=None,
            approved_by=None,
            taken_out_at=at,
            taken_out_by=by,
            taken_out_reason=reason,
        )
    )
    if not taken:
        raise Refused(_("This was taken out already."), code="already_taken_out")
    item.refresh_from_db()
    _account(AuditKind.LIBRARY_TAKEN_OUT, item, by=by, at=at, detail={"reason": reason})


@transaction.atomic
def _put(
    item: AnyItem, fields: Mapping[str, Any], *, by: User, at: datetime, revision: int
) -> None:
    """Store other words, which nobody has approved yet; the same words again change nothing.

    Refuses whoever neither added it nor manages, and when somebody saved since `revision`.
    """
    check_keep(by, item)
    if item.revision == revision and all(getattr(item, name) == fields[name] for name in fields):
        return
    was_approved = item.approved_at is not None
    saved = (
        type(item)
        .objects.filter(pk=item.pk, revision=revision)
        .update(
            **UNDECIDED | dict(fields), revision=F("revision") + 1, changed_at=at, changed_by=by
        )
    )
    if not saved:
        raise Refused(
            _("Somebody saved this while you were writing. Nothing of yours is lost."),
            code="stale_revision",
        )
    item.refresh_from_db()
    if was_approved:
        detail = {"reason": "other words", "revision": item.revision}
        _account(AuditKind.LIBRARY_TAKEN_OUT, item, by=by, at=at, detail=detail)


def _check_story(fields: Mapping[str, Any]) -> None:
    told = " ".join(fields.get(name, "") for name in TOLD)
    names = [fields["customer"], *fields.get("customer_aliases", ())]
    if not fields.get("may_name_customer") and (name := _named_in(told, names)):
        raise Refused(
            _("We may not name them, and the story says “%(name)s”. Tell it without.")
            % {"name": name},
            code="customer_named",
        )
    talk = fields.get("talk")
    if talk is not None and not _said_in(talk, fields.get("quote", "")):
        raise Refused(
            _("These are not their words as we wrote them down. Cut the passage anew."),
            code="not_their_words",
        )


def _check_something(url: str, file: object) -> None:
    if not url and not file:
        raise Refused(_("Give an address or bring a file."), code="nothing_to_keep")


def _check_read(item: AnyItem, revision: int | None) -> None:
    if revision is not None and revision != item.revision:
        raise Refused(
            _("Somebody changed this while you were reading. Read it once more."),
            code="stale_revision",
        )


def _named_in(text: str, names: Iterable[str]) -> str:
    """The first of these names that stands in the text, letter by letter or however it is spelled; "" for none."""
    plain = _plain(text)
    for name in names:
        if not name.strip():
            continue
        is_there = re.search(rf"(?<!\w){re.escape(_plain(name))}(?!\w)", plain)
        if is_there or is_named(text, name):
            return name
    return ""


def _said_in(talk: Talk, quote: str) -> bool:
    """Every line of the quote stands in the talk; how lines break makes no difference."""
    words = " ".join(talk.words.split())
    lines = [" ".join(line.split()) for line in quote.splitlines()]
    said = [line for line in lines if line]
    return bool(said) and all(line in words for line in said)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _account(
    kind: AuditKind, item: AnyItem, *, by: User, at: datetime, detail: dict[str, Any]
) -> None:
    auditing.record(
        kind, actor=by, subject=f"{item._meta.model_name} {item.pk}", detail=detail, at=at
    )
