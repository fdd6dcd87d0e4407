"""The help: the files of docs/ as pages, with anchors, links that lead on, pictures, and a search."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from team.selectors.help import shelf
from team.selectors.help.markdown import Document, read
from tests.factories.team import UserFactory

PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + (640).to_bytes(4) + (480).to_bytes(4)
OTHER = {"docs/other.md": "/help/other/"}
TEXT = """# A page

Hello *you*, <b onclick="x()">here</b>.

## What to do

[The other](other.md#part) · [code](../team/refusals.py) · [out](https://example.com/) · [down](#what-to-do)

![A picture](images/queue.png)

## What to do

| who | what |
|---|---|
| rep | sends |

```
make run
```
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "docs" / "images").mkdir(parents=True)
    (tmp_path / "docs" / "images" / "queue.png").write_bytes(PIXEL)
    (tmp_path / "docs" / "page.md").write_text(TEXT)
    return read(tmp_path, "docs/page.md", "page", OTHER.get, language="en")


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory.create(name="Maya Okafor"))
    return client


def test_the_first_heading_is_the_title_and_each_other_has_an_anchor_of_its_own(
    document: Document,
) -> None:
    assert document.title == "A page"
    assert "<h1" not in document.html
    assert [part.anchor for part in document.contents] == ["what-to-do", "what-to-do-1"]
    assert '<h2 id="what-to-do">' in document.html
    assert '<h2 id="what-to-do-1">' in document.html


def test_a_link_to_a_document_leads_to_its_page_and_one_to_a_file_becomes_words(
    document: Document,
) -> None:
    assert '<a href="/help/other/#part">The other</a> · code · <a href="https://' in document.html
    assert '<a href="#what-to-do">down</a>' in document.html


def test_a_table_scrolls_in_a_frame_that_keys_reach_and_that_has_a_name(document: Document) -> None:
    frame = '<div class="clip" tabindex="0" role="group" aria-label="What to do">\n<table>'
    assert frame in document.html
    assert "</table>\n</div>" in document.html


def test_what_nobody_translated_says_that_it_is_in_english(client: Client) -> None:
    address = reverse("team:help-page", args=["scaling-out"])
    german = client.get(address, headers={"Accept-Language": "de"}).content.decode()
    assert "Diese Seite gibt es nur auf Englisch." in german
    assert re.search(r'<article class="card doc[^>]* lang="en">', german)
    assert "This page is in English only." not in client.get(address).content.decode()


def test_what_somebody_translated_is_read_in_the_readers_language(client: Client) -> None:
    address = reverse("team:help-page", args=["rep"])
    german = client.get(address, headers={"Accept-Language": "de"}).content.decode()
    assert re.search(r'<article class="card doc[^>]* lang="de">', german)
    assert 'id="send-a-letter"' in german
    assert "nur auf Englisch" not in german
    assert 'lang="de"' not in client.get(address).content.decode()


def test_a_search_reads_what_its_reader_reads() -> None:
    assert shelf.find("Ihre Tagesliste bearbeiten", "de")[0].section.anchor == "work-your-queue"
    assert shelf.find("Ihre Tagesliste bearbeiten", "en") == []


def test_markup_in_a_document_is_shown_and_not_obeyed(document: Document) -> None:
    assert "&lt;b onclick=&quot;x()&quot;&gt;here" in document.html


def test_a_picture_comes_from_our_own_files_and_says_its_size(document: Document) -> None:
    assert 'src="/static/help/queue' in document.html
    assert 'width="640" height="480"' in document.html


def test_every_document_is_read_once_for_all_requests() -> None:
    assert shelf.documents() is shelf.documents()


@pytest.mark.parametrize("slug", sorted(shelf.documents().keys() - {"index"}))
def test_every_document_is_a_page_with_its_title(client: Client, slug: str) -> None:
    answer = client.get(reverse("team:help-page", args=[slug]))
    assert answer.status_code == 200
    title = shelf.documents()[slug].title.replace("'", "&#x27;")
    assert title in answer.content.decode()


def test_help_begins_with_what_one_wants_to_do_and_has_the_rules_and_the_keys(
    client: Client,
) -> None:
    page = client.get(reverse("team:help")).content.decode()
    assert "As a rep" in page
    assert "Stop means stop." in page
    assert 'id="shortcuts"' in page


@pytest.mark.parametrize("slug", ["index", "nothing", "../README", "images/queue.png"])
def test_what_is_no_page_is_not_here(client: Client, slug: str) -> None:
    assert client.get(f"/help/{slug}/").status_code == 404


def test_a_search_finds_headings_first_and_then_what_is_said_beneath() -> None:
    found = shelf.find("only a person", "en")
    headed = [("only" in each.section.title.lower()) for each in found]
    assert found
    assert headed == sorted(headed, reverse=True)
    assert all(each.section.anchor in each.address for each in found)


def test_a_search_for_nothing_finds_nothing(client: Client) -> None:
    assert shelf.find(" a ", "en") == []
    page = client.get(reverse("team:help"), {"q": "zebra crossing"}).content.decode()
    assert "0 places in the help" in page
    assert "No page has all of these words." in page


def test_a_search_says_what_it_found_and_keeps_what_was_asked(client: Client) -> None:
    page = client.get(reverse("team:help"), {"q": "Message-ID"}).content.decode()
    assert "What Earnest guarantees" in page
    assert 'value="Message-ID"' in page
