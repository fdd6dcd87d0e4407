"""From counted things to facts and sums: the statements of the counting."""

from typing import Final

from adherence.definitions import steps
from adherence.enums import Counted

COLUMNS: Final = [name for what in Counted for name in what.columns]
FACT: Final = "owner_id version_id is_running given_up_on again_at reps weeks kinds places".split()

THINGS_OF: Final = (
    "unnest({0}.reps, {0}.weeks, {0}.kinds, {0}.places) AS thing (rep_id, week, kind, place)"
)

# When the count of a cadence that runs changes by time alone: on its rep's next Monday, or when its try has lain.
FACTS: Final = """
facts AS (
    SELECT r.enrollment_id, r.rep_id AS owner_id, r.version_id, r.state <> 'ended' AS is_running,
        given_up.day AS given_up_on,
        CASE WHEN r.state <> 'ended' THEN
            least(earnest_monday(r.today) + 7, CASE WHEN lain.day > r.today THEN lain.day END)::timestamp
                AT TIME ZONE r.time_zone
        END AS again_at,
        coalesce(own.reps, '{}') AS reps, coalesce(own.weeks, '{}') AS weeks,
        coalesce(own.kinds, '{}') AS kinds, coalesce(own.places, '{}') AS places
    FROM runs r
        LEFT JOIN lain ON lain.enrollment_id = r.enrollment_id
        LEFT JOIN given_up ON given_up.enrollment_id = r.enrollment_id
        LEFT JOIN (
            SELECT enrollment_id,
                array_agg(rep_id ORDER BY week, kind, place, rep_id) AS reps,
                array_agg(week ORDER BY week, kind, place, rep_id) AS weeks,
                array_agg(kind::smallint ORDER BY week, kind, place, rep_id) AS kinds,
                array_agg(place::smallint ORDER BY week, kind, place, rep_id) AS places
            FROM things GROUP BY enrollment_id
        ) own ON own.enrollment_id = r.enrollment_id
)"""


def _changed() -> str:
    """The facts that are not what they were."""
    ours, theirs = (", ".join(f"{row}.{name}" for name in FACT) for row in ("fact", "former"))
    return f"""
SELECT fact.* FROM facts fact LEFT JOIN adherence_fact former ON former.enrollment_id = fact.enrollment_id
WHERE ({ours}) IS DISTINCT FROM ({theirs})"""


def _written() -> str:
    fields = ", ".join(FACT)
    theirs = ", ".join(f"excluded.{name}" for name in FACT)
    return f"""
INSERT INTO adherence_fact (enrollment_id, {fields}) SELECT enrollment_id, {fields} FROM changed
ON CONFLICT (enrollment_id) DO UPDATE SET ({fields}) = ROW ({theirs})"""


def _sums() -> str:
    """For each thing counted a number for each of its places."""
    return ",\n".join(
        f"coalesce(sum(n) FILTER (WHERE kind = {what.value} AND place = {place}), 0)::integer AS {name}"
        for what in Counted
        for place, name in enumerate(what.columns)
    )


def _added() -> str:
    """The differences, added to the sums."""
    names = ", ".join(COLUMNS)
    added = ", ".join(f"{name} = sums.{name} + excluded.{name}" for name in COLUMNS)
    return f"""
INSERT INTO adherence_weekcount AS sums (rep_id, version_id, week, {names})
SELECT rep_id, version_id, week, {_sums()} FROM differences GROUP BY rep_id, version_id, week
ON CONFLICT (week, rep_id, version_id) DO UPDATE SET {added}"""


FRESH: Final = f"""
WITH these AS MATERIALIZED (SELECT unnest(%(ids)s::bigint[]) AS id),
{steps()},
{FACTS},
changed AS MATERIALIZED ({_changed()}),
written AS ({_written()})"""

# Write the facts of `ids` as of `at`, and leave the sums to whoever mends them; answers with how many facts changed.
RECOUNT: Final = f"{FRESH} SELECT count(*) FROM changed"

# Count `ids` as of `at`; answers with how many sums changed.
COUNT: Final = f"""{FRESH},
differences AS MATERIALIZED (
    SELECT rep_id, version_id, week, kind, place, sum(n)::integer AS n FROM (
        SELECT thing.*, version_id, 1 AS n FROM changed, {THINGS_OF.format("changed")}
        UNION ALL
        SELECT thing.*, former.version_id, -1 FROM changed
            JOIN adherence_fact former ON former.enrollment_id = changed.enrollment_id, {THINGS_OF.format("former")}
    ) both_sides
    GROUP BY rep_id, version_id, week, kind, place HAVING sum(n) <> 0
),
added AS ({_added()})
SELECT count(*) FROM differences"""


def _mended() -> str:
    names = ", ".join(COLUMNS)
    ours, theirs = (", ".join(f"{row}.{name}" for name in COLUMNS) for row in ("sums", "excluded"))
    return f"""
INSERT INTO adherence_weekcount AS sums (rep_id, version_id, week, {names})
SELECT rep_id, version_id, week, {names} FROM truth
ON CONFLICT (week, rep_id, version_id) DO UPDATE SET ({names}) = ROW ({theirs})
WHERE ({ours}) IS DISTINCT FROM ({theirs})
RETURNING 1"""


# Set every sum to what the facts add up to; answers with how many were something else.
MEND: Final = f"""
WITH things AS (
    SELECT thing.rep_id, f.version_id, thing.week, thing.kind, thing.place, count(*) AS n
    FROM adherence_fact f, {THINGS_OF.format("f")}
    GROUP BY thing.rep_id, f.version_id, thing.week, thing.kind, thing.place
),
truth AS (
    SELECT rep_id, version_id, week, {_sums()} FROM things GROUP BY rep_id, version_id, week
    UNION ALL
    SELECT rep_id, version_id, week, {", ".join("0" for _ in COLUMNS)} FROM adherence_weekcount sums
    WHERE NOT EXISTS (
        SELECT FROM things t WHERE t.rep_id = sums.rep_id AND t.version_id = sums.version_id AND t.week = sums.week
    )
),
mended AS ({_mended()})
SELECT count(*) FROM mended"""
