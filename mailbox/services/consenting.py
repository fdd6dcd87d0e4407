"""Let a person's provider say that Earnest may use their mailbox (OAuth 2 with PKCE). No password comes here."""

import base64
import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from mailbox.enums import SignIn
from mailbox.models import Mailbox
from mailbox.providers import Registration, registration_of
from mailbox.services.connecting import Connection, Secrets, connect_with
from mailbox.tokens import TokenError, Tokens, exchanged, renewed
from team.models import User
from team.permissions import check_changes
from team.refusals import Refused

LONGEST_ANSWER = timedelta(minutes=15)


@dataclass(frozen=True)
class Question:
    """What this browser was sent to its provider with, to be known again when it comes back. `asked_at` is in Unix time."""

    provider: str
    state: str
    verifier: str
    asked_at: float = 0.0

    def is_old(self, at: datetime) -> bool:
        return at - datetime.fromtimestamp(self.asked_at, UTC) > LONGEST_ANSWER


def ask(provider: str, *, redirect: str, at: datetime) -> tuple[Question, str]:
    """A question for this provider, and the address of the page on which a person answers it."""
    registration = _registration(provider)
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(64)
    question = Question(provider, state, verifier, at.timestamp())
    hashed = hashlib.sha256(question.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": registration.client_id,
        "redirect_uri": redirect,
        "scope": registration.consent_scope,
        "state": question.state,
        "code_challenge": base64.urlsafe_b64encode(hashed).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "access_type": "offline",
        "prompt": "consent",
    }
    return question, f"{registration.authorize_url}?{urlencode(asked)}"


def complete(
    question: Question, *, state: str, code: str, redirect: str, by: User, at: datetime
) -> Mailbox:
    """Turn the answer into a connected mailbox: sign in both ways, keep two access tokens and what renews them.

    Refuses auditors, an answer to another question, one that took over a quarter of an hour, one that lets us do only a part of
    what is needed, and whatever `connecting` refuses.
    """
    check_changes(by)
    if question.is_old(at):
        raise Refused(_("That took too long to be sure. Begin once more."), code="consent_old")
    if not code or not secrets.compare_digest(state.encode(), question.state.encode()):
        raise Refused(_("Nothing was agreed. Begin once more."), code="consent_missing")
    registration = _registration(question.provider)
    try:
        given = exchanged(registration, code=code, verifier=question.verifier, redirect=redirect)
        _check_enough(registration, given)
        read = renewed(registration, given.refresh, registration.read_scope)
        refresh = read.refresh or given.refresh
        send = renewed(registration, refresh, registration.send_scope)
    except TokenError as error:
        raise Refused(error.sentence, code="consent_refused") from error
    kept = Secrets(
        send.access, read.access, at + send.lasts, at + read.lasts, send.refresh or refresh
    )
    return connect_with(_connection(registration, given.address or by.email), kept, by=by, at=at)


def _check_enough(registration: Registration, given: Tokens) -> None:
    """Whoever unticks a box at their provider comes back with less than was asked for."""
    name = registration.provider.label
    scopes = {scope.lower() for scope in given.scopes}
    if scopes and not registration.mail_scopes <= scopes:
        raise Refused(
            _("%s lets us do only a part of what is needed. Begin once more and allow all of it.")
            % name,
            code="consent_partial",
        )
    if not given.refresh:
        raise Refused(
            _("%s let us in for an hour only. Begin once more.") % name, code="consent_short"
        )


def _registration(provider: str) -> Registration:
    found = registration_of(provider)
    if found is None:
        raise Refused(_("This provider is not set up here."), code="provider_unknown")
    return found


def _connection(registration: Registration, address: str) -> Connection:
    return Connection(
        address=address,
        username=address,
        sign_in=SignIn.OAUTH,
        provider=registration.provider,
        **asdict(registration.servers),
    )
