"""Each guard taken away in turn: the machine must see it, or the machine proves nothing.

In quick, the machine is kept to the act that shows the missing guard soonest. In full it plays freely first, and is narrowed only
when it found nothing. At the end, with every guard back in its place, it must find nothing.
"""

from psycopg import Connection

from tests.proof import machine
from tests.proof.ground import Ground
from tests.proof.machine_play import Stage
from tests.proof.mutants_list import ALL
from tests.proof.mutants_sql import Mutant, mutated
from tests.proof.rows import Row, Size

# What was let in must not be found again when the next guard is gone.
CLEAN = b"TRUNCATE cadence_enrollment, cadence_hold, cadence_reply, prospects_suppression CASCADE"
FREELY, NARROWLY, STEPS = 12, 25, 20
SEED = 0


def prove(ground: Ground, size: Size) -> Row:
    with machine.staged(ground) as stage, ground.connect("owner") as owner:
        killers = {mutant.name: _killer(stage, owner, mutant, size) for mutant in ALL}
        survivors = [name for name, killer in killers.items() if not killer]
        left = machine.broken(stage, examples=10, steps=STEPS, number=SEED, shrink=False)
    violations = [f"nobody misses the guard: {name}" for name in survivors]
    violations += [f"with every guard back: {each}" for each in left]
    figures = {"killed": f"{len(ALL) - len(survivors)} of {len(ALL)}"}
    details = [_told(mutant, killers[mutant.name]) for mutant in ALL]
    return Row("mutants", "each guard taken away", len(ALL), violations, figures, details=details)


def _killer(stage: Stage, owner: Connection, mutant: Mutant, size: Size) -> str:
    with mutated(owner, mutant):
        try:
            if size == "full" and _dies(stage, machine.Machine, FREELY):
                return "the machine"
            if _dies(stage, machine.only(mutant.by), NARROWLY):
                return f"the machine's {mutant.by.replace('_', ' ')}"
            return ""
        finally:
            owner.execute(CLEAN)


def _dies(stage: Stage, kind: type[machine.Machine], examples: int) -> bool:
    said = machine.broken(
        stage, examples=examples, steps=STEPS, number=SEED, shrink=False, machine=kind
    )
    return bool(said)


def _told(mutant: Mutant, killer: str) -> str:
    because = f" ({mutant.why})" if mutant.why else ""
    return f"{mutant.name:58} {killer or 'SURVIVES'}{because}"
