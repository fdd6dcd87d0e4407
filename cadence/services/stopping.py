"""Somebody asked us to stop: we stop, everywhere, at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from cadence.enums import Ending
from cadence.models import Enrollment, Touch
from cadence.policies.reaching import channel_for
from cadence.services import enrolling
from prospects.addresses import Reach
from prospects.enums import ActivityKind, Channel, SuppressionOrigin
from prospects.models import Activity, Prospect
from prospects.permissions import check_see
from prospects.selectors.suppressions import channels_stopped, known_as, reached_by
from prospects.services import stop_listing, suppressing
from team.models import User


@transaction.atomic
def ask_to_stop(prospect: Prospect, *, by: User, at: datetime, words: str) -> None:
    """Stop everything, at the word of whoever may see this person; refuses others."""
    check_see(by, prospect)
    stop_everything(prospect, by=by, at=at, words=words)


@transaction.atomic
def stop_everything(
    prospect: Prospect,
    *,
    by: User | None,
    at: datetime,
    words: str,
    origin: SuppressionOrigin = SuppressionOrigin.TOLD_US,
    also: Iterable[Reach] = (),
) -> None:
    """Put every address of this person on the stop list and end what is running.

    Asks nobody's leave: a rep who hears it on a call stops it, whoever decides by now. That reaches
    other records of the same person, on a colleague's list too. Their own words are the reason that
    is kept; `also` names addresses of before, or that they wrote from. Approvals and drafts become unsendable, because each is
    asked again before it leaves.
    """
    reaches = list(also)
    end_everywhere(prospect, Ending.STOPPED, by=by, at=at, words=words, also=reaches)
    suppressing.suppress(prospect, by=by, at=at, reason=words, origin=origin, also=reaches)


@transaction.atomic
def stop_value(
    reach: Reach, *, by: User, at: datetime, reason: str, channel: str = "", until: datetime | None
) -> int:
    """Put one value on the stop list by hand; how many cadences that ends.

    Whoever it reaches is left alone from now on: their cadence ends, or goes on by the channels left.
    """
    running = _locked(Enrollment.objects.running().filter(prospect__in=reached_by(reach)))
    suppressing.suppress_value(reach, by=by, at=at, reason=reason, channel=channel, until=until)
    return _leave_alone(running, by=by, at=at, words=reason)


def keep_list(
    reading: stop_listing.Reading, *, by: User, at: datetime, reason: str
) -> tuple[stop_listing.Kept, int]:
    """Keep a whole list, then end what runs for whom it reaches; how many cadences ended.

    In two transactions, each whole: no letter waits for a long list, and the planner ends what the second
    did not come to. Nothing leaves meanwhile, because each letter asks the list.
    """
    kept = stop_listing.keep(reading, by=by, at=at)
    return kept, end_what_is_stopped(by=by, at=at, words=reason) if kept.accepted else 0


@transaction.atomic
def end_what_is_stopped(*, by: User, at: datetime, words: str) -> int:
    """Whoever is in a cadence and on the stop list is left alone; how many cadences ended."""
    everybody = Enrollment.objects.running()
    stopped = channels_stopped(list(everybody.values_list("prospect_id", flat=True)))
    return _leave_alone(
        _locked(everybody.filter(prospect_id__in=stopped)), by=by, at=at, words=words
    )


def end_everywhere(
    prospect: Prospect,
    ending: Ending,
    *,
    by: User | None,
    at: datetime,
    words: str,
    also: Iterable[Reach] = (),
) -> None:
    """End what runs on any record of this person, or of whoever has one of these addresses, in the caller's transaction."""
    for enrollment in lock_everywhere(prospect, also):
        end_one(enrollment, ending, by=by, at=at, words=words)


def lock_everywhere(prospect: Prospect, also: Iterable[Reach] = ()) -> list[Enrollment]:
    """What runs on any of these records, locked in one order, however many companies they stand at."""
    theirs = list(known_as(prospect, also))
    return _locked(Enrollment.objects.running().filter(prospect__in=theirs))


def end_one(
    enrollment: Enrollment, ending: Ending, *, by: User | None, at: datetime, words: str
) -> None:
    """Close it and tell the timeline, under the caller's lock on the enrollment."""
    enrolling.close(enrollment, ending, by=by, at=at, note=words)
    Activity.objects.record(
        ActivityKind.ENROLLMENT_ENDED,
        at=at,
        actor=by,
        prospect=enrollment.prospect,
        detail={"enrollment": enrollment.pk, "ending": ending, "note": words},
    )


def _locked(enrollments: QuerySet[Enrollment]) -> list[Enrollment]:
    """Enrollments before anything else, as everywhere, so that nobody waits in a circle."""
    return list(
        enrollments.select_related("prospect__company")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _leave_alone(running: list[Enrollment], *, by: User, at: datetime, words: str) -> int:
    """End where no channel is left; where one is, an open try goes there."""
    stopped = channels_stopped([each.prospect_id for each in running])
    ended = 0
    for enrollment in running:
        closed = stopped.get(enrollment.prospect_id, set())
        if closed >= set(Channel):
            end_one(enrollment, Ending.STOPPED, by=by, at=at, words=words)
            ended += 1
        elif closed:
            _go_another_way(enrollment, closed)
    return ended


def _go_another_way(enrollment: Enrollment, closed: set[str]) -> None:
    touch = Touch.objects.open().steps().filter(enrollment=enrollment, channel__in=closed).first()
    if touch is not None:
        touch.channel = channel_for(enrollment.prospect, touch.channel, closed)
        touch.save(update_fields=["channel"])
