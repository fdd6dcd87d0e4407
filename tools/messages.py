"""`make messages`: find every sentence that people read, and write down which of them no translator has seen.

locale/<language>/LC_MESSAGES/django.po is what a translator edits; django.mo beside it is made from it, and is what Django reads.
Both are kept in the repository, so that nothing has to be built before a start. Babel does all of it: no gettext need be installed.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.sizes import ROOMS, ROOT, python_files

SINGLE = ("_", "gettext", "gettext_lazy", "gettext_noop")
PLURAL = ("ngettext", "ngettext_lazy")
IN_CONTEXT = ("pgettext", "pgettext_lazy")
PLURAL_IN_CONTEXT = ("npgettext", "npgettext_lazy")
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    **dict.fromkeys(SINGLE),
    **dict.fromkeys(PLURAL, (1, 2)),
    **dict.fromkeys(IN_CONTEXT, ((1, "c"), 2)),
    **dict.fromkeys(PLURAL_IN_CONTEXT, ((1, "c"), 2, 3)),
}
# `from django.utils.translation import gettext_lazy as _`
ALIAS = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?) as (\w+)")
FOR_TRANSLATORS = ("Translators:",)
HOLE = re.compile(r"%\((\w+)\)[sd]|%[sd]|{(\w+)}")
TAG = re.compile(r"</?[a-z][^>]*>")


def main() -> int:
    """Bring every catalogue up to date; 1 when words are missing in one."""
    found = {language: renewed(language) for language in languages()}
    for language, catalog in found.items():
        po, mo = places(language)
        po.write_bytes(as_po(catalog))
        mo.write_bytes(as_mo(catalog))
    faults = [fault for catalog in found.values() for fault in faults_of(catalog)]
    sys.stdout.write("".join(f"{fault}\n" for fault in faults) or "every sentence has its words\n")
    return 1 if faults else 0


def languages() -> list[str]:
    """Those with words of their own; English is what the code itself says."""
    return sorted(path.name for path in ROOT.joinpath("locale").iterdir() if path.is_dir())


def places(language: str) -> tuple[Path, Path]:
    """What the translator edits, and what is made of it."""
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    return folder / "django.po", folder / "django.mo"


def renewed(language: str) -> Catalog:
    """The kept translations, of exactly the sentences that the code and the templates say today."""
    with places(language)[0].open("rb") as file:
        catalog = read_po(file, locale=language)
    catalog.update(said(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def said() -> Catalog:
    """Every sentence that is marked for translation."""
    catalog = Catalog()
    for path in python_files(*ROOMS):
        add_to(catalog, path, path.read_text())
    for path in sorted(ROOT.joinpath("templates").rglob("*.*")):
        # In parentheses nothing is indented: what stays of a template's layout means nothing to Python.
        add_to(catalog, path, f"({templatize(path.read_text(), origin=path.name)}\n)")
    return catalog


def add_to(catalog: Catalog, path: Path, source: str) -> None:
    """Every sentence that this source marks."""
    name = path.relative_to(ROOT).as_posix()
    keywords = KEYWORDS | {alias: KEYWORDS[function] for function, alias in ALIAS.findall(source)}
    found = extract("python", BytesIO(source.encode()), keywords, FOR_TRANSLATORS)
    for _line, sentence, comments, context in found:
        catalog.add(sentence, None, [(name, 1)], auto_comments=comments, context=context)


def as_po(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def faults_of(catalog: Catalog) -> Iterator[str]:
    """What is missing or would break a page: no words, other holes than the sentence has, other tags, a plural too few."""
    for message in catalog:
        if not message.id:
            continue
        for told in _faults_of(message, catalog.num_plurals):
            yield f"{catalog.locale}: {message.id!r}: {told}"


def _faults_of(message: Message, plurals: int) -> Iterator[str]:
    originals, words = _each(message.id), _each(message.string)
    if message.fuzzy:
        yield "nobody has looked at it since the sentence changed"
    if not all(words) or len(words) != (plurals if message.pluralizable else 1):
        yield "it has no words yet"
        return
    for one, original in zip(words, (originals[0], originals[-1]), strict=False):
        if _holes(one) - _holes(originals[-1]) or (
            not message.pluralizable and _holes(one) != _holes(original)
        ):
            yield f"other holes than in the sentence: {one!r}"
        if sorted(TAG.findall(one)) != sorted(TAG.findall(original)):
            yield f"other tags than in the sentence: {one!r}"


def _each(sentence: object) -> tuple[str, ...]:
    """One, or one for each number that is counted."""
    return sentence if isinstance(sentence, tuple) else (str(sentence or ""),)


def _holes(sentence: str) -> set[str]:
    return {match.group() for match in HOLE.finditer(sentence)}


if __name__ == "__main__":
    sys.exit(main())
