"""Which mailboxes should be read now."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from mailbox.enums import MailboxState, SignIn
from mailbox.models import Mailbox

# half a tick: a bell that comes late makes the next one no less due, and two bells at once read but once
EVERY = timedelta(seconds=15)
EVERY_WHILE_FAILING = timedelta(minutes=5)


def mailboxes_to_read(at: datetime) -> QuerySet[Mailbox]:
    """Connected ones at each tick, failing ones every five minutes; who waited longest comes first."""
    connected = Q(state=MailboxState.CONNECTED, last_tried_at__lte=at - EVERY)
    failing = Q(state=MailboxState.FAILING, last_tried_at__lte=at - EVERY_WHILE_FAILING)
    # a token that ran out is renewed by the next page that somebody opens
    usable = Q(sign_in=SignIn.PASSWORD) | Q(read_secret__expires_at__gt=at)
    waiting = Mailbox.objects.readable().filter(usable, Q(last_tried_at=None) | connected | failing)
    return waiting.order_by(F("last_tried_at").asc(nulls_first=True), "pk")
