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
