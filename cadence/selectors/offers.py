"""What a try can bring, by kind; what this person had already is shown with its day."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import formats
from django.utils.translation import gettext as _

from cadence.models import Touch
from cadence.selectors.facts import KINDS
from cadence.selectors.had import closed_tries
from prospects.enums import Channel
from research.enums import LibraryKind
from research.models import Finding, ImpactStory, Introduction, Question, Resource
from research.selectors.findings import usable_for
from research.selectors.library import MOST_OFFERED, offered
from team.models import Policy

SHELVES = {
    "story": LibraryKind.STORIES,
    "question": LibraryKind.QUESTIONS,
    "resource": LibraryKind.RESOURCES,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """`used` says when this person had it; "" while it is new to them."""

    key: str
    title: str
    detail: str
    used: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    label: str
    offers: list[Offer]


def offers_for(touch: Touch, at: datetime, q: str = "") -> list[Group]:
    """What the step may bring, its own kind first. Seven queries, however much there is."""
    used = _used_with(touch)
    wanted = touch.planned_step.value_kind
    labels = {
        "finding": _("Facts about them"),
        "story": _("Stories"),
        "question": _("Questions"),
        "resource": _("Resources"),
        "introduction": _("Introductions"),
    }
    groups = [
        Group(kind, labels[kind], _offers(touch, kind, used, at, q))
        for kind in sorted(
            touch.planned_step.allowed_kinds or KINDS, key=lambda kind: kind != wanted
        )
    ]
    return [group for group in groups if group.offers]


def _offers(
    touch: Touch, kind: str, used: dict[tuple[str, int], str], at: datetime, q: str
) -> list[Offer]:
    return [
        Offer(
            key=f"{kind}-{item.pk}",
            title=item.introducer if isinstance(item, Introduction) else str(item),
            detail=_detail(item, touch),
            used=used.get((kind, item.pk), ""),
            is_here=getattr(touch, f"{kind}_id") == item.pk,
        )
        for item in _items(touch, kind, at, q)
    ]


def _items(
    touch: Touch, kind: str, at: datetime, q: str
) -> list[Finding] | list[Introduction] | list[ImpactStory | Question | Resource]:
    if kind == "finding":
        found = usable_for(touch.prospect, at, Policy.current())
        return list((found.filter(claim__icontains=q) if q else found)[:MOST_OFFERED])
    if kind == "introduction":
        given = (
            Introduction.objects.of([touch.prospect_id]).granted().order_by("-answered_at", "-pk")
        )
        return list((given.filter(introducer__icontains=q) if q else given)[:MOST_OFFERED])
    day, industry = at.astimezone(UTC).date(), touch.prospect.company.industry
    return offered(SHELVES[kind], day, industry=industry, q=q)


def _used_with(touch: Touch) -> dict[tuple[str, int], str]:
    """What this person's tries brought so far, and when."""
    used = {}
    made = closed_tries(touch).order_by("closed_at")
    for number, closed_at, *items in made.values_list("number", "closed_at", *KINDS):
        day = closed_at.astimezone(touch.prospect.zone)
        words = {"number": number, "day": formats.date_format(day, "DAY_MONTH")}
        for kind, item in zip(KINDS, items, strict=True):
            if item is not None:
                used[kind, item] = _("Used on %(day)s, try %(number)s") % words
    return used


def _detail(item: Finding | Introduction | ImpactStory | Question | Resource, touch: Touch) -> str:
    if isinstance(item, Introduction):
        assert item.answered_at is not None
        said_at = item.answered_at.astimezone(touch.prospect.zone)
        return _("Said yes on %(day)s") % {"day": formats.date_format(said_at, "DAY_MONTH")}
    if isinstance(item, Finding):
        day = formats.date_format(item.dated_on, "SHORT_DAY_MONTH_YEAR")
        return _("%(source)s, %(day)s") % {"source": item.source, "day": day}
    if isinstance(item, ImpactStory):
        return " · ".join(part for part in (item.called, item.number or item.change) if part)
    if isinstance(item, Question):
        return item.why
    if not item.url and touch.channel in (Channel.EMAIL, Channel.LINKEDIN):
        return _("A file: a letter cannot carry it. %(summary)s") % {"summary": item.summary}
    return item.summary
