"""Begin and end people's ways through a cadence."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import OPEN_TOUCH, Ending, EnrollmentState, TouchState
from cadence.models import CadenceVersion, Enrollment, Touch
from cadence.permissions import check_decides
from cadence.policies.beginning import check_may_enroll, check_published, refusals
from cadence.policies.ending import check_may_end
from cadence.selectors.intake import ANY, Wish, shares_of
from cadence.selectors.joining import MOST_AT_ONCE
from cadence.selectors.load import can_only_fit
from cadence.services import capacity
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from research.services import briefing
from team.models import Policy, User
from team.refusals import Refused


@transaction.atomic
def enroll(
    prospect: Prospect,
    version: CadenceVersion,
    *,
    by: User,
    at: datetime,
    first_day: date | None = None,
    beyond: str = "",
) -> Enrollment:
    """Put a researched person into a published cadence, from now or from the rep's next working day on; the planner makes the first try.

    Refuses when research is missing, the company is full or on hold, they asked us to stop, they are resting after an
    earlier cadence (but for a manager, where that was given up early without a word from them), or they are in one
    already; and, unless a manager says why (`beyond`), when a day would have more tries than their rep can make.
    """
    check_decides(by, prospect)
    _take_turns([prospect])
    check_may_enroll(prospect, version, at, by=by)
    most = Policy.current().daily_capacity
    if first_day is None and can_only_fit(prospect.owner_id, most, at):
        [enrollment] = _write([(prospect, at)], version, by=by, at=at)
    else:
        wish = Wish(most, first_day)
        [enrollment] = _begin([prospect], version, wish, by=by, at=at, beyond=beyond)
    return enrollment


@transaction.atomic
def enroll_many(
    people: Sequence[Prospect],
    version: CadenceVersion,
    *,
    by: User,
    at: datetime,
    wish: Wish = ANY,
    beyond: str = "",
) -> list[Enrollment]:
    """Put up to five hundred people into a published cadence, a few each working day of their reps, all of them or none.

    Whoever may not begin now is left out, so a second press begins nobody twice. Refuses more people, people of a
    colleague's, a version that is not published, a pace that no day holds, and, unless a manager says why
    (`beyond`), a day with more tries than its rep can make: that is kept with the reason, and in the audit.
    """
    check_published(version)
    _check_asked(people, wish, by)
    _take_turns(people)
    refused = refusals(people, at, by=by)
    beginning = [each for each in people if each.pk not in refused]
    return _begin(beginning, version, wish, by=by, at=at, beyond=beyond) if beginning else []


@transaction.atomic
def end(
    enrollment: Enrollment, ending: Ending, *, by: User, at: datetime, note: str = ""
) -> Enrollment:
    """End it honestly. What was planned is cancelled; what was done stays. Why it is not a fit is kept with the research.

    Refuses "not reached" below ten evidenced tries, "no channel works" while one does, "they wrote
    back" without an answer, "we talked" without an answer that was read or a call in which we spoke, and whatever has ended already.
    """
    check_decides(by, enrollment.prospect)
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    check_may_end(locked, ending, at)
    close(locked, ending, by=by, at=at, note=note)
    if ending == Ending.NOT_A_FIT and note.strip():
        briefing.judge_not_a_fit(locked.prospect, by=by, at=at, why=note)
    Activity.objects.record(
        ActivityKind.ENROLLMENT_ENDED,
        at=at,
        actor=by,
        prospect=locked.prospect,
        detail={"enrollment": locked.pk, "ending": ending, "note": note},
    )
    return locked


def close(
    enrollment: Enrollment, ending: Ending, *, by: User | None, at: datetime, note: str
) -> None:
    """Write the ending and cancel the open try (no answer of ours: that is owed), under the caller's lock on the enrollment."""
    enrollment.state = EnrollmentState.ENDED
    enrollment.ending = ending
    enrollment.ending_note = note
    enrollment.ended_at = at
    enrollment.ended_by = by
    enrollment.plan_at = None
    enrollment.save(
        update_fields=["state", "ending", "ending_note", "ended_at", "ended_by", "plan_at"]
    )
    cancel_tries(enrollment, at=at)


