"""Record calls, LinkedIn and post: the rep did it, and this is the evidence."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.enums import CallOutcome
from cadence.models import Attempt, Step, Touch
from cadence.policies import bringing
from cadence.policies.making import (
    check_call_hours,
    check_channel,
    check_may_make,
    check_try_is_open,
)
from cadence.policies.reaching import outcome_stops
from cadence.selectors.calendars import house_now, person_calendar
from cadence.selectors.letters import newest_draft
from cadence.services import evidence, reviewing, stopping
from cadence.services.locking import claim, guarded
from prospects.enums import Channel
from team.languages import for_others
from team.models import User
from team.refusals import Refused

FURTHEST_PROMISE = timedelta(days=366)


@transaction.atomic
def log_call(
    touch: Touch,
    *,
    by: User,
    at: datetime,
    outcome: CallOutcome,
    note: str = "",
    call_back_at: datetime | None = None,
) -> Attempt:
    """Keep what came of a call. A promise to ring again plans that call for its hour.

    Refuses other channels, other reps' tries, closed tries, what may not be brought any more, an unlawful hour, a promise that has come, lies more than
    a year ahead or follows the last try, and anybody on hold or on the stop list. "Asked us to stop"
    stops everything in the same transaction, whoever decides about the person and whatever else
    stands in the way: they said it to this rep.
    """
    if outcome_stops(outcome):
        return _stop_heard(touch, by=by, at=at, outcome=outcome, note=note)
    locked = _claim(touch, Channel.CALL, by=by, at=at)
    check_call_hours(locked, person_calendar(locked.prospect, house_now()), at)
    if call_back_at is not None:
        _check_promise(locked, call_back_at, at)
    return evidence.record(
        locked, by=by, at=at, outcome=outcome, note=note, call_back_at=call_back_at
    )


@transaction.atomic
def log_linkedin(
    touch: Touch,
    *,
    by: User,
    at: datetime,
    words: str,
    note: str = "",
    looks: Mapping[str, str] | None = None,
    read_aloud: bool = False,
) -> Attempt:
    """Keep what the rep wrote on LinkedIn, and why it was written over each look.

    Refuses without the words, words that a check stops or that nobody read aloud, and a look without its reason.
    """
    locked = _claim(touch, Channel.LINKEDIN, by=by, at=at)
    if not words.strip():
        raise Refused(_("Paste what you wrote: it is what proves the try."), code="words_missing")
    kept = reviewing.check_answered(
        locked, at=at, body=words.strip(), looks=looks or {}, read_aloud=read_aloud
    )
    with guarded():
        return evidence.record(locked, by=by, at=at, words=words.strip(), note=note, looks=kept)


@transaction.atomic
def log_post(
    touch: Touch,
    *,
    by: User,
    at: datetime,
    posted_on: date,
    note: str = "",
    looks: Mapping[str, str] | None = None,
    read_aloud: bool = False,
) -> Attempt:
    """Keep the day a letter went into the box, and why over each look at the words on its sheet.

    Refuses a day still to come; where words stand on its sheet, those that a check stops or that nobody
    read aloud, and a look without its reason.
    """
    locked = _claim(touch, Channel.POST, by=by, at=at)
    if posted_on > at.astimezone(by.zone).date():
        raise Refused(_("That day is still to come."), code="posted_in_the_future")
    draft = newest_draft(locked)
    kept: dict[str, str] = {}
    if draft is not None and draft.body.strip():
        kept = reviewing.check_answered(
            locked, at=at, body=draft.body, looks=looks or {}, read_aloud=read_aloud
        )
    with guarded():
        return evidence.record(locked, by=by, at=at, posted_on=posted_on, note=note, looks=kept)


def _stop_heard(
    touch: Touch, *, by: User, at: datetime, outcome: CallOutcome, note: str
) -> Attempt:
    """The call as a try made, and the end of everything. Neither a hold nor an earlier stop refuses it."""
    locked = claim(touch, by=by)
    check_try_is_open(locked)
    check_channel(locked, Channel.CALL)
    attempt = evidence.record(locked, by=by, at=at, outcome=outcome, note=note)
    with for_others():
        words = note or _("Said so on the phone.")
    stopping.stop_everything(locked.prospect, by=by, at=at, words=words)
    return attempt


def _check_promise(touch: Touch, call_back_at: datetime, at: datetime) -> None:
    if call_back_at <= at:
        raise Refused(_("Choose a time that is still to come."), code="promise_in_the_past")
    if call_back_at > at + FURTHEST_PROMISE:
        raise Refused(
            _("That is more than a year ahead. Choose a nearer day."), code="promise_too_far"
        )
    left = Step.objects.filter(version=touch.enrollment.version_id, number__gt=touch.number)
    if not left.exists():
        raise Refused(
            _("This was the last try. Ring as promised and write down what they said."),
            code="no_try_left",
        )


def _claim(touch: Touch, channel: Channel, *, by: User, at: datetime) -> Touch:
    """Lock the try and ask every rule again, at this moment."""
    locked = claim(touch, by=by)
    check_may_make(locked, at)
    check_channel(locked, channel)
    bringing.check_still_offered(locked, at)
    return locked
