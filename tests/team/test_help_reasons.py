"""Why can't I? Each refusal of a rule leads to its reason, and each reason is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from prospects.enums import SuppressionKind
from team.refusals import Refused, Sentence
from team.selectors.help import reasons, shelf
from team.templatetags.ui import explained_at
from team.views import errors
from team.web import say
from tests.stand import ROOT
from tools.sizes import ROOMS

# Faults of what somebody typed, or of a request that no page of ours makes: the sentence says what to type instead.
SAY_IT_ALL = set(
    """
    address_taken address_unverified another_before another_company bad_name cap_unfit date_missing
    date_too_far empty_note known_view line_ends line_missing list_full look_lost message_id_unfit
    name_missing name_taken name_unfit no_host no_phrase no_such_language no_such_look no_such_pace
    no_such_passage no_such_region no_such_sheet no_such_span no_such_zone no_working_day nobody_here not_a_sign_in
    note_missing nothing_changed nothing_lost posted_in_the_future promise_in_the_past promise_too_far
    reason_missing reason_unkept set_up_already single_sign_on_only team_not_empty team_taken too_large
    too_long undo_out_of_range unfit unknown_file uri_unfit week_to_come words_missing wrong_code
    """.split()
)
# Made of a part and of what is only known while it runs.
MADE = {f"stopped_{kind}" for kind in SuppressionKind.values} | {
    f"conflict_{code.lower()}"
    for code in re.findall(r'"(EA\d{3})":', (ROOT / "cadence/services/locking.py").read_text())
}
NAMED = {"colleague_leads", "look_unanswered", "not_read_aloud"}


def _codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Refused"):
            for given in node.keywords:
                if given.arg == "code" and isinstance(given.value, ast.Constant):
                    yield str(given.value.value)


def _refusals() -> set[str]:
    rooms = [ROOT / room for room in ROOMS if room != "config"]
    written = {code for room in rooms for path in room.rglob("*.py") for code in _codes(path)}
    return written | MADE | NAMED


def test_each_refusal_is_explained_or_says_it_all() -> None:
    assert _refusals() - reasons.PLACES.keys() - SAY_IT_ALL == set()


def test_nothing_is_explained_that_is_never_refused() -> None:
    assert (reasons.PLACES.keys() | SAY_IT_ALL) - _refusals() == set()
    assert reasons.PLACES.keys() & SAY_IT_ALL == set()


def test_each_reason_stands_on_the_page() -> None:
    parts = {part.anchor for part in shelf.documents()["why-cant-i"].sections if part.level == 3}
    assert set(reasons.PLACES.values()) - {"get-help-with-wording"} - parts == set()


@pytest.mark.parametrize(
    "template", ["components/notice.html", "components/toast.html", "components/why.html"]
)
def test_a_refusal_on_a_page_leads_to_its_reason(template: str) -> None:
    said = Refused("No room.", code="company_is_full").sentence
    shown = render_to_string(template, {"text": said, "said": said})
    assert '<a href="/help/why-cant-i/#three-people-there-are-enough">Why?</a>' in shown


def test_a_refusal_that_waited_for_the_next_page_leads_to_its_reason() -> None:
    """On its way a message goes through a cookie, which knows nothing but words."""
    before, after = RequestFactory().get("/"), RequestFactory().get("/")
    before._messages = CookieStorage(before)  # type: ignore[attr-defined]
    say(before, Refused("No room.", code="company_is_full").sentence)
    answer = HttpResponse()
    before._messages.update(answer)  # type: ignore[attr-defined]
    after.COOKIES.update({name: kept.value for name, kept in answer.cookies.items()})
    [waited] = CookieStorage(after)
    assert type(waited.message) is str
    assert "#three-people-there-are-enough" in explained_at(waited)


def test_the_page_of_what_is_not_allowed_leads_to_the_reason() -> None:
    said = Refused("You only read.", code="reads_only").sentence
    page = errors.forbidden(RequestFactory().get("/"), PermissionDenied(said)).content.decode()
    assert "You only read. <a href=" in page
    assert "#managers-and-admins-only" in page


@pytest.mark.parametrize("said", ["Kept.", Sentence("Say who.", "name_missing"), None])
def test_any_other_sentence_leads_nowhere(said: object) -> None:
    assert explained_at(said) == ""
    assert "Why?" not in render_to_string("components/notice.html", {"text": said})


class _Form(forms.Form):
    name = forms.CharField(label="Name")


def test_a_refusal_among_the_faults_of_a_form_leads_to_its_reason_too() -> None:
    form = _Form({"name": ""})
    form.add_error(None, Refused("They asked <us>.", code="asked_to_stop").sentence)
    shown = render_to_string("components/errors.html", {"form": form})
    assert "They asked &lt;us&gt;. <a href=" in shown
    assert shown.count("Why?") == 1
    assert "Name: This field is required." in shown


def test_a_sentence_reads_as_any_other() -> None:
    said = Refused("It rests.", code="still_resting").sentence
    assert (said, said.code, str(said)) == ("It rests.", "still_resting", "It rests.")
