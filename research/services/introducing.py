"""Asking somebody we know for an introduction. Asks are tracked; they are not tries."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from research.enums import INTRODUCTION_MOVES, IntroductionState
from research.models import Introduction
from research.permissions import check_research
from team.models import User
from team.refusals import Refused


@transaction.atomic
def ask(prospect: Prospect, *, by: User, at: datetime, introducer: str, note: str) -> Introduction:
    """Note that we asked somebody to introduce us.

    Refuses without a name and while an ask to the same introducer is still open.
    """
    check_research(by, prospect)
    if not introducer.strip():
        raise Refused(_("Say whom you asked."), code="introducer_missing")
    open_asks = Introduction.objects.filter(prospect=prospect, state=IntroductionState.ASKED)
    if open_asks.filter(introducer=introducer).exists():
        raise Refused(_("You asked them already and have no answer yet."), code="already_asked")
    introduction = Introduction.objects.create(
        prospect=prospect, introducer=introducer, note=note, asked_by=by, asked_at=at
    )
    detail = {"introducer": introducer}
    Activity.objects.record(
        ActivityKind.INTRODUCTION, at=at, actor=by, prospect=prospect, detail=detail
    )
    return introduction


@transaction.atomic
def answer(
    introduction: Introduction, *, by: User, at: datetime, state: IntroductionState, note: str
) -> Introduction:
    """Note what the introducer said, or that nothing came. Refuses a move the table lacks."""
    prospect = introduction.prospect
    check_research(by, prospect)
    sources = [old for old, targets in INTRODUCTION_MOVES.items() if state in targets]
    answered = Introduction.objects.filter(pk=introduction.pk, state__in=sources).update(
        state=state, answered_at=at, note=note
    )
    if not answered:
        raise Refused(_("This ask was answered already."), code="already_answered")
    detail = {"introducer": introduction.introducer, "state": str(state)}
    Activity.objects.record(
        ActivityKind.INTRODUCTION, at=at, actor=by, prospect=prospect, detail=detail
    )
    introduction.refresh_from_db()
    return introduction
