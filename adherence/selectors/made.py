"""One try as it was made, between what was said before it and after."""

from dataclasses import dataclass

from cadence.models import Attempt
from cadence.selectors.conversation import THEIRS, title_of
from cadence.selectors.said import Said, What, said_with
from prospects.models import Prospect
from team.models import User

AROUND = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Something that was said or done, with what it is called."""

    said: Said
    title: str

    @property
    def channel(self) -> str:
        return "reply" if self.said.what in THEIRS else self.said.channel


@dataclass(frozen=True, slots=True)
class Made:
    """`looks` are the reasons for which it went over what the review saw."""

    attempt: Attempt
    this: Heading | None
    before: list[Heading]
    after: list[Heading]
    looks: list[str]


def try_made(touch: int, viewer: User) -> Made | None:
    """None where there is none, or with nobody the viewer may read about."""
    related = ("prospect__company", "touch__step", "by", "delivery__approval")
    people = Prospect.objects.visible_to(viewer)
    attempt = (
        Attempt.objects.filter(touch=touch, prospect__in=people).select_related(*related).first()
    )
    if attempt is None:
        return None
    said = [one for one in said_with(attempt.prospect) if one.what != What.NOTE]
    place = next(
        (n for n, one in enumerate(said) if one.what == What.ATTEMPT and one.pk == attempt.pk), None
    )
    shown = [Heading(one, title_of(one, attempt.prospect, viewer)) for one in said]
    return Made(
        attempt=attempt,
        this=shown[place] if place is not None else None,
        before=shown[place + 1 : place + 1 + AROUND] if place is not None else [],
        after=shown[max(0, place - AROUND) : place] if place is not None else [],
        looks=_looks(attempt),
    )


def _looks(attempt: Attempt) -> list[str]:
    """A letter's stand on its review, those of what was carried by hand on its evidence."""
    looks = attempt.delivery.approval.looks if attempt.delivery else attempt.looks
    return [str(reason) for reason in looks.values()]
