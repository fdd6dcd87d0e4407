"""May this happen now? The reasons that the screen shows and the services enforce."""

from django.db.models import Q
from django.utils.translation import gettext as _

from cadence.enums import NOT_SETTLED
from cadence.models import Delivery, Enrollment, Reply
from prospects.enums import ErasureCause
from prospects.models import Prospect
from team.refusals import Refused

# The database's word for what went (earnest_gone).
GONE = "(erased)"


def check_may_erase(prospect: Prospect, cause: str) -> None:
    """Nothing is erased twice, nor while something with this person is under way. Whose wish it is ends a cadence with it."""
    if is_erased_whole(prospect):
        raise Refused(_("Their data was erased already."), code="conflict_erased")
    if Delivery.objects.filter(touch__prospect=prospect, state__in=NOT_SETTLED).exists():
        raise Refused(
            _("A letter to them is leaving, or may have left. Say first whether it did."),
            code="letter_under_way",
        )
    if Reply.objects.filter(prospect=prospect, kind="").exists():
        raise Refused(
            _("They wrote and nobody has read it. Read it first: it may be what they ask for."),
            code="reply_unread",
        )
    running = Enrollment.objects.running().filter(prospect=prospect).exists()
    if running and cause != ErasureCause.ASKED:
        raise Refused(_("A cadence with them runs. End it first."), code="cadence_runs")


def is_erased_whole(prospect: Prospect) -> bool:
    """Whether they were erased and wrote nothing to us since."""
    if prospect.erased_at is None:
        return False
    came = ~Q(text__in=("", GONE)) | Q(message__from_address__gt="")
    return not Reply.objects.filter(came, prospect=prospect).exists()
