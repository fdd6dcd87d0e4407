"""Which lists there are behind the numbers, and of what each consists: things counted, by kind and place."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from adherence.enums import MISSED, NOT_HONORED, NOT_RESEARCHED, SAME_AGAIN, Counted
from adherence.selectors.promises import LONGEST_GAP, Promise

type Things = Mapping[Counted, range]


class Listed(TextChoices):
    """The promises by their own names, and what else the pages count of people."""

    TRIES = Promise.TRIES.value, _("Tries before we stopped")
    GAPS = Promise.GAPS.value, _("Gaps longer than seven days")
    GIVEN_UP = Promise.GIVEN_UP.value, _("Given up early")
    SAME_CALL = Promise.SAME_CALL.value, _("Same call again")
    REPLIES = Promise.REPLIES.value, _("Replies not honored")
    RESEARCH = Promise.RESEARCH.value, _("First tries without research")
    WEEKS = Promise.WEEKS.value, _("Weeks missed")
    MADE = "made", _("Tries made")
    ANSWERS = "answers", _("First answers")
    STOPS = "stops", _("Asked us to stop")
    FINISHED = "finished", _("Finished, however it ended")

    @property
    def every_label(self) -> str:
        """Of the list that has what was kept, too."""
        return str(EVERY_LABEL.get(self, self.label))

    def called(self, *, every: bool) -> str:
        return self.every_label if every else str(self.label)


def _all_of(*kinds: Counted) -> Things:
    return {what: range(what.places) for what in kinds}


# All that a promise is counted of, kept or not.
EVERY: Final[Mapping[str, Things]] = {
    Listed.TRIES: _all_of(Counted.SEEN_THROUGH, Counted.GIVEN_UP),
    Listed.GAPS: _all_of(Counted.GAPS),
    Listed.GIVEN_UP: _all_of(Counted.SEEN_THROUGH, Counted.GIVEN_UP),
    Listed.SAME_CALL: _all_of(Counted.WORDS),
    Listed.REPLIES: _all_of(Counted.REPLIES),
    Listed.RESEARCH: _all_of(Counted.STARTS),
    Listed.WEEKS: _all_of(Counted.WEEKS),
    Listed.MADE: _all_of(Counted.TRIES),
    Listed.ANSWERS: _all_of(Counted.ANSWERS),
    Listed.STOPS: _all_of(Counted.STOPS),
    Listed.FINISHED: _all_of(Counted.ENDINGS),
}

# What of it was not kept. The other lists have nothing to keep.
BROKEN: Final[Mapping[str, Things]] = {
    Listed.GAPS: {Counted.GAPS: range(LONGEST_GAP + 1, Counted.GAPS.places)},
    Listed.GIVEN_UP: _all_of(Counted.GIVEN_UP),
    Listed.SAME_CALL: {Counted.WORDS: range(SAME_AGAIN, SAME_AGAIN + 1)},
    Listed.REPLIES: {Counted.REPLIES: range(NOT_HONORED, NOT_HONORED + 1)},
    Listed.RESEARCH: {Counted.STARTS: range(NOT_RESEARCHED, NOT_RESEARCHED + 1)},
    Listed.WEEKS: {Counted.WEEKS: range(MISSED, MISSED + 1)},
}

EVERY_LABEL: Final = {
    Listed.GAPS: _("Gaps between two tries"),
    Listed.GIVEN_UP: _("Seen through, and given up early"),
    Listed.SAME_CALL: _("Letters, notes and pages"),
    Listed.REPLIES: _("Replies"),
    Listed.RESEARCH: _("First tries"),
    Listed.WEEKS: _("Weeks"),
}


def things_of(listed: Listed, *, every: bool = False, place: int | None = None) -> Things:
    """What is on this list: what was not kept or all, everywhere or at one place (a try's number, a gap's days)."""
    things = EVERY[listed] if every else BROKEN.get(listed, EVERY[listed])
    if place is None:
        return things
    return {what: range(place, place + 1) for what, places in things.items() if place in places}