def cancel_tries(enrollment: Enrollment, *, at: datetime) -> None:
    """What was planned is let go, under the caller's lock on the enrollment."""
    Touch.objects.steps().filter(enrollment=enrollment, state__in=OPEN_TOUCH).update(
        state=TouchState.CANCELLED, closed_at=at, lease_by=None, lease_until=None
    )


def _check_asked(people: Sequence[Prospect], wish: Wish, by: User) -> None:
    if len(people) > MOST_AT_ONCE:
        raise Refused(
            _("At most %(most)s people begin at once.") % {"most": MOST_AT_ONCE}, code="too_many"
        )
    ids = [each.pk for each in people]
    if Prospect.objects.workable_by(by).filter(pk__in=ids).count() < len(set(ids)):
        raise Refused(_("Some of them are with a colleague."), code="not_your_person")
    most = Policy.current().daily_capacity
    if wish.pace is not None and not 1 <= wish.pace <= most:
        raise Refused(
            _("Begin with 1 to %(capacity)s people a day.") % {"capacity": most},
            code="no_such_pace",
        )


def _take_turns(people: Sequence[Prospect]) -> None:
    """One intake a rep at a time, then one a company: in this order, and each by number, so that nobody waits in a circle.

    Refuses whoever was given to a colleague while this waited, for that rep's turn was not taken, and whose company became another.
    """
    capacity.take_turns({each.owner_id for each in people})
    companies = Company.objects.filter(pk__in={each.company_id for each in people})
    list(companies.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    theirs = Prospect.objects.filter(pk__in=[each.pk for each in people]).order_by("pk")
    locked = theirs.select_for_update(no_key=True).values_list("pk", "owner", "company")
    where = {pk: (owner, company) for pk, owner, company in locked}
    for each in people:
        owner, company = where.get(each.pk, (None, None))
        if owner != each.owner_id:
            raise Refused(
                _("%(name)s was given to a colleague in the meantime.") % {"name": each.name},
                code="conflict_owner",
            )
        if company != each.company_id:
            raise Refused(
                _("%(company)s and another record became one company. Look at it once more.")
                % {"company": each.company.name},
                code="conflict_company",
            )


def _begin(
    people: Sequence[Prospect],
    version: CadenceVersion,
    wish: Wish,
    *,
    by: User,
    at: datetime,
    beyond: str,
) -> list[Enrollment]:
    """Everybody from their day on, once the load of each rep was looked at."""
    shares = shares_of(people, version, at, wish)
    asked = [
        capacity.allowed(each.rep, each.load, len(each.people), by=by, at=at, reason=beyond)
        for each in shares
    ]
    allowed = [row for row in asked if row is not None]
    moments = [moment for share in shares for moment in share.moments]
    reasons = {row.rep_id: row.reason for row in allowed}
    begun = _write(moments, version, by=by, at=at, reasons=reasons)
    for row in allowed:
        capacity.account_for(row)
    return begun


def _write(
    moments: Sequence[tuple[Prospect, datetime]],
    version: CadenceVersion,
    *,
    by: User,
    at: datetime,
    reasons: Mapping[int, str] | None = None,
) -> list[Enrollment]:
    """Each person from their moment on; beside it, why their rep was allowed more than a day holds."""
    begun = Enrollment.objects.bulk_create(
        Enrollment(
            prospect=prospect,
            version=version,
            owner=prospect.owner,
            started_at=moment,
            plan_at=moment,
        )
        for prospect, moment in moments
    )
    name, reasons = version.cadence.name, reasons or {}
    Activity.objects.bulk_create(
        Activity(
            kind=ActivityKind.ENROLLED,
            at=at,
            actor=by,
            prospect=each.prospect,
            company=each.prospect.company,
            detail={"enrollment": each.pk, "cadence": name}
            | ({"reason": reasons[each.owner_id]} if each.owner_id in reasons else {}),
        )
        for each in begun
    )
    return begun
