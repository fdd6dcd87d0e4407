"""A migration that came after the last release must let the release before it serve on while it runs.

Reads the SQL of each such migration and finds what holds a lock for as long as a table is long, or takes away what the older code
still uses. What is meant all the same stands in MEANT, with why. A table that no release has yet is nobody's to wait for.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tools.sizes import ROOT

# A few rows for each colleague, rule or plan: any of these is rewritten in a blink.
SHORT: Final = frozenset(
    """
    team_user team_team team_policy team_timeoff team_closure team_workinghours team_audithead team_democlock team_humansession
    cadence_cadence cadence_cadenceversion cadence_step cadence_houserule mailbox_mailbox mailbox_outage mailbox_consent
    mailbox_readsecret mailbox_sendsecret mailbox_foldercursor prospects_importbatch prospects_stopsalt research_impactstory
    research_question research_resource research_talk adherence_counting adherence_example adherence_gapclock
    """.split()
)
# Migrations whose lock, or whose break with the release before, is meant: the name, and why.
NOBODY_YET: Final = "0.1.0 has no installation with many people in it; from 0.2.0 on this is done CONCURRENTLY or NOT VALID."
MEANT: Final[dict[str, str]] = {
    "cadence.0050_privacy": NOBODY_YET,
    "prospects.0020_names_alike": NOBODY_YET,
    "prospects.0030_imports_in_full": NOBODY_YET,
    "prospects.0031_merging": NOBODY_YET,
    "prospects.0032_one_person": NOBODY_YET,
    "prospects.0040_privacy": NOBODY_YET,
}

NAME: Final = r'"?(?P<table>\w+)"?'
LONG_LOCKS: Final = {
    "an index without CONCURRENTLY": re.compile(
        rf"^CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY).*? ON {NAME}", re.I
    ),
    "a constraint that reads every row under its lock (add it NOT VALID, then VALIDATE)": re.compile(
        rf"^ALTER TABLE {NAME}.* ADD CONSTRAINT (?!.*NOT VALID).*(?:CHECK|FOREIGN KEY|UNIQUE|EXCLUDE)",
        re.I,
    ),
    "SET NOT NULL, which reads every row": re.compile(rf"^ALTER TABLE {NAME}.* SET NOT NULL", re.I),
    "a new type for a column, which writes every row": re.compile(
        rf"^ALTER TABLE {NAME}.* ALTER COLUMN \S+ TYPE ", re.I
    ),
    "a stored column, which writes every row": re.compile(
        rf"^ALTER TABLE {NAME}.* ADD COLUMN .*GENERATED ALWAYS AS .* STORED", re.I
    ),
    "a default that differs by row, which writes every row": re.compile(
        rf"^ALTER TABLE {NAME}.* ADD COLUMN .* DEFAULT [^,;]*(?:random|clock_timestamp|uuid)\w*\(",
        re.I,
    ),
}
BREAKS: Final = {
    "a column that must be given, which the release before does not give (keep a default in the database: db_default)": re.compile(
        rf"^ALTER TABLE {NAME}.* (?:ADD COLUMN (?!.* DEFAULT )[^;]* NOT NULL|ALTER COLUMN \S+ DROP DEFAULT)",
        re.I,
    ),
    "something gone or renamed that the release before still reads": re.compile(
        rf"^ALTER TABLE {NAME}.* (?:DROP COLUMN|RENAME) ", re.I
    ),
    "a table gone that the release before still reads": re.compile(rf"^DROP TABLE {NAME}", re.I),
}


def in_sql(statements: list[str], released: frozenset[str]) -> Iterator[str]:
    """Sentences about what these statements do to tables that a release has."""
    for statement in _single(statements):
        for what, pattern in (LONG_LOCKS | BREAKS).items():
            found = pattern.match(statement)
            if found is None or found["table"] not in released:
                continue
            if what in BREAKS or found["table"] not in SHORT:
                yield f"{found['table']}: {what}"


def faults() -> list[str]:
    """Of every migration that no release has."""
    told = json.loads(newest_release().read_text())
    released = frozenset(told["rows"])
    found = {
        name: list(in_sql(statements, released))
        for name, statements in _newer_than(frozenset(told["migrations"]))
    }
    new = [f"{name}: {each}" for name, of in found.items() if name not in MEANT for each in of]
    gone = [f"{name} is in MEANT and has no such lock." for name in MEANT if not found.get(name)]
    return new + gone


def newest_release() -> Path:
    files = (ROOT / "tests" / "upgrades").glob("*.json")
    return max(files, key=lambda file: [int(number) for number in file.stem.split(".")])


def _newer_than(released: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """In the order in which they are applied; statements as Django would send them."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection, lambda *_: None)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    for migration, _backwards in plan:
        name = f"{migration.app_label}.{migration.name}"
        if name not in released:
            yield name, executor.loader.collect_sql([(migration, False)])


def _single(statements: list[str]) -> Iterator[str]:
    """One at a time and on one line, without comments and without the bodies of functions."""
    for text in statements:
        bare = re.sub(r"\$(\w*)\$.*?\$\1\$|--[^\n]*", "", text, flags=re.S)
        yield from (" ".join(each.split()) for each in bare.split(";") if each.strip())


if __name__ == "__main__":
    import django

    django.setup()
    told = faults()
    sys.exit("\n".join(told) if told else 0)
