"""A web process that stops right before the letter, and goes on when the rep has long sent it anew."""

import http.client
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.proof import reaper, world
from tests.proof.clicks import Known, Rep, known
from tests.proof.ground import Ground
from tests.proof.points import PATIENCE_OF_A_SLEEPER, STOPPED
from tests.proof.tabs import Tab
from tests.proof.victim import SERVED, Victim
from tests.proof.waiting import wait_until


def what_it_broke(ground: Ground, port: int) -> list[str]:
    """Stopped, reaped, answered "it didn't", sent anew, woken: the server accepted it once."""
    (letter,) = world.letters(["ok-paused"])
    rep = Rep(ground, port, world.browser(letter.rep), letter, letter.words())
    approval = str(world.reviewed(letter, rep.browser).pk)
    with Victim(ground, "sleeper") as victim, ThreadPoolExecutor(1) as pool:
        victim.serve_one(STOPPED)
        asked = pool.submit(_deliver, Tab(victim.port, rep.browser.cookie), approval)
        sleeper = _stopped_child(victim)
        try:
            with reaper.minutes_later(ground, 6):
                reaper.reap(ground)
            rep.resolve()
            rep.click_afresh()
            time.sleep(PATIENCE_OF_A_SLEEPER)
        finally:
            os.kill(sleeper, signal.SIGCONT)
        if (end := victim.end()) != SERVED:
            rep.said.append(f"the process that slept was {end}")
        asked.result(60)
    after = known(ground, letter)
    if after != Known("sent", 2, 1):
        rep.said.append(f"after its process woke the letter was {after}")
    return [f"stopped before the letter: {one}" for one in rep.said]


def _deliver(tab: Tab, approval: str) -> None:
    with suppress(OSError, http.client.HTTPException):
        tab.deliver(approval)


def _stopped_child(victim: Victim) -> int:
    assert victim.process is not None
    parent = victim.process.pid

    def stopped() -> list[int]:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [
            int(one) for one in children if "State:\tT" in Path(f"/proc/{one}/status").read_text()
        ]

    wait_until(lambda: bool(stopped()), seconds=30, what="the process that stops itself")
    return stopped()[0]
