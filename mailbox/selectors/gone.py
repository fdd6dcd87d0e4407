"""Mailboxes of colleagues who are gone: nobody opens the page that would say that one is read no more."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from mailbox.models import InboundMessage, Mailbox
from mailbox.selectors.words import why_unread
from team.models import User

MOST = 50


@dataclass(frozen=True, slots=True)
class Unread:
    """A mailbox in which answers may lie that nobody sees, and why."""

    mailbox: Mailbox
    words: str


def unread_of_the_gone(user: User, at: datetime) -> list[Unread]:
    """The team's for its managers, all for admins, none for anybody else. One query, and none for a rep."""
    left = InboundMessage.objects.not_taken_in().filter(mailbox=OuterRef("pk"))
    boxes = _of_the_gone(user).select_related("owner").annotate(is_mail_left=Exists(left))
    told = [
        Unread(each, why_unread(each, at=at, is_mail_left=each.is_mail_left))
        for each in boxes.order_by("owner__name", "pk")[:MOST]
    ]
    return [each for each in told if each.words]


def _of_the_gone(user: User) -> QuerySet[Mailbox]:
    gone = Mailbox.objects.filter(owner__is_active=False)
    if user.is_admin:
        return gone
    if not user.is_manager or user.team_id is None:
        return gone.none()
    return gone.filter(owner__team=user.team_id)
