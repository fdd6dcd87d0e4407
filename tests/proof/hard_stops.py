"""PostgreSQL stopped hard while letters leave: nothing that a server accepted is forgotten, and the app comes back by itself.

The kernel lives on, so what was written survives and what was only promised does not: that is the difference that
`synchronous_commit` makes. The control turns it off behind the back of a running app and shows that this part can see it.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

import psycopg
from django.db import connections

from tests.proof import invariants, power, timing, world
from tests.proof.ground import Ground
from tests.proof.reaper import minutes_later, reap
from tests.proof.rows import Row, Size
from tests.proof.senders import Heard, Senders
from tests.proof.tabs import Tab, approval_of
from tests.proof.waiting import wait_until
from tests.proof.web import Web
from tests.proof.world import Browser, Letter

STOPS = {"quick": 2, "full": 20}
CONTROL_STOPS = 2
LETTERS_A_STOP = 30
RECOVERY = 10.0
LONG_AWAY = 8.0
# A thread waits three seconds for a connection, and behind another thread that does.
LONGEST_ANSWER = 8.0
GOOD = {200, 302, 409, 422}
AWAY = "The database does not answer"
UNKNOWN = "tell whether it left."
REFUSAL = "synchronous_commit is off"
CARELESS = "ALTER ROLE earnest_web SET synchronous_commit = off"
# What a commit promised is written down by and by: seldom, so that the control does not depend on luck.
SELDOM = "ALTER SYSTEM SET wal_writer_delay = '10s'"
STATES = """
SELECT t.id, coalesce((SELECT d.state FROM cadence_delivery d WHERE d.touch_id = t.id
    ORDER BY d.reserved_at DESC LIMIT 1), 'none') FROM cadence_touch t WHERE t.id = ANY(%s)
"""


def prove(ground: Ground, size: Size) -> Row:
    stops = STOPS[size]
    letters = world.letters([f"stop{number}" for number in range(stops * LETTERS_A_STOP)])
    browsers = _browsers(letters)
    with Web(ground) as web:
        recoveries, heard = _outages(ground, web, stops, letters, browsers, long=size == "full")
        said = [*invariants.broken(ground), *_unanswered(heard)]
        said += _slow(recoveries) if size == "full" else []
        states = _reaped(ground, letters)
        said += _clicked_again(ground, web, states, letters, browsers)
        said += invariants.broken(ground)
        control = _control(ground, web) if size == "full" else {}
    return Row(
        part="hard_stops",
        injected=f"PostgreSQL stopped hard {stops} times under load",
        runs=stops,
        violations=said + [why for why in control.values() if why.startswith("The control")],
        figures=_figures(recoveries, heard, states, ground) | control,
    )


def _browsers(letters: Iterable[Letter]) -> dict[int, Browser]:
    return {rep.pk: world.browser(rep) for rep in {letter.rep for letter in letters}}


def _outages(
    ground: Ground,
    web: Web,
    stops: int,
    letters: list[Letter],
    browsers: dict[int, Browser],
    *,
    long: bool,
) -> tuple[list[float], list[Heard]]:
    """Stop and start while clients send; how long each recovery took, and what the clients were told."""
    chance = random.Random(stops)
    senders = Senders(ground, web.port, f"senders{stops}")
    senders.start(letters, browsers)
    recoveries = []
    for number in range(stops):
        _next_letter(ground, since=time.time())
        time.sleep(chance.uniform(0, 0.8))
        power.cut(ground, how=("quit", "kill")[number % 2])
        time.sleep(LONG_AWAY if long and number == stops // 2 else chance.uniform(0, 0.8))
        began = time.time()
        power.restore(ground)
        recoveries.append(_next_letter(ground, since=began))
    connections.close_all()
    return recoveries, senders.stop()


def _next_letter(ground: Ground, *, since: float) -> float:
    """How long it took from then until the mail server had accepted a letter that came later."""

    def came() -> bool:
        return any(letter["at"] > since for letter in ground.post.accepted()[-8:])

    wait_until(came, seconds=RECOVERY * 3, what="a letter after the restart")
    return time.time() - since


def _unanswered(heard: list[Heard]) -> list[str]:
    """An outage is said in words and soon; nothing else goes wrong."""
    return [
        f"{each.what} of try {each.touch}: {each.status or 'no answer'} after {each.seconds:.1f} s, {each.lead!r}"
        for each in heard
        if each.seconds > LONGEST_ANSWER
        or not (each.status in GOOD or (each.status == 503 and each.lead == AWAY))
    ]


def _slow(recoveries: list[float]) -> list[str]:
    return [
        f"the first letter after a restart took {each:.1f} s"
        for each in recoveries
        if each >= RECOVERY
    ]


def _reaped(ground: Ground, letters: list[Letter]) -> dict[int, str]:
    """What is known of each letter once the worker's sweep came by, a quarter of an hour later."""
    with minutes_later(ground, 11):
        reap(ground)
    with ground.connect("owner") as owner:
        return _states(owner, letters)


