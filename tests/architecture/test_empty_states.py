"""Where nothing is yet, a page says what will stand there and how to begin, and leads on."""

import re
from pathlib import Path

import pytest

from team.selectors.help import shelf
from tests.stand import ROOT

INCLUDED = re.compile(r'{% include "components/empty\.html" with (.*?) ?(?:only )?%}')
GIVEN = re.compile(r'(\w+)=("[^"]*"|[\w.|:]+)')
EMPTY = [
    (path.relative_to(ROOT).as_posix(), dict(GIVEN.findall(given)))
    for path in sorted((ROOT / "templates").rglob("*.html"))
    for given in INCLUDED.findall(path.read_text())
]


@pytest.mark.parametrize(("template", "given"), EMPTY)
def test_an_empty_place_says_what_will_stand_there_and_leads_on(
    template: str, given: dict[str, str]
) -> None:
    assert "title" in given
    assert "text" in given
    assert {"href", "action"} <= given.keys() or {"page", "anchor"} <= given.keys()


@pytest.mark.parametrize(("template", "given"), [each for each in EMPTY if "page" in each[1]])
def test_the_help_that_it_leads_to_is_there(template: str, given: dict[str, str]) -> None:
    document = shelf.documents()[given["page"].strip('"')]
    assert given["anchor"].strip('"') in {part.anchor for part in document.sections}


def test_pages_that_can_be_empty_were_found() -> None:
    found = {Path(template).stem for template, _ in EMPTY}
    assert {"people", "stop_list", "library", "heard", "cadences", "done", "later"} <= found
