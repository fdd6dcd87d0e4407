"""The rows of a list as a reader meets them: who, with whom, when, and what happened."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from adherence.selectors.rows import Behind, Thing
from adherence.selectors.told import Told, told_of
from cadence.models import Enrollment
from prospects.models import Prospect
from team.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """`person` is nobody where they are not the reader's to see: they were given to another team."""

    thing: Thing
    told: Told
    way: Enrollment
    rep: User
    person: Prospect | None

    @property
    def words(self) -> str:
        """What happened; a reason that somebody typed is read by whoever may read about the person."""
        if self.person is None or not self.told.reason:
            return self.told.words
        words = {"said": self.told.words, "reason": self.told.reason}
        return _("%(said)s; the reason given: “%(reason)s”") % words


def rows_of(behind: Behind, number: int, viewer: User) -> list[Row]:
    """The `number`th page of them."""
    return _rows(behind.page(number), behind.reps, viewer)


def all_rows(behind: Behind, viewer: User) -> Iterator[Row]:
    """Every row, read some hundreds at a time while they are taken."""
    for batch in behind.batches():
        yield from _rows(batch, behind.reps, viewer)


def _rows(things: Sequence[Thing], reps: Iterable[User], viewer: User) -> list[Row]:
    if not things:
        return []
    related = ("prospect__company", "version__cadence")
    ids = {thing.enrollment for thing in things}
    ways = Enrollment.objects.select_related(*related).in_bulk(list(ids))
    by_key = {rep.pk: rep for rep in reps}
    seen = Prospect.objects.visible_to(viewer).filter(enrollments__in=list(ids))
    visible = set(seen.values_list("pk", flat=True))
    return [
        Row(
            thing,
            told,
            way,
            by_key[thing.rep],
            way.prospect if way.prospect_id in visible else None,
        )
        for thing, told, way in zip(
            things,
            told_of(things, ways, by_key),
            [ways[thing.enrollment] for thing in things],
            strict=True,
        )
    ]
