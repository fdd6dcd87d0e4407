"""Change a draft, one press at a time: a step, its place, one more, one fewer.

Days belong to places: whoever moves a step moves its words, and the gaps stay as they are.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.models import CadenceVersion, Step
from cadence.plan_file import LAST_DAY, MOST_STEPS
from cadence.services.designing import Seen, claim_draft
from cadence.validator import GOOD_ENDING
from prospects.enums import Channel
from team.models import User
from team.refusals import Refused

NEW_GAP = 3


@dataclass(frozen=True, slots=True)
class StepChange:
    """A step as the panel has it. `gap`: days after the step before; None for the first."""

    channel: str
    gap: int | None
    purpose: str
    title: str
    guidance: str
    value_kind: str
    allowed_kinds: list[str]
    must_pass: list[str]
    subject_template: str
    body_template: str
    call_hour: time | None


@transaction.atomic
def change_step(
    step: Step, change: StepChange, *, by: User, at: datetime, seen: Seen
) -> CadenceVersion:
    """Write the step as it stands in the panel; what follows keeps its gaps. The same again changes nothing.

    Refuses all but admins, a draft that was changed since it was `seen`, published or dropped, and days beyond a year.
    """
    version = claim_draft(step.version, by=by, seen=seen)
    steps = list(version.steps.order_by("number"))
    kept = _own(step, steps)
    changed = [n for n, value in _fields(change).items() if not _same(getattr(kept, n), value)]
    for name in changed:
        setattr(kept, name, getattr(change, name))
    if changed:
        kept.save(update_fields=changed)
    moved = _shift(steps, kept, change.gap)
    return _count(version, seen, by, at) if changed or moved else version


@transaction.atomic
def add_step(version: CadenceVersion, after: int, *, by: User, at: datetime, seen: Seen) -> Step:
    """An empty step behind that number, three days later; what follows moves. The good ending stays last.

    Refuses as `change_step` does, and more steps than a plan holds.
    """
    locked = claim_draft(version, by=by, seen=seen)
    steps = list(locked.steps.order_by("number"))
    if len(steps) >= MOST_STEPS:
        raise Refused(_("%(most)s steps are enough.") % {"most": MOST_STEPS}, code="too_many_steps")
    place = min(max(after, 0), len(steps))
    if steps and place == len(steps) and steps[-1].purpose == GOOD_ENDING:
        place -= 1
    day = steps[place - 1].day + NEW_GAP if place else 1
    _reach(steps[place:], place + 2, NEW_GAP)
    channel = _another_channel(steps[max(place - 1, 0) : place + 1])
    added = Step.objects.create(version=locked, number=place + 1, day=day, channel=channel)
    _count(locked, seen, by, at)
    return added


@transaction.atomic
def remove_step(step: Step, *, by: User, at: datetime, seen: Seen) -> CadenceVersion:
    """Take a step out; what follows comes earlier by its gap. Refuses as `change_step` does."""
    version = claim_draft(step.version, by=by, seen=seen)
    steps = list(version.steps.order_by("number"))
    gone = _own(step, steps)
    place = steps.index(gone)
    gone.delete()
    following = steps[place + 1 :]
    if following:
        earlier = steps[place - 1].day if place else 0
        gap = gone.day - earlier if place else following[0].day - 1
        _reach(following, gone.number, -gap)
    return _count(version, seen, by, at)


@transaction.atomic
def move_step(step: Step, to: int, *, by: User, at: datetime, seen: Seen) -> CadenceVersion:
    """Put a step into that place; those between make room. Refuses as `change_step` does."""
    version = claim_draft(step.version, by=by, seen=seen)
    steps = list(version.steps.order_by("number"))
    moved, days = _own(step, steps), [each.day for each in steps]
    order = [each for each in steps if each != moved]
    order.insert(min(max(to, 1), len(steps)) - 1, moved)
    if order == steps:
        return version
    for number, (each, day) in enumerate(zip(order, days, strict=True), start=1):
        each.number, each.day = number, day
    Step.objects.bulk_update(order, ["number", "day"])
    return _count(version, seen, by, at)


def _own(step: Step, steps: Sequence[Step]) -> Step:
    """This step as it stands in the locked draft."""
    kept = next((each for each in steps if each.pk == step.pk), None)
    if kept is None:
        raise Refused(_("This step was removed in the meantime."), code="conflict_removed")
    return kept


def _fields(change: StepChange) -> dict[str, object]:
    return {name: value for name, value in asdict(change).items() if name != "gap"}


def _same(stands: object, typed: object) -> bool:
    """A list that a page ticks has no order, and keeps the one it has."""
    if isinstance(stands, list) and isinstance(typed, list):
        return sorted(stands) == sorted(typed)
    return stands == typed


def _shift(steps: Sequence[Step], step: Step, gap: int | None) -> bool:
    """Give the step its days after the one before, and take along whatever follows."""
    place = steps.index(step)
    if gap is None or place == 0:
        return False
    by_days = steps[place - 1].day + max(1, gap) - step.day
    if by_days:
        _reach(steps[place:], step.number, by_days)
    return bool(by_days)


def _reach(following: Sequence[Step], number: int, by_days: int) -> None:
    """These steps counted from that number, all by so many days later or earlier."""
    for each_number, each in enumerate(following, start=number):
        each.number, each.day = each_number, each.day + by_days
    if following and following[-1].day > LAST_DAY:
        raise Refused(_("That would take more than a year."), code="too_long")
    Step.objects.bulk_update(following, ["number", "day"])


def _another_channel(neighbours: Sequence[Step]) -> str:
    """One that neither neighbor has."""
    taken = {each.channel for each in neighbours}
    return next(
        channel
        for channel in (Channel.CALL, Channel.LINKEDIN, Channel.EMAIL)
        if channel not in taken
    )


def _count(version: CadenceVersion, seen: Seen, by: User, at: datetime) -> CadenceVersion:
    """One more change, by whose hand, and since when that hand alone changes it."""
    if not seen.hand or version.hand != seen.hand:
        version.hand_since = version.revision
    version.hand = seen.hand
    version.revision += 1
    version.changed_at, version.changed_by = at, by
    fields = ["hand", "hand_since", "revision", "changed_at", "changed_by"]
    version.save(update_fields=fields)
    return version
