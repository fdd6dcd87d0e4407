"""Say that two records are one company, and take it back.

Neither record is erased. The people, facts and answers of the other one move to the one that is kept, and it is remembered
who they are: so every rule by company counts them together, and all go back when the two are parted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cadence.models import Enrollment, Reply, UndecidedMail
from cadence.policies.company import leader_at, waiting_requests
from cadence.services import holding, listening, replanning
from cadence.services.locking import guarded
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, CompanyMerge, Prospect
from prospects.models.company_merge import COMPANY_FIELDS
from prospects.models.prospect import ProspectQuerySet, seen_by
from prospects.permissions import check_work_there
from research.models import Finding
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing


@transaction.atomic
def merge(
    kept: Company, other: Company, *, take: Collection[str], by: User, at: datetime
) -> CompanyMerge:
    """Let `kept` stand for both. The fields in `take` change places, so that nothing either record says is lost.

    What holds either holds all from now on. Refuses whoever works with nobody at one of them or does not see everybody there, a
    record that stands for others or under another, two conversations that two colleagues lead, more people in a cadence than
    one company may have, and while a colleague waits for an answer there. Writes the timeline and the audit. At its next bell the
    clock moves tries of colleagues apart.
    """
    kept, other = _locked(kept, other)
    for each in (kept, other):
        check_work_there(by, each)
    _check_apart(kept, other)
    _check_all_seen(by, kept, other)
    _check_one_conversation(kept, other)
    swapped = [
        name
        for name in COMPANY_FIELDS
        if name in take and getattr(kept, name) != getattr(other, name)
    ]
    _hold_both(other, kept, at=at)
    people = list(_people_of(other).values_list("pk", flat=True))
    facts = list(Finding.objects.filter(company=other).values_list("pk", flat=True))
    with _guarded(kept, other):
        Company.objects.filter(pk=other.pk).update(merged_into=kept)
        _swap(kept, other, swapped)
        _move(people, facts, kept)
        done = CompanyMerge.objects.create(
            kept=kept, other=other, swapped=swapped, people=people, facts=facts, by=by, at=at
        )
    holding.leave(other, kept, by=by, at=at)
    _tell(done, ActivityKind.MERGED, AuditKind.MERGED, by=by, at=at)
    return done


@transaction.atomic
def undo(done: CompanyMerge, *, by: User, at: datetime) -> None:
    """Part the two records: whoever moved and is still there goes back, with their facts and answers. What holds one holds both.

    Refuses whoever works with nobody there or does not see everybody, a merge that was undone, and one whose fields changed places
    with another record's since: that one is parted first.
    """
    kept, other = _locked(done.kept, done.other)
    check_work_there(by, kept)
    _check_all_seen(by, kept, other)
    standing = CompanyMerge.objects.filter(pk=done.pk, undone_at=None)
    if not standing.exists():
        raise Refused(_("These two were parted already."), code="undone_already")
    _check_last_to_swap(done)
    _hold_both(kept, other, at=at)
    people = list(_people_of(kept).filter(pk__in=done.people).values_list("pk", flat=True))
    facts = Finding.objects.filter(pk__in=done.facts, company=kept).values_list("pk", flat=True)
    with _guarded(kept, other):
        _swap(kept, other, done.swapped)
        Company.objects.filter(pk=other.pk).update(merged_into=None)
        _move(people, list(facts), other)
    standing.update(undone_at=at, undone_by=by)
    _tell(done, ActivityKind.UNMERGED, AuditKind.UNMERGED, by=by, at=at)


def _locked(one: Company, other: Company) -> tuple[Company, Company]:
    """Both as they stand now, with all that is theirs, in the order in which people are handed over.

    The companies as nobody else may come there at last: whoever brings somebody, or an answer, goes on before or after this.
    """
    pks = {one.pk, other.pk}
    running = Enrollment.objects.running().filter(prospect__company__in=pks)
    replanning.look_again(set(running.values_list("owner", flat=True)))
    records = Company.objects.filter(pk__in=pks).order_by("pk")
    list(records.select_for_update(no_key=True).values_list("pk"))
    unread = Reply.objects.filter(prospect__company__in=pks, kind="").order_by("pk")
    list(unread.select_for_update(of=("self",)).values_list("pk"))
    listening.lock_what_may_leave(pks)
    people = Prospect.objects.filter(company__in=pks).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))
    locked = {each.pk: each for each in records.select_for_update()}
    return locked[one.pk], locked[other.pk]


def _check_apart(kept: Company, other: Company) -> None:
    if kept.pk == other.pk:
        raise Refused(_("That is one record already."), code="same_record")
    if kept.merged_into_id or other.merged_into_id:
        raise Refused(_("One of these stands under another record already."), code="merged_already")
    if other.merged.exists():
        raise Refused(
            _("%(name)s stands for another record already. Keep that one.") % {"name": other.name},
            code="stands_for_others",
        )


def _check_all_seen(by: User, kept: Company, other: Company) -> None:
    there = Prospect.objects.listed().filter(company__in=[kept, other])
    if there.filter(seen_by(by)).count() < there.count():
        raise Refused(
            _("Another team works with people at one of these companies. Ask an admin."),
            code="not_visible",
        )


def _check_one_conversation(kept: Company, other: Company) -> None:
    one, two = leader_at(kept.pk), leader_at(other.pk)
    if one and two and one.pk != two.pk:
        raise Refused(
            _(
                "%(first)s talks with %(kept)s and %(second)s with %(other)s. One colleague leads the talk with a company: hand one over first."
            )
            % {
                "first": one.first_name,
                "kept": kept.name,
                "second": two.first_name,
                "other": other.name,
            },
            code="two_lead",
        )
    if waiting_requests().filter(company=other).exists():
        raise Refused(
            _(
                "A colleague asked to talk with somebody at %(name)s and waits for the answer. Give it first."
            )
            % {"name": other.name},
            code="request_waits",
        )


def _check_last_to_swap(done: CompanyMerge) -> None:
    """What the kept record has by now in these fields may be a third one's."""
    later = CompanyMerge.objects.filter(
        kept=done.kept_id, undone_at=None, pk__gt=done.pk, swapped__overlap=done.swapped
    )
    if (newer := later.select_related("other").last()) is not None:
        raise Refused(
            _("%(name)s came later and exchanged the same details. Part that one first.")
            % {"name": newer.other.name},
            code="merged_since",
        )


