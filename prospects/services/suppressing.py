"""Stop means stop: keep every address of a person who asked, and let each sender ask before it sends."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from prospects.addresses import Reach
from prospects.enums import ActivityKind, SuppressionKind, SuppressionOrigin
from prospects.free_mail import is_for_anybody
from prospects.models import Activity, Prospect, Suppression
from prospects.selectors.suppressions import StopHash, addresses_of, keyed_by, reached_by
from team.enums import AuditKind
from team.models import User
from team.permissions import check_manager
from team.refusals import Refused
from team.services import auditing


@transaction.atomic
def suppress(
    prospect: Prospect,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    origin: SuppressionOrigin,
    channel: str = "",
    until: datetime | None = None,
    also: Iterable[Reach] = (),
) -> list[Suppression]:
    """Put this person and every address of theirs on the stop list, for one channel or, with "", for all.

    A stop is keyed by value, so it reaches other records of the same person too, and by the person,
    so it outlives a change of address; `also` names addresses they had before. A stop that stands already is
    kept, made longer where the new one is, and for good where it came through the link of a letter. A reason
    longer than the list keeps is cut there (the form refuses one before) and stands whole on the timeline.
    Writes the timeline and the audit.
    """
    stops = [
        _stop(reach, by=by, at=at, reason=reason, origin=origin, channel=channel, until=until)
        for reach in dict.fromkeys((*addresses_of(prospect), *also))
    ]
    Activity.objects.record(
        ActivityKind.SUPPRESSED, at=at, actor=by, prospect=prospect, detail={"reason": reason}
    )
    auditing.record(
        AuditKind.SUPPRESSED,
        actor=by,
        subject=f"person {prospect.pk}",
        detail={"origin": origin, "channel": channel, "stops": [stop.pk for stop in stops]},
        at=at,
    )
    return stops


@transaction.atomic
def suppress_value(
    reach: Reach,
    *,
    by: User,
    at: datetime,
    reason: str,
    channel: str = "",
    until: datetime | None = None,
) -> Suppression:
    """Put one address, number, profile or whole domain on the stop list, by hand.

    Writes the timeline of everybody whom it reaches, and the audit. Refuses without a reason, and a domain at
    which anybody may have an address.
    """
    check_is_of_one_company(reach)
    if not reason.strip():
        raise Refused(_("Say in a few words why."), code="reason_missing")
    origin = SuppressionOrigin.TOLD_US
    stop = _stop(reach, by=by, at=at, reason=reason, origin=origin, channel=channel, until=until)
    _tell(ActivityKind.SUPPRESSED, reach, by=by, at=at, reason=reason)
    auditing.record(
        AuditKind.SUPPRESSED,
        actor=by,
        subject=f"stop {stop.pk}",
        detail={"origin": origin, "channel": channel, "stops": [stop.pk]},
        at=at,
    )
    return stop


def check_is_of_one_company(reach: Reach) -> None:
    """Refuse a domain at which anybody may have an address: its stop would reach strangers who never asked."""
    kind, value = reach
    if kind == SuppressionKind.DOMAIN and is_for_anybody(value):
        raise Refused(
            _("%(domain)s is no company: stop the address instead.") % {"domain": value},
            code="free_mail",
        )


@transaction.atomic
def lift(stop: Suppression, *, by: User, at: datetime, reason: str) -> None:
    """Take a stop from the list, with a reason; the database accounts for it.

    Refuses reps, a stop without a reason to lift it, and whoever used the link in a letter: that was
    their own act, and nobody here undoes it. One that is lifted already stays as it is.
    """
    check_manager(by)
    if not reason.strip():
        raise Refused(
            _("Say in a few words why writing there is right again."), code="reason_missing"
        )
    locked = Suppression.objects.select_for_update().get(pk=stop.pk)
    if locked.is_from_link:
        raise Refused(
            _("They used the link in a letter to stop us. That is theirs to undo, not ours."),
            code="stopped_by_link",
        )
    if locked.lifted_at is not None:
        return
    locked.lifted_at, locked.lifted_by, locked.lift_reason = at, by, reason.strip()[:500]
    locked.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    if locked.value:
        reach = (SuppressionKind(locked.kind), locked.value)
        _tell(ActivityKind.SUPPRESSION_LIFTED, reach, by=by, at=at, reason=reason.strip())


def forget(reaches: Iterable[Reach], *, at: datetime) -> int:
    """Erase these values, and what was said about them, wherever they stand on the list; how many.

    The stops go on: their hash stays. For the erasure of a person's data, in its transaction. The number
    of a record says nothing about anybody, so a stop for the person themselves keeps it, and loses the words.
    """
    given = list(reaches)
    telling = [reach for reach in given if reach[0] != SuppressionKind.PERSON]
    themselves = [reach for reach in given if reach[0] == SuppressionKind.PERSON]
    Suppression.objects.filter(keyed_by(themselves)).update(reason="")
    known = Suppression.objects.filter(keyed_by(telling)).exclude(value="")
    return known.update(value="", reason="", forgotten_at=at)


def _stop(
    reach: Reach,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    origin: SuppressionOrigin,
    channel: str,
    until: datetime | None,
) -> Suppression:
    kind, value = reach
    stop, made = Suppression.objects.get_or_create(
        kind=kind,
        value_hash=StopHash(value),
        channel=channel,
        lifted_at=None,
        defaults={
            "value": value,
            "reason": reason[:500],
            "origin": origin,
            "added_by": by,
            "created_at": at,
            "until": until,
        },
    )
    if not made:
        _strengthen(stop, origin, until)
    return stop


def _strengthen(stop: Suppression, origin: SuppressionOrigin, until: datetime | None) -> None:
    """What stands already only ever becomes longer, and never theirs to lift what they ended themselves."""
    if stop.until is not None and (until is None or until > stop.until):
        stop.until = until
        stop.save(update_fields=["until"])
    if origin == SuppressionOrigin.UNSUBSCRIBE and not stop.is_from_link:
        stop.origin = origin
        stop.save(update_fields=["origin"])


def _tell(kind: ActivityKind, reach: Reach, *, by: User, at: datetime, reason: str) -> None:
    Activity.objects.bulk_create(
        [
            Activity(
                kind=kind, at=at, actor=by, prospect_id=pk, company_id=company,
                detail={"reason": reason},
            )
            for pk, company in reached_by(reach).values_list("pk", "company_id")
        ]
    )  # fmt: skip
