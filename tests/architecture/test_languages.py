"""Every sentence is there in every language, and every date is written as its reader writes it."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from config.formats.de import formats as german
from config.formats.en import formats as english
from tools import messages
from tools.sizes import ROOMS, python_files

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())
# For machines, or the same in every language.
FREE = {"c", "Y-m-d", "H:i:s", "Y-m-d\\TH:i", "l", "j", "M", "D", "Y", "U", "e"}
IN_A_TEMPLATE = re.compile(r"\|(?:date|time):(?:\"([^\"]*)\"|'([^']*)')")
IN_CODE = re.compile(r"(?:date_format|time_format)\(.*?,\s*\"([^\"]*)\"\s*\)", re.S)


def _named(module: ModuleType) -> set[str]:
    return {name for name in vars(module) if name.isupper()}


def test_every_language_has_the_same_formats_by_name() -> None:
    assert _named(english) == _named(german)


def test_no_date_is_written_by_a_pattern_of_one_language() -> None:
    allowed = FREE | _named(english)
    found = [
        (path.name, one or other)
        for path in TEMPLATES
        for one, other in IN_A_TEMPLATE.findall(path.read_text())
        if (one or other) not in allowed
    ]
    found += [
        (path.name, pattern)
        for path in python_files(*ROOMS)
        for pattern in IN_CODE.findall(path.read_text())
        if pattern not in allowed
    ]
    assert found == []


def test_what_django_reads_is_what_the_translator_wrote() -> None:
    for language in messages.languages():
        po, mo = messages.places(language)
        with po.open("rb") as file:
            kept = read_po(file, locale=language)
        assert messages.as_mo(kept) == mo.read_bytes()


@pytest.mark.parametrize("language", messages.languages())
def test_every_sentence_has_its_words_and_no_word_is_left_of_a_sentence_that_is_gone(
    language: str,
) -> None:
    """`make messages` writes down what is missing; docs/translating.md says how to go on."""
    catalog = messages.renewed(language)
    assert list(messages.faults_of(catalog)) == []
    with messages.places(language)[0].open("rb") as file:
        kept = read_po(file, locale=language)
    assert {each.id for each in kept} == {each.id for each in catalog}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Sent to %(name)s", ""),
        ("Sent to %(name)s", "Gesendet"),
        ("Sent to %(name)s", "An %(nom)s gesendet"),
        ("To bring in: <b>%(number)s</b>", "Einzubringen: %(number)s"),
        (("%(count)s try", "%(count)s tries"), ("%(count)s Versuch", "")),
        (("%(count)s try", "%(count)s tries"), ("%(count)s Versuch", "%(number)s Versuche")),
    ],
)
def test_such_words_would_be_found(sentence: str, words: str) -> None:
    catalog = Catalog(locale="de")
    catalog.add(sentence, words)
    assert len(list(messages.faults_of(catalog))) == 1


def test_a_sentence_is_found_whatever_its_function_is_called() -> None:
    catalog = Catalog()
    source = (
        "from django.utils.translation import ngettext as many\nmany('%(n)s try', '%(n)s tries', n)"
    )
    messages.add_to(catalog, ROOT / "team" / "named.py", source)
    assert [message.id for message in catalog if message.id] == [("%(n)s try", "%(n)s tries")]
