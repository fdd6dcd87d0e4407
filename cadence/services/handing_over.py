"""Give people to colleagues with all that is open, so that no answer waits for somebody who is gone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from cadence.enums import EnrollmentState
from cadence.models import BeyondCapacity, Enrollment, Reply, Touch
from cadence.permissions import check_hands_over, takers_of
from cadence.selectors.handovers import of_unknown_fate
from cadence.selectors.receiving import loads_with
from cadence.services import capacity, replanning
from cadence.services.passing_on import pass_on
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from team.enums import AuditKind
from team.languages import for_others
from team.models import User
from team.refusals import Refused
from team.services import auditing

BATCH = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody who stays where they are, and why."""

    prospect: Prospect
    why: str


@transaction.atomic
def hand_over(prospect: Prospect, *, to: User, by: User, at: datetime, beyond: str = "") -> None:
    """From now on `to` decides about them: their answers, the letters owed to them, their talk and their next try.

    What was made keeps who made it. A review that has not left is taken back, for the words were another's to send,
    and a letter that is signed with their name is signed with the new one's. Refuses whoever may not give them away,
    a colleague who may not sign in, and while nobody can tell whether a letter to them left; and, unless a manager
    says why (`beyond`), when a day of `to` would have more tries than they can make. At its next bell the clock moves
    what stands on a day that `to` has off.
    """
    check_hands_over(by, prospect, to)
    capacity.take_turns({to.pk})
    allowed = _allowed({prospect.pk: to}, by=by, at=at, beyond=beyond)
    replanning.look_again([to.pk])
    enrollments = _locked([prospect.pk])
    if of_unknown_fate([prospect.pk]):
        raise Refused(_why_unsettled(prospect), code="letter_not_settled")
    before = next((each.owner for each in enrollments if each.owner_id != to.pk), prospect.owner)
    _give([prospect], enrollments, to, by=by, at=at)
    _tell([(prospect, before)], to, by=by, at=at)
    prospect.owner = to
    auditing.record(
        AuditKind.HANDED_OVER,
        actor=by,
        subject=f"prospect {prospect.pk}",
        detail={"from": before.pk, "to": to.pk},
        at=at,
    )
    for row in allowed:
        capacity.account_for(row)


def hand_over_many(
    given: Mapping[int, User],
    *,
    by: User,
    at: datetime,
    had_by: User | None = None,
    beyond: str = "",
) -> tuple[int, list[Kept]]:
    """Give each of these people (by key) to a colleague, a hundred in one transaction; how many went, and who stays.

    As `hand_over` gives one. Somebody about whom it would refuse stays, and so does whoever is no longer with
    `had_by`; all others go. Done twice, the second time gives nobody. Refuses all of them when a day of a colleague
    would have more tries than they can make, unless a manager says why (`beyond`): that is kept, and in the audit.
    """
    keys, went, stayed = sorted(given), 0, list[Kept]()
    _allowed(given, by=by, at=at, beyond=beyond)
    for start in range(0, len(keys), BATCH):
        batch = {key: given[key] for key in keys[start : start + BATCH]}
        gone, kept = _hand_over_batch(batch, by=by, at=at, had_by=had_by, beyond=beyond)
        went, stayed = went + gone, stayed + kept
    return went, stayed


