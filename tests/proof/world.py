"""Reps with letters that wait to be reviewed, made by the real services at this very moment."""

import itertools
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from cadence.checks import Kind, State
from cadence.models import Approval, Draft, Enrollment
from cadence.services import drafting, enrolling, planning, reviewing
from team.models import HumanSession, User
from team.services import sessions
from tests import journeys
from tests.factories.cadence import published_version

LETTERS_A_REP = 40  # below a mailbox's daily cap
_PHONES = itertools.count()


@dataclass(frozen=True)
class Browser:
    """A signed-in browser: its cookie, and the row that may stand behind an approval."""

    user: User
    cookie: str
    session: HumanSession


@dataclass(frozen=True)
class Letter:
    """A letter ready for its rep's review."""

    rep: User
    enrollment: Enrollment
    draft: Draft

    @property
    def touch(self) -> int:
        return int(self.draft.touch_id)

    def words(self) -> dict[str, str]:
        """What the form of its desk posts: the words, read aloud, and a line for each look."""
        looks = {f"because_{code}": reason for code, reason in self.looks().items()}
        return {
            "subject": self.draft.subject,
            "body": self.draft.body,
            "base_number": str(self.draft.number),
            "read_aloud": "on",
        } | looks

    def looks(self) -> dict[str, str]:
        """A line for whatever the checks want looked at: the proof runs at any hour of any day."""
        results = reviewing.review(
            self.draft.touch,
            at=timezone.now(),
            subject=self.draft.subject,
            body=self.draft.body,
            read_aloud=True,
        )
        return {
            each.code: "For the proof."
            for each in results
            if each.kind is Kind.LOOK and each.state is not State.PASS
        }


def rep() -> User:
    """A rep with a mailbox on the proof's own mail server."""
    user = journeys.rep()
    journeys.connected(user)
    return user


def letters(recipients: list[str], *, at: datetime | None = None) -> list[Letter]:
    """One waiting letter for each recipient's local part, at companies of their own; LETTERS_A_REP a rep."""
    at = at or timezone.now()
    version = published_version()
    enrollments = []
    owner = rep()
    for number, recipient in enumerate(recipients):
        if number and number % LETTERS_A_REP == 0:
            owner = rep()
        prospect = journeys.researched(owner, **_reached_at(recipient))
        enrollments.append(enrolling.enroll(prospect, version, by=owner, at=at))
    while planning.plan_due(at):
        pass
    return [_written(enrollment, at) for enrollment in enrollments]


def _reached_at(recipient: str) -> dict[str, str]:
    """Ways to reach this person and nobody else: a stop reaches every record with one of them."""
    return {
        "email": f"{recipient}@corrib.example",
        "phone": f"+353915{next(_PHONES):06}",
        "linkedin_url": f"https://www.linkedin.com/in/{recipient}",
    }


def browser(user: User) -> Browser:
    """Sign a browser in, as the sign-in page does after the password."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    key = store.session_key or ""
    return Browser(user, key, sessions.begin(user, key=key, at=timezone.now()))


def reviewed(letter: Letter, by: Browser) -> Approval:
    """The rep's review of the letter, past HTTP but through the service."""
    return reviewing.approve(
        letter.draft,
        by=letter.rep,
        session=by.session,
        at=timezone.now(),
        looks=letter.looks(),
        read_aloud=True,
    )


def _written(enrollment: Enrollment, at: datetime) -> Letter:
    touch = enrollment.touches.get()
    draft = drafting.save_draft(
        touch,
        by=touch.owner,
        at=at,
        subject="Night loading at Oranmore",
        body=journeys.LETTER,
        base_number=0,
    )
    return Letter(touch.owner, enrollment, draft)
