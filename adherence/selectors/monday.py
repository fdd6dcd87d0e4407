"""What a Monday letter says: the promises of the four weeks until Sunday, as the reader's own page has them, with its addresses."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from adherence.schedule import Period, Week
from adherence.selectors.headline import Headline, headline_of
from adherence.selectors.promises import Promises
from adherence.selectors.rep_counts import promises_of
from adherence.selectors.strip import Tile, strip_of
from adherence.selectors.team_counts import team_counts
from team.models import User

WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Summary:
    """`page` is where the same stands; every address is whole."""

    reader: User
    period: Period
    headline: Headline
    tiles: list[Tile]
    page: str
    coaching: str
    settings_page: str

    @property
    def lines(self) -> list[tuple[Tile, str]]:
        """Each promise, and where its rows stand."""
        return [(tile, absolute(tile.href) if tile.href else "") for tile in self.tiles]


def summary_for(reader: User, last: Week) -> Summary:
    """A rep's own; a manager's team's; for an admin everybody's."""
    period = Period(last, WEEKS)
    query = f"?{urlencode({'until': last.name})}"
    now, before, each, whose = _of_reader(reader, period)
    page = reverse("adherence:rep_method", args=[reader.pk]) if reader.is_rep else None
    return Summary(
        reader=reader,
        period=period,
        headline=headline_of(now, is_own=reader.is_rep, first_end=None),
        tiles=strip_of(now, before, each=each, whose=whose, query=query),
        page=absolute((page or reverse("adherence:team")) + query),
        coaching=absolute(reverse("adherence:coaching")),
        settings_page=absolute(reverse("team:you")),
    )


def absolute(address: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{address}"


def _of_reader(reader: User, period: Period) -> tuple[Promises, Promises, list[Promises], str]:
    """The promises of the period and of the one before, person by person, and whose they are in an address."""
    if reader.is_rep:
        own = promises_of([reader], period)
        return own, promises_of([reader], period.before), [own], str(reader.pk)
    counts = team_counts(reader, period)
    return counts.promises, counts.before, [row.promises for row in counts.reps], "all"
