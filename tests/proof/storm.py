"""Storms of clicks: many tabs send the same letters while these are stopped, held, edited and taken back.

How people arrive is stated, because a latency means nothing without it. `pace`: every tab clicks by itself, one
letter about every PACE seconds, all from the same moment on: for forty tabs ten letters a second, when forty
reps at work send one in some minutes. `burst`: all tabs click the same letter within BURST seconds, then the next. `flat out`:
every tab clicks again as soon as it is answered, as no person does. Only the pace has a latency to hold, and a machine to
itself; the others are a part of their own (gusts).
"""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Barrier, Lock, Thread

from tests.proof import invariants, timing, world
from tests.proof.clicking import Clicker, Log, Target
from tests.proof.ear import Ear
from tests.proof.ground import Ground
from tests.proof.meanwhile import Meanwhile
from tests.proof.rows import Row, Size
from tests.proof.tabs import Tab
from tests.proof.web import Web

SEED = 20261122
BROWSERS = 5
PACE, BURST = 4.0, 0.1
P95 = 0.25
Storms = dict[Size, list[tuple[str, int]]]
STORMS: Storms = {
    "quick": [("flat out", 8)],
    "full": [("pace", 40)],
}
FATES = "plain withdrawn plain edited plain held plain stopped moved plain".split()
ENDED = {"stopped", "held"}
UNTOUCHED = {"plain", "withdrawn"}
DELIVERED = """
SELECT d.touch_id, d.message_id FROM cadence_delivery d WHERE d.touch_id = ANY(%s)
"""


