"""A web process that is told to stop while letters leave, and what their reps find afterwards."""

import http.client
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from cadence.models import Delivery
from config.embedded import processes
from tests.proof import reaper, world
from tests.proof.clicks import Known, Rep, known
from tests.proof.ground import Ground
from tests.proof.post import SLOW_SECONDS
from tests.proof.tabs import Answer, Tab
from tests.proof.waiting import wait_until
from tests.proof.web import Web
from tests.proof.world import Browser, Letter

IN_FLIGHT = 4
LATE = 1  # posted when the process has been told to stop
# Every fourth deploy does not wait: it kills what is still there after this long.
IMPATIENT_SECONDS = 0.1
PATIENT_SECONDS = 20


@dataclass
class Leaving:
    """One letter in flight. `then` is what was known when the process was gone, `end` after everything."""

    letter: Letter
    browser: Browser
    approval: str = ""
    then: Known = field(default_factory=Known)
    end: Known = field(default_factory=Known)
    heard: bool = False
    violations: list[str] = field(default_factory=list)

    def says(self, sentence: str) -> None:
        self.violations.append(f"SIGTERM of web, {self.letter.draft.to_address}: {sentence}")


def prepared(count: int) -> list[list[Leaving]]:
    """The letters of every round."""
    a_round = IN_FLIGHT + LATE
    letters = world.letters([f"slow-{number}" for number in range(count * a_round)])
    browsers = {rep: world.browser(rep) for rep in {letter.rep for letter in letters}}
    waiting = [Leaving(letter, browsers[letter.rep]) for letter in letters]
    return [waiting[start : start + a_round] for start in range(0, len(waiting), a_round)]


def rounds(ground: Ground, planned: list[list[Leaving]]) -> list[Leaving]:
    for number, letters in enumerate(planned):
        patient = number % 4 != 1
        patience = PATIENT_SECONDS if patient else IMPATIENT_SECONDS
        moment = SLOW_SECONDS * number / len(planned)
        with Web(ground, workers=1 + number % 2) as web:
            _round(web, letters, moment, patience)
        for place, letter in enumerate(letters):
            _look(ground, letter, late=place >= IN_FLIGHT, patient=patient)
    return [letter for letters in planned for letter in letters]


def _round(web: Web, letters: list[Leaving], moment: float, patience: float) -> None:
    """SIGTERM comes at `moment` of the slow talk with the mail server."""
    for each in letters:
        each.approval = str(world.reviewed(each.letter, each.browser).pk)
    with ThreadPoolExecutor(len(letters)) as hands:
        answers = [hands.submit(_deliver, web.port, each) for each in letters[:IN_FLIGHT]]
        wait_until(
            lambda: _under_way(letters) == IN_FLIGHT, seconds=20, what="every letter's start"
        )
        time.sleep(moment)
        assert web.process is not None
        web.process.send_signal(signal.SIGTERM)
        answers += [hands.submit(_deliver, web.port, each) for each in letters[IN_FLIGHT:]]
        processes.finish(web.process, patience=patience)
        web.process = None
        for each, answer in zip(letters, answers, strict=True):
            _heard(each, answer.result())


def _deliver(port: int, each: Leaving) -> Answer | None:
    """None when the connection broke or there was none."""
    try:
        return Tab(port, each.browser.cookie, htmx=True).deliver(each.approval)
    except (OSError, http.client.HTTPException):
        return None


def _under_way(letters: list[Leaving]) -> int:
    return Delivery.objects.filter(touch__in=[each.letter.touch for each in letters]).count()


def _heard(each: Leaving, answer: Answer | None) -> None:
    each.heard = answer is not None
    if answer is not None and (answer.status != 200 or not answer.sentence.startswith("Sent to")):
        each.says(f"answered {answer.status} {answer.sentence!r}")


def _look(ground: Ground, each: Leaving, *, late: bool, patient: bool) -> None:
    """Finished, or one delivery that is known to have begun; a late one may never have arrived."""
    each.then = known(ground, each.letter)
    wanted = {Known("sent", 1, 1)}
    if late:
        wanted.add(Known())
    if not patient:
        wanted |= {Known("reserved", 1, 0), Known("sending", 1, 0), Known("sending", 1, 1)}
    if each.then not in wanted:
        each.says(f"it was left {each.then}")
    if each.heard and each.then != Known("sent", 1, 1):
        each.says(f"it was answered and is {each.then}")


def afterwards(ground: Ground, letters: list[Leaving]) -> None:
    """Nothing is lost: what the reaper closed is on the rep's page, and every letter leaves once."""
    with reaper.minutes_later(ground, 11):
        reaper.reap(ground)
    with Web(ground, workers=1) as web:
        for each in letters:
            _go_on(ground, web, each)


def _go_on(ground: Ground, web: Web, each: Leaving) -> None:
    rep = Rep(ground, web.port, each.browser, each.letter, each.letter.words())
    state = known(ground, each.letter).state
    if state == "none":
        rep.click_again(each.approval)
    if state == "unknown":
        if not rep.sees_it():
            each.says("I6 the rep's queue does not show the letter of unknown fate")
        rep.resolve()
    if known(ground, each.letter).state == "failed":
        rep.click_afresh()
    each.violations += rep.said
    each.end = known(ground, each.letter)
    if (each.end.state, each.end.accepted) != ("sent", 1):
        each.says(f"in the end it is {each.end}")