@transaction.atomic
def _hand_over_batch(
    given: Mapping[int, User], *, by: User, at: datetime, had_by: User | None, beyond: str
) -> tuple[int, list[Kept]]:
    capacity.take_turns({to.pk for to in given.values()})
    allowed = _allowed(given, by=by, at=at, beyond=beyond)
    replanning.look_again({to.pk for to in given.values()})
    enrollments = _locked(given)
    people = list(
        Prospect.objects.led_by(by)
        .filter(pk__in=list(given))
        .select_related("company", "owner__team")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    kept = _kept(people, given, by=by, had_by=had_by)
    staying = {each.prospect.pk for each in kept}
    going = defaultdict[User, list[Prospect]](list)
    for person in people:
        # Whoever is with them already needs no giving, and a second press finds everybody so.
        if person.pk not in staying and person.owner_id != given[person.pk].pk:
            going[given[person.pk]].append(person)
    for to, theirs in going.items():
        _give(theirs, enrollments, to, by=by, at=at)
        _tell([(person, person.owner) for person in theirs], to, by=by, at=at)
    _account_for(going, by=by, at=at)
    for row in allowed:
        capacity.account_for(row)
    return sum(len(theirs) for theirs in going.values()), kept


def _allowed(
    given: Mapping[int, User], *, by: User, at: datetime, beyond: str
) -> list[BeyondCapacity]:
    """What is beyond what a day of theirs holds, and why a manager allows it."""
    people = Counter(to.pk for to in given.values())
    asked = [
        capacity.allowed(to, load, people[to.pk], by=by, at=at, reason=beyond)
        for to, load in loads_with(given, at).items()
    ]
    return [row for row in asked if row is not None]


def _kept(
    people: Sequence[Prospect], given: Mapping[int, User], *, by: User, had_by: User | None
) -> list[Kept]:
    """Asked of the database once for each rep, not for each person."""
    unsettled = of_unknown_fate([person.pk for person in people])
    may_have = dict[int, set[int]]()
    kept = []
    for person in people:
        rep, to = person.owner_id, given[person.pk]
        if rep not in may_have:
            may_have[rep] = set(takers_of(by, person.owner).values_list("pk", flat=True))
        if rep == to.pk:
            continue
        if had_by is not None and rep != had_by.pk:
            words = {"name": person.name, "rep": person.owner.first_name}
            kept.append(Kept(person, _("%(name)s is with %(rep)s by now.") % words))
        elif to.pk not in may_have[rep]:
            words = {"name": person.name, "colleague": to.first_name}
            kept.append(Kept(person, _("%(name)s cannot go to %(colleague)s.") % words))
        elif person.pk in unsettled:
            kept.append(Kept(person, _why_unsettled(person)))
    return kept


def _locked(people: Collection[int]) -> list[Enrollment]:
    """Those that run or owe a letter, and the newest of each: what they may still answer is answered in it.

    Their companies come first, as for whoever begins with them; an answer is locked before enrollments, as by
    whoever says what it was.
    """
    where = Prospect.objects.filter(_records_of(people)).values("company")
    companies = Company.objects.filter(pk__in=where).order_by("pk")
    list(companies.select_for_update(no_key=True).values_list("pk"))
    unread = Reply.objects.filter(_records_of(people, "prospect__"), kind="").order_by("pk")
    list(unread.select_for_update(of=("self",)).values_list("pk"))
    owes = Touch.objects.open().filter(enrollment=OuterRef("pk"))
    newest = Enrollment.objects.filter(prospect=OuterRef("prospect")).order_by("-started_at", "-pk")
    wanted = (
        ~Q(state=EnrollmentState.ENDED) | Exists(owes) | Q(pk=Subquery(newest.values("pk")[:1]))
    )
    theirs = Enrollment.objects.filter(wanted, prospect__in=list(people))
    return list(theirs.select_related("owner").order_by("pk").select_for_update(of=("self",)))


def _records_of(people: Collection[int], through: str = "") -> Q:
    """These people and the records that they stand for, or a row about one."""
    keys = list(people)
    return Q((f"{through}pk__in", keys)) | Q((f"{through}merged_into__in", keys))


def _why_unsettled(prospect: Prospect) -> str:
    return _("Nobody can tell yet whether a letter to %(name)s left. Say that first.") % {
        "name": prospect.name
    }


def _give(
    people: Sequence[Prospect],
    enrollments: Sequence[Enrollment],
    to: User,
    *,
    by: User,
    at: datetime,
) -> None:
    """Under the locks of `_locked`. The records they stand for go along, and a company where the rep before has nobody left."""
    keys = [person.pk for person in people]
    theirs = [each.pk for each in enrollments if each.prospect_id in keys]
    touches = list(Touch.objects.open().filter(prospect__in=keys).select_related("owner"))
    Prospect.objects.filter(_records_of(keys)).update(owner=to)
    Reply.objects.filter(_records_of(keys, "prospect__"), kind="").update(owner=to)
    Enrollment.objects.filter(pk__in=theirs).update(owner=to)
    pass_on(touches, to, by=by, at=at)
    left = Prospect.objects.filter(company=OuterRef("pk"), owner=OuterRef("owner"))
    Company.objects.filter(
        ~Exists(left),
        pk__in={person.company_id for person in people},
        owner__in={person.owner_id for person in people},
    ).update(owner=to)


def _tell(people: Sequence[tuple[Prospect, User]], to: User, *, by: User, at: datetime) -> None:
    with for_others():
        sentence = _("From %(before)s to %(to)s.")
    Activity.objects.bulk_create(
        Activity(
            kind=ActivityKind.HANDED_OVER,
            at=at,
            actor=by,
            prospect=person,
            company_id=person.company_id,
            detail={"text": sentence % {"before": before.name, "to": to.name}},
        )
        for person, before in people
    )


def _account_for(going: Mapping[User, Sequence[Prospect]], *, by: User, at: datetime) -> None:
    """One line for all who went from one colleague to another in this transaction, and their keys."""
    lines = defaultdict[tuple[int, int], list[int]](list)
    for to, people in going.items():
        for person in people:
            lines[person.owner_id, to.pk].append(person.pk)
    for (before, after), keys in lines.items():
        auditing.record(
            AuditKind.HANDED_OVER,
            actor=by,
            subject=f"{len(keys)} prospects",
            detail={"from": before, "to": after, "people": keys},
            at=at,
        )
