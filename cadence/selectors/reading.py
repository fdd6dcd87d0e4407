"""One reply on the desk: their words, and what was said before."""

from dataclasses import dataclass
from datetime import datetime, time

from cadence.models import Reply
from cadence.permissions import can_decide
from cadence.selectors.conversation import Conversation, conversation_with
from prospects.models import Prospect
from team.models import User


@dataclass(frozen=True, slots=True)
class ReadingPane:
    reply: Reply
    conversation: Conversation
    may_name: bool
    at: datetime

    @property
    def prospect(self) -> Prospect:
        return self.reply.prospect

    @property
    def local_time(self) -> time:
        return self.prospect.wall_clock(self.at)


def reading_pane(viewer: User, pk: int, at: datetime) -> ReadingPane:
    """Raises Reply.DoesNotExist for a reply of somebody whom this colleague cannot reach."""
    visible = Prospect.objects.visible_to(viewer)
    reply = (
        Reply.objects.filter(prospect__in=visible)
        .select_related("prospect__company", "owner", "named_by")
        .get(pk=pk)
    )
    return ReadingPane(
        reply=reply,
        conversation=conversation_with(reply.prospect, viewer),
        may_name=not reply.kind and can_decide(viewer, reply.prospect),
        at=at,
    )
