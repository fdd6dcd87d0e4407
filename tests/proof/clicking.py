"""What the tabs of a storm click, and what they were answered."""

import random
import re
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from threading import Lock

import psycopg

from tests.proof.tabs import Answer, Tab, approval_of
from tests.proof.world import Browser, Letter

NEWEST = "SELECT number, subject, body FROM cadence_draft WHERE touch_id = %s ORDER BY number DESC"
GOOD = {200, 302, 403, 409, 422}
TAG = re.compile(r"<[^>]*>|\s+")

Words = dict[str, str]


@dataclass
class Target:
    """A letter under the storm. `fate` is what else happens to it, while its first delivery is under way.

    Until the `awake_at`th click it is sent without having been read aloud, which is refused: so the
    letters leave all through the storm, not all at its first second.
    """

    letter: Letter
    words: Words
    fate: str
    awake_at: int
    clicks: int = 0
    struck: bool = False
    approvals: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def click(self) -> int:
        with self.lock:
            self.clicks += 1
            return self.clicks

    def strike(self) -> bool:
        """Whether it is struck now, for the first time."""
        with self.lock:
            first, self.struck = not self.struck, True
            return first


@dataclass(frozen=True, slots=True)
class Kept:
    what: str
    status: int
    seconds: float
    says: str


class Log:
    """Every answer of a storm; appending is safe from any thread."""

    def __init__(self) -> None:
        self.answers: list[Kept] = []

    def timed(self, what: str, ask: Callable[[], Answer]) -> Answer:
        began = time.perf_counter()
        try:
            answer = ask()
        except OSError as error:
            answer = Answer(0, "", repr(error))
        seconds = time.perf_counter() - began
        wrong = answer.status not in GOOD or (answer.status in {409, 422} and not _says(answer))
        says = TAG.sub(" ", answer.body)[:160] if wrong else ""
        self.answers.append(Kept(what, answer.status, seconds, says))
        return answer

    @property
    def seconds(self) -> list[float]:
        return [each.seconds for each in self.answers]

    def seconds_of(self, what: str) -> list[float]:
        return [each.seconds for each in self.answers if each.what == what]

    def broken(self) -> list[str]:
        """I7: every answer is a yes, or a no with a sentence."""
        return [
            f"I7 {each.what} was answered {each.status or 'by silence'}: {each.says!r}"
            for each in self.answers
            if each.says or each.status not in GOOD
        ]


@dataclass
class Clicker:
    """One tab, and its twin for double clicks. It shows each letter as it was when it opened it."""

    browser: Browser
    tab: Tab
    twin: Tab
    log: Log
    eyes: psycopg.Connection
    hands: Executor
    strike: Callable[[Target], None]
    chance: random.Random
    pages: dict[int, Words] = field(default_factory=dict)

    def visit(self, target: Target) -> None:
        """One click on Send, and what a hasty person does after it."""
        click = target.click()
        theirs = list(target.approvals)
        if theirs and self.chance.random() < 0.4:
            self._deliver(target, self.chance.choice(theirs))
            return
        approval = self.send(target, awake=click >= target.awake_at)
        if not approval:
            return
        target.approvals.append(approval)
        if target.fate == "withdrawn" and len(target.approvals) < 3:
            self.log.timed(
                "withdrawal", lambda: self.tab.post(f"/approvals/{approval}/withdrawal/")
            )
        elif self.chance.random() < 0.9:
            self._deliver(target, approval)

    def send(self, target: Target, *, awake: bool = True) -> str:
        """Press Send on the words this tab shows; refused because they are old, it loads them anew."""
        touch = target.letter.touch
        words = dict(self.pages.get(touch, target.words))
        if not awake:
            words.pop("read_aloud")
        answer = self.log.timed("review", lambda: self.tab.review(touch, **words))
        if answer.status in {409, 422}:
            self.pages[touch] = target.words | newest(self.eyes, touch)
        return approval_of(answer)

    def _deliver(self, target: Target, approval: str) -> None:
        if target.strike():
            self.strike(target)
        again = None
        if self.chance.random() < 0.25:
            again = self.hands.submit(
                self.log.timed, "second delivery", lambda: self.twin.deliver(approval)
            )
        self.log.timed("delivery", lambda: self.tab.deliver(approval))
        if again is not None:
            again.result()

    def close(self) -> None:
        self.tab.close()
        self.twin.close()


def newest(eyes: psycopg.Connection, touch: int) -> Words:
    row = eyes.execute(NEWEST, (touch,)).fetchone()
    assert row is not None
    number, subject, body = row
    return {"base_number": str(number), "subject": subject, "body": body}


def _says(answer: Answer) -> bool:
    return len(TAG.sub(" ", answer.body).strip()) > 20
