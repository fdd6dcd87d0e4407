"""kill -9 of a web process at every step of a send, and every answer of a mail server; then the rep clicks again."""

import http.client
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace

from tests.proof import invariants, pausing, reaper, timing, world
from tests.proof.clicks import Known, Rep, known
from tests.proof.ground import Ground
from tests.proof.points import POINTS
from tests.proof.post import ANSWERS
from tests.proof.rows import Row, Size
from tests.proof.tabs import Tab
from tests.proof.victim import KILLED, SERVED, Victim
from tests.proof.waiting import wait_until
from tests.proof.web import Web

TIMES = {"quick": 1, "full": 15}
LANES = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A kill at `point`, or ("") none and what the server answers to a recipient of this `fate`."""

    name: str
    wanted: Known
    point: str = ""
    fate: str = "ok"


@dataclass
class Run:
    case: Case
    number: int
    rep: Rep
    after: Known = field(default_factory=Known)
    reaped: Known = field(default_factory=Known)

    def says(self, sentence: str) -> None:
        self.rep.said.append(sentence)

    @property
    def violations(self) -> list[str]:
        return [f"{self.case.name}, run {self.number}: {one}" for one in self.rep.said]


def prove(ground: Ground, size: Size) -> Row:
    with Web(ground, workers=1) as web:
        runs = _prepared(ground, web.port, TIMES[size])
        _in_lanes(_kill_all, ground, runs, LANES)
        broken = _promises(ground, "after the kills")
        _reap(ground, runs)
        broken += _promises(ground, "after the reaper")
        _in_lanes(_go_on_all, ground, runs, LANES)
        broken += pausing.what_it_broke(ground, web.port)
        broken += _promises(ground, "at the end")
    return _row(ground, runs, broken)


def cases() -> list[Case]:
    points = [
        Case(each.name, Known(each.state, int(each.state != "none"), each.accepted), each.name)
        for each in POINTS
    ]
    answers = [
        Case(f"answer {fate}", Known().after_a_click(fate, fresh=True), fate=fate)
        for fate in ANSWERS
    ]
    return [*points, *answers, Case("undisturbed", Known("sent", 1, 1))]


def _prepared(ground: Ground, port: int, times: int) -> list[Run]:
    """A waiting letter for every run."""
    planned = [(case, number) for number in range(times) for case in cases()]
    letters = world.letters([f"{case.fate}-{place}" for place, (case, _n) in enumerate(planned)])
    browsers = {rep: world.browser(rep) for rep in {letter.rep for letter in letters}}
    return [
        Run(case, number, Rep(ground, port, browsers[letter.rep], letter, letter.words()))
        for (case, number), letter in zip(planned, letters, strict=True)
    ]


def _in_lanes(
    work: Callable[[Ground, list[Run], int], None], ground: Ground, runs: list[Run], lanes: int
) -> None:
    with ThreadPoolExecutor(lanes) as pool:
        list(pool.map(lambda lane: work(ground, runs[lane::lanes], lane), range(lanes)))


def _kill_all(ground: Ground, runs: list[Run], lane: int) -> None:
    with Victim(ground, f"victim{lane}") as victim:
        for run in runs:
            _kill(ground, victim, run)


def _kill(ground: Ground, victim: Victim, run: Run) -> None:
    """The rep's review is delivered to the process that dies; what it left is looked at, and clicked again."""
    approval = str(world.reviewed(run.rep.letter, run.rep.browser).pk)
    victim.serve_one(run.case.point)
    with suppress(OSError, http.client.HTTPException):
        Tab(victim.port, run.rep.browser.cookie).deliver(approval)
    end = victim.end()
    if end != (KILLED if run.case.point else SERVED):
        run.says(f"the process was {end}")
    with suppress(TimeoutError):
        wait_until(lambda: known(ground, run.rep.letter) == run.case.wanted, seconds=2, what="it")
    run.after = known(ground, run.rep.letter)
    if run.after != run.case.wanted:
        run.says(f"it is {run.after} instead of {run.case.wanted}")
    # Either click may come first: where nothing ever began, the first one sends and the other is refused.
    if run.number % 2:
        run.rep.click_afresh()
        run.rep.click_again(approval)
    else:
        run.rep.click_again(approval)
        run.rep.click_afresh()


def _reap(ground: Ground, runs: list[Run]) -> None:
    """Nothing is closed early; what has been sending for five minutes is unknown, what is reserved for ten failed."""
    for minutes in (0, 6, 11):
        before = [(run, known(ground, run.rep.letter)) for run in runs]
        with reaper.minutes_later(ground, minutes) as now:
            stale = reaper.stale(now)
            reaper.reap(ground)
        for run, was in before:
            run.reaped = known(ground, run.rep.letter)
            wanted = replace(was, state=stale.get(run.rep.letter.touch, was.state))
            if run.reaped != wanted:
                run.says(f"I6 {minutes} minutes later {was} was {run.reaped} instead of {wanted}")


def _go_on_all(ground: Ground, runs: list[Run], _lane: int) -> None:
    for run in runs:
        _go_on(run)


def _go_on(run: Run) -> None:
    """What was closed waits on the rep's page; they go on from there until the letter left once.

    Every third also clicks where that must be refused.
    """
    unresolved = run.reaped.state == "unknown"
    tries_everything = run.number % 3 == 0
    if unresolved:
        if not run.rep.sees_it():
            run.says("I6 the rep's queue does not show the letter of unknown fate")
        if tries_everything:
            run.rep.click_afresh()
        run.rep.resolve()
    if unresolved or run.reaped.state == "failed":
        run.rep.click_afresh()
        if tries_everything:
            run.rep.click_afresh()


def _promises(ground: Ground, when: str) -> list[str]:
    return [f"{when}: {one}" for one in invariants.broken(ground)]


def _row(ground: Ground, runs: list[Run], broken: list[str]) -> Row:
    ends = {id(run): known(ground, run.rep.letter) for run in runs}
    most = max(end.accepted for end in ends.values())
    figures = {
        "kills": str(sum(bool(run.case.point) for run in runs)),
        "points": str(len(POINTS)),
        "server answers": str(len(ANSWERS)),
        "most deliveries of one letter": str(most),
    }
    details = [
        f"{'where':26} {'known then':18} {'accepted':10} {'11 min later':18} in the end, after more clicks"
    ]
    for case in cases():
        ran = [run for run in runs if run.case == case]
        details.append(
            f"{case.name:26} {timing.counted(run.after.state for run in ran):18}"
            f" {timing.counted(run.after.accepted for run in ran):10}"
            f" {timing.counted(run.reaped.state for run in ran):18}"
            f" {timing.counted(f'{ends[id(run)].state} accepted {ends[id(run)].accepted}' for run in ran)}"
        )
    violations = [one for run in runs for one in run.violations] + broken
    return Row(
        "crashes",
        "kill -9 of web while it sends; then more clicks",
        len(runs),
        violations,
        figures,
        details=details,
    )
