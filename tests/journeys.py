"""A try in each state, reached the way the product reaches it: through the real services."""

import secrets
from datetime import datetime

from cadence.models import Approval, CadenceVersion, Draft, Enrollment, Touch
from cadence.services import drafting, enrolling, planning, reviewing
from mailbox.models import Mailbox
from mailbox.services.sandboxing import open_sandbox_mailbox
from prospects.models import Company, Prospect
from team.models import HumanSession, User
from team.services import sessions
from tests.factories.cadence import published_version
from tests.factories.prospects import NOW, CompanyFactory, ProspectFactory
from tests.factories.research import make_ready
from tests.factories.team import UserFactory

LETTER = """Hi Aoife,

I read that your depot moves to loading around the clock in January. Two teams we work with made \
the same move last winter, and for both the gap in the record turned up at the handover at two.

I wrote down on one page what they changed. Would it be useful if I sent it over?

If this isn't yours to look at, tell me and I'll stop.

Maya"""

LOOKS: dict[str, str] = {}

__all__ = ["LETTER", "LOOKS", "NOW"]


def rep(**fields: object) -> User:
    return UserFactory.create(**fields)


def signed_in(user: User, at: datetime = NOW, key: str = "") -> HumanSession:
    """A browser of this person; every call is another browser unless `key` names one."""
    return sessions.begin(user, key=key or secrets.token_hex(), at=at)


def connected(user: User) -> Mailbox:
    """The rep's mailbox, in the world that the `post` fixture settings name."""
    return open_sandbox_mailbox(user, at=NOW)


def researched(owner: User | None = None, **fields: object) -> Prospect:
    """A person with a complete brief, reachable on every channel; at a known company, with the colleague known there."""
    company = CompanyFactory.create(postal_address="Corrib Cold Chain, Oranmore, Galway")
    there = fields.get("company")
    known = Prospect.objects.filter(company=there).first() if isinstance(there, Company) else None
    owner = owner or (known.owner if known else rep())
    given = {
        "company": company,
        "phone": "+353915550100",
        "linkedin_url": "https://www.linkedin.com/in/aoife",
    }
    prospect = ProspectFactory.create(
        owner=owner, **({"name": "Aoife Ní Bhriain"} | given | fields)
    )
    return make_ready(prospect)


def enrolled(owner: User | None = None, at: datetime = NOW, **fields: object) -> Enrollment:
    return enrolled_in(published_version(), owner, at, **fields)


def enrolled_in(
    version: CadenceVersion, owner: User | None = None, at: datetime = NOW, **fields: object
) -> Enrollment:
    prospect = researched(owner, **fields)
    return enrolling.enroll(prospect, version, by=prospect.owner, at=at)


def planned(owner: User | None = None, at: datetime = NOW, **fields: object) -> Touch:
    """The first try, planned by the clock."""
    enrollment = enrolled(owner, at, **fields)
    planning.plan_due(at)
    return Touch.objects.get(enrollment=enrollment)


def drafted(owner: User | None = None, at: datetime = NOW, **fields: object) -> Draft:
    """The first try with the rep's own words."""
    touch = planned(owner, at, **fields)
    return drafting.save_draft(
        touch,
        by=touch.owner,
        at=at,
        subject="Night loading at Oranmore",
        body=LETTER,
        base_number=0,
    )


def approved(owner: User | None = None, at: datetime = NOW, **fields: object) -> Approval:
    """A letter reviewed by its rep, in a live session, with a mailbox connected."""
    draft = drafted(owner, at, **fields)
    by = draft.touch.owner
    connected(by)
    return reviewing.approve(
        draft, by=by, session=signed_in(by, at), at=at, looks=LOOKS, read_aloud=True
    )


def reviewed_again(approval: Approval, at: datetime = NOW) -> Approval:
    """The same words, read once more by the same person in the same browser."""
    return reviewing.approve(
        approval.draft,
        by=approval.reviewer,
        session=approval.session,
        at=at,
        looks=LOOKS,
        read_aloud=True,
    )


def next_touch(enrollment: Enrollment, at: datetime) -> Touch:
    """The open try after the clock planned it."""
    planning.plan_due(at)
    return Touch.objects.open().get(enrollment=enrollment)
