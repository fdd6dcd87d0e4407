"""What a migration may not do while the release before it serves."""

import pytest

from tools import locks

RELEASED = frozenset({"prospects_prospect", "team_policy"})


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX "of_name" ON "prospects_prospect" ("name")',
        'CREATE UNIQUE INDEX "of_name" ON "prospects_prospect" ("name")',
        'ALTER TABLE "prospects_prospect" ADD COLUMN "age" integer NOT NULL',
        'ALTER TABLE "prospects_prospect" ADD COLUMN "age" integer DEFAULT 1 NOT NULL;\nALTER TABLE "prospects_prospect" ALTER COLUMN "age" DROP DEFAULT',
        'ALTER TABLE "prospects_prospect" ADD COLUMN "key" uuid DEFAULT gen_random_uuid() NOT NULL',
        'ALTER TABLE "prospects_prospect" ADD COLUMN "low" text GENERATED ALWAYS AS (lower("name")) STORED',
        'ALTER TABLE "prospects_prospect" ALTER COLUMN "name" TYPE varchar(300)',
        'ALTER TABLE "prospects_prospect" ALTER COLUMN "name" SET NOT NULL',
        'ALTER TABLE "prospects_prospect" ADD CONSTRAINT "has_a_name" CHECK (NOT "name" = \'\')',
        'ALTER TABLE "prospects_prospect" ADD CONSTRAINT "of" FOREIGN KEY ("owner_id") REFERENCES "team_user" ("id")',
        'ALTER TABLE "prospects_prospect" DROP COLUMN "name"',
        'ALTER TABLE "team_policy" RENAME COLUMN "a" TO "b"',
        'ALTER TABLE "team_policy" ADD COLUMN "age" integer NOT NULL',
        'DROP TABLE "team_policy"',
        "CREATE FUNCTION f() RETURNS int AS $$ BEGIN; RETURN 1; END; $$ LANGUAGE plpgsql; DROP TABLE team_policy;",
    ],
)
def test_what_locks_a_long_table_or_breaks_the_release_before_is_found(statement: str) -> None:
    assert list(locks.in_sql([statement], RELEASED))


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX CONCURRENTLY "of_name" ON "prospects_prospect" ("name")',
        'CREATE INDEX "of_name" ON "prospects_newtable" ("name")',
        'CREATE INDEX "of_a" ON "team_policy" ("a")',
        'ALTER TABLE "prospects_prospect" ADD COLUMN "age" integer NULL',
        'ALTER TABLE "prospects_prospect" ADD COLUMN "age" integer DEFAULT 1 NOT NULL',
        'ALTER TABLE "prospects_prospect" ADD CONSTRAINT "has_a_name" CHECK (NOT "name" = \'\') NOT VALID',
        'ALTER TABLE "prospects_prospect" VALIDATE CONSTRAINT "has_a_name"',
        "CREATE FUNCTION f() RETURNS int AS $$ BEGIN; DROP TABLE team_policy; END; $$ LANGUAGE plpgsql",
        "-- DROP TABLE team_policy",
    ],
)
def test_what_takes_a_moment_and_breaks_nothing_is_let_through(statement: str) -> None:
    assert list(locks.in_sql([statement], RELEASED)) == []


def test_what_is_meant_says_why() -> None:
    assert all(len(why) > 20 for why in locks.MEANT.values())
