"""All documents of the help, read once per process, and what is found in them."""

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse

from team.selectors.help.markdown import Document, Section, read

WRITTEN_IN: Final = "en"
_MOST_FOUND = 30
_SHORTEST_WORD = 2


@dataclass(frozen=True)
class Found:
    """A section that has the words asked for."""

    document: Document
    section: Section

    @property
    def address(self) -> str:
        return f"{address_of(self.document.slug)}#{self.section.anchor}"


@cache
def documents() -> dict[str, Document]:
    """Every page by its slug, as it was written: `rep`, `decisions/guards-are-plain-sql`."""
    return {
        slug: read(_root(), name, slug, _address_of_file, language=WRITTEN_IN)
        for name, slug in _served().items()
    }


@cache
def spoken(language: str) -> dict[str, Document]:
    """The same pages in this language as far as somebody translated them (`docs/de/rep.md`), and as they were written where not."""
    return documents() | {
        slug: read(
            _root(),
            name,
            slug,
            _address_of_file,
            language=language,
            anchors=[section.anchor for section in documents()[slug].sections],
        )
        for name, slug in _translated(language).items()
    }


def address_of(slug: str) -> str:
    return reverse("team:help") if slug == "index" else reverse("team:help-page", args=[slug])


def find(asked: str, language: str) -> list[Found]:
    """Sections with all of these words in their heading, and after them those with all of them beneath it."""
    words = [word for word in asked.casefold().split() if len(word) >= _SHORTEST_WORD]
    if not words:
        return []
    pages = spoken(language).values()
    every = [Found(document, part) for document in pages for part in document.sections]
    headed = [found for found in every if _has(found.section.title, words)]
    told = [found for found in every if found not in headed and _has(_whole(found.section), words)]
    return [*headed, *told][:_MOST_FOUND]


def _whole(section: Section) -> str:
    return f"{section.title} {section.words}"


def _has(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


@cache
def _served() -> dict[str, str]:
    """The name of each file as it was written, under the root, and its slug."""
    languages = {language for language, _name in settings.LANGUAGES}
    docs = {
        name: slug for name, slug in _beneath("docs") if slug.partition("/")[0] not in languages
    }
    return docs | {"CONTRIBUTING.md": "contributing", "CHANGELOG.md": "changelog"}


@cache
def _translated(language: str) -> dict[str, str]:
    """The name of each file that says in this language what another says, and the slug of both."""
    return dict(_beneath(f"docs/{language}"))


def _beneath(folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted((_root() / folder).rglob("*.md")):
        slug = path.relative_to(_root() / folder).with_suffix("")
        yield path.relative_to(_root()).as_posix(), slug.as_posix()


def _address_of_file(name: str) -> str | None:
    """Where a file is served: a translation where what it translates is."""
    translations = [_translated(language) for language, _name in settings.LANGUAGES]
    slug = ChainMap(_served(), *translations).get(name)
    return address_of(slug) if slug else None


def _root() -> Path:
    return Path(settings.BASE_DIR)
