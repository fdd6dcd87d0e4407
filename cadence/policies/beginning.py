"""R6, R8, R10, R12, R18: may a cadence begin with this person now?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import CallOutcome, Ending, EnrollmentState, ReplyKind, VersionState
from cadence.models import Attempt, CadenceVersion, Enrollment, Hold, Reply
from cadence.policies.company import agreed, check_colleague_agrees, leaders_at
from cadence.policies.reaching import check_some_way_is_open
from prospects.enums import Channel
from prospects.models import Company, Prospect
from prospects.selectors.suppressions import channels_stopped, told_as
from research.policies import missing_of
from team.models import Policy, User
from team.permissions import can_manage
from team.refusals import Refused

# After these endings nobody has said no: what a manager may take back, where nobody wrote down why.
REOPENED = (Ending.NOT_A_FIT, Ending.COMPANY_CLOSED)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of many people at once, so that asking for five hundred costs as many questions as for one."""

    at: datetime
    policy: Policy
    running: dict[int, dict[int, int]]
    closed: dict[int, set[str]]
    holds: dict[int, Hold]
    missing: dict[int, list[str]]
    ended: dict[int, Enrollment]
    leaders: dict[int, int]
    agreed: set[tuple[int, int]]
    let_go: set[int]
    waits: dict[int, date]


def check_may_enroll(
    prospect: Prospect, version: CadenceVersion, at: datetime, *, by: User | None = None
) -> None:
    """Everything that must be true before the first try (R6, R8, R10, R12, R18)."""
    check_published(version)
    check_some_way_is_open(prospect, at)
    if refusal := refusals([prospect], at, by=by).get(prospect.pk):
        raise refusal


def check_published(version: CadenceVersion) -> None:
    if version.state != VersionState.PUBLISHED or version.cadence.archived_at is not None:
        raise Refused(_("This cadence is not published."), code="cadence_not_published")


def refusals(
    people: Sequence[Prospect], at: datetime, *, by: User | None = None
) -> dict[int, Refused]:
    """Why each of these may not begin now; whoever is missing here may. The first of a company take the room there is.

    Whom we let go early, without a word from them, a manager (`by`) may begin with again before the rest is over.
    """
    known, refused = _known(people, at, by), {}
    for prospect in people:
        try:
            _check_one(prospect, known)
        except Refused as refusal:
            refused[prospect.pk] = refusal
        else:
            there = known.running.setdefault(prospect.company_id, {})
            there[prospect.pk] = prospect.owner_id
            known.leaders.setdefault(prospect.company_id, prospect.owner_id)
    return refused


def _known(people: Sequence[Prospect], at: datetime, by: User | None) -> _Known:
    ids = [each.pk for each in people]
    companies = {each.company_id for each in people}
    running: dict[int, dict[int, int]] = {}
    in_cadences = Enrollment.objects.running().filter(prospect__company__in=companies)
    for company, prospect, owner in in_cadences.values_list(
        "prospect__company", "prospect", "owner"
    ):
        running.setdefault(company, {})[prospect] = owner
    last = _last_ended(ids)
    policy = Policy.current()
    return _Known(
        at=at,
        policy=policy,
        running=running,
        closed=channels_stopped(ids),
        holds={
            each.company_id: each
            for each in Hold.objects.filter(company__in=companies, lifted_at=None)
        },
        missing=missing_of(people, at),
        ended=last,
        leaders=leaders_at(running),
        agreed=agreed(ids, at),
        waits=asked_to_wait(ids, at),
        let_go=_let_go(last.values(), policy) if by is not None and can_manage(by) else set(),
    )


def _last_ended(people: Sequence[int]) -> dict[int, Enrollment]:
    """The last cadence of each that ended, under whichever record somebody said is theirs."""
    records = told_as(people)
    ended = Enrollment.objects.filter(prospect__in=list(records), state=EnrollmentState.ENDED)
    return {records[each.prospect_id]: each for each in ended.order_by("ended_at")}


def rests_until(ended: Enrollment, policy: Policy) -> datetime:
    """When whoever was in this cadence has rested from it (R18)."""
    assert ended.ended_at is not None
    days = policy.rest_after_no_days if ended.ending == Ending.NO else policy.rest_days
    return ended.ended_at + timedelta(days=days)


