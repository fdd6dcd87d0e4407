"""How often something of the library was brought to a person, and what came after: read off the tries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from cadence.enums import ReplyKind, TouchState
from cadence.models import Reply, Touch
from cadence.selectors.reach import visible_touches
from research.enums import LibraryKind
from research.models.library import AnyItem
from team.models import User

COLUMNS = {
    LibraryKind.STORIES: "story",
    LibraryKind.QUESTIONS: "question",
    LibraryKind.RESOURCES: "resource",
}
MOST_SHOWN = 25
# Nobody wrote these to us.
NOT_A_WORD = (ReplyKind.AWAY, ReplyKind.AUTOMATIC)


@dataclass(frozen=True, slots=True)
class Uses:
    tries: int = 0
    replies: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    touch: int
    person: int
    name: str
    company: str
    number: int
    channel: str
    made_at: datetime
    was_answered: bool


def uses_of(kind: LibraryKind, items: Collection[int]) -> dict[int, Uses]:
    """For each of these, how many tries were made with it and after how many somebody wrote back.

    One grouped query over the index of the tries that brought something.
    """
    column = COLUMNS[kind]
    answered = Reply.objects.filter(touch__isnull=False).exclude(kind__in=NOT_A_WORD)
    counted = (
        Touch.objects.filter(state=TouchState.DONE, **{f"{column}__in": items})
        .values_list(column)
        .annotate(tries=Count("pk"), replies=Count("pk", filter=Q(pk__in=answered.values("touch"))))
    )
    return {item: Uses(tries, replies) for item, tries, replies in counted}


def newest_uses(item: AnyItem, viewer: User) -> list[Use]:
    """The last tries that brought it, of people this colleague may see."""
    answered = Reply.objects.filter(touch=OuterRef("pk")).exclude(kind__in=NOT_A_WORD)
    made = (
        visible_touches(viewer)
        .filter(state=TouchState.DONE, **{COLUMNS[item.kind]: item})
        .annotate(was_answered=Exists(answered))
        .select_related("prospect__company")
        .order_by("-pk")[:MOST_SHOWN]
    )
    return [_use(touch) for touch in made]


def _use(touch: Touch) -> Use:
    assert touch.closed_at is not None
    return Use(
        touch=touch.pk,
        person=touch.prospect_id,
        name=touch.prospect.name,
        company=touch.prospect.company.name,
        number=touch.number,
        channel=touch.channel,
        made_at=touch.closed_at,
        was_answered=touch.was_answered,  # type: ignore[attr-defined]
    )
