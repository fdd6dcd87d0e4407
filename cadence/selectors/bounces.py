"""How many of a mailbox's last letters came back, and what follows from it."""

from dataclasses import dataclass, field

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import DeliveryState
from cadence.models import Bounce, BounceLook, Delivery
from mailbox.models import Mailbox
from team.models import Policy

WINDOW = 100
_LEFT = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a mailbox's last hundred letters since somebody looked. Few letters are judged by the same counts as many."""

    mailbox: int
    letters: int
    bounced: int
    policy: Policy = field(default_factory=Policy, compare=False)

    @property
    def warns(self) -> bool:
        return self.bounced > self.policy.bounces_warn

    @property
    def stops(self) -> bool:
        return self.bounced > self.policy.bounces_stop

    @property
    def words(self) -> str:
        said = _("%(bounced)s of your last %(letters)s letters came back.") % {
            "bounced": self.bounced,
            "letters": self.letters,
        }
        if self.stops:
            return f"{said} " + _("This mailbox sends nothing until somebody has looked why.")
        if self.warns:
            return f"{said} " + ngettext(
                "When more than %(most)s does, this mailbox stops.",
                "When more than %(most)s do, this mailbox stops.",
                self.policy.bounces_stop,
            ) % {"most": self.policy.bounces_stop}
        return said


def standing_of(mailbox: Mailbox, policy: Policy | None = None) -> Standing:
    """The database counts in the same way (sql/bounces.sql); a test compares them."""
    letters = list(_last_letters(mailbox).values_list("pk", flat=True))
    bounced = Bounce.objects.filter(delivery__in=letters).count()
    return Standing(mailbox.pk, len(letters), bounced, policy or Policy.current())


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
