"""All documents of the help, read once per process, and what is found in them."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from team.selectors.help.markdown import Document, Section, read

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


@lru_cache(maxsize=1)
def documents() -> dict[str, Document]:
    """Every page by its slug: `rep`, `decisions/guards-are-plain-sql`."""
    root = Path(settings.BASE_DIR)
    served = _served(root)

    def address(name: str) -> str | None:
        return address_of(served[name]) if name in served else None

    return {slug: read(root, name, slug, address) for name, slug in served.items()}


def address_of(slug: str) -> str:
    return reverse("team:help") if slug == "index" else reverse("team:help-page", args=[slug])


def find(asked: str) -> list[Found]:
    """Sections with all of these words in their heading, and after them those with all of them beneath it."""
    words = [word for word in asked.casefold().split() if len(word) >= _SHORTEST_WORD]
    if not words:
        return []
    every = [
        Found(document, part) for document in documents().values() for part in document.sections
    ]
    headed = [found for found in every if _has(found.section.title, words)]
    told = [found for found in every if found not in headed and _has(_whole(found.section), words)]
    return [*headed, *told][:_MOST_FOUND]


def _whole(section: Section) -> str:
    return f"{section.title} {section.words}"


def _has(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _served(root: Path) -> dict[str, str]:
    """The name of each file under the root, and its slug."""
    docs = {
        path.relative_to(root).as_posix(): path.relative_to(root / "docs")
        .with_suffix("")
        .as_posix()
        for path in sorted((root / "docs").rglob("*.md"))
    }
    return docs | {"CONTRIBUTING.md": "contributing", "CHANGELOG.md": "changelog"}
