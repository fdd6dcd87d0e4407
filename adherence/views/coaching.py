"""Coaching: what was drawn of a week, one try of it, and what is said about it by its manager and its rep."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from adherence.forms import AnswerForm, CommentForm, LookForm
from adherence.models import Comment, Sample
from adherence.permissions import can_coach, teams_heard_by
from adherence.schedule import Week
from adherence.selectors.coaching import drawn_in, named_to, opened, samples_seen_by
from adherence.services import coaching as coach
from adherence.views.page import status_of
from team.models import Team, User
from team.refusals import Refused
from team.web import render_page, say, signed_in

WEEK, SAMPLE = "adherence/coaching.html", "adherence/coaching_try.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """The draw of which week, of which team."""

    week: Week
    last: Week
    teams: list[Team]
    team: Team | None

    @classmethod
    def of(cls, request: HttpRequest, user: User, at: datetime) -> Self:
        """The last week that is over, and one's own team, where nothing else makes sense. A 404 for another's team."""
        teams = list(teams_heard_by(user))
        wanted = request.GET.get("team", "")
        if wanted and wanted not in {str(team.pk) for team in teams}:
            raise Http404
        own = wanted or str(user.team_id)
        team = next((team for team in teams if str(team.pk) == own), next(iter(teams), None))
        last = Week.of(at, user.zone).before
        return cls(min(Week.named(request.GET.get("week", "")) or last, last), last, teams, team)

    def to(self, **changed: Any) -> str:
        asked = replace(self, **changed)
        query = {"week": asked.week.name}
        if len(asked.teams) > 1 and asked.team:
            query["team"] = str(asked.team.pk)
        return f"{reverse('adherence:coaching')}?{urlencode(query)}"


@require_safe
def coaching(request: HttpRequest) -> HttpResponse:
    """A rep sees their own five, a manager those of each rep of the team, by name."""
    user = signed_in(request)
    asked = Asked.of(request, user, timezone.now())
    context = {
        "asked": asked,
        "reps": drawn_in(user, asked.week, asked.team),
        "week_before": asked.to(week=asked.week.before),
        "week_after": asked.to(week=asked.week.after) if asked.week < asked.last else "",
        "team_links": [(team, asked.to(team=team)) for team in asked.teams],
    }
    return render_page(request, WEEK, None, context)


@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, seen(request, pk))


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager's answers to the three questions."""
    user, drawn, form = signed_in(request), named(request, pk), LookForm(request.POST)

    def act() -> None:
        coach.look(drawn, by=user, at=timezone.now(), answers=form.answers)

    return acted(request, drawn, form, act, _("Kept."), look_form=form)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager's words about a passage."""
    user, drawn, form = signed_in(request), named(request, pk), CommentForm(request.POST)

    def act() -> None:
        text = form.cleaned_data["text"]
        coach.comment(drawn, by=user, at=timezone.now(), passage=form.about, text=text)

    said = _("%(rep)s finds it in the queue.") % {"rep": drawn.rep.first_name}
    return acted(request, drawn, form, act, said, comment_form=form)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The rep's answer to a comment."""
    user, remark, form = signed_in(request), _comment(request, pk), AnswerForm(request.POST)

    def act() -> None:
        coach.answer(remark, by=user, at=timezone.now(), text=form.cleaned_data["text"])

    said = _("%(manager)s reads it beside the passage.") % {"manager": remark.by.first_name}
    return acted(request, remark.sample, form, act, said, faulty=remark.pk, answer_form=form)


@require_POST
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """The rep tried what the comment says."""
    user, remark, form = signed_in(request), _comment(request, pk), Form(request.POST)

    def act() -> None:
        coach.mark_tried(remark, by=user, at=timezone.now())

    return acted(
        request, remark.sample, form, act, _("Marked as tried."), faulty=remark.pk, answer_form=form
    )


def seen(request: HttpRequest, pk: int) -> Sample:
    """One that this person may read about; a 404 for anybody else."""
    return get_object_or_404(samples_seen_by(signed_in(request)), pk=pk)


def named(request: HttpRequest, pk: int) -> Sample:
    """One whose words this person may read; a 404 where who got it is another team's."""
    return get_object_or_404(named_to(signed_in(request)), pk=pk)


def acted(
    request: HttpRequest,
    drawn: Sample,
    form: Form,
    act: Callable[[], None],
    sentence: str,
    **faulty: Any,
) -> HttpResponse:
    """The try's page anew; a refusal stands at its form, with what was typed."""
    if not form.is_valid():
        return show(request, drawn, status=422, **faulty)
    try:
        act()
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return show(request, drawn, status=status_of(refused), **faulty)
    say(request, sentence)
    return redirect("adherence:sample", pk=drawn.pk)


def show(request: HttpRequest, drawn: Sample, *, status: int = 200, **given: Any) -> HttpResponse:
    user = signed_in(request)
    page = opened(drawn, user)
    own = next((each for each in page.looks if each.by_id == user.pk), None)
    said = {each.value: "yes" if is_so else "no" for each, is_so in own.answers} if own else {}
    context = {
        "page": page,
        "week": _week_of(drawn, user),
        "is_rep": drawn.rep_id == user.pk,
        "may_coach": page.is_named and can_coach(user, drawn.rep),
        "own_look": own,
        "look_form": LookForm(initial=said),
        **given,
    }
    return render_page(request, SAMPLE, None, context, status=status)


def _week_of(drawn: Sample, user: User) -> str:
    """The address of its week: for whoever hears several teams, that of the rep's team."""
    query: dict[str, Any] = {"week": Week(drawn.week).name}
    query |= {"team": drawn.rep.team_id} if user.is_admin and drawn.rep.team_id else {}
    return f"{reverse('adherence:coaching')}?{urlencode(query)}"


def _comment(request: HttpRequest, pk: int) -> Comment:
    comments = Comment.objects.filter(sample__in=named_to(signed_in(request)).values("pk"))
    return get_object_or_404(comments.select_related("by", "sample__rep"), pk=pk)
