"""The queue's order is a promise: it is decided here, in SQL, and nowhere else."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerChoices,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from cadence.enums import OPEN_TOUCH, DeliveryState, GapCause, TouchKind
from cadence.models import Approval, Delivery, Draft, Hold, Reply, Touch
from cadence.selectors.day import Day
from prospects.enums import Channel
from team.models import User

ORDER = ("place", "sort_at", "pk")
UNDER_WAY = (DeliveryState.RESERVED, DeliveryState.SENDING)


class Place(IntegerChoices):
    """Where a row stands, first to last. The labels are the headings of the list."""

    UNKNOWN = 1, _("We can't tell whether it left")
    REPLIED = 2, _("They wrote back")
    TO_ACKNOWLEDGE = 3, _("They wrote back")
    TO_ANSWER = 4, _("They wrote back")
    APPROVED = 5, _("You approved this; it hasn't left")
    PROMISED = 6, _("Promised")
    DAY_SEVEN = 7, _("Day seven tonight")
    CALL_OPEN = 8, _("Calls open now")
    FIRST_TRY = 9, _("First tries")
    DUE = 10, _("Due today")
    HELD = 11, _("On hold")


def replies_to_read(user: User) -> QuerySet[Reply]:
    """What people said and nobody has named yet; a likely "no" first, then the oldest."""
    sounds_like_no = Case(
        When(suggested_kind="no", then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        Reply.objects.filter(owner=user, kind="")
        .select_related("prospect__company")
        .annotate(sounds_like_no=sounds_like_no)
        .order_by("sounds_like_no", "received_at", "pk")
    )


def touches_in_queue(user: User, day: Day) -> QuerySet[Touch]:
    """Everything that waits for this rep today, unordered and without their unread replies."""
    unread = Exists(Reply.objects.filter(prospect=OuterRef("prospect"), kind=""))
    today = Q(moved_on__isnull=True) | Q(moved_on__lte=day.on)
    # A first try may be read and sent as soon as it is there, also on a Saturday; what waits for a
    # colleague's two days or for a day they asked for does not.
    answers = ~Q(kind=TouchKind.STEP)
    begins = Q(number=1) & ~Q(gap_cause__in=[GapCause.COLLEAGUE, GapCause.ASKED_TO_WAIT])
    waiting = Touch.objects.filter(
        Q(due_at__lt=day.ends_at) | begins | answers,
        today,
        ~unread,
        owner=user,
        state__in=OPEN_TOUCH,
    )
    # A union, each half with an index of its own: an OR would read every try the rep ever made.
    unsettled = Delivery.objects.filter(touch__owner=user, state=DeliveryState.UNKNOWN)
    found = waiting.values("pk").union(unsettled.values("touch"), all=True)
    return Touch.objects.filter(pk__in=found)


def in_order(touches: QuerySet[Touch], day: Day) -> QuerySet[Touch]:
    """With `place` and `sort_at`, in the order of the promise."""
    return _placed(touches, day).order_by(*ORDER)


def after_key(touches: QuerySet[Touch], place: int, sort_at: datetime, pk: int) -> QuerySet[Touch]:
    """The rows behind one row, so that a page begins where the last one ended."""
    return touches.filter(
        Q(place__gt=place)
        | Q(place=place, sort_at__gt=sort_at)
        | Q(place=place, sort_at=sort_at, pk__gt=pk)
    )


def _placed(touches: QuerySet[Touch], day: Day) -> QuerySet[Touch]:
    # Postgres plans a question once for each time it stands in the query: each stands as seldom as it can.
    return touches.alias(
        unknown=_delivery_in(DeliveryState.UNKNOWN),
        leaving=_delivery_in(*UNDER_WAY),
        approved=_is_approved(),
        held=Exists(
            Hold.objects.filter(company=OuterRef("prospect__company"), lifted_at__isnull=True)
        ),
        call_is_open=_call_is_open(day.now),
        day_seven=_is_day_seven(day),
    ).annotate(place=_place(), sort_at=_sort_at())


def _place() -> Case:
    return Case(
        When(Q(unknown=True), then=Value(Place.UNKNOWN)),
        When(Q(approved=True) | Q(leaving=True), then=Value(Place.APPROVED)),
        When(Q(kind=TouchKind.ACKNOWLEDGEMENT), then=Value(Place.TO_ACKNOWLEDGE)),
        When(Q(kind=TouchKind.ANSWER), then=Value(Place.TO_ANSWER)),
        When(Q(held=True), then=Value(Place.HELD)),
        When(Q(promised_at__isnull=False), then=Value(Place.PROMISED)),
        When(Q(day_seven=True), then=Value(Place.DAY_SEVEN)),
        When(Q(call_is_open=True), then=Value(Place.CALL_OPEN)),
        When(Q(number=1), then=Value(Place.FIRST_TRY)),
        default=Value(Place.DUE),
        output_field=IntegerField(),
    )


def _sort_at() -> Case:
    """Promises by their time, calls by the hour at which their day ends, the rest by date.

    A promise is due at its time also where it stands elsewhere, and an open call never waits to leave.
    """
    return Case(
        When(promised_at__isnull=False, then=F("promised_at")),
        When(Q(call_is_open=True, held=False, day_seven=False), then=F("closes_at")),
        default=F("due_at"),
        output_field=DateTimeField(),
    )


def _is_day_seven(day: Day) -> "ExpressionWrapper[Any]":
    waited_as_asked = Q(gap_cause=GapCause.ASKED_TO_WAIT, deadline_on=day.on)
    ends = Q(deadline_on__lte=day.on, enrollment__last_attempt_at__isnull=False)
    return ExpressionWrapper(ends & ~waited_as_asked, output_field=BooleanField())


def _call_is_open(at: datetime) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(
        Q(channel=Channel.CALL, due_at__lte=at, closes_at__gt=at), output_field=BooleanField()
    )


def _delivery_in(*states: str) -> Exists:
    return Exists(Delivery.objects.filter(touch=OuterRef("pk"), state__in=states))


def _is_approved() -> Exists:
    """Reviewed, neither sent nor taken back, and still the newest words."""
    newer = Draft.objects.filter(touch=OuterRef("touch"), number__gt=OuterRef("draft__number"))
    return Exists(
        Approval.objects.filter(
            ~Exists(newer),
            touch=OuterRef("pk"),
            consumed_at__isnull=True,
            withdrawal__isnull=True,
        )
    )
