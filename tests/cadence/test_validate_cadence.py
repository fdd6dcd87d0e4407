"""`manage.py validate_cadence`: the same rules, told line by line, without a database."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cadence.plan_file import write
from cadence.shipped import FOLDER, SHIPPED, TEN_CONVERSATIONS, shipped

FILE = write(shipped(TEN_CONVERSATIONS))


def told(path: Path) -> str:
    with pytest.raises(CommandError) as error:
        call_command("validate_cadence", str(path))
    return str(error.value)


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_ships_may_be_published(slug: str) -> None:
    said = StringIO()

    call_command("validate_cadence", str(FOLDER / f"{slug}.yml"), stdout=said)

    assert "steps, may be published." in said.getvalue()


@pytest.mark.parametrize(
    ("was", "now", "line", "sentence"),
    [
        ("day: 49", "day: 52", "day: 52", "8 days before try 12; the limit is 7."),
        (
            "This closes my side",
            "{{ person.nickname }}",
            "{{ person.nickname }}",
            "There is no field",
        ),
        (
            "purpose: resource",
            "purpose: trigger",
            "day: 24",
            "Tries 1 and 7 have the same purpose.",
        ),
    ],
)
def test_each_broken_rule_stands_with_its_line(
    tmp_path: Path, was: str, now: str, line: str, sentence: str
) -> None:
    path, text = tmp_path / "plan.yml", FILE.replace(was, now)
    path.write_text(text)
    number = next(n for n, each in enumerate(text.splitlines(), start=1) if line in each)

    assert f"{path}: Line {number}: {sentence}" in told(path)


def test_a_file_that_is_none_is_told_so(tmp_path: Path) -> None:
    assert "cannot be opened: No such file or directory." in told(tmp_path / "none.yml")
    assert "cannot be opened: Is a directory." in told(tmp_path)


def test_a_file_that_cannot_be_read_is_told_where(tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_bytes(b"name: a\nsteps: *b\n")

    assert told(path).startswith(f"{path}: Line 2: Anchors and aliases")
