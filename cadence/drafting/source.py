"""A first reading of a template: linear, and before any parser sees it."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from .catalogue import GROUPS
from .errors import DraftError, place

LONGEST: Final = 8_000
LONGEST_TAG: Final = 200
MOST_TAGS: Final = 200
ALLOWED_TAGS: Final = frozenset({"if", "elsif", "else", "endif", "unless", "endunless"})
OPENING: Final = re.compile(r"\{\{|\{%")
CLOSING: Final = {"{{": "}}", "{%": "%}"}
TAG_NAME: Final = re.compile(r"\s{0,20}([#\w]{0,40})")


class Tag(NamedTuple):
    opening: str
    inside: str
    start: int


def check_source(source: str) -> None:
    """Refuse what no letter needs: length, loops, includes, unclosed and oversized tags."""
    if len(source) > LONGEST:
        raise DraftError(_("A template has at most %(most)s characters.") % {"most": LONGEST})
    for number, tag in enumerate(_tags(source), start=1):
        if number > MOST_TAGS:
            raise _error(
                _("A template has at most %(most)s fields.") % {"most": MOST_TAGS}, source, tag
            )
        _check_tag(tag, source)


def _tags(source: str) -> Iterator[Tag]:
    """Each `{{ … }}` and `{% … %}` in order, exactly as the parser will cut them."""
    at = OPENING.search(source)
    while at:
        end = source.find(CLOSING[at.group()], at.end())
        if end < 0:
            line, column = place(source, at.start())
            sentence = _("“%(opening)s” is never closed.") % {"opening": at.group()}
            raise DraftError(sentence, line, column)
        yield Tag(at.group(), source[at.end() : end].strip("-"), at.start())
        at = OPENING.search(source, end + 2)


def _check_tag(tag: Tag, source: str) -> None:
    if len(tag.inside) > LONGEST_TAG:
        raise _error(_("This field is too long to be one."), source, tag)
    if tag.opening == "{{":
        name = tag.inside.partition("|")[0].strip()
        if not name:
            raise _error(_("This field names nothing."), source, tag)
        if name in GROUPS:
            sentence = _("Say which part of “%(group)s” to write, such as its first field.")
            raise _error(sentence % {"group": name}, source, tag)
        return
    found = TAG_NAME.match(tag.inside)
    name = found.group(1) if found else ""
    if name not in ALLOWED_TAGS:
        sentence = _("“%(tag)s” is not for letters. Fields, if and unless are enough.")
        raise _error(sentence % {"tag": name or "%"}, source, tag)


def _error(sentence: str, source: str, tag: Tag) -> DraftError:
    return DraftError(sentence, *place(source, tag.start))
