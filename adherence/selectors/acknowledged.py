"""When somebody who said no was told that we heard. The one place that knows where this is kept."""

from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cadence.enums import TouchKind
from cadence.models import Reply, Touch

COLUMNS = ("acknowledged_at", "line_back", "line_back_state")


def with_acknowledgement(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """The newest line back to each, its state, and when it was closed.

    Where none can be sent from here, they were heard when somebody said what their answer was.
    """
    lines = Touch.objects.filter(reply=OuterRef("pk"), kind=TouchKind.ACKNOWLEDGEMENT).order_by(
        "-pk"
    )
    return replies.annotate(
        line_back=Subquery(lines.values("pk")[:1]),
        line_back_state=Coalesce(Subquery(lines.values("state")[:1]), Value("")),
        acknowledged_at=Case(
            When(Exists(lines), then=Subquery(lines.values("closed_at")[:1])),
            default=F("named_at"),
            output_field=DateTimeField(),
        ),
    )
