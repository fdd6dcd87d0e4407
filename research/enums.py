"""What research can say, as closed lists."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fit(TextChoices):
    UNKNOWN = "unknown", _("Not judged yet")
    FITS = "fits", _("A fit: we could help them")
    NOT_A_FIT = "not_a_fit", _("Not a fit")


class WarmPath(TextChoices):
    UNCHECKED = "unchecked", _("Not looked yet")
    NONE = "none", _("We know nobody there")
    FOUND = "found", _("Somebody could introduce us")


class FindingAbout(TextChoices):
    PERSON = "person", _("The person")
    COMPANY = "company", _("The company")
    TRIGGER = "trigger", _("What just changed")
    MUTUAL = "mutual", _("Somebody or something we share")


class IntroductionState(TextChoices):
    ASKED = "asked", _("Asked")
    GRANTED = "granted", _("They will introduce us")
    DECLINED = "declined", _("They would rather not")
    NO_ANSWER = "no_answer", _("No answer")


# An answer closes the ask; a closed ask stays as it is.
INTRODUCTION_MOVES: dict[IntroductionState, frozenset[IntroductionState]] = {
    IntroductionState.ASKED: frozenset(
        {
            IntroductionState.GRANTED,
            IntroductionState.DECLINED,
            IntroductionState.NO_ANSWER,
        }
    ),
    IntroductionState.NO_ANSWER: frozenset({IntroductionState.GRANTED, IntroductionState.DECLINED}),
    IntroductionState.GRANTED: frozenset(),
    IntroductionState.DECLINED: frozenset(),
}


class Freshness(TextChoices):
    FRESH = "fresh", _("Fresh")
    AGEING = "ageing", _("May have changed")
    EXPIRED = "expired", _("Too old to use")


class LibraryKind(TextChoices):
    """What the library keeps, as its addresses name it."""

    STORIES = "stories", _("Stories")
    QUESTIONS = "questions", _("Questions")
    RESOURCES = "resources", _("Resources")


class LibraryState(TextChoices):
    """Whether an item may be brought to a person; only an approved one that has not run out may."""

    WAITING = "waiting", _("Waits for a manager")
    APPROVED = "approved", _("Approved")
    RUN_OUT = "run_out", _("Ran out")
    TAKEN_OUT = "taken_out", _("Taken out")


class FileKind(TextChoices):
    """What may be kept to hand over, known by its first bytes and never by its name."""

    PDF = "application/pdf", _("PDF")
    PNG = "image/png", _("PNG picture")
    JPEG = "image/jpeg", _("JPEG picture")