@dataclass
class Storm:
    ground: Ground
    port: int
    ear: Ear
    arrival: str
    tabs: int
    seed: int
    log: Log = field(default_factory=Log)
    seconds: float = 0.0
    clicks: int = 0
    lock: Lock = field(default_factory=Lock)

    def blow(self) -> list[str]:
        """The storm, then the rep's last walk through what is left; answers what did not hold."""
        self.chance = random.Random(self.seed)
        self.targets = self._targets()
        self.browsers = [world.browser(self.targets[0].letter.rep) for _ in range(BROWSERS)]
        self.barrier = Barrier(self.tabs)
        with (
            ThreadPoolExecutor(self.tabs * 2) as hands,
            closing(self.ground.connect("web")) as self.eyes,
        ):
            others = world.browser(self.targets[0].letter.rep)
            self.meanwhile = Meanwhile(
                self.log, self.port, others, self.ear, hands, self.eyes, self.chance
            )
            clickers = [self._clicker(number, hands) for number in range(self.tabs)]
            self._run(clickers)
            self.meanwhile.finish()
            said = self._unsent("plain")
            last = replace(clickers[0], browser=others, tab=Tab(self.port, others.cookie))
            self._walk(last)
            said += self._unsent(*set(FATES) - ENDED) + self.meanwhile.broken()
            for each in (*clickers, last):
                each.close()
        return [f"{self.arrival}: {one}" for one in (*said, *self.log.broken())]

    @property
    def rate(self) -> float:
        return len(self.log.answers) / self.seconds

    def _targets(self) -> list[Target]:
        fates = [FATES[number % len(FATES)] for number in range(self.tabs)]
        letters = world.letters([self._recipient(*each) for each in enumerate(fates)])
        return [
            Target(
                letter,
                letter.words(),
                fate,
                awake_at=self.chance.randint(1, self.tabs // 2),
            )
            for letter, fate in zip(letters, fates, strict=True)
        ]

    def _recipient(self, number: int, fate: str) -> str:
        """Where something is coming, the mail server takes its time before the letter begins to leave."""
        return f"{'' if fate in UNTOUCHED else 'late-'}storm{self.seed}.{number}"

    def _clicker(self, number: int, hands: ThreadPoolExecutor) -> Clicker:
        """Every fifth browser has no script: its forms are answered with whole pages."""
        browser = self.browsers[number % BROWSERS]
        page = "/queue/" if number % BROWSERS else ""
        tab, twin = (Tab(self.port, browser.cookie, htmx=bool(page), page=page) for _ in range(2))
        chance = random.Random(self.seed * 1000 + number)
        return Clicker(
            browser, tab, twin, self.log, self.eyes, hands, self.meanwhile.strike, chance
        )

    def _run(self, clickers: list[Clicker]) -> None:
        threads = [Thread(target=self._sit, args=(each,)) for each in clickers]
        began = time.monotonic()
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.seconds = time.monotonic() - began

    def _sit(self, clicker: Clicker) -> None:
        """One tab, all letters: in an order of its own, or with all the others in a burst."""
        order = list(self.targets)
        if self.arrival != "burst":
            clicker.chance.shuffle(order)
        for target in order:
            self._arrive(clicker)
            self._count()
            clicker.visit(target)

    def _arrive(self, clicker: Clicker) -> None:
        if self.arrival == "burst":
            self.barrier.wait(60)
            time.sleep(clicker.chance.uniform(0, BURST))
        elif self.arrival == "pace":
            time.sleep(clicker.chance.uniform(0, 2 * PACE))

    def _count(self) -> None:
        """Two of the browsers sign out on the way: one by its own button, one from elsewhere."""
        with self.lock:
            self.clicks += 1
            share = self.clicks * 10 // (self.tabs * len(self.targets))
            if self.clicks * 10 % (self.tabs * len(self.targets)) == 0 and share in {2, 4}:
                self.meanwhile.sign_out(self.browsers[share], by_itself=share == 2)

    def _walk(self, last: Clicker) -> None:
        """The rep sends what is left, with the words as they stand now."""
        delivered = self._delivered()
        for target in self.targets:
            if target.fate in ENDED or delivered[target.letter.touch]:
                continue
            if approval := last.send(target) or last.send(target):
                self.log.timed("delivery", partial(last.tab.deliver, approval))

    def _delivered(self) -> Counter[int]:
        accepted = self.ground.post.counted()
        touches = [target.letter.touch for target in self.targets]
        count: Counter[int] = Counter()
        for touch, message_id in self.eyes.execute(DELIVERED, (touches,)).fetchall():
            count[touch] += accepted[message_id]
        return count

    def _unsent(self, *fates: str) -> list[str]:
        """A storm must not pass by refusing everything: what nobody stopped was delivered, and once."""
        delivered = self._delivered()
        return [
            f"a {target.fate} letter of try {target.letter.touch} was delivered {times} times"
            for target in self.targets
            if target.fate in fates and (times := delivered[target.letter.touch]) != 1
        ]


def prove(ground: Ground, size: Size) -> Row:
    return weathered("storm", STORMS, ground, size)


def weathered(part: str, of: Storms, ground: Ground, size: Size) -> Row:
    """Blow one storm after the other, and see what still holds."""
    said: list[str] = []
    ear = Ear(ground)
    with Web(ground) as web, closing(ear):
        storms = [
            Storm(ground, web.port, ear, arrival, tabs, SEED + number)
            for number, (arrival, tabs) in enumerate(of[size])
        ]
        for storm in storms:
            said += storm.blow()
    said += invariants.broken(ground)
    said += [*_too_slow(storms), *_missed(storms)] if size == "full" else []
    tabs = storms[0].tabs
    return Row(
        part=part,
        injected=f"{tabs} tabs × {tabs} letters with stops, holds, edits, double posts and sign-outs",
        runs=sum(storm.clicks for storm in storms),
        violations=said,
        figures=_figures(storms, ground),
    )


def _met(storms: list[Storm]) -> Counter[str]:
    """How often a stop, a hold, an edit or a new address came while its letter was on its way."""
    return sum((storm.meanwhile.met for storm in storms), Counter())


def _missed(storms: list[Storm]) -> list[str]:
    met = _met(storms)
    return [
        f"no letter on its way was ever {fate}"
        for fate in sorted(ENDED | {"edited"})
        if not met[fate]
    ]


def _too_slow(storms: list[Storm]) -> list[str]:
    return [
        f"p95 at the stated pace was {timing.ms(p95)}"
        for storm in storms
        if storm.arrival == "pace" and (p95 := timing.percentile(storm.log.seconds, 0.95)) >= P95
    ]


def _figures(storms: list[Storm], ground: Ground) -> dict[str, str]:
    figures: dict[str, str] = {}
    for arrival in dict.fromkeys(storm.arrival for storm in storms):
        same = [storm for storm in storms if storm.arrival == arrival]
        seconds = [each for storm in same for each in storm.log.seconds]
        sends = [each for storm in same for each in storm.log.seconds_of("delivery")]
        figures |= {
            f"{arrival} rate": f"{sum(storm.rate for storm in same) / len(same):.0f} posts/s",
            f"{arrival} p50": timing.ms(timing.percentile(seconds, 0.5)),
            f"{arrival} p95": timing.ms(timing.percentile(seconds, 0.95)),
            f"{arrival} p95 of deliveries": timing.ms(timing.percentile(sends, 0.95)),
        }
    return figures | {
        "on their way": timing.counted(_met(storms).elements()),
        "delivered": str(len(ground.post.accepted())),
    }
