"""Keep the sign-ins with providers fresh. Only a web process that answers a signed-in person does this.

The worker gets the access token for reading and nothing that renews it: see docs/decisions.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from mailbox.enums import MailboxState, Purpose
from mailbox.models import Consent, Mailbox, ReadSecret
from mailbox.providers import Registration, registration_of, sign_in_again
from mailbox.services.keeping import consent_bound_to, keep_consent, keep_secret
from mailbox.services.noting import note_trouble
from mailbox.tokens import TokenError, Tokens, renewed
from team.refusals import Refused
from team.sealing import CannotOpenError, unseal

log = logging.getLogger(__name__)

# before it ends, so that nothing begins with a token that ends on the way
EARLY = timedelta(minutes=10)
AGAIN_AFTER = timedelta(minutes=1)
AGAIN_AFTER_TROUBLE = timedelta(minutes=5)


def renew_for_sending(mailbox: Mailbox, *, at: datetime) -> None:
    """Before a letter leaves. Refuses with what to do; nothing was sent then."""
    if not mailbox.uses_oauth or _is_fresh(mailbox, Purpose.SEND, at):
        return
    try:
        _renew(mailbox, Purpose.SEND, at)
    except TokenError as error:
        sentence = _("%s Nothing was sent.") % error.sentence
        raise Refused(sentence, code="sign_in_again") from error


def renew_for_reading(mailbox: Mailbox, *, at: datetime) -> None:
    """Where the token for reading ends soon.

    A failure is written on the mailbox where only its owner can help, and where the old token has ended: then nobody
    can read it, whosever fault that is.
    """
    if not mailbox.uses_oauth or _is_fresh(mailbox, Purpose.READ, at):
        return
    try:
        _renew(mailbox, Purpose.READ, at)
    except TokenError as error:
        log.warning("no token to read mailbox %s", mailbox.pk)
        if error.permanent or _has_ended(mailbox, at):
            note_trouble(mailbox, error.sentence, at=at)


def renew_one_due(*, at: datetime) -> bool:
    """Renew the reading of one mailbox whose token ends soon, whoever's it is; whether there was one.

    Claimed by a conditional UPDATE: many requests at once renew different ones. One that did not work waits a minute,
    and once its mailbox is in trouble five.
    """
    soon = Q(mailbox__read_secret__expires_at__lte=at + EARLY)
    sound = Q(mailbox__state=MailboxState.CONNECTED, renewed_at__lte=at - AGAIN_AFTER)
    failing = Q(mailbox__state=MailboxState.FAILING, renewed_at__lte=at - AGAIN_AFTER_TROUBLE)
    waiting = Consent.objects.filter(soon, sound | failing)
    consent = waiting.select_related("mailbox").order_by("renewed_at").first()
    if consent is None:
        return False
    untried = Consent.objects.filter(pk=consent.pk, renewed_at=consent.renewed_at)
    if untried.update(renewed_at=at):
        renew_for_reading(consent.mailbox, at=at)
    return True


def _is_fresh(mailbox: Mailbox, purpose: Purpose, at: datetime) -> bool:
    relation = "send_secret" if purpose == Purpose.SEND else "read_secret"
    secret = getattr(mailbox, relation, None)
    return bool(secret and secret.expires_at and secret.expires_at > at + EARLY)


def _has_ended(mailbox: Mailbox, at: datetime) -> bool:
    until = ReadSecret.objects.filter(mailbox=mailbox).values_list("expires_at", flat=True).first()
    return until is None or until <= at


def _renew(mailbox: Mailbox, purpose: Purpose, at: datetime) -> None:
    registration = registration_of(mailbox.provider)
    if registration is None:
        raise TokenError(sign_in_again(mailbox.provider), permanent=True)
    tokens = renewed(registration, _refresh_token(mailbox), _scope(registration, purpose))
    keep_tokens(mailbox, purpose, tokens, at=at)


def keep_tokens(mailbox: Mailbox, purpose: Purpose, tokens: Tokens, *, at: datetime) -> None:
    """Seal the new access token, and the new refresh token where the provider turned it over."""
    keep_secret(mailbox, purpose, tokens.access, expires_at=at + tokens.lasts)
    if tokens.refresh:
        keep_consent(mailbox, tokens.refresh, at=at)


def _scope(registration: Registration, purpose: Purpose) -> str:
    return registration.send_scope if purpose == Purpose.SEND else registration.read_scope


def _refresh_token(mailbox: Mailbox) -> str:
    consent = Consent.objects.filter(mailbox=mailbox).first()
    try:
        return unseal(
            bytes(consent.sealed) if consent else b"",
            key=settings.SEND_KEY,
            bound_to=consent_bound_to(mailbox),
        )
    except CannotOpenError as error:
        raise TokenError(sign_in_again(mailbox.provider), permanent=True) from error
