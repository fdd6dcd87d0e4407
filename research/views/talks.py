"""Talks with customers: written down in their own words, and stories cut out of them."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prospects.web import number_in, words_in
from research.enums import LibraryKind
from research.forms.library import KeptForm, PassageForm, StoryForm, TalkForm
from research.models import Talk
from research.permissions import can_keep
from research.selectors.library import page_of_talks
from research.services import recording
from research.views.shelves import SHELVES, both_wordings
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_safe
def talks(request: HttpRequest) -> HttpResponse:
    q = words_in(request, "q")
    page = page_of_talks(q, after=number_in(request, "after"), before=number_in(request, "before"))
    words = {"q": q} if q else {}
    context = {
        "q": q,
        "page": page,
        "older": "?" + urlencode(words | {"after": page.older}) if page.older else "",
        "newer": "?" + urlencode(words | {"before": page.newer}) if page.newer else "",
    }
    return render_page(request, "research/talks.html", "list", context)


@require_http_methods(["GET", "HEAD", "POST"])
def talk_new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, TalkForm())
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    by, at = signed_in(request), timezone.now()
    try:
        talk = recording.keep_talk(by=by, at=at, **form.fields_for_service())
    except Refused as refused:
        form.add_error("held_on", refused.sentence)
        return _form_page(request, form, status=422)
    say(request, _("Kept in their words. Tick the lines that make a story."))
    return redirect("research:talk", talk.pk)


@require_safe
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    return _talk_page(request, _talk(pk))


@require_http_methods(["GET", "HEAD", "POST"])
def talk_wording(request: HttpRequest, pk: int) -> HttpResponse:
    talk = _talk(pk)
    if not can_keep(signed_in(request), talk):
        raise PermissionDenied
    if request.method != "POST":
        return _form_page(request, TalkForm.of(talk), talk)
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, talk, status=422)
    by, revision = signed_in(request), form.cleaned_data["revision"]
    fields = form.fields_for_service()
    try:
        recording.edit_talk(talk, by=by, at=timezone.now(), revision=revision, **fields)
    except Refused as refused:
        return _refuse(request, form, talk, refused)
    say(request, _("Saved."))
    return redirect("research:talk", talk.pk)


@require_POST
def passage(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a new story, with the chosen words in it; nothing is stored yet."""
    talk = _talk(pk)
    form = PassageForm(request.POST, talk=talk)
    if not form.is_valid():
        return _talk_page(request, talk, status=422, form=form)
    begun = StoryForm(
        initial={
            "talk": talk.pk,
            "quote": form.cut(),
            "customer": talk.customer,
            "customer_aliases": talk.customer_aliases,
            "industry": talk.industry,
            "told_by": talk.with_whom,
        }
    )
    context = {"shelf": SHELVES[LibraryKind.STORIES], "form": begun, "talk": talk}
    return render_page(request, "research/library_form.html", None, context)


def _talk(pk: int) -> Talk:
    return get_object_or_404(Talk.objects.select_related("owner", "changed_by"), pk=pk)


def _talk_page(
    request: HttpRequest, talk: Talk, *, status: int = 200, form: PassageForm | None = None
) -> HttpResponse:
    context = {
        "talk": talk,
        "form": form or PassageForm(talk=talk),
        "stories": talk.stories.order_by("pk"),
        "may_change": can_keep(signed_in(request), talk),
    }
    return render_page(request, "research/talk.html", None, context, status=status)


def _refuse(request: HttpRequest, form: TalkForm, talk: Talk, refused: Refused) -> HttpResponse:
    if refused.code != "stale_revision":
        form.add_error("held_on", refused.sentence)
        return _form_page(request, form, talk, status=422)
    talk.refresh_from_db()
    conflict = {"sentence": refused.sentence, **both_wordings(form, talk)}
    return _form_page(request, form, talk, status=409, conflict=conflict)


def _form_page(
    request: HttpRequest,
    form: KeptForm,
    talk: Talk | None = None,
    *,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "talk": talk, "conflict": conflict}
    return render_page(request, "research/talk_form.html", None, context, status=status)