def asked_to_wait(people: Collection[int], at: datetime) -> dict[int, date]:
    """The furthest day that each named, who said "not now" and whose day is still to come."""
    records = told_as(people)
    said = Reply.objects.filter(
        prospect__in=list(records), kind=ReplyKind.NOT_NOW, until__gt=at.date()
    )
    return {records[each.prospect_id]: each.until for each in said.order_by("until") if each.until}


def _let_go(ended: Iterable[Enrollment], policy: Policy) -> set[int]:
    """Of these, the cadences that we ended early, for no reason that anybody wrote down, and without a word from them.

    It was no finished cadence after which they rest, and they said no to nothing.
    """
    early = [
        each.pk
        for each in ended
        if each.ending in REOPENED and not each.ending_note and each.attempts < policy.min_attempts
    ]
    said = Reply.objects.filter(
        prospect=OuterRef("prospect"), received_at__gte=OuterRef("started_at")
    )
    spoke = Attempt.objects.filter(enrollment=OuterRef("pk"), outcome=CallOutcome.SPOKE)
    silent = Enrollment.objects.filter(~Exists(said), ~Exists(spoke), pk__in=early)
    return set(silent.values_list("pk", flat=True)) if early else set()


def _check_one(prospect: Prospect, known: _Known) -> None:
    if prospect.erased_at is not None:
        raise Refused(_("Their data was erased."), code="conflict_erased")
    _check_not_running(prospect, known)
    _check_has_rep(prospect)
    _check_not_stopped(prospect, known)
    _check_not_on_hold(prospect.company, known.holds.get(prospect.company_id))
    if gaps := known.missing.get(prospect.pk):
        raise Refused(" ".join(gaps), code="research_missing")
    _check_rested(prospect, known)
    _check_room_at_company(prospect, known)
    check_colleague_agrees(prospect, known.leaders.get(prospect.company_id), known.agreed)


def _check_not_running(prospect: Prospect, known: _Known) -> None:
    if prospect.pk in known.running.get(prospect.company_id, {}):
        raise Refused(
            _("%(name)s is in a cadence already.") % {"name": prospect.name},
            code="already_in_a_cadence",
        )


def _check_has_rep(prospect: Prospect) -> None:
    """Of a rep who may no longer sign in, nobody would make the tries."""
    if not prospect.owner.is_active:
        raise Refused(
            _("%(rep)s no longer signs in here. Give %(name)s to a colleague first.")
            % {"rep": prospect.owner.first_name, "name": prospect.name},
            code="rep_is_gone",
        )


def _check_not_stopped(prospect: Prospect, known: _Known) -> None:
    if known.closed.get(prospect.pk, set()) >= set(Channel):
        raise Refused(
            _("%(name)s asked us to stop.") % {"name": prospect.name}, code="asked_to_stop"
        )


def check_not_held(company: Company) -> None:
    """R8: while a reply is unread, nobody at the company is written to."""
    _check_not_on_hold(company, Hold.objects.filter(company=company, lifted_at=None).first())


def _check_not_on_hold(company: Company, hold: Hold | None) -> None:
    if hold is not None:
        raise Refused(
            _("%(company)s is on hold: %(reason)s Read it first.")
            % {"company": company.name, "reason": hold.reason},
            code="on_hold",
        )


def _check_rested(prospect: Prospect, known: _Known) -> None:
    """R18: after a finished cadence they rest, and longer after a no, or after the day to which they asked us to wait."""
    last, days = known.ended.get(prospect.pk), list[date]()
    if last is not None and last.pk not in known.let_go:
        until = rests_until(last, known.policy)
        if known.at < until:
            days.append(until.astimezone(prospect.zone).date())
    if prospect.pk in known.waits:
        days.append(known.waits[prospect.pk])
    if days:
        day = formats.date_format(max(days), "DAY_MONTH_YEAR")
        raise Refused(
            _("%(name)s can be asked again after %(day)s.") % {"name": prospect.name, "day": day},
            code="still_resting",
        )


def _check_room_at_company(prospect: Prospect, known: _Known) -> None:
    """R12: at most three people of one company at once."""
    busy = len(known.running.get(prospect.company_id, {}))
    if busy >= known.policy.people_per_company:
        raise Refused(
            ngettext(
                "We are talking with %(count)s person at %(company)s already. One at a time there.",
                "We are talking with %(count)s people at %(company)s already. That is enough at once.",
                busy,
            )
            % {"count": busy, "company": prospect.company.name},
            code="company_is_full",
        )
