"""What happens to letters while tabs send them: stops, holds, edits, new addresses, browsers that sign out."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg
from django.db import connection
from django.utils import timezone

from prospects.models import Prospect
from prospects.services import editing
from team.services import sessions
from tests.proof.clicking import Log, Target, newest
from tests.proof.ear import Ear
from tests.proof.post import LATE_SECONDS
from tests.proof.tabs import Answer, Tab
from tests.proof.waiting import wait_until
from tests.proof.world import Browser

SIGNED_OUT = """
SELECT count(*) FROM cadence_delivery d JOIN cadence_approval a ON a.id = d.approval_id
WHERE a.session_id = %s AND d.sending_at > %s
"""
STOPPED = "SELECT count(*) FROM cadence_delivery WHERE touch_id = %s AND sending_at > %s"
RESERVED = "SELECT count(*) FROM cadence_delivery WHERE touch_id = %s"
ON_ITS_WAY = (
    "SELECT count(*) FROM cadence_delivery WHERE touch_id = %s AND state IN ('reserved', 'sending')"
)
WITHDRAWN = """
SELECT count(*) FROM cadence_delivery d JOIN cadence_withdrawal w ON w.approval_id = d.approval_id
"""


@dataclass
class Meanwhile:
    """Done by others than the tabs, while the delivery that brings it on is under way."""

    log: Log
    port: int
    browser: Browser
    ear: Ear
    hands: Executor
    eyes: psycopg.Connection
    chance: random.Random
    under_way: list[Future[None]] = field(default_factory=list)
    over: list[tuple[str, object, datetime]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)

    def strike(self, target: Target) -> None:
        acts: dict[str, Callable[[Target], None]] = {
            "stopped": self._stop,
            "held": self._hold,
            "edited": self._edit,
            "moved": self._move,
        }
        if act := acts.get(target.fate):
            wait = self.chance.uniform(0, LATE_SECONDS)
            self.under_way.append(self.hands.submit(self._act, act, target, wait))

    def sign_out(self, browser: Browser, *, by_itself: bool) -> None:
        self.under_way.append(self.hands.submit(self._sign_out, browser, by_itself))

    def finish(self) -> None:
        for each in self.under_way:
            each.result()

    def broken(self) -> list[str]:
        """I4 as those who stopped it see it: nothing began to leave once they were told that it is stopped."""
        said = list(self.refused)
        for statement, key, when in self.over:
            late = _count(self.eyes, statement, key, when)
            if late:
                said.append(
                    f"I4 {late} letters began to leave after {key} was over at {when:%T.%f}"
                )
        if taken := _count(self.eyes, WITHDRAWN):
            said.append(f"I4 {taken} deliveries of approvals that were taken back")
        return said

    def _post(self, what: str, path: str, by: Browser | None = None, **data: str) -> Answer:
        tab = Tab(self.port, (by or self.browser).cookie)
        try:
            return self.log.timed(what, lambda: tab.post(path, **data))
        finally:
            tab.close()

    def _act(self, act: Callable[[Target], None], target: Target, wait: float) -> None:
        with suppress(
            TimeoutError
        ):  # A refused delivery: what was to happen during it happens all the same.
            wait_until(
                lambda: bool(_count(self.eyes, RESERVED, target.letter.touch)),
                seconds=3,
                what="a delivery",
            )
        time.sleep(wait)
        self.met[target.fate] += _count(self.eyes, ON_ITS_WAY, target.letter.touch)
        try:
            act(target)
        finally:
            connection.close()

    def _over(self, statement: str, key: object) -> None:
        self.over.append((statement, key, datetime.fromtimestamp(time.time(), UTC)))

    def _stop(self, target: Target) -> None:
        person = target.letter.enrollment.prospect_id
        told = self._post("stop", f"/people/{person}/stop/", words="Please do not write again.")
        if told.status == 302:
            self._over(STOPPED, target.letter.touch)
        else:
            self.refused.append(f"a stop of person {person} was answered {told.status}")

    def _hold(self, target: Target) -> None:
        self.ear.hear(target.letter.enrollment.prospect_id)
        self._over(STOPPED, target.letter.touch)

    def _edit(self, target: Target) -> None:
        touch = target.letter.touch
        words = newest(self.eyes, touch)
        words["body"] = words["body"].replace("Hi Aoife,", "Hi Aoife, good day.")
        self._post("edit", f"/touches/{touch}/draft/", **words)

    def _move(self, target: Target) -> None:
        prospect = Prospect.objects.get(pk=target.letter.enrollment.prospect_id)
        details = {"email": f"new-{prospect.email}"}
        editing.edit_person(
            prospect,
            by=target.letter.rep,
            at=timezone.now(),
            revision=prospect.revision,
            details=details,
        )

    def _sign_out(self, browser: Browser, by_itself: bool) -> None:
        if by_itself:
            self._post("sign-out", "/accounts/logout/", by=browser)
        else:
            sessions.end(key=browser.cookie, at=timezone.now())
            connection.close()
        self._over(SIGNED_OUT, browser.session.pk)


def _count(eyes: psycopg.Connection, statement: str, *given: object) -> int:
    row = eyes.execute(statement.encode(), given or None).fetchone()
    assert row is not None
    return int(row[0])
