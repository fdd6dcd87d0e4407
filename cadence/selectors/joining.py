"""Who is about to begin: chosen one by one or as a list, and why some of them cannot."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext_lazy

from cadence.models import CadenceVersion, Enrollment
from cadence.policies.beginning import refusals
from cadence.policies.company import COLLEAGUE_LEADS
from cadence.selectors.intake import Share, Wish, shares_of
from prospects.models import Prospect
from prospects.selectors.asked import Asked
from prospects.selectors.people import people_asked
from team.models import User

MOST_AT_ONCE = 500
RESEARCH = "research_missing"
NAMED = 5
# Every reason of policies/beginning.py, told of many.
WORDS = {
    RESEARCH: ngettext_lazy(
        "%(count)s person needs research first.", "%(count)s people need research first.", "count"
    ),
    "already_in_a_cadence": ngettext_lazy(
        "%(count)s person is in a cadence already.",
        "%(count)s people are in a cadence already.",
        "count",
    ),
    "rep_is_gone": ngettext_lazy(
        "%(count)s person is with a rep who no longer signs in: hand them over first.",
        "%(count)s people are with reps who no longer sign in: hand them over first.",
        "count",
    ),
    "conflict_erased": ngettext_lazy(
        "What we knew of %(count)s person was erased.",
        "What we knew of %(count)s people was erased.",
        "count",
    ),
    "asked_to_stop": ngettext_lazy(
        "%(count)s person asked us to stop.", "%(count)s people asked us to stop.", "count"
    ),
    "on_hold": ngettext_lazy(
        "%(count)s person is at a company on hold: read the answer first.",
        "%(count)s people are at companies on hold: read the answers first.",
        "count",
    ),
    "still_resting": ngettext_lazy(
        "%(count)s person rests after an earlier cadence.",
        "%(count)s people rest after an earlier cadence.",
        "count",
    ),
    "company_is_full": ngettext_lazy(
        "%(count)s person works where we talk with enough people already.",
        "%(count)s people work where we talk with enough people already.",
        "count",
    ),
    COLLEAGUE_LEADS: ngettext_lazy(
        "%(count)s person works where a colleague leads the conversation: ask them.",
        "%(count)s people work where colleagues lead the conversation: ask them.",
        "count",
    ),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """People to begin with. `more` are beyond the first five hundred of the list they were chosen from."""

    people: list[Prospect]
    more: bool = False

    @property
    def are_all_in(self) -> bool:
        """Every one of them is in a cadence, as after a first press."""
        running = Enrollment.objects.running().filter(prospect__in=[p.pk for p in self.people])
        return running.count() == len(self.people)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Those who cannot begin now for one reason; the first of them by name."""

    code: str
    people: list[Prospect]

    @property
    def words(self) -> str:
        return str(WORDS[self.code] % {"count": len(self.people)})

    @property
    def named(self) -> list[Prospect]:
        return self.people[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.people) - len(self.named)


@dataclass(frozen=True, slots=True)
class Joining:
    """What would begin: each rep's share, and who is left out.

    When everybody waits for their research, the shares are what will be once it is done: `is_imagined`.
    """

    chosen: Chosen
    people: list[Prospect]
    shares: list[Share]
    left_out: list[LeftOut]
    is_imagined: bool

    @property
    def is_beyond(self) -> bool:
        return any(share.load.beyond for share in self.shares)

    @property
    def fits(self) -> Wish | None:
        """What would fit in place of the wish, where only one rep's people begin."""
        return self.shares[0].fits if len(self.shares) == 1 else None


def chosen_by_number(user: User, numbers: Sequence[int]) -> Chosen:
    """These very people, as far as one may work with them."""
    people = Prospect.objects.workable_by(user).listed().filter(pk__in=numbers)
    found = people.select_related("company", "owner").in_bulk()
    return Chosen([found[pk] for pk in dict.fromkeys(numbers) if pk in found])


def chosen_from_list(user: User, asked: Asked, at: datetime) -> Chosen:
    """Everybody of this list with whom one may work and who is in no cadence; the first five hundred."""
    running = Enrollment.objects.running().filter(prospect=OuterRef("pk"))
    people = people_asked(Prospect.objects.workable_by(user), asked, at).filter(~Exists(running))
    ids = list(people.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    return Chosen(chosen_by_number(user, ids[:MOST_AT_ONCE]).people, more=len(ids) > MOST_AT_ONCE)


def joining(
    chosen: Chosen, version: CadenceVersion, at: datetime, wish: Wish, *, by: User
) -> Joining:
    """What it would be if `by` said yes."""
    refused = refusals(chosen.people, at, by=by)
    groups: defaultdict[str, list[Prospect]] = defaultdict(list)
    for each in chosen.people:
        if each.pk in refused:
            groups[refused[each.pk].code].append(each)
    ready = [each for each in chosen.people if each.pk not in refused]
    people = ready or groups[RESEARCH]
    return Joining(
        chosen=chosen,
        people=people,
        shares=shares_of(people, version, at, wish),
        left_out=[LeftOut(code, its) for code, its in groups.items() if its],
        is_imagined=bool(people) and not ready,
    )
