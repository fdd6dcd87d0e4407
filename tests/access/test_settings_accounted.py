"""Whatever the settings take from somebody about the house or about others leaves a line in the account."""

from typing import Any, Final

import pytest
from django.db import connection

from prospects.enums import Kept, Verdict
from team.enums import AuditKind
from team.models import AuditEvent
from tests.access import world
from tests.access.doors import addresses, listed
from tests.access.undoing import undone
from tests.cadence import test_settings_accounted as by_service
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

# What somebody keeps about themselves alone, and what changes nothing.
ONES_OWN: Final = {"team:you", "team:keyboard", "mailbox:check", "mailbox:letterhead"}
# These take a mail server, or the demo: tests/adapters and tests/mailbox connect.
CONNECTS: Final = {"mailbox:settings", "mailbox:sandbox"}
DAYS: Final = {"first_day": "2026-12-24", "last_day": "2026-12-31"}
INVITED: Final = {
    "name": "Orla Byrne", "email": "orla@fernhill.example", "role": "rep", "time_zone": "Europe/Dublin",
}  # fmt: skip
THE_RULE: Final = {
    "verdict": Verdict.BLOCKED, "reason": "Not here.", "source": "Act 1, article 2", "why": "Our counsel says so.",
    "seen": Verdict.BLOCKED,
}  # fmt: skip
AN_ADMIN: Final[dict[str, tuple[AuditKind, dict[str, Any]]]] = {
    "team:people-and-roles": (AuditKind.USER_ADDED, INVITED),
    "team:second-factor": (AuditKind.SECOND_FACTOR_ASKED, {"roles": ["auditor"]}),
    "team:team-new": (AuditKind.TEAM_CHANGED, {"name": "Coast"}),
    "team:team-name": (AuditKind.TEAM_CHANGED, {"name": "West coast"}),
    "team:team-removal": (AuditKind.TEAM_CHANGED, {}),
    "team:colleague": (AuditKind.USER_CHANGED, {"role": "manager"}),
    "team:colleague-link": (AuditKind.LINK_MADE, {}),
    "team:colleague-link-removal": (AuditKind.LINK_TAKEN_BACK, {}),
    "team:colleague-deactivation": (AuditKind.USER_CHANGED, {}),
    "team:colleague-reactivation": (AuditKind.USER_CHANGED, {}),
    "team:colleague-second-factor": (AuditKind.SIGN_IN_CHANGED, {}),
    "team:colleague-sessions": (AuditKind.SIGNED_OUT, {}),
    "cadence:absence": (
        AuditKind.DAYS_CHANGED,
        DAYS | {"seen": "2026-12-24 2026-12-31", "keep": "keep"},
    ),
    "prospects:country-rule": (
        AuditKind.POLICY_CHANGED, THE_RULE,
    ),
    "adherence:retention": (
        AuditKind.POLICY_CHANGED, {"what": Kept.values[0], "months": 11, "is_on": "on", "seen": f"{Kept.values[0]} 11 True"},
    ),
    "adherence:audit-file": (AuditKind.EXPORTED, {}),
    "cadence:stop-new": (AuditKind.SUPPRESSED, {"value": "no@quay.example", "why": "She asked us.", "confirmed": "yes"}),
    "cadence:stops-import": (AuditKind.SUPPRESSED, {"text": "no@pier.example", "why": "From the old list."}),
    "cadence:stop-lifting": (AuditKind.SUPPRESSION_LIFTED, {"why": "It was somebody else's."}),
}  # fmt: skip
THE_REP: Final[dict[str, tuple[AuditKind, dict[str, Any]]]] = {
    "team:sign-in-session": (AuditKind.SIGNED_OUT, {}),
    "team:sign-in-others": (AuditKind.SIGNED_OUT, {}),
    "mailbox:disconnection": (AuditKind.MAILBOX_DISCONNECTED, {}),
}
# It takes letters that came back: tests/cadence/test_bouncing.py.
ELSEWHERE: Final = {"cadence:bounces"}


def test_every_address_that_takes_something_of_the_house_leaves_a_line(clock: Clock) -> None:
    stage, silent = world.build(clock), []
    # Maya is signed in elsewhere, and has codes that can be taken away.
    stage.browser("a colleague")
    stage.args["team:colleague-second-factor"] = [stage.rep.pk]
    stage.args["team:colleague-reactivation"] = [UserFactory.create(is_active=False).pk]
    for who, acts in (("an admin", AN_ADMIN), ("the rep", THE_REP)):
        browser = stage.browser(who)
        for name, (kind, said) in acts.items():
            before = AuditEvent.objects.count()
            with undone(browser):
                status = browser.post(stage.path(name), said).status_code
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                new = AuditEvent.objects.filter(pk__gt=before, actor=stage.readers[who])
                if kind not in {event.kind for event in new}:
                    silent.append((name, status))
    assert silent == []


def test_no_address_of_the_settings_that_takes_something_is_missing_here() -> None:
    doors = listed()
    names = {
        name
        for address, name in addresses().items()
        if address.startswith("/settings/") and doors[address].acts is not None
    }
    serviced = {name for name in names if name.partition(":")[2] in by_service.ACTS}
    known = {*AN_ADMIN, *THE_REP, *ONES_OWN, *CONNECTS, *ELSEWHERE, *serviced}
    assert names - known == set()
    assert known - names == set()
