"""Before the first day: the team, its mailboxes, the library and the cadence."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from cadence.models import Cadence, CadenceVersion
from cadence.services import designing
from cadence.shipped import SHIPPED, TEN_CONVERSATIONS, shipped
from config.demo import texts
from config.demo.loading import shelf
from mailbox.models import Mailbox
from mailbox.services import sandboxing
from team.enums import Role
from team.models import HumanSession, Team, TimeOff, User
from team.services import sessions

# The rep who was away is still catching up.
AWAY_FROM, AWAY_DAYS = 24, 9
# When somebody asked to be rung today.
RING_AT = time(14, 30)


@dataclass(slots=True)
class Rep:
    """A rep at work: who, how they work, and the browser they are signed in with."""

    user: User
    nature: str
    mailbox: Mailbox
    session: HumanSession | None = None
    session_key: str = ""
    off: tuple[date, date] | None = None

    def works_on(self, day: date) -> bool:
        return self.off is None or not self.off[0] <= day <= self.off[1]

    def sign_in(self, at: datetime) -> HumanSession:
        """A fresh browser session each week, as a sign-in ends after two."""
        if self.session is not None and at < self.session.created_at + timedelta(days=7):
            return self.session
        if self.session is not None:
            sessions.end(key=self.session_key, at=at)
        self.session_key = secrets.token_urlsafe(24)
        self.session = sessions.begin(self.user, key=self.session_key, at=at)
        return self.session

    def sign_out(self, at: datetime) -> None:
        if self.session is not None:
            sessions.end(key=self.session_key, at=at)


@dataclass(slots=True)
class World:
    reps: dict[str, Rep]
    manager: User
    admin: User
    version: CadenceVersion
    last: date
    promised_at: datetime
    words: texts.Words = field(default_factory=texts.words)
    letters: texts.Letters = field(default_factory=texts.letters)

    @property
    def steps(self) -> list[int]:
        return list(self.version.steps.order_by("number").values_list("day", flat=True))


def build(at: datetime, last: date, now: datetime) -> World:
    """Everything that stood before anybody was written to."""
    users = _users(at)
    reps = {
        text.email: _rep(users[text.email], text, at=at, last=last)
        for text in texts.users()
        if text.role == Role.REP
    }
    manager = next(user for user in users.values() if user.is_manager)
    admin = next(user for user in users.values() if user.is_admin)
    shelf.fill(users, manager=manager, at=at)
    promised_at = _promised_hour(next(iter(reps.values())), now)
    return World(reps, manager, admin, _cadence(admin, at), last, promised_at)


def open_doors() -> None:
    """The last act: from now on the demo's people may sign in, and the team counts as loaded."""
    password = make_password(settings.DEMO_PASSWORD)
    User.objects.filter(team__name=texts.team_name()).update(is_demo=True, password=password)


def _users(at: datetime) -> dict[str, User]:
    team = Team.objects.create(name=texts.team_name())
    return {
        text.email: User.objects.create_user(
            text.email,
            None,
            name=text.name,
            role=text.role,
            team=team,
            time_zone=text.time_zone,
            country=text.country,
            created_at=at,
        )
        for text in texts.users()
    }


def _rep(user: User, text: texts.UserText, *, at: datetime, last: date) -> Rep:
    mailbox = sandboxing.open_sandbox_mailbox(user, at=at)
    mailbox.signature = text.signature
    mailbox.save(update_fields=["signature"])
    rep = Rep(user, text.nature, mailbox)
    if text.nature == "away":
        first_day = last - timedelta(days=AWAY_FROM)
        rep.off = (first_day, first_day + timedelta(days=AWAY_DAYS))
        TimeOff.objects.create(user=user, first_day=rep.off[0], last_day=rep.off[1])
    return rep


def _promised_hour(rep: Rep, now: datetime) -> datetime:
    """Half past two today, on the rep's own wall."""
    today = now.astimezone(rep.user.zone).date()
    return datetime.combine(today, RING_AT, tzinfo=rep.user.zone).astimezone(UTC)


def _cadence(admin: User, at: datetime) -> CadenceVersion:
    """The cadences that ship, published by the demo's admin unless they stand already; people begin with the default one."""
    for slug in SHIPPED:
        if not Cadence.objects.filter(name=shipped(slug).name).exists():
            designing.publish_shipped(slug, by=admin, at=at)
    name = shipped(TEN_CONVERSATIONS).name
    published = CadenceVersion.objects.filter(cadence__name=name, published_at__isnull=False)
    return published.latest("number")
