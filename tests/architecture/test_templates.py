"""What every template and script keeps: nothing inline, small files, icons and shortcuts that exist, plain words."""

import re
from pathlib import Path

import pytest

from tools.templates import refused, refused_in

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted(
    (ROOT / "templates").rglob("*.svg")
)
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.S)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _text(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def test_no_template_says_what_the_content_policy_refuses() -> None:
    found = [(_name(path), *fault) for path in TEMPLATES for fault in refused_in(path)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>",
        "<script>",
        '<a href="javascript:x()">',
        '<p onclick="x()">',
        '<p hx-on:click="x()">',
        """<p hx-trigger="keyup[key=='x']">""",
        """<p hx-vals="js:{a: 1}">""",
        '<script src="https://elsewhere.example/x.js">',
    ],
)
def test_such_a_line_would_be_found(text: str) -> None:
    assert len(list(refused(text))) == 1


def test_a_comment_and_a_link_to_elsewhere_are_fine() -> None:
    assert list(refused('{# <script> #}<a href="https://elsewhere.example/">')) == []


def test_what_strangers_wrote_is_framed_in_a_sandbox_that_allows_nothing() -> None:
    frames = [
        (_name(path), frame)
        for path in TEMPLATES
        for frame in re.findall(r"<iframe\b.*?></iframe>", _text(path), re.S)
    ]
    assert [name for name, _frame in frames] == ["templates/cadence/as_sent.html"]
    assert [name for name, frame in frames if " sandbox loading=" not in frame] == []


def test_templates_stay_within_120_lines_and_scripts_within_80() -> None:
    limits = dict.fromkeys(TEMPLATES, 120) | dict.fromkeys(SCRIPTS, 80)
    long = [_name(p) for p, limit in limits.items() if len(p.read_text().splitlines()) > limit]
    assert long == []


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons.svg").read_text()))
    named = {
        (name, _name(path))
        for path in TEMPLATES
        for name in re.findall(
            r'components/icon\.html" with name="([^"]+)"|\bicon="([a-z0-9-]+)"', path.read_text()
        )
    }
    missing = [(a or b, path) for (a, b), path in named if (a or b) not in sprite]
    assert missing == []


def test_every_shortcut_on_the_list_shows_the_keys_that_press_it() -> None:
    """That each presses something, tests/team/test_settings_pages.py asks."""
    drawn_as = {"mod+enter": "ctrl enter", "alt+arrowup": "alt ↑ ↓"}
    rows = re.findall(
        r'data-where="(.*?)">.*?<dd>(.*?)</dd>',
        (ROOT / "templates/team/shortcuts.html").read_text(),
    )
    told = [
        (
            " ".join(drawn_as.get(key, key) for key in re.findall(r"data-key='(.*?)'", where)),
            " ".join(cap.lower() for cap in re.findall(r"<kbd>(.*?)</kbd>", shown)),
        )
        for where, shown in rows
    ]
    assert len(told) > 10
    assert [(keys, caps) for keys, caps in told if not caps.startswith(keys)] == []


def test_no_sentence_shouts_or_uses_a_machine_s_word() -> None:
    said = re.compile(
        r"{%\s*translate\s+(['\"])(?P<one>.*?)\1|{%\s*blocktranslate.*?%}(?P<two>.*?){%\s*endblocktranslate",
        re.S,
    )
    banned = re.compile(r"!|\b(submit|blast|oops|whoops|invalid|opt[- ]out|lead)\b", re.I)
    faults = [
        (_name(path), found["one"] or found["two"])
        for path in TEMPLATES
        for found in said.finditer(_text(path))
        if banned.search(found["one"] or found["two"] or "")
    ]
    assert faults == []
