"""Every sentence is there in every language, and every date is written as its reader writes it."""

import re
from pathlib import Path
from types import ModuleType

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
            kept = messages.read_po(file, locale=language)
        assert messages.as_mo(kept) == mo.read_bytes()
