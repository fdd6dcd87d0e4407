"""They pointed us to somebody else: that person is added, with the introduction."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from prospects.enums import DetailOrigin
from prospects.models import Prospect
from prospects.services import adding
from research.enums import IntroductionState
from research.services import introducing
from team.languages import for_others
from team.models import User


@dataclass(frozen=True, slots=True)
class Referred:
    """Whom they named, at the same company."""

    name: str
    email: str = ""


def refer(prospect: Prospect, referred: Referred, *, by: User, at: datetime) -> Prospect:
    """Add the person they named, introduced by the one who answered, in the caller's transaction.

    Refuses a name that cannot be kept, and an address that is known already.
    """
    added = adding.add_person(
        referred.name,
        prospect.company,
        by=by,
        at=at,
        origin=DetailOrigin.ANSWER,
        email=referred.email,
        source=prospect.name,
    )
    with for_others():
        note = _("Named them in an answer to us.")
    asked = introducing.ask(added, by=by, at=at, introducer=prospect.name, words="")
    introducing.answer(asked, by=by, at=at, state=IntroductionState.GRANTED, note=note)
    return added
