"""A process of clients that send letter after letter, whatever happens to the server meanwhile.

Reads its work from a JSON file, writes every answer to another, a line each, and ends when a third file appears
or no letter is left. Nothing is ever clicked twice here.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import Popen
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from tests.proof.ground import Ground
from tests.proof.tabs import Answer, Tab, approval_of

if TYPE_CHECKING:  # Its models are of a process that Django is set up in.
    from tests.proof.world import Browser, Letter

PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer; status 0 when there was none within PATIENCE. `lead` is how its page begins to speak."""

    what: str
    touch: int
    status: int
    seconds: float
    lead: str


class Senders:
    """The process as the proof sees it."""

    def __init__(self, ground: Ground, port: int, name: str, threads: int = 4) -> None:
        self.ground, self.port, self.threads = ground, port, threads
        self.work, self.log, self.enough = (
            ground.scratch / f"{name}.{kind}" for kind in ("work", "answers", "enough")
        )

    def start(self, letters: "list[Letter]", browsers: "dict[int, Browser]") -> None:
        """`browsers` by the rep's number."""
        each = [
            {"touch": one.touch, "cookie": browsers[one.rep.pk].cookie, "words": one.words()}
            for one in letters
        ]
        self.work.write_text(json.dumps(each))
        words = (str(self.work), str(self.log), str(self.enough), str(self.port), str(self.threads))
        self.process: Popen[bytes] = self.ground.spawn(
            "-m", "tests.proof.senders", *words, env=self.ground.of_web(), log="senders.log"
        )

    def stop(self) -> list[Heard]:
        """Let them finish what they do, and answer all that they heard."""
        self.enough.touch()
        self.process.wait(PATIENCE * 3)
        return [Heard(**json.loads(line)) for line in self.log.read_text().splitlines()]


class _Shift:
    def __init__(self, work: list[dict[str, Any]], log: Path, enough: Path, port: int) -> None:
        self.left: Iterator[dict[str, Any]] = iter(work)
        self.log, self.enough, self.port = log.open("a", buffering=1), enough, port
        self.lock = Lock()

    def run(self) -> None:
        while not self.enough.exists():
            with self.lock:
                letter = next(self.left, None)
            if letter is None:
                return
            self._send(letter)
            time.sleep(random.uniform(0, 0.1))

    def _send(self, letter: dict[str, Any]) -> None:
        tab = Tab(self.port, letter["cookie"], timeout=PATIENCE)
        touch: int = letter["touch"]
        answer = self._heard("review", touch, lambda: tab.review(touch, **letter["words"]))
        if approval := approval_of(answer):
            self._heard("delivery", touch, lambda: tab.deliver(approval))
        tab.close()

    def _heard(self, what: str, touch: int, ask: Any) -> Answer:
        began = time.monotonic()
        try:
            answer: Answer = ask()
        except OSError as error:
            answer = Answer(0, "", repr(error))
        lead = answer.body.partition("<h1")[2].partition("</h1>")[0].partition(">")[2]
        heard = Heard(
            what, touch, answer.status, time.monotonic() - began, lead or answer.body[:80]
        )
        with self.lock:
            self.log.write(json.dumps(asdict(heard)) + "\n")
        return answer


def _main(work: str, log: str, enough: str, port: str, threads: str) -> None:
    shift = _Shift(json.loads(Path(work).read_text()), Path(log), Path(enough), int(port))
    crew = [Thread(target=shift.run) for _ in range(int(threads))]
    for each in crew:
        each.start()
    for each in crew:
        each.join()


if __name__ == "__main__":
    _main(*sys.argv[1:])
