"""How many of a mailbox's last letters came back, and what follows from it."""

from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from cadence.enums import DeliveryState
from cadence.models import Bounce, BounceLook, Delivery
from mailbox.models import Mailbox

WINDOW = 100
WARNS_ABOVE, STOPS_ABOVE = 2, 5
_LEFT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a mailbox's last hundred letters since somebody looked. Few letters are judged by the same counts as many."""

    mailbox: int
    letters: int
    bounced: int

    @property
    def warns(self) -> bool:
        return self.bounced > WARNS_ABOVE

    @property
    def stops(self) -> bool:
        return self.bounced > STOPS_ABOVE

    @property
    def words(self) -> str:
        said = _("%(bounced)s of your last %(letters)s letters came back.") % {
            "bounced": self.bounced,
            "letters": self.letters,
        }
        if self.stops:
            return f"{said} " + _("This mailbox sends nothing until somebody has looked why.")
        if self.warns:
            return f"{said} " + _("When more than five do, this mailbox stops.")
        return said


def standing_of(mailbox: Mailbox) -> Standing:
    """The database counts in the same way (sql/bounces.sql); a test compares them."""
    letters = list(_last_letters(mailbox).values_list("pk", flat=True))
    return Standing(mailbox.pk, len(letters), Bounce.objects.filter(delivery__in=letters).count())


def came_back(mailbox: Mailbox) -> QuerySet[Bounce]:
    """The letters to look at, newest first."""
    letters = list(_last_letters(mailbox).values_list("pk", flat=True))
    found = Bounce.objects.filter(delivery__in=letters)
    return found.select_related("delivery__touch__prospect", "message").order_by("-at")


def _last_letters(mailbox: Mailbox) -> QuerySet[Delivery]:
    letters = Delivery.objects.filter(approval__mailbox=mailbox, state__in=_LEFT)
    looked_at = BounceLook.objects.filter(mailbox=mailbox).aggregate(at=Max("at"))["at"]
    if looked_at is not None:
        letters = letters.filter(reserved_at__gt=looked_at)
    return letters.order_by("-reserved_at")[:WINDOW]