def _hold_both(held: Company, too: Company, *, at: datetime) -> None:
    """What holds `held` holds `too`: an answer there, and a mail of which nobody has said whose it is."""
    for mail in UndecidedMail.objects.filter(companies=held, decided_at=None).order_by("pk"):
        mail.companies.add(too)
    holding.share(held, too, at=at)


def _people_of(company: Company) -> ProspectQuerySet:
    there = Prospect.objects.filter(company=company, erased_at=None)
    return there.order_by("pk").select_for_update(no_key=True)


def _move(people: Sequence[int], facts: Sequence[int], company: Company) -> None:
    Prospect.objects.filter(pk__in=people).update(company=company)
    Reply.objects.filter(prospect__in=people).exclude(company=company).update(company=company)
    Finding.objects.filter(pk__in=facts).update(company=company)


def _swap(kept: Company, other: Company, names: Collection[str]) -> None:
    theirs = {name: getattr(other, name) for name in names}
    ours = {name: getattr(kept, name) for name in names}
    Company.objects.filter(pk=kept.pk).update(revision=F("revision") + 1, **theirs)
    Company.objects.filter(pk=other.pk).update(revision=F("revision") + 1, **ours)


def _tell(
    done: CompanyMerge, kind: ActivityKind, audit: AuditKind, *, by: User, at: datetime
) -> None:
    detail = {
        "merge": done.pk,
        "other": done.other_id,
        "fields": done.swapped,
        "people": len(done.people),
    }
    Activity.objects.record(kind, at=at, actor=by, company=done.kept, detail=detail)
    auditing.record(audit, actor=by, subject=f"company {done.kept_id}", detail=detail, at=at)


@contextmanager
def _guarded(kept: Company, other: Company) -> Iterator[None]:
    """The database's own no, in words."""
    try:
        with guarded(), transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != "EA166":
            raise
        raise Refused(
            _(
                "Together more people of %(kept)s and %(other)s would be in a cadence than one company may have. End one first."
            )
            % {"kept": kept.name, "other": other.name},
            code="company_is_full",
        ) from error
