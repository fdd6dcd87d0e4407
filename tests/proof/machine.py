"""Random acts of a reckless web application, a reckless worker and an owner, against the database's guards alone.

After each act the database must have said what is true (machine_truth): it refuses what must not happen and nothing else, so it
cannot pass by refusing everything. A stop ends one person's letters; somebody new is met all the time, so that second letters
of a try are reached again and again.
"""

import random
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisWarning
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.proof import reckless as sql
from tests.proof.ground import Ground
from tests.proof.machine_events import EVENTS
from tests.proof.machine_forbidden import ALL
from tests.proof.machine_play import Broken, Play
from tests.proof.machine_rules import ANY, MOMENTS, Machine
from tests.proof.machine_stage import Stage
from tests.proof.reckless import Reckless
from tests.proof.rows import Row, Size

EXAMPLES: dict[Size, tuple[int, int]] = {"quick": (30, 30), "full": (200, 40)}
FIRST_DAY = datetime(2027, 1, 4, 6, tzinfo=UTC)
# Acts that show something only after others.
LEADS_TO = {
    "press_again": ("second_tab",),
    "settle_wrongly": ("second_tab",),
    "reap": ("second_tab",),
    "undo_late": ("second_tab",),
    "write_evidence": ("second_tab",),
    "forbidden": ("second_tab", "plain_letter"),
}


def prove(ground: Ground, size: Size) -> Row:
    examples, steps = EXAMPLES[size]
    with staged(ground) as stage:
        number = 0 if size == "quick" else random.SystemRandom().randrange(2**32)
        violations = broken(stage, examples=examples, steps=steps, number=number, shrink=True)
        seen = stage.seen
        figures = {
            "examples": f"{examples} of {steps} steps",
            "statements": str(stage.hands.statements),
            "letters begun": str(seen["begin to send: yes"]),
            "refused as they must be": str(
                sum(n for what, n in seen.items() if what.endswith(": no"))
            ),
            "forbidden acts": f"{len(ALL)} kinds, {sum(n for what, n in seen.items() if ' may not ' in what)} attempts",
            "seed": str(number),
        }
        untried = [
            f"{each.role} may not {each.what}"
            for each in ALL
            if not seen[f"{each.role} may not {each.what}"]
        ]
        if untried and size == "full":
            violations.append("never tried: " + "; ".join(untried))
        if not seen["begin to send: yes"]:
            violations.append("no letter ever began to leave")
    return Row(
        "machine", "random acts of three roles against the guards", examples, violations, figures
    )


def broken(
    stage: Stage,
    *,
    examples: int,
    steps: int,
    number: int,
    shrink: bool,
    machine: type[Machine] = Machine,
) -> list[str]:
    """The first broken promise that is found, with the acts that led there; none when all holds."""
    plays: list[Play] = []

    class Kept(machine):  # type: ignore[valid-type, misc]
        def __init__(self) -> None:
            super().__init__()
            plays.append(self.play)

    Kept.stage = stage
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    wanted = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, phases=phases,
        suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet, report_multiple_bugs=False,
    )  # fmt: skip
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", HypothesisWarning)
            run_state_machine_as_test(seed(number)(Kept), settings=wanted)
    except (Broken, Flaky) as error:
        return [f"{error}. It came so: " + "; ".join(plays[-1].told[-25:])]
    return []


def only(name: str) -> type[Machine]:
    """The machine with one of its acts alone, or with one event alone that comes in between."""

    class Narrow(Machine):
        dared = len(ALL)

        if name in EVENTS:

            @rule(fresh=st.booleans(), at=ANY, detail=ANY, moment=MOMENTS)
            def second_tab(self, fresh: bool, at: int, detail: int, moment: str) -> None:
                Machine.second_tab(self, fresh, at, name, detail, moment)

    kept = {name, "second_tab"} if name in EVENTS else {name, *LEADS_TO.get(name, ())}
    for act in {each.function.__name__ for each in Machine.setup_state().rules}:
        if act not in kept:
            setattr(Narrow, act, None)
    return Narrow


@contextmanager
def staged(ground: Ground) -> Iterator[Stage]:
    """Two reps, each the other's manager, with mailboxes and a published plan, made by the real services once."""
    from prospects.enums import Channel
    from tests import journeys
    from tests.factories.cadence import draft_version, published_version

    first = journeys.rep(time_zone="UTC", role="manager")
    reps = [first, journeys.rep(time_zone="UTC", role="manager", team=first.team)]
    mailboxes = [journeys.connected(each) for each in reps]
    version = published_version(channels=(Channel.EMAIL,))
    people = [(rep.pk, rep.name, box.pk) for rep, box in zip(reps, mailboxes, strict=True)]
    hands = Reckless(ground)
    try:
        yield Stage(
            hands,
            version.pk,
            draft_version().pk,
            journeys.rep().pk,
            people,
            FIRST_DAY,
        )
    finally:
        hands.must("owner", sql.FREE_CLOCK)
        hands.close()
