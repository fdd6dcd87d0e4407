"""Talks with customers, written down as they were spoken, and files kept to hand over."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db.models import F
from django.utils.translation import gettext as _

from research.enums import FileKind
from research.models import KeptFile, Talk
from research.models.kept_file import LARGEST
from research.permissions import check_keep
from team.models import User
from team.refusals import Refused

BEGINNINGS = {
    FileKind.PDF: b"%PDF-",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
    FileKind.JPEG: b"\xff\xd8\xff",
}


class TalkFields(TypedDict):
    customer: str
    customer_aliases: list[str]
    industry: str
    with_whom: str
    held_on: date
    words: str


def keep_talk(*, by: User, at: datetime, **fields: Unpack[TalkFields]) -> Talk:
    """Keep what a customer told us. Refuses a talk that has not been held yet."""
    _check_held(fields, by=by, at=at)
    return Talk.objects.create(**fields, owner=by, created_at=at)


def edit_talk(
    talk: Talk, *, by: User, at: datetime, revision: int, **fields: Unpack[TalkFields]
) -> None:
    """Write the talk down better. Stories cut from it keep the words they were cut with.

    Refuses whoever neither wrote it down nor manages, and when somebody saved since `revision`.
    """
    check_keep(by, talk)
    _check_held(fields, by=by, at=at)
    saved = Talk.objects.filter(pk=talk.pk, revision=revision).update(
        **fields, revision=F("revision") + 1, changed_at=at, changed_by=by
    )
    if not saved:
        raise Refused(
            _("Somebody saved this while you were writing. Nothing of yours is lost."),
            code="stale_revision",
        )
    talk.refresh_from_db()


def keep_file(content: bytes, *, by: User, at: datetime) -> KeptFile:
    """Keep a file by what it is. Refuses an empty one, one too large, and what its first bytes do not
    show to be on the list: its name says nothing."""
    if len(content) > LARGEST:
        raise Refused(_("That file is larger than 5 MB."), code="too_large")
    kind = kind_of(content)
    if kind is None:
        raise Refused(_("Bring a PDF, or a picture as PNG or JPEG."), code="unknown_file")
    return KeptFile.objects.create(content=content, content_type=kind, kept_by=by, kept_at=at)


def kind_of(content: bytes) -> FileKind | None:
    found = (kind for kind, start in BEGINNINGS.items() if content.startswith(start))
    return next(found, None)


def _check_held(fields: TalkFields, *, by: User, at: datetime) -> None:
    if fields["held_on"] > at.astimezone(by.zone).date():
        raise Refused(_("A talk cannot be dated in the future."), code="dated_in_the_future")
