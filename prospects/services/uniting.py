"""Say that two records are one person, and take it back as long as nothing was sent since.

Neither record is erased and no row of theirs moves: the other one points to the one that is kept, whose pages show both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.enums import TRIED, ActivityKind
from prospects.models import Activity, Company, Merge, Prospect
from prospects.models.contact import columns_of
from prospects.models.merge import FIELDS
from prospects.permissions import check_not_erased, check_work
from team.enums import AuditKind
from team.models import User
from team.refusals import Refused
from team.services import auditing

# What says something of a field goes with it.
_WITH = {
    "email": ("email_bounced_at", *columns_of("email")),
    "phone": columns_of("phone"),
    "linkedin_url": columns_of("linkedin_url"),
}


@transaction.atomic
def merge(
    kept: Prospect, other: Prospect, *, take: Collection[str], by: User, at: datetime
) -> Merge:
    """Let `kept` stand for both. The fields in `take` change places, so that nothing either record says is lost.

    Refuses other people's people, whoever was erased, a record that stands for others or under another, and one that is in a
    cadence: that one is to be kept, or its cadence ended first. Writes the timeline and the audit.
    """
    records = _locked(kept, other)
    kept, other = records[kept.pk], records[other.pk]
    for each in (kept, other):
        check_work(by, each)
    _check_apart(kept, other)
    swapped = [
        name for name in FIELDS if name in take and getattr(kept, name) != getattr(other, name)
    ]
    with _guarded(other):
        Prospect.objects.filter(pk=other.pk).update(merged_into=kept)
        _swap(kept, other, swapped)
        done = Merge.objects.create(kept=kept, other=other, swapped=swapped, by=by, at=at)
    _tell(done, ActivityKind.MERGED, AuditKind.MERGED, by=by, at=at)
    return done


@transaction.atomic
def undo(done: Merge, *, by: User, at: datetime) -> None:
    """Part the two records as they were before, every field with its own.

    Refuses other people's people, whoever was erased, a merge that was undone, and one since which somebody wrote or spoke with
    the person.
    """
    records = _locked(done.kept, done.other)
    kept, other = records[done.kept_id], records[done.other_id]
    check_work(by, kept)
    check_not_erased(other)
    check_may_undo(done)
    moved = Merge.objects.filter(pk=done.pk, undone_at=None).update(undone_at=at, undone_by=by)
    if not moved:
        raise Refused(_("These two were parted already."), code="undone_already")
    with _guarded(other):
        _swap(kept, other, done.swapped)
        Prospect.objects.filter(pk=other.pk).update(merged_into=None)
    _tell(done, ActivityKind.UNMERGED, AuditKind.UNMERGED, by=by, at=at)


def check_may_undo(done: Merge) -> None:
    """Refuse once they heard from us as one person, for what was said then belongs to both; and before a later one."""
    since = Activity.objects.filter(
        prospect__in=[done.kept_id, done.other_id], kind__in=TRIED, at__gte=done.at
    )
    if since.exists():
        raise Refused(
            _(
                "You wrote to or spoke with %(name)s since. What was said then belongs to both records."
            )
            % {"name": done.kept.name},
            code="tried_since",
        )
    # What the kept record has by now in these fields may be a third one's.
    later = Merge.objects.filter(
        kept=done.kept_id, undone_at=None, pk__gt=done.pk, swapped__overlap=done.swapped
    )
    if (newer := later.select_related("other").last()) is not None:
        raise Refused(
            _("%(name)s came later and exchanged the same details. Part that one first.")
            % {"name": newer.other.name},
            code="merged_since",
        )


def _locked(one: Prospect, other: Prospect) -> dict[int, Prospect]:
    """Both records, after their companies, by number: as whoever begins with people takes them."""
    pks = [one.pk, other.pk]
    companies = Company.objects.filter(prospects__in=pks).values("pk")
    list(Company.objects.filter(pk__in=companies).order_by("pk").select_for_update(no_key=True))
    locked = Prospect.objects.select_related("company", "owner").filter(pk__in=pks)
    return {each.pk: each for each in locked.order_by("pk").select_for_update(of=("self",))}


def _check_apart(kept: Prospect, other: Prospect) -> None:
    if kept.pk == other.pk:
        raise Refused(_("That is one record already."), code="same_record")
    if kept.merged_into_id or other.merged_into_id:
        raise Refused(_("One of these stands under another record already."), code="merged_already")
    if other.merged.exists():
        raise Refused(
            _("%(name)s stands for another record already. Keep that one.") % {"name": other.name},
            code="stands_for_others",
        )


def _swap(kept: Prospect, other: Prospect, names: Collection[str]) -> None:
    """Change these fields between the two; addresses in three steps, because no two people have one."""
    whole = [each for name in names for each in (name, *_WITH.get(name, ()))]
    theirs = {name: getattr(other, name) for name in whole}
    ours = {name: getattr(kept, name) for name in whole}
    if "email" in whole:
        Prospect.objects.filter(pk=other.pk).update(email="")
    Prospect.objects.filter(pk=kept.pk).update(revision=F("revision") + 1, **theirs)
    Prospect.objects.filter(pk=other.pk).update(revision=F("revision") + 1, **ours)


def _tell(done: Merge, kind: ActivityKind, audit: AuditKind, *, by: User, at: datetime) -> None:
    detail = {"merge": done.pk, "other": done.other_id, "fields": done.swapped}
    Activity.objects.record(kind, at=at, actor=by, prospect=done.kept, detail=detail)
    subject = f"person {done.kept_id}"
    auditing.record(audit, actor=by, subject=subject, detail=detail, at=at)


@contextmanager
def _guarded(other: Prospect) -> Iterator[None]:
    """The database's own no, in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(
            _("Somebody has one of these addresses by now. Look at both once more."),
            code="overtaken",
        ) from None
    except DatabaseError as error:
        match getattr(error.__cause__, "sqlstate", ""):
            case "EA164":
                raise Refused(
                    _(
                        "%(name)s is in a cadence under this record. Keep this one, or end its cadence first."
                    )
                    % {"name": other.name},
                    code="in_a_cadence",
                ) from error
            case "EA513":
                raise Refused(
                    _("One of these stands under another record already."), code="merged_already"
                ) from error
        raise
