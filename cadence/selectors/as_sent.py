"""Their mail as they sent it, for whoever may read the conversation."""

from django.db.models import Q

from cadence.models import Reply
from prospects.models import Prospect
from team.models import User

# Of a mail whose text was forgotten there is nothing left to show.
CAME_BY_MAIL = Q(message__isnull=False) & ~Q(message__html="", message__full_text="")


def reply_as_sent(viewer: User, pk: int) -> Reply:
    """With its mail. Raises Reply.DoesNotExist for one that this colleague cannot reach or that is no longer kept."""
    visible = Prospect.objects.visible_to(viewer)
    replies = Reply.objects.filter(CAME_BY_MAIL, prospect__in=visible)
    return replies.select_related("message", "prospect").get(pk=pk)
