"""Each guard taken away in turn: the machine must see it, or the machine proves nothing.

In quick, the machine is kept to the act that shows the missing guard soonest. In full it plays freely first, and is narrowed only
when it found nothing; and the sender's own care is taken away in real web processes, which the crash matrix must see. The tests of
the guards that the machine never meets are run without each of them (mutants_tested), and must fail. With everything in its place
the machine must find nothing, neither free nor kept to any of those acts: what kills a mutant is the missing guard. Locks are not taken away: the services and the guards each take them, and a lucky moment would decide.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

from psycopg import Connection

from tests.proof import crashes, machine, mutants_list, mutants_python, mutants_tested
from tests.proof.ground import Ground
from tests.proof.machine_rules import Machine
from tests.proof.machine_stage import Stage
from tests.proof.mutants_python import PythonMutant
from tests.proof.mutants_sql import Mutant, mutated
from tests.proof.reckless import CLEAN, EMPTIED
from tests.proof.rows import Row, Size
from tests.stand import ROOT

# What was let in must not be found again when the next guard is gone.
CLEAN_PEOPLE = EMPTIED.format(
    tables="prospects_prospect, prospects_company, prospects_suppression"
).encode()
# A key that stands again is believed for new rows alone until it is validated; a web process does not start before.
UNPROVEN = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated"
FREELY, NARROWLY, STEPS = 6, 100, 20
SEED = 0


def prove(ground: Ground, size: Size) -> Row:
    with machine.staged(ground) as stage, ground.connect("owner") as owner:
        told = [(each, _killer(stage, owner, each, size)) for each in mutants_list.ALL]
        left = _unprovoked(stage, size)
    with ground.connect("owner") as owner:
        more = list(_in_processes(ground, owner)) if size == "full" else []
    tested, faults = _by_their_tests(ground) if size == "full" else ([], [])
    killers: list[tuple[Mutant | PythonMutant, str]] = [*told, *more, *tested]
    survivors = [each.name for each, killer in killers if not killer]
    violations = [f"nobody misses it: {name}" for name in survivors]
    violations += [f"with every guard back: {each}" for each in left] + faults
    figures = {"killed": f"{len(killers) - len(survivors)} of {len(killers)}"}
    details = [_told(mutant, killer) for mutant, killer in killers]
    return Row(
        "mutants",
        "guards taken away, one at a time",
        len(killers),
        violations,
        figures,
        details=details,
    )


def _unprovoked(stage: Stage, size: Size) -> list[str]:
    """What the machine says with every guard in its place: nothing, or it cries wolf."""
    acts = sorted({each.by for each in mutants_list.ALL}) if size == "full" else []
    kinds = [Machine, *(machine.only(act) for act in acts)]
    return [said for kind in kinds if (said := _says(stage, kind, 10))]


def _in_processes(ground: Ground, owner: Connection) -> Iterator[tuple[PythonMutant, str]]:
    """Real web processes with one piece of the sender's care missing; the parts that stop them must say so."""
    owner.execute(CLEAN_PEOPLE)
    for table, name in owner.execute(UNPROVEN).fetchall():
        owner.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}".encode())
    for number, mutant in enumerate(mutants_python.ALL):
        scratch = ground.scratch / f"mutant{number}"
        scratch.mkdir()
        owner.execute(CLEAN_PEOPLE)
        ground.post.book.write_text("")
        row = crashes.prove(replace(ground, mutant=mutant.name, scratch=scratch), "quick")
        yield mutant, "" if row.holds else f"the crash matrix: {row.violations[0]}"


def _by_their_tests(ground: Ground) -> tuple[list[tuple[Mutant, str]], list[str]]:
    """On a database of pytest's own: who was missed by which test, and what failed although nothing was missing."""
    said = ground.scratch / "missed.json"
    tests = dict.fromkeys(each.by for each in mutants_tested.ALL)
    words = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:randomly",
        "-p",
        "tests.proof.missing",
    ]
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [*words, *tests],
        cwd=ROOT,
        env=environment | {mutants_tested.VARIABLE: str(said)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not said.exists():
        return [], [f"the tests of the guards ended with {done.returncode}: {done.stdout[-1500:]}"]
    told = json.loads(said.read_text())
    return [(each, told["killers"].get(each.name, "")) for each in mutants_tested.ALL], told[
        "faults"
    ]


def _killer(stage: Stage, owner: Connection, mutant: Mutant, size: Size) -> str:
    with mutated(owner, mutant):
        try:
            if size == "full" and (said := _says(stage, Machine, FREELY)):
                return f"the machine: {_first(said)}"
            if said := _says(stage, machine.only(mutant.by), NARROWLY):
                return f"the machine's {mutant.by.replace('_', ' ')}: {_first(said)}"
            return ""
        finally:
            stage.hands.must("owner", CLEAN)


def _says(stage: Stage, kind: type[Machine], examples: int) -> str:
    said = machine.broken(
        stage, examples=examples, steps=STEPS, number=SEED, shrink=False, machine=kind
    )
    return said[0] if said else ""


def _first(said: str) -> str:
    """The broken promise alone, without the acts that led there."""
    return said.partition(". It came so")[0]


def _told(mutant: Mutant | PythonMutant, killer: str) -> str:
    because = f" ({mutant.why})" if mutant.why else ""
    return f"{mutant.name:58} {killer or 'SURVIVES'}{because}"
