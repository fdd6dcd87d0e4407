"""What is counted of every enrollment, into which places, and what a late day belongs to. The words for a screen are the labels."""

from typing import Final

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

LAST_TRY: Final = 15  # fifteen tries or more
LAST_GAP: Final = 12  # twelve days or more

NEW, SAME_AGAIN = 0, 1
RESEARCHED, NOT_RESEARCHED = 0, 1
HONORED, NOT_HONORED = 0, 1
TRIED, EXCUSED, MISSED = 0, 1, 2


class Counted(IntegerChoices):
    """Each is defined once, by the file of its name in definitions/."""

    TRIES = 1, _("Tries made, by their number")
    GAPS = 2, _("Days between two tries")
    WORDS = 3, _("Letters, notes and pages: new, or the same call again")
    STARTS = 4, _("First tries: with research before, or without")
    ANSWERS = 5, _("First answers, by the tries made before")
    REPLIES = 6, _("Answers: honored, or not")
    SEEN_THROUGH = 7, _("Not reached after all tries, by the tries made")
    GIVEN_UP = 8, _("Given up early, by the tries made")
    STOPS = 9, _("Asked us to stop, by the tries made")
    ENDINGS = 10, _("Cadences that ended, by how")
    WEEKS = 11, _("Weeks: tried, a cause that is not ours, missed")

    @property
    def column(self) -> str:
        return self.name.lower()

    @property
    def places(self) -> int:
        return PLACES[self]

    @property
    def columns(self) -> list[str]:
        """One for each place."""
        return [f"{self.column}_{place}" for place in range(self.places)]


PLACES: Final[dict[int, int]] = {
    Counted.TRIES: LAST_TRY + 1,
    Counted.GAPS: LAST_GAP + 1,
    Counted.WORDS: 2,
    Counted.STARTS: 2,
    Counted.ANSWERS: LAST_TRY + 1,
    Counted.REPLIES: 2,
    Counted.SEEN_THROUGH: LAST_TRY + 1,
    Counted.GIVEN_UP: LAST_TRY + 1,
    Counted.STOPS: LAST_TRY + 1,
    Counted.ENDINGS: 8,
    Counted.WEEKS: 3,
}


class LateCause(TextChoices):
    """To what a day beyond the seventh belongs. Where several are true of one day, the first of this list has it.

    What they asked for and what kept everybody from writing comes before what kept us; only what nothing else
    explains is the rep's.
    """

    HOLD = "hold", _("On hold")
    ASKED_TO_WAIT = "asked_to_wait", _("They asked us to wait")
    INTRODUCTION = "introduction", _("Waiting for an introduction")
    TEMPLATE_CHANGE = "template_change", _("The cadence changed")
    PROVIDER = "provider", _("The mail provider")
    TIME_OFF = "time_off", _("Time off")
    HOLIDAY = "holiday", _("Holiday")
    REP = "rep", _("We were late")


A_WEEK_S_DRAW: Final = 5  # tries of a rep that a manager is shown of a week


class CoachingQuestion(TextChoices):
    """What a manager is asked of each try; the values are the fields that keep the answers."""

    ABOUT_THEM = "is_about_them", _("Could this have gone to nobody else?")
    NEW = "is_new", _("Does it bring them something new?")
    EASY_TO_ANSWER = "is_easy_to_answer", _("Could they answer it in one line?")


class Consent(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class MondayState(TextChoices):
    CLAIMED = "claimed", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
