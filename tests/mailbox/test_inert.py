"""A mail's HTML loses what fetches, follows or opens something, and nothing else."""

from html.parser import HTMLParser
from time import process_time

import pytest

from mailbox.inbound.inert import inert

ACTIVE = (
    *("a", "applet", "area", "base", "embed", "fencedframe", "frame", "frameset", "iframe", "link"),
    *("meta", "object", "portal", "script"),
)


class Elements(HTMLParser):
    """The names of the elements that a parser sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.names.append(tag)


@pytest.mark.parametrize("name", ACTIVE)
@pytest.mark.parametrize("spelling", ["<{} b>", "<{}>", "</{}>", "<{}/>", "<{}\nb>", "<{}\tb>"])
def test_no_spelling_of_an_active_element_is_left(name: str, spelling: str) -> None:
    for written in (name, name.upper(), name.title()):
        html = f"<p>before {spelling.format(written)} after"
        assert set(Elements(html).names) >= {name}
        assert set(Elements(inert(html)).names) & set(ACTIVE) == set()


def test_a_new_element_cannot_be_made_of_what_is_left() -> None:
    html = "<<linklink rel=preconnect><li<link >nk ><scr<script>ipt><iframe<iframe >>"
    assert set(Elements(inert(html)).names) & set(ACTIVE) == set()


def test_a_link_keeps_its_words_and_looks_like_one() -> None:
    assert inert('See <A HREF="https://x.example">our page</A>.') == (
        'See <u HREF="https://x.example">our page</u>.'
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a</p><script>alert(1)</script><p>b</p>", "<p>a</p></x-script><p>b</p>"),
        ("a<SCRIPT src='x' >if (1 < 2) '<p>'</Script\n>b", "a</x-Script\n>b"),
        ("a<script>'<!--'</script>b<script>1</script>c", "a</x-script>b</x-script>c"),
        ("<!-- <script> -->seen<script>1</script>", "<!-- <x-script> -->seen</x-script>"),
        ("<!-->seen<script>1</script>", "<!-->seen</x-script>"),
        ("a<script>b", "a<x-script>b"),
        ("a</script>b<script>c</script>d", "a</x-script>b</x-script>d"),
        ("<style>p { color: red }</style>a", "<style>p { color: red }</style>a"),
    ],
)
def test_what_a_script_says_is_shown_to_nobody(html: str, shown: str) -> None:
    assert inert(html) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color: red'>Prices are &lt; 5 & a < b</p>",
        "<article><abbr>EU</abbr><address>Galway</address><header>x</header></article>",
        "<table><tr><td bgcolor='#eee'>İstanbul, ﬁne, ﷺ</td></tr></table>",
        "<img src='data:image/gif;base64,R0lGOD'><!-- <b> -->",
        "",
    ],
)
def test_everything_else_stays_as_it_was(html: str) -> None:
    assert inert(html) == html


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<a ", "</", "<iframe", "<x-a ", "<!--", "<script>", "<script></script>"]
)
def test_the_longest_mail_takes_no_time_to_speak_of(piece: str) -> None:
    html = piece * (300_000 // len(piece))
    began = process_time()
    inert(html)
    assert process_time() - began < 2
