"""The one page of this room, whole or in the part that a form asked for."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from prospects.models import Prospect
from research.forms import (
    BriefForm,
    FindingForm,
    IntroductionAnswerForm,
    IntroductionForm,
    NameForm,
    RetractionForm,
    WarmPathForm,
)
from research.models import Brief
from research.permissions import can_research
from research.selectors.workspace import Workspace, workspace_of
from team.refusals import Refused
from team.web import render_page, say, signed_in, wants_part

TEMPLATE = "research/brief.html"


def research_page(
    request: HttpRequest,
    prospect: Prospect,
    *,
    part: str = "",
    status: int = 200,
    **given: Any,
) -> HttpResponse:
    """The whole page, or for htmx the part whose form was used. `given` replaces fresh forms."""
    workspace = workspace_of(prospect, signed_in(request), timezone.now())
    context = {
        "workspace": workspace,
        "prospect": prospect,
        "may_change": can_research(signed_in(request), prospect),
        "is_part": bool(part) and wants_part(request),
        **_fresh_forms(workspace),
        **given,
    }
    return render_page(request, TEMPLATE, part or None, context, status=status)


def keep(
    request: HttpRequest,
    prospect: Prospect,
    act: Callable[[], object],
    *,
    part: str,
    sentence: str,
    **given: Any,
) -> HttpResponse:
    """Once the form is filled in, `act`, and say `sentence`; faults and refusals come back with what was typed.

    `given` has that form first, by its name on the page, and then what else the page shows again.
    """
    form = next(iter(given.values()))
    if not form.is_valid():
        return research_page(request, prospect, part=part, status=422, **given)
    try:
        act()
    except Refused as refused:
        return refuse(request, prospect, refused, part=part, **given)
    return done(request, prospect, part=part, sentence=sentence)


def done(request: HttpRequest, prospect: Prospect, *, part: str, sentence: str) -> HttpResponse:
    """What was asked is stored: the part anew for htmx, else back to the page with a word."""
    say(request, sentence)
    if wants_part(request):
        return research_page(request, prospect, part=part, is_kept=True)
    return redirect("research:brief", prospect.pk)


def refuse(
    request: HttpRequest,
    prospect: Prospect,
    refused: Refused,
    *,
    part: str,
    **given: Any,
) -> HttpResponse:
    """A rule said no: its sentence stands above the form, and what was typed stays."""
    form = next(iter(given.values()))
    form.add_error(None, refused.sentence)
    return research_page(request, prospect, part=part, status=422, **given)


def _fresh_forms(workspace: Workspace) -> dict[str, Form]:
    prospect, brief = workspace.prospect, workspace.brief
    return {
        "brief_form": BriefForm.of(brief),
        "finding_form": FindingForm(),
        "retraction_form": RetractionForm(),
        "name_form": NameForm(
            initial={
                "name": prospect.name,
                "preferred_name": prospect.preferred_name,
                "pronunciation": prospect.pronunciation,
                "source": brief.name_source if brief else "",
                "revision": prospect.revision,
            }
        ),
        "warm_path_form": WarmPathForm(initial=_warm_path(brief)),
        "introduction_form": IntroductionForm(),
        "answer_form": IntroductionAnswerForm(),
    }


def _warm_path(brief: Brief | None) -> dict[str, str]:
    return {"warm_path": brief.warm_path, "note": brief.warm_path_note} if brief else {}
