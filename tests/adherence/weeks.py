"""A team, and what people said to it, each reached through the services."""

from datetime import date, datetime
from itertools import count
from typing import Any

from django.urls import reverse

from cadence.enums import ReplyKind
from cadence.models import Reply
from cadence.services import listening
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import Team, User
from tests.cadence.browsing import HTMX, Browser
from tests.factories.prospects import ProspectFactory
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

NUMBERS = count(1)
THIS_WEEK = "2026-W47"


def colleague(team: Team | None = None, **fields: object) -> User:
    return UserFactory.create(team=team or TeamFactory.create(), **fields)


def person(owner: User, **fields: object) -> Prospect:
    return ProspectFactory.create(owner=owner, **fields)


def said(
    owner: User,
    kind: ReplyKind = ReplyKind.NO,
    *,
    at: datetime = NOW,
    text: str = "No budget before spring.",
    channel: Channel = Channel.CALL,
    prospect: Prospect | None = None,
) -> Reply:
    """Heard and named at once."""
    return listening.record_reply(
        prospect or person(owner, name=f"Tomasz Wójcik {next(NUMBERS)}"),
        by=owner,
        at=at,
        channel=channel,
        text=text,
        kind=kind,
        until=date(2027, 3, 1) if kind == ReplyKind.NOT_NOW else None,
    )


class Reader(Browser):
    """A browser on the pages of this room."""

    def read(self, **query: str) -> Any:
        return self.client.get(reverse("adherence:heard"), query)

    def act(self, name: str, *args: object, **data: object) -> Any:
        return self.client.post(reverse(f"adherence:{name}", args=args), data)

    def act_part(self, name: str, *args: object, **data: object) -> Any:
        return self.client.post(reverse(f"adherence:{name}", args=args), data, headers=HTMX)