def _states(connection: psycopg.Connection, letters: list[Letter]) -> dict[int, str]:
    touches = [letter.touch for letter in letters]
    return dict(connection.execute(STATES, (touches,)).fetchall())


def _clicked_again(
    ground: Ground,
    web: Web,
    states: dict[int, str],
    letters: list[Letter],
    browsers: dict[int, Browser],
) -> list[str]:
    """A second click sends what certainly did not leave, and nothing else; what is unknown says so."""
    said, seen = [], Counter[str]()
    for letter in letters:
        state = states[letter.touch]
        seen[state] += 1
        if seen[state] > 20:
            continue
        if state not in {"none", "failed", "sent", "unknown"}:
            said.append(f"try {letter.touch} is still {state} after the sweep")
        tab = Tab(web.port, browsers[letter.rep.pk].cookie)
        said += _click(ground, tab, letter, state)
        tab.close()
    return said


def _click(ground: Ground, tab: Tab, letter: Letter, state: str) -> list[str]:
    if state == "unknown":
        page = tab.get(f"/queue/{letter.touch}/")
        if page.status == 503:  # a connection that the stop broke is found out by its next use
            page = tab.get(f"/queue/{letter.touch}/")
        if UNKNOWN not in page.body:
            return [f"try {letter.touch} is unknown and its page ({page.status}) does not say so"]
    before = len(ground.post.accepted())
    if approval := approval_of(tab.review(letter.touch, **letter.words())):
        tab.deliver(approval)
    left = len(ground.post.accepted()) - before
    allowed = int(state in {"none", "failed"})
    return [] if left == allowed else [f"a second click on a letter {state} sent {left} letters"]


def _control(ground: Ground, web: Web) -> dict[str, str]:
    """With a careless web role no app starts; and one that runs already forgets, which this part sees."""
    with psycopg.connect(_superuser(ground), autocommit=True) as superuser:
        superuser.execute(CARELESS)
        superuser.execute(SELDOM)
    figures = {"a start with synchronous_commit off": _refused(ground)}
    letters = world.letters(
        [f"careless{number}" for number in range(CONTROL_STOPS * LETTERS_A_STOP)]
    )
    _outages(ground, web, CONTROL_STOPS, letters, _browsers(letters), long=False)
    forgotten = sum("I2" in each and "was accepted" in each for each in invariants.broken(ground))
    figures["forgotten with synchronous_commit off"] = (
        str(forgotten) if forgotten else "The control forgot nothing: this part could not see it."
    )
    return figures


def _superuser(ground: Ground) -> str:
    server = ground.server
    return server.url(server.superuser, server.password, "postgres")


def _refused(ground: Ground) -> str:
    log = ground.scratch / "web.log"
    said_before = log.read_text().count(REFUSAL)
    careless = Web(ground)
    try:
        with suppress(TimeoutError):
            careless.start(seconds=8)
            return "The control started an app on a careless database."
    finally:
        careless.kill()
    if log.read_text().count(REFUSAL) > said_before:
        return "refused"
    return "The control did not start, and did not say why."


def _figures(
    recoveries: list[float], heard: list[Heard], states: dict[int, str], ground: Ground
) -> dict[str, str]:
    away = [each.seconds for each in heard if each.status == 503]
    counted = Counter(states.values())
    return {
        "accepted": str(len(ground.post.accepted())),
        "unknown": str(counted["unknown"]),
        "recovery p50": f"{timing.percentile(recoveries, 0.5):.1f} s",
        "recovery worst": f"{max(recoveries):.1f} s",
        "answered 503": str(len(away)),
        "slowest 503": f"{max(away, default=0):.1f} s",
    }
