"""R12: a second rep asks whoever leads a company's conversation, who says yes or no with a line."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import RequestAnswer
from cadence.models import CompanyRequest
from cadence.permissions import check_answers, check_decides
from cadence.policies.company import (
    GOOD_FOR,
    answered_since,
    check_no_was_long_ago,
    is_waiting,
    leader_at,
)
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from team.models import User
from team.refusals import Refused

LONGEST_LINE = 300


@transaction.atomic
def ask(prospect: Prospect, *, by: User, at: datetime, why: str) -> CompanyRequest:
    """Ask for this person's rep, with a line why; it stands in the queue of whoever leads the conversation.

    Refuses where no colleague leads one, without a line, while the same is asked or agreed already, and for two weeks
    after a no. What was asked about a conversation that is over lapses.
    """
    check_decides(by, prospect)
    why = _line(why, _("Say in a line why you would like to talk with them."))
    # As whoever begins there: nobody asks the same twice, and the conversation does not end meanwhile by a beginning.
    Company.objects.select_for_update(no_key=True).get(pk=prospect.company_id)
    _check_is_needed(prospect, at)
    open_ones = CompanyRequest.objects.filter(
        prospect=prospect, asker=prospect.owner_id, answer="", lapsed_at=None
    )
    for request in open_ones:
        if is_waiting(request):
            raise Refused(
                _("You asked already. The answer is still to come."), code="asked_already"
            )
    open_ones.update(lapsed_at=at)
    _tell(ActivityKind.COLLEAGUE_ASKED, prospect, by, at, why)
    return CompanyRequest.objects.create(
        company_id=prospect.company_id,
        prospect=prospect,
        asker_id=prospect.owner_id,
        why=why,
        asked_at=at,
    )


@transaction.atomic
def answer(
    request: CompanyRequest, said: RequestAnswer, *, by: User, at: datetime, note: str = ""
) -> CompanyRequest:
    """Say yes or no, once; a yes lets the asker begin with that person within two weeks.

    Refuses all but whoever leads the conversation (in their absence whoever covers, their manager or an admin), a no without a line,
    and what was answered or is over in the meantime.
    """
    leader = leader_at(request.company_id)
    if leader is None or not is_waiting(request):
        raise Refused(
            _("This was answered already, or the conversation is over."), code="conflict_answered"
        )
    check_answers(by, request, leader, at)
    if said == RequestAnswer.NO:
        note = _line(note, _("Say in a line why not, so that they know what to wait for."))
    answered = CompanyRequest.objects.filter(pk=request.pk, answer="", lapsed_at=None).update(
        answer=said, note=note.strip()[:LONGEST_LINE], answered_by=by, answered_at=at
    )
    if not answered:
        raise Refused(_("This was answered already."), code="conflict_answered")
    request.refresh_from_db()
    words = f"{RequestAnswer(request.answer).label}. {request.note}".strip()
    _tell(ActivityKind.COLLEAGUE_ANSWERED, request.prospect, by, at, words)
    return request


def _check_is_needed(prospect: Prospect, at: datetime) -> None:
    leader = leader_at(prospect.company_id)
    if leader is None or leader.pk == prospect.owner_id:
        raise Refused(
            _("No colleague is talking with %(company)s. You need not ask.")
            % {"company": prospect.company.name},
            code="nobody_to_ask",
        )
    if answered_since(at - GOOD_FOR, prospect).filter(answer=RequestAnswer.YES).exists():
        raise Refused(_("You have a yes already. You can begin."), code="agreed_already")
    check_no_was_long_ago(prospect, at)


def _line(words: str, refusal: str) -> str:
    line = " ".join(words.split())[:LONGEST_LINE]
    if not line:
        raise Refused(refusal, code="line_missing")
    return line


def _tell(kind: ActivityKind, prospect: Prospect, by: User, at: datetime, words: str) -> None:
    Activity.objects.record(kind, at=at, actor=by, prospect=prospect, detail={"text": words})
