"""Valkey killed, wiped and mute, workers with a wrong clock or killed, two beats: every step is tried once and drafts go on.

Each lane has a database, a Valkey, a worker and a beat of its own, as `make run` starts them, and suffers its faults one after
another; the lanes run side by side. The schedule is the product's own.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack

from celery import Celery

from cadence.models import Delivery
from tests.cadence.attacks import reserve
from tests.proof import world
from tests.proof.clockwork import FAST, Clockwork
from tests.proof.ground import Ground
from tests.proof.invariants import broken
from tests.proof.lane import WAVE, Lane, copied, for_seconds, pool, together
from tests.proof.rows import Row, Size
from tests.proof.tabs import Tab, approval_of
from tests.proof.web import Web

LONGER = 3.0  # seconds that sending may take longer without Valkey
INJECTED = {
    "quick": "Valkey killed and wiped",
    "full": "Valkey killed, wiped, mute; clocks 2 h fast; two beats; workers killed",
}
RESERVED = "SELECT count(*) FROM cadence_delivery WHERE state = 'reserved'"


def prove(ground: Ground, size: Size) -> Row:
    faults = QUICK if size == "quick" else FULL
    people = pool(WAVE * 8)
    _reserved_just_now()
    lanes = {name: Lane(ground, copied(ground, f"lane_{name}"), people) for name in faults}
    works = {
        name: Clockwork(ground, lane.database, half_open=name == "mute")
        for name, lane in lanes.items()
    }
    with ExitStack() as stack:
        for clockwork in works.values():
            stack.callback(clockwork.stop)
        together(
            *(_tended(faults[name](lane, works[name]), works[name]) for name, lane in lanes.items())
        )
    said = [sentence for lane in lanes.values() for sentence in lane.said]
    said += [
        f"{name}: a delivery was reaped early" for name, lane in lanes.items() if _reaped(lane)
    ]
    resumed = {fault: seconds for lane in lanes.values() for fault, seconds in lane.resumed.items()}
    figures = {f"after {fault}": f"{seconds:.0f} s" for fault, seconds in resumed.items()}
    figures["restarted by the runner"] = f"{sum(each.restarts for each in works.values())} times"
    if letters := ground.post.accepted():
        said.append(f"{len(letters)} letters left while nobody sent any")
    if size == "full":
        said += _sending_without_valkey(ground, figures)
    return Row("broker", INJECTED[size], len(resumed) + (size == "full"), said, figures)


def _tended(faults: Iterator[None], clockwork: Clockwork) -> Iterator[None]:
    for _ in faults:
        clockwork.tend()
        yield


def _wiped(lane: Lane, clockwork: Clockwork) -> Iterator[None]:
    """For `make test`: the bells are rung by hand, because a beat would be waited for too long."""
    clockwork.start_valkey()
    clockwork.start_worker()
    yield from lane.recovers("a start", ring=lambda: _ring(clockwork))
    clockwork.kill_valkey()
    clockwork.start_valkey()
    clockwork.flush()
    yield from lane.recovers("kill -9 and FLUSHALL", ring=lambda: _ring(clockwork))


def _killed(lane: Lane, clockwork: Clockwork) -> Iterator[None]:
    yield from _begun(lane, clockwork)
    clockwork.kill_valkey()
    yield from for_seconds(5)
    clockwork.start_valkey()
    yield from lane.recovers("kill -9 of Valkey")
    clockwork.flush()
    yield from lane.recovers("FLUSHALL")
    clockwork.kill_valkey()
    clockwork.start_valkey(empty=True)
    yield from lane.recovers("a start without its data")


def _mute(lane: Lane, clockwork: Clockwork) -> Iterator[None]:
    yield from _begun(lane, clockwork)
    for seconds in (5, 60):
        clockwork.signal_link(signal.SIGUSR1)
        yield from for_seconds(seconds)
        clockwork.signal_link(signal.SIGUSR2)
        yield from lane.recovers(f"{seconds} s half-open")


def _confused(lane: Lane, clockwork: Clockwork) -> Iterator[None]:
    """First a worker two hours fast is alone, then it has company and there are two beats."""
    lane.fall_due_in_an_hour()
    clockwork.start_valkey()
    clockwork.start_worker("fast", FAST)
    clockwork.start_beat()
    yield from lane.recovers("a clock 2 h fast")
    clockwork.start_worker()
    clockwork.start_beat("second")
    yield from lane.recovers("two beats, two clocks")
    clockwork.kill("fast")
    yield from lane.in_the_middle()
    for child in clockwork.children():
        os.kill(child, signal.SIGKILL)
    lane.let_go()
    yield from lane.recovers("kill -9 of the pool")
    yield from lane.in_the_middle()
    clockwork.kill("worker")
    clockwork.start_worker()
    lane.let_go()
    yield from lane.recovers("kill -9 of the worker")


def _begun(lane: Lane, clockwork: Clockwork) -> Iterator[None]:
    clockwork.start_valkey()
    clockwork.start_worker()
    clockwork.start_beat()
    yield from lane.recovers(f"a start of {lane.database.removeprefix('earnest_lane_')}")


def _ring(clockwork: Clockwork) -> None:
    """Both bells, over a connection of their own; a Valkey that is just starting hears them the next time."""
    app = Celery("proof", broker=clockwork.broker_url, set_as_current=False)
    with app.connection_for_write() as link:
        for bell in ("cadence.tasks.plan_due", "cadence.tasks.draft_due"):
            app.send_task(bell, queue="plan", connection=link)
    time.sleep(0.4)


def _reserved_just_now() -> None:
    """A delivery that a fast clock would take for long dead."""
    (letter,) = world.letters(["reserved"])
    reserve(world.reviewed(letter, world.browser(letter.rep)))
    assert Delivery.objects.filter(state="reserved").count() == 1


def _reaped(lane: Lane) -> bool:
    return lane.owner.execute(RESERVED).fetchone() != (1,)


def _sending_without_valkey(ground: Ground, figures: dict[str, str]) -> list[str]:
    """A rep reviews and sends one letter while Valkey answers, and one after it was killed."""
    letters = world.letters(["with-valkey", "without-valkey"])
    cookie = world.browser(letters[0].rep).cookie
    clockwork = Clockwork(ground, "sending")
    clockwork.start_valkey()
    with Web(ground, told={"REDIS_URL": clockwork.broker_url}) as web:
        tab = Tab(web.port, cookie)
        took = [_sent(tab, letters[0])]
        clockwork.kill_valkey()
        took.append(_sent(tab, letters[1]))
    figures["sent with Valkey"], figures["without"] = (
        f"{seconds * 1_000:.0f} ms" for seconds in took
    )
    said = broken(ground)
    wanted = ["with-valkey@corrib.example", "without-valkey@corrib.example"]
    if (sent := [letter["to"] for letter in ground.post.accepted()]) != wanted:
        said.append(f"the rep sent two letters, and the mail server took {sent}")
    if took[1] > took[0] + LONGER:
        said.append(f"without Valkey sending took {took[1]:.1f} s instead of {took[0]:.1f} s")
    return said


def _sent(tab: Tab, letter: world.Letter) -> float:
    """Seconds from the rep's Send until their browser knows what came of it."""
    words = letter.words()
    began = time.monotonic()
    tab.deliver(approval_of(tab.review(letter.touch, **words)))
    return time.monotonic() - began


FULL = {"killed": _killed, "mute": _mute, "confused": _confused}
QUICK = {"wiped": _wiped}
