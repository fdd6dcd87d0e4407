"""Hand a letter to the one mailer there is. Nothing else may; and the mailer takes nothing but what is for our own users."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.smtp import EmailBackend

from adherence.enums import MondayState
from adherence.models import MondayLetter

MAILER: Final = "monday"
# A reader's program that answers by itself leaves such mail alone (RFC 3834).
BY_ITSELF: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class NotOurOwn(RuntimeError):
    """Something tried to send system mail to somebody it is not for."""


class OwnPeople(EmailBackend):
    """SMTP for messages with one addressee: that of a Monday letter which was written down and is under way."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self._check(message.recipients())
        return int(super().send_messages(email_messages) or 0)

    def _check(self, recipients: list[str]) -> None:
        under_way = MondayLetter.objects.filter(state=MondayState.CLAIMED, address__in=recipients)
        if len(recipients) != 1 or not under_way.exists():
            raise NotOurOwn(
                "System mail goes to one of our own users at a time, and to nobody else."
            )


class Post:
    """An open connection to the mail server. Raises OSError where there is none to be had."""

    def __init__(self) -> None:
        self._mailer = mailers[MAILER]
        self._mailer.open()

    def hand_over(self, letter: MondayLetter, *, subject: str, body: str) -> None:
        """Raises OSError when the server did not take it."""
        message = EmailMessage(
            subject, body, settings.SYSTEM_MAIL_FROM, [letter.address], headers=BY_ITSELF
        )
        self._mailer.send_messages([message])

    def close(self) -> None:
        self._mailer.close()
