"""Asking somebody we know for an introduction. Asks are tracked; they are not tries."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from research.enums import INTRODUCTION_MOVES, IntroductionState
from research.models import Introduction
from research.models.introduction import LONGEST_WAIT
from research.permissions import check_research
from team.models import User
from team.refusals import Refused


@transaction.atomic
def ask(prospect: Prospect, *, by: User, at: datetime, introducer: str, words: str) -> Introduction:
    """Note that we asked somebody to introduce us, in these words; nothing is sent by it.

    Nobody comes cold for seven days from now. A further ask shares the days of the one before:
    only a wait that ended a week ago or longer is followed by another. Refuses without a name and
    while an ask to the same introducer is still open.
    """
    check_research(by, prospect)
    introducer = introducer.strip()
    if not introducer:
        raise Refused(_("Say whom you asked."), code="introducer_missing")
    Prospect.objects.select_for_update(no_key=True).get(pk=prospect.pk)
    open_asks = Introduction.objects.filter(prospect=prospect, state=IntroductionState.ASKED)
    if open_asks.filter(introducer=introducer).exists():
        raise Refused(_("You asked them already and have no answer yet."), code="already_asked")
    introduction = Introduction.objects.create(
        prospect=prospect,
        introducer=introducer,
        words=words.strip(),
        asked_by=by,
        asked_at=at,
        waits_until=_waits_until(prospect, at),
    )
    _tell(introduction, by=by, at=at, detail={"introducer": introducer})
    return introduction


@transaction.atomic
def answer(
    introduction: Introduction, *, by: User, at: datetime, state: IntroductionState, note: str
) -> Introduction:
    """Note what the introducer said, or that nothing came. Refuses a move the table lacks.

    Once somebody introduces us, nobody else's answer is waited for.
    """
    prospect = introduction.prospect
    check_research(by, prospect)
    sources = [old for old, targets in INTRODUCTION_MOVES.items() if state in targets]
    answered = Introduction.objects.filter(pk=introduction.pk, state__in=sources).update(
        state=state, answered_at=at, note=note
    )
    if not answered:
        raise Refused(_("This ask was answered already."), code="already_answered")
    if state == IntroductionState.GRANTED:
        Introduction.objects.filter(prospect=prospect).waited_for(at).update(waits_until=at)
    detail = {"introducer": introduction.introducer, "state": str(state)}
    _tell(introduction, by=by, at=at, detail=detail)
    introduction.refresh_from_db()
    return introduction


def _waits_until(prospect: Prospect, at: datetime) -> datetime:
    before = Introduction.objects.filter(prospect=prospect).aggregate(last=Max("waits_until"))
    last: datetime | None = before["last"]
    if last is None or last <= at - LONGEST_WAIT:
        return at + LONGEST_WAIT
    return min(last, at + LONGEST_WAIT)


def _tell(introduction: Introduction, *, by: User, at: datetime, detail: dict[str, str]) -> None:
    Activity.objects.record(
        ActivityKind.INTRODUCTION,
        at=at,
        actor=by,
        prospect=introduction.prospect,
        detail=detail,
    )
