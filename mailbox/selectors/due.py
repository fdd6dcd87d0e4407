"""Which mailboxes should be read now."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from mailbox.enums import MailboxState, SignIn
from mailbox.models import Mailbox

# half a tick: a bell that comes late makes the next one no less due, and two bells at once read but once
EVERY = timedelta(seconds=15)
EVERY_WHILE_FAILING = timedelta(minutes=5)
# a server that is only started anew costs nobody five minutes; one that refuses us is not asked often enough to shut us out
MAY_PASS = timedelta(seconds=65)


def mailboxes_to_read(at: datetime) -> QuerySet[Mailbox]:
    """Connected ones at each tick, failing ones too for a minute and then every five; who waited longest comes first."""
    connected = Q(state=MailboxState.CONNECTED, last_tried_at__lte=at - EVERY)
    failing = Q(state=MailboxState.FAILING, last_tried_at__lte=at - EVERY_WHILE_FAILING)
    hiccup = Q(state=MailboxState.FAILING, state_since__gte=at - MAY_PASS) & Q(
        last_tried_at__lte=at - EVERY
    )
    # a token that ran out is renewed by the next page that somebody opens
    usable = Q(sign_in=SignIn.PASSWORD) | Q(read_secret__expires_at__gt=at)
    turn = Q(last_tried_at=None) | connected | failing | hiccup
    waiting = Mailbox.objects.readable().filter(usable, turn)
    return waiting.order_by(F("last_tried_at").asc(nulls_first=True), "pk")
