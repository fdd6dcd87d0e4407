"""Stop means stop: keep every address of a person who asked, and let each sender ask before it sends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
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


@dataclass(frozen=True, slots=True)
class Said:
    """What is written down of a stop, whatever it is kept under."""

    by: User | None
    at: datetime
    reason: str
    origin: SuppressionOrigin
    channel: str
    until: datetime | None


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
    so it outlives a change of address; `also` names addresses they had before. It is one stop: that of the
    person, which the others belong to. A stop that stands already is
    kept, made longer where the new one is, and for good where it came through the link of a letter. A reason
    longer than the list keeps is cut there (the form refuses one before) and stands whole on the timeline.
    Writes the timeline and the audit.
    """
    said = Said(by=by, at=at, reason=reason, origin=origin, channel=channel, until=until)
    *addresses, themselves = addresses_of(prospect)
    stop = _stop(themselves, said)
    for record in Prospect.objects.filter(merged_into=prospect.pk):
        addresses += [each for each in addresses_of(record) if each[0] != SuppressionKind.PERSON]
    handles = [_stop(reach, said, stop_of=stop) for reach in dict.fromkeys((*addresses, *also))]
    Activity.objects.record(
        ActivityKind.SUPPRESSED, at=at, actor=by, prospect=prospect, detail={"reason": reason}
    )
    auditing.record(
        AuditKind.SUPPRESSED,
        actor=by,
        subject=f"person {prospect.pk}",
        detail={
            "origin": origin,
            "channel": channel,
            "stops": [each.pk for each in (stop, *handles)],
        },
        at=at,
    )
    return [stop, *handles]


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
    said = Said(by=by, at=at, reason=reason, origin=origin, channel=channel, until=until)
    stop = _stop(reach, said)
    _tell(ActivityKind.SUPPRESSED, [reach], by=by, at=at, reason=reason)
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
    """Take a stop from the list, and with a person's every address it is kept under; the database accounts for each.

    Refuses reps, a stop without a reason to lift it, and whoever used the link in a letter: that was
    their own act, and nobody here undoes it. One that is lifted already stays as it is.
    """
    check_manager(by)
    if not reason.strip():
        raise Refused(
            _("Say in a few words why writing there is right again."), code="reason_missing"
        )
    of_it = Suppression.objects.filter(Q(pk=stop.pk) | Q(stop_of=stop.pk), lifted_at=None)
    locked = list(of_it.order_by("pk").select_for_update())
    if any(each.is_from_link for each in locked):
        raise Refused(
            _("They used the link in a letter to stop us. That is theirs to undo, not ours."),
            code="stopped_by_link",
        )
    for each in locked:
        each.lifted_at, each.lifted_by, each.lift_reason = at, by, reason.strip()[:500]
        each.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    reaches = [(SuppressionKind(each.kind), each.value) for each in locked if each.value]
    _tell(ActivityKind.SUPPRESSION_LIFTED, reaches, by=by, at=at, reason=reason.strip())


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


def _stop(reach: Reach, said: Said, *, stop_of: Suppression | None = None) -> Suppression:
    kind, value = reach
    stop, made = Suppression.objects.get_or_create(
        kind=kind,
        value_hash=StopHash(value),
        channel=said.channel,
        lifted_at=None,
        defaults={
            "value": value,
            "stop_of": stop_of,
            "reason": said.reason[:500],
            "origin": said.origin,
            "added_by": said.by,
            "created_at": said.at,
            "until": said.until,
        },
    )
    if not made:
        _strengthen(stop, said.origin, said.until)
        if stop_of is None and stop.stop_of_id is not None:
            # Stopped by itself from now on: it outlasts the stop of the person that it was part of.
            stop.stop_of = None
            stop.save(update_fields=["stop_of"])
    return stop


def _strengthen(stop: Suppression, origin: SuppressionOrigin, until: datetime | None) -> None:
    """What stands already only ever becomes longer, and never theirs to lift what they ended themselves."""
    if stop.until is not None and (until is None or until > stop.until):
        stop.until = until
        stop.save(update_fields=["until"])
    if origin == SuppressionOrigin.UNSUBSCRIBE and not stop.is_from_link:
        stop.origin = origin
        stop.save(update_fields=["origin"])


def _tell(
    kind: ActivityKind, reaches: Iterable[Reach], *, by: User, at: datetime, reason: str
) -> None:
    """Everybody whom it reaches, each once."""
    found = (reached_by(reach).values_list("pk", "company_id") for reach in reaches)
    people = {pk: company for rows in found for pk, company in rows}
    Activity.objects.bulk_create(
        [
            Activity(
                kind=kind, at=at, actor=by, prospect_id=pk, company_id=company,
                detail={"reason": reason},
            )
            for pk, company in people.items()
        ]
    )  # fmt: skip
