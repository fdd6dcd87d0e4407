"""Settle what the mailboxes brought: find whom it is about, and hear it."""

import logging
from datetime import datetime, time, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F

from cadence.models import Delivery, SentCopy
from cadence.schedule import local_day, local_to_utc
from cadence.services import bouncing, deciding, hearing, spacing, unsubscribing
from cadence.services.matching import (
    companies_it_may_be_from,
    who_was_not_reached,
    whom_it_is_from,
    whom_it_was_written_to,
)
from mailbox.enums import Verdict
from mailbox.models import InboundMessage, Mailbox
from prospects.addresses import email_key
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect

log = logging.getLogger(__name__)

LONGEST_KEPT_BY_HAND = 20_000
MOST_AT_ONCE = 10_000
AGAIN_AFTER = timedelta(seconds=30)
AGAIN_AT_MOST_AFTER = timedelta(hours=1)


def settle(at: datetime, *, limit: int = MOST_AT_ONCE, mailbox: Mailbox | None = None) -> int:
    """Settle up to `limit` messages, of one mailbox or of all, each in its own transaction; how many were settled.

    One that fails stays unsettled and waits for its next turn; the others do not wait behind it.
    """
    waiting = InboundMessage.objects.to_settle(at)
    if mailbox is not None:
        waiting = waiting.filter(mailbox=mailbox)
    return sum(try_one(pk, at=at) for pk in list(waiting.values_list("pk", flat=True)[:limit]))


def try_one(pk: int, *, at: datetime) -> bool:
    """Settle one message, or note that it failed: its mailbox's owner sees that until it works. Logged once in full."""
    try:
        return settle_one(pk, at=at)
    except Exception as error:
        _note_failure(pk, at, error)
        if isinstance(error, SoftTimeLimitExceeded):
            raise
        return False


def _note_failure(pk: int, at: datetime, error: Exception) -> None:
    """The first time it is tried again at the next poll, then twice as late each time, and at last once an hour."""
    failed = InboundMessage.objects.filter(pk=pk, settled_at=None)
    failures = failed.values_list("settle_failures", flat=True).first()
    if failures is None:
        return
    later = min(AGAIN_AFTER * 2 ** min(failures, 10), AGAIN_AT_MOST_AFTER)
    failed.update(settle_failures=F("settle_failures") + 1, settle_again_at=at + later)
    if failures:
        log.warning("message %s could not be settled again: %s", pk, type(error).__name__)
    else:
        log.error("message %s could not be settled", pk, exc_info=error)


@transaction.atomic
def settle_one(pk: int, *, at: datetime) -> bool:
    """Settle one message, unless another worker has it. A reply holds its company in the same act.

    Our own letter in the sent mail is kept as a copy of it; what became of the letter is the rep's to say. A mail
    that is about nobody we know is none of our business: its words and names are forgotten.
    """
    message = (
        InboundMessage.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("mailbox")
        .filter(pk=pk, settled_at=None)
        .first()
    )
    if message is None:
        return False
    if message.verdict in (Verdict.BOUNCE, Verdict.DELAYED):
        concerns_us = _bounced(message, at)
    elif message.verdict == Verdict.OWN:
        concerns_us = _copied(message, at) or _written_by_hand(message, at)
    else:
        concerns_us = _pressed(message, at) or _answered(message)
    forgotten = {} if concerns_us else deciding.NOTHING_TO_US
    InboundMessage.objects.filter(pk=pk).update(settled_at=at, **forgotten)
    return True


def _bounced(message: InboundMessage, at: datetime) -> bool:
    """A permanent bounce marks the address only, where it is theirs still; a delayed one nothing at all."""
    prospect = who_was_not_reached(message)
    if prospect is not None and message.verdict == Verdict.BOUNCE and message.bounce_permanent:
        letter = bouncing.count(message, to=prospect.pk, at=at)
        went_to = {message.bounced_address, letter.approval.to_address if letter else ""}
        if email_key(prospect.email) in map(email_key, went_to):
            Prospect.objects.filter(pk=prospect.pk, email_bounced_at=None).update(
                email_bounced_at=at
            )
        Activity.objects.record(
            ActivityKind.BOUNCED,
            at=at,
            prospect=prospect,
            detail={"address": message.bounced_address},
        )
    return prospect is not None


def _copied(message: InboundMessage, at: datetime) -> bool:
    """Believed only where the owner's provider files what left, and only for a letter from this very mailbox."""
    if not message.in_own_folder:
        return False
    names = [message.message_id, *message.original_ids]
    found = Delivery.objects.filter(message_id__in=names, approval__mailbox=message.mailbox_id)
    delivery = min(found, key=lambda each: names.index(each.message_id), default=None)
    if delivery is not None:
        SentCopy.objects.get_or_create(
            delivery=delivery,
            message_id=message.message_id,
            defaults={"mail": message, "seen_at": at},
        )
    return delivery is not None


def _written_by_hand(message: InboundMessage, at: datetime) -> bool:
    """A mail that the rep wrote outside of Earnest is contact and stands in the conversation; it is no try.

    Nothing else goes to that person on that day, and colleagues' tries at the company keep their distance to it.
    """
    if not message.in_own_folder:
        return False
    people = whom_it_was_written_to(message)
    for prospect in people:
        day = local_day(message.received_at, prospect.zone)
        quiet_until = local_to_utc(day + timedelta(days=1), time.min, prospect.zone)
        Activity.objects.record(
            ActivityKind.WROTE,
            at=message.received_at,
            actor=message.mailbox.owner,
            prospect=prospect,
            detail={
                "subject": message.subject,
                "text": (message.text or message.full_text)[:LONGEST_KEPT_BY_HAND],
                "quiet_until": quiet_until.isoformat(),
            },
        )
    spacing.keep_distance(people, message.received_at, at=at)
    return bool(people)


def _pressed(message: InboundMessage, at: datetime) -> bool:
    """The mail that a mail program writes for whoever presses Unsubscribe on a letter of ours, from whichever address.

    What goes on with a conversation under such a subject, after they stopped us, are their words.
    """
    letter = unsubscribing.approval_named_in(message.subject)
    if letter is None:
        return False
    person = letter.touch.prospect
    if _goes_on(message) and unsubscribing.has_pressed(person, at):
        hearing.hear_mail(message, person)
    else:
        unsubscribing.stop_through_link(letter, at=at, mail=message)
    return True


def _goes_on(message: InboundMessage) -> bool:
    """A person wrote it in answer to a mail, which no mail program does for them."""
    threaded = bool(message.in_reply_to or message.references)
    return threaded and message.verdict == Verdict.PERSON and bool(message.text)


def _answered(message: InboundMessage) -> bool:
    """Of somebody we know; what may be from several companies waits for a person to say whose it is."""
    prospect = whom_it_is_from(message)
    if prospect is not None:
        hearing.hear_mail(message, prospect)
        return True
    companies = companies_it_may_be_from(message)
    if companies:
        deciding.wait_for_a_person(message, companies)
    return bool(companies)
