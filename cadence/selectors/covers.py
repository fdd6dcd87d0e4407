"""Who is away and who covers: which tries are the cover's for that time, and which are the rep's again."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from cadence.enums import NOT_SETTLED, TouchKind
from cadence.models import Approval, Delivery, Touch
from cadence.models.touch import TouchQuerySet
from cadence.schedule import Cover, DaysOff, House
from cadence.selectors.calendars import rep_calendars
from team.models import TimeOff, User

ONE_DAY = timedelta(days=1)


def covers_at(at: datetime, *, rep: User | None = None) -> list[TimeOff]:
    """Absences that are running or to come, with a cover who may sign in and is still of the rep's team."""
    return _covered(Q() if rep is None else Q(user=rep), at)


def covers_among(reps: Collection[int], at: datetime) -> list[TimeOff]:
    """Of the same absences, those in which one of these is away or covers."""
    return _covered(Q(user__in=reps) | Q(cover__in=reps), at)


def cover_calendars(
    reps: Collection[int], at: datetime, house: House | None = None
) -> dict[int, list[Cover]]:
    """By rep who is away or will be, who makes their tries on which days, and when those work."""
    absences = [off for off in covers_among(reps, at) if off.user_id in reps]
    covering = {off.cover_id for off in absences if off.cover_id is not None}
    calendars = rep_calendars(covering, house)
    covers: defaultdict[int, list[Cover]] = defaultdict(list)
    for off in absences:
        if off.cover_id in calendars:
            days = DaysOff(off.first_day, off.last_day)
            covers[off.user_id].append(Cover(days, calendars[off.cover_id]))
    return covers


def may_cover(rep: User) -> QuerySet[User]:
    """Colleagues of the rep's team. Whether they are there on those days is asked once the days are named."""
    if rep.team_id is None:
        return User.objects.none()
    team = User.objects.filter(team=rep.team_id, is_active=True)
    return team.exclude(pk=rep.pk).order_by("name", "pk")


def cover_of(rep: User, at: datetime) -> User | None:
    """Who covers for this rep on this day."""
    today = today_of(rep, at)
    away = (off for off in covers_at(at, rep=rep) if off.first_day <= today)
    return next((off.cover for off in away), None)


def today_of(rep: User, at: datetime) -> date:
    return at.astimezone(rep.zone).date()


def to_give(covers: Sequence[TimeOff], at: datetime) -> TouchQuerySet:
    """Open tries of absent reps that are their cover's, each with the key of the `absence`."""
    whose = [When(_of_the_cover(off, at), owner=off.user_id, then=off.pk) for off in covers]
    absence = Case(*whose, default=None, output_field=BigIntegerField())
    reps = [off.user_id for off in covers]
    theirs = free(at).filter(owner__in=reps, in_place_of=None)
    return theirs.annotate(absence=absence).exclude(absence=None)


def to_take_back(
    covers: Sequence[TimeOff], at: datetime, *, rep: User | None = None
) -> TouchQuerySet:
    """Open tries that somebody makes in place of a rep, and no longer covers."""
    covered = Q(pk__in=[])
    for off in covers:
        covered |= Q(_of_the_cover(off, at), in_place_of=off.user_id, owner=off.cover_id)
    given = free(at).exclude(covered)
    return given.filter(in_place_of=rep) if rep is not None else given.exclude(in_place_of=None)


def free(at: datetime) -> TouchQuerySet:
    """Open, and neither in its owner's hands nor reviewed just now nor leaving, each with the day on which it stands."""
    reviewed = Approval.objects.filter(
        touch=OuterRef("pk"), consumed_at=None, withdrawal=None, expires_at__gt=at
    )
    leaving = Delivery.objects.filter(touch=OuterRef("pk"), state__in=NOT_SETTLED)
    let_go = Touch.objects.open().exclude(lease_by=F("owner"), lease_until__gt=at)
    return stands_on(let_go).filter(~Exists(reviewed), ~Exists(leaving))


def stands_on(touches: TouchQuerySet) -> TouchQuerySet:
    """With the day on which each stands: the plan's, or the one to which its rep put it off."""
    return touches.annotate(stands_on=Coalesce("moved_on", "due_on"))


def _covered(which: Q, at: datetime) -> list[TimeOff]:
    kept = TimeOff.objects.filter(
        which, cover__is_active=True, cover__team=F("user__team"), last_day__gte=at.date() - ONE_DAY
    )
    found = kept.select_related("user", "cover").order_by("pk")
    return [off for off in found if off.last_day >= today_of(off.user, at)]


def _of_the_cover(off: TimeOff, at: datetime) -> Q:
    """What stands on a day of the absence; once it has begun, also what is late by its end, and letters owed."""
    step = Q(kind=TouchKind.STEP)
    there = step & Q(stands_on__range=(off.first_day, off.last_day))
    if today_of(off.user, at) < off.first_day:
        return there
    late = step & Q(stands_on__lt=off.first_day, deadline_on__lte=off.last_day)
    return there | late | ~step
