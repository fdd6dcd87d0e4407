"""The documents a stranger reads first: short, and each link, command, address and setting they name is there."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from team.selectors.help.markdown import read
from tests.stand import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
BLOCK = re.compile(r"^```\n(.*?)^```$", re.S | re.M)
# Of a picture drawn with letters.
ARROW = "─▶"
SETTING = re.compile(r"[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+")
TAKEN = re.compile(r'env\.\w+\(\s*"([A-Z][A-Z0-9_]+)"')
DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
]
SPOKEN = {f"docs/{language}" for language, _name in settings.LANGUAGES}
TRANSLATIONS = [name for name in DOCUMENTS if str(Path(name).parent) in SPOKEN]
# What happened once keeps the names of then.
OF_TODAY = [name for name in DOCUMENTS if name != "CHANGELOG.md"]
OTHERS_TOOLS = {
    "cd",
    "cp",
    "docker",
    "git",
    "kubectl",
    "psql",
    "pg_dump",
    "pg_restore",
    "pgbouncer",
}
# Paths of other programs, and what a guarantee says of another's interface.
OTHERS_ADDRESSES = {"/chat/completions"}


@cache
def _text(name: str) -> str:
    return (ROOT / name).read_text()


@cache
def _anchors(path: Path) -> set[str]:
    """A translation has those of what it translates."""
    written = ROOT / "docs" / path.name if _is_translation(path) else path
    name = written.relative_to(ROOT).as_posix()
    document = read(ROOT, name, "", lambda name: name, language="en")
    return {section.anchor for section in document.sections}


def _is_translation(path: Path) -> bool:
    return path.is_relative_to(ROOT) and str(path.relative_to(ROOT)) in TRANSLATIONS


def _links(name: str) -> Iterator[tuple[str, Path, str]]:
    """Links of a document to files of ours: as written, the file, the anchor."""
    for link in LINK.findall(_text(name)):
        if ":" not in link:
            path, _, anchor = link.partition("#")
            yield link, (ROOT / name).parent / path if path else ROOT / name, anchor


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_translation_says_what_is_said_today(name: str) -> None:
    """Say it in the other language too, then write the new sum into its last line (docs/translating.md)."""
    written = ROOT / "docs" / Path(name).name
    today = sha256(written.read_bytes()).hexdigest()[:12]
    assert _text(name).splitlines()[-1] == f"[//]: # (translates {written.name} as of {today})"


@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_translation_has_the_headings_pictures_and_links_of_what_it_translates(name: str) -> None:
    written = f"docs/{Path(name).name}"
    assert _headings(name) == _headings(written)
    assert sorted(_led_to(name)) == sorted(_led_to(written))


def _headings(name: str) -> list[int]:
    document = read(ROOT, name, "", lambda name: name, language="")
    return [section.level for section in document.sections]


def _led_to(name: str) -> Iterator[str]:
    """Where the links of a document lead, a translation being the same place as what it translates."""
    for _link, path, anchor in _links(name):
        there = path.resolve()
        page = ROOT / "docs" / there.name if _is_translation(there) else there
        yield f"{page.relative_to(ROOT)}#{anchor}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    assert [link for link, path, _ in _links(name) if not path.exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_anchor_leads_to_a_heading(name: str) -> None:
    lost = [
        link
        for link, path, anchor in _links(name)
        if anchor and anchor not in _anchors(path.resolve())
    ]
    assert lost == []


def _commands(name: str) -> Iterator[str]:
    """Lines of blocks, which are commands, and what is named as one in the middle of a sentence."""
    for block in BLOCK.findall(_text(name)):
        for line in block.replace("\\\n", " ").splitlines():
            if line and not line.startswith("#") and ARROW not in line:
                yield line
    yield from (
        span for span in SPAN.findall(_text(name)) if span.startswith(("make ", "manage.py "))
    )


def _is_there(line: str) -> bool:
    words = shlex.split(line.partition(" #")[0])
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    if "manage.py" in words:
        return words[words.index("manage.py") + 1] in get_commands()
    if words[0] == "make":
        targets = set(re.findall(r"^([a-z]+):", _text("Makefile"), re.M))
        return all(word in targets for word in words[1:] if "=" not in word)
    if words[0] == "python3":
        return (ROOT / words[1]).exists()
    if "-m" in words and words[0].endswith("python"):
        module = words[words.index("-m") + 1]
        files = [f"{module.replace('.', '/')}{ending}" for ending in (".py", "/__main__.py")]
        return module in {"pytest", "mypy"} or any((ROOT / file).exists() for file in files)
    return words[0] in OTHERS_TOOLS


@pytest.mark.parametrize("name", OF_TODAY)
def test_every_command_is_one(name: str) -> None:
    assert [line for line in _commands(name) if not _is_there(line)] == []


def _addresses(name: str) -> Iterator[str]:
    for span in SPAN.findall(_text(name)):
        if re.fullmatch(r"/[a-z][\w/-]*", span) and span not in OTHERS_ADDRESSES:
            yield span


def _resolves(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize("name", OF_TODAY)
def test_every_address_is_a_page(name: str) -> None:
    assert [address for address in _addresses(name) if not _resolves(address)] == []


@cache
def _settings() -> set[str]:
    """What the program reads from its environment, by whichever process."""
    return set(TAKEN.findall(_text("config/settings.py")))


def _known() -> set[str]:
    """Every name in capitals that the code, the compose file or its example knows."""
    files = [path for path in ROOT.rglob("*.py") if ".local" not in path.parts]
    files += [ROOT / ".env.example", ROOT / "docker-compose.yml", ROOT / "Makefile"]
    return {name for path in files for name in SETTING.findall(path.read_text())}


def test_every_setting_that_a_document_names_is_one() -> None:
    named = {
        (name, setting)
        for name in OF_TODAY
        for span in SPAN.findall(_text(name))
        for setting in SETTING.findall(span)
        if SETTING.fullmatch(span.partition("=")[0])
    }
    known = _known()
    assert {pair for pair in named if pair[1] not in known} == set()


def test_every_setting_is_in_a_document_or_the_example() -> None:
    told = "".join(_text(name) for name in [*DOCUMENTS, ".env.example"])
    assert {name for name in _settings() if not re.search(rf"\b{name}\b", told)} == set()


def test_the_readme_is_read_in_one_go() -> None:
    assert len(_text("README.md").splitlines()) <= 120
