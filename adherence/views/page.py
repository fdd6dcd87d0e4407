"""The one page of this room, whole or with one quote anew. Its address holds all there is to know."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone

from adherence.permissions import teams_heard_by
from adherence.schedule import Week
from adherence.selectors.heard import KINDS, heard_in
from cadence.enums import NoReason, ReplyKind
from team.models import Team, User
from team.refusals import Refused
from team.web import render_page, signed_in

TEMPLATE = "adherence/heard.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which week of which team, which answers of it, and from where on."""

    team: Team
    teams: list[Team]
    week: Week
    kind: str = ReplyKind.NO
    after: int | None = None

    @property
    def address(self) -> str:
        query = {"week": self.week.name}
        if len(self.teams) > 1:
            query["team"] = str(self.team.pk)
        if self.kind != ReplyKind.NO:
            query["kind"] = self.kind
        if self.after is not None:
            query["after"] = str(self.after)
        return f"{reverse('adherence:heard')}?{urlencode(query)}"

    def to(self, **changed: Any) -> str:
        """The address of the same with this changed, from the beginning of its list."""
        return replace(self, **({"after": None} | changed)).address


def asked_of(user: User, said: QueryDict, at: datetime) -> Asked | None:
    """None for somebody without a team; a 404 for another's. What makes no sense is this week's noes."""
    teams = list(teams_heard_by(user))
    wanted = said.get("team", "")
    if wanted and wanted not in {str(team.pk) for team in teams}:
        raise Http404
    if not teams:
        return None
    own = wanted or str(user.team_id)
    this = Week.of(at, user.zone)
    week = Week.named(said.get("week", "")) or this
    kind, after = said.get("kind", ""), said.get("after", "")
    return Asked(
        team=next((team for team in teams if str(team.pk) == own), teams[0]),
        teams=teams,
        week=min(week, this),
        kind=kind if kind in KINDS else ReplyKind.NO,
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None,
    )


def show(
    request: HttpRequest, asked: Asked | None, *, status: int = 200, **given: Any
) -> HttpResponse:
    """The whole page; `given` brings a refusal and what was typed."""
    if asked is None:
        return render_page(request, TEMPLATE, None, {"asked": None}, status=status)
    user, at = signed_in(request), timezone.now()
    heard = heard_in(asked.team, asked.week, user, at, kind=asked.kind, after=asked.after)
    week, this = asked.week, Week.of(at, user.zone)
    context = {
        "asked": asked,
        "heard": heard,
        "is_this_week": week == this,
        "week_before": asked.to(week=week.before),
        "week_after": asked.to(week=week.after) if week < this else "",
        "older": asked.to(after=heard.page.older) if heard.page.older else "",
        "newer": asked.to() if asked.after else "",
        "kinds": [(each, asked.to(kind=each.key)) for each in heard.tally.kinds],
        "team_links": [(team, asked.to(team=team)) for team in asked.teams],
        "own_note": next((note for note in heard.notes if note.by_id == user.pk), None),
        "waits": heard.waits.by_reply,
        "reasons": NoReason.choices,
        **given,
    }
    return render_page(request, TEMPLATE, None, context, status=status)


def status_of(refused: Refused) -> int:
    return 409 if refused.code.startswith("conflict") else 422
