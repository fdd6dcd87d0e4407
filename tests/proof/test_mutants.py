"""Each mutant of the proof still finds the guard that it takes away, and the test that must miss it."""

import psycopg
import pytest

from tests.proof import mutants_list, mutants_tested
from tests.proof.mutants_sql import Mutant, mutated
from tests.roles import connected_as
from tests.stand import ROOT

# What a guard may be made of, each as one line.
GUARDS = """
SELECT proname || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT relname || coalesce(relacl::text, '') || coalesce(pg_get_viewdef(oid), '') FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i', 'v')
"""
EVERY = [*mutants_list.ALL, *mutants_tested.ALL]


@pytest.mark.django_db
def test_every_guard_can_be_taken_away_and_put_back() -> None:
    with connected_as("owner") as owner, owner.transaction(force_rollback=True):
        before = guards(owner)
        for mutant in EVERY:
            with mutated(owner, mutant):
                assert guards(owner) != before, mutant.name
        assert guards(owner) == before


def guards(owner: psycopg.Connection) -> set[str]:
    return {line for (line,) in owner.execute(GUARDS)}


@pytest.mark.parametrize("mutant", mutants_tested.ALL, ids=lambda each: each.name)
def test_the_test_that_must_miss_it_is_there(mutant: Mutant) -> None:
    path, _colons, name = mutant.by.partition("::")

    assert f"def {name}(" in (ROOT / path).read_text()


def test_every_mutant_has_a_name_of_its_own() -> None:
    assert len({each.name for each in EVERY}) == len(EVERY)
