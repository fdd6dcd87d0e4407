"""What colleagues ask of whoever leads a company's conversation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from cadence.models import CompanyRequest
from cadence.permissions import away_among, can_answer, covered_now_by
from cadence.policies.company import (
    ConversationOwner,
    is_waiting,
    leader_at,
    waiting_requests,
)
from prospects.models import Company, Prospect
from prospects.models.prospect import seen_by
from team.models import TimeOff, User

MOST = 50


@dataclass(frozen=True, slots=True)
class Asking:
    """What a rep reads where a colleague leads the conversation: whom to ask, and what they asked last."""

    leader: User
    last: CompanyRequest | None
    is_open: bool


def requests_for(user: User, at: datetime) -> list[CompanyRequest]:
    """What this colleague is asked to answer now, the oldest first; in a leader's absence managers, admins and whoever covers, too."""
    asked = list(
        waiting_requests()
        .annotate(leader=ConversationOwner("company"))
        .filter(leader__in=_may_answer_for(user))
        .exclude(asker=user)
        .select_related("company", "prospect", "asker")
        .order_by("asked_at", "pk")[:MOST]
    )
    if not asked:
        return []
    leaders = User.objects.in_bulk({each.leader for each in asked})
    now = {"away": away_among(list(leaders.values()), at), "covered": covered_now_by(user)}
    return [each for each in asked if can_answer(user, each, leaders[each.leader], **now)]


def _may_answer_for(user: User) -> QuerySet[User]:
    """For whom they may ever answer; whether those are away now is asked of each."""
    if user.is_admin:
        return User.objects.all()
    if user.is_manager and user.team_id is not None:
        return User.objects.filter(Q(team=user.team_id) | Q(pk=user.pk))
    covered = TimeOff.objects.covered_by(user).values("user")
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=covered))


def known_requests(user: User) -> QuerySet[CompanyRequest]:
    """Those that this colleague may ever be asked to answer, and those about people of whom they may read."""
    led = CompanyRequest.objects.annotate(leader=ConversationOwner("company"))
    return led.filter(seen_by(user, through="prospect__") | Q(leader__in=_may_answer_for(user)))


def asking_of(prospect: Prospect) -> Asking | None:
    """None where no colleague of this person's rep leads a conversation at their company."""
    leader = leader_at(prospect.company_id)
    if leader is None or leader.pk == prospect.owner_id:
        return None
    last = (
        CompanyRequest.objects.filter(prospect=prospect, asker=prospect.owner_id)
        .select_related("answered_by")
        .order_by("-asked_at", "-pk")
        .first()
    )
    return Asking(leader, last, is_open=last is not None and is_waiting(last))


def requests_at(company: Company, people: Iterable[int]) -> list[CompanyRequest]:
    """What was asked and answered about these people of the company, the newest first."""
    asked = CompanyRequest.objects.filter(company=company, prospect__in=list(people))
    related = ("prospect", "asker", "answered_by")
    return list(asked.select_related(*related).order_by("-asked_at", "-pk")[:MOST])
