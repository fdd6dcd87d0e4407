"""A team of two hundred with years behind it: what became of everybody they wrote to, as the demo's numbers say.

The same seed gives the same world. Python draws each person's way and copies it, one compact row a cadence; Postgres
unfolds the rows into tries, evidence and answers. Only letters that repeat themselves have a review and a delivery:
the counting reads no others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

import psycopg

from bench.world.loading import fill, filling
from bench.world.people import TABLES, Crowd, bring_people, publish_cadence

SEED: Final = 20_261_122
TRIES_A_DAY: Final = 40
GAPS: Final = (2, 5, 3, 5, 5, 3, 5, 6, 3, 6, 5)  # days between the twelve steps
DAY: Final = 24 * 60  # minutes
RESTED: Final = 260
WALLS = "{Europe/Dublin,Europe/Berlin,America/New_York,America/Los_Angeles,Asia/Tokyo}"
# Of a hundred enrolled: 26 answer, 1 asks us to stop, 3 cannot be reached, 4 are not a fit; the others go on to ten or more.
FATES: Final = ("answered",) * 26 + ("stopped",) + ("unreachable",) * 3 + ("not_a_fit",) * 4
FIRST_ANSWER: Final = (22, 15, 14, 11, 9, 8, 7, 5, 5, 4)  # in %, by try
KINDS: Final = ("interested",) * 6 + ("not_now",) * 6 + ("no",) * 9 + ("referral",) * 5
ENDED_BY: Final = {"interested": "met", "not_now": "replied", "no": "no", "referral": "replied"}
# How often a rep of each nature is late with a try, and leaves somebody lying: most are steady.
NATURES: Final = ((0.02, 0.0),) * 6 + ((0.05, 0.01),) * 2 + ((0.18, 0.02), (0.06, 0.09))
ROOM_TABLES: Final = (
    "cadence_enrollment",
    "cadence_touch",
    "cadence_approval",
    "cadence_delivery",
    "cadence_attempt",
    "cadence_reply",
)
STAGE: Final = """CREATE TEMP TABLE staged (id bigint, person bigint, began integer, state text, ending text,
    note text, ended integer, kind text, said integer, named integer, away integer, open_on integer, tries integer[])"""

# What proves a try of each channel; calls end as the demo's numbers say.
PROOF: Final = {
    "touch_id": "s.id * 16 + try.number",
    "delivery_id": "CASE WHEN step.channel = 'email' THEN md5('d' || s.id * 16 + try.number)::uuid END",
    "outcome": "CASE WHEN step.channel <> 'call' THEN '' WHEN s.id % 100 < 58 THEN 'no_answer'"
    " WHEN s.id % 100 < 80 THEN 'voicemail' WHEN s.id % 100 < 86 THEN 'gatekeeper'"
    " WHEN s.id % 100 < 95 THEN 'spoke' ELSE 'wrong_number' END",
    "words": "CASE WHEN step.channel = 'linkedin' THEN 'Your second dock opens in January.' ELSE '' END",
    "looks": "CASE WHEN step.channel = 'linkedin' AND s.id % 61 = 0"
    """ THEN '{"novelty": "They asked for it again."}'::jsonb ELSE '{}' END""",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One person's way through the cadence; moments are minutes before now, and None is never."""

    person: int
    began: int
    tries: list[int]
    state: str = "active"
    ending: str = ""
    note: str = ""
    ended: int | None = None
    kind: str = ""
    said: int | None = None
    named: int | None = None
    away: int | None = None
    open_on: int | None = None


def make(tries: int, reps: int = 200) -> tuple[int, int]:
    """How many cadences and tries it came to."""
    crowd = Crowd(people=tries // 10, reps=reps)
    publish_cadence()
    with filling(*TABLES, *ROOM_TABLES) as owner:
        bring_people(owner, crowd)
        owner.execute(f"UPDATE team_user SET time_zone = ('{WALLS}'::text[])[1 + id % 5]".encode())
        owner.execute("UPDATE research_finding SET created_at = now() - interval '9 years'")
        made = _copy(owner, crowd, tries)
        _unfold(owner)
    return made


def ways(crowd: Crowd, tries: int) -> Iterator[Way]:
    """Everybody's latest cadence first, then earlier ones, until there are as many tries."""
    random = Random(SEED)
    depth = tries * 7 * DAY // (5 * TRIES_A_DAY * crowd.reps)
    latest = [random.randrange(depth) for _ in range(crowd.people)]
    made, cadence_before = 0, 0
    while made < tries:
        for person, began in enumerate(latest, 1):
            way = _way(random, person, began + cadence_before * RESTED * DAY, crowd)
            made += len(way.tries)
            yield way
            if made >= tries:
                return
        cadence_before += 1


def _way(random: Random, person: int, began: int, crowd: Crowd) -> Way:
    rep = (person - 1) // crowd.colleagues % crowd.reps
    late, leaves = NATURES[rep % len(NATURES)]
    fate = FATES[draw] if (draw := random.randrange(100)) < len(FATES) else "tried"
    if random.random() < leaves:
        fate = "left"
    planned = _planned(random, began, late, _how_many(random, fate))
    made = [at for at in planned if at >= 0]
    away = random.choice(made) - 3 if made and random.random() < 0.14 else None
    if fate == "left" and made and made[-1] < 60 * DAY:
        return Way(person, began, made, open_on=made[-1] - 4 * DAY, away=away)
    if len(made) < len(planned) or not made:
        return Way(person, began, made, open_on=-random.randrange(4) * DAY, away=away)
    return _ended(random, Way(person, began, made, away=away), fate)


def _how_many(random: Random, fate: str) -> int:
    if fate == "answered":
        return random.choices(range(1, 11), FIRST_ANSWER)[0]
    if fate == "tried":
        return random.choice([10, 11, 12, 12])
    return random.randint(1, 6)


def _planned(random: Random, began: int, late: float, number: int) -> list[int]:
    """Working days only; a late try comes one to eight days after its day."""
    at, planned = began - random.randrange(DAY), list[int]()
    for gap in (0, *GAPS[: number - 1]):
        at -= gap * DAY - random.choice([0, 0, 0, DAY])
        if gap and random.random() < late:
            at -= random.randint(3, 8) * DAY
        planned.append(at - random.randrange(90))
    return planned


def _ended(random: Random, way: Way, fate: str) -> Way:
    last = way.tries[-1]
    after = max(0, last - random.randrange(60, 3 * DAY))
    if fate == "answered":
        kind = random.choice(KINDS)
        named = max(0, after - random.choice([20, 90, 240, 900, 1500]))
        return Way(
            way.person, way.began, way.tries, "ended", ENDED_BY[kind], "", named, kind, after, named, way.away
        )  # fmt: skip
    endings = {"tried": "not_reached", "left": "not_a_fit"}
    note = "They closed the depot." if fate == "not_a_fit" else ""
    return Way(
        way.person, way.began, way.tries, "ended", endings.get(fate, fate), note, after, away=way.away
    )  # fmt: skip


def _copy(owner: psycopg.Connection, crowd: Crowd, tries: int) -> tuple[int, int]:
    owner.execute(STAGE.encode())
    cadences = made = 0
    with owner.cursor().copy("COPY staged FROM STDIN") as copy:
        for cadences, way in enumerate(ways(crowd, tries), 1):
            made += len(way.tries)
            copy.write(_line(cadences, way))
    owner.execute("ANALYZE staged")
    return cadences, made


def _line(key: int, way: Way) -> str:
    cells = (
        key, way.person, way.began, way.state, way.ending, way.note, way.ended, way.kind, way.said, way.named,
        way.away, way.open_on, "{%s}" % ",".join(map(str, way.tries)),  # noqa: UP031
    )  # fmt: skip
    return "\t".join("\\N" if cell is None else str(cell) for cell in cells) + "\n"


def _ago(minutes: str) -> str:
    return f"now() - make_interval(mins => {minutes})"


def _unfold(owner: psycopg.Connection) -> None:
    staged = "staged s JOIN prospects_prospect p ON p.id = s.person"
    fill(
        owner,
        "cadence_enrollment",
        staged,
        id="s.id",
        prospect_id="p.id",
        version_id="1",
        owner_id="p.owner_id",
        state="s.state",
        ending="s.ending",
        ending_note="s.note",
        started_at=_ago("s.began"),
        ended_at=_ago("s.ended"),
        next_step="least(cardinality(s.tries) + 1, 12)",
        attempts="cardinality(s.tries)",
        last_attempt_at=_ago("s.tries[cardinality(s.tries)]"),
    )
    _unfold_tries(
        owner,
        f"{staged}, unnest(s.tries) WITH ORDINALITY AS try (ago, number) JOIN cadence_step step"
        " ON step.version_id = 1 AND step.number = try.number",
    )
    _unfold_open(owner, staged)
    _unfold_answers(owner, staged)
    _unfold_same_calls(owner)


def _unfold_tries(owner: psycopg.Connection, made: str) -> None:
    of_try = {
        "id": "s.id * 16 + try.number",
        "enrollment_id": "s.id",
        "prospect_id": "p.id",
        "channel": "step.channel",
    }
    fill(
        owner,
        "cadence_touch",
        made,
        **of_try,
        owner_id="p.owner_id",
        step_id="step.id",
        number="step.number",
        state="'done'",
        planned_at=_ago("try.ago + 2000"),
        due_on=f"({_ago('try.ago')})::date",
        due_at=_ago("try.ago"),
        closes_at=_ago("try.ago - 300"),
        deadline_on=f"({_ago('try.ago')})::date + 2",
        closed_at=_ago("try.ago"),
    )
    fill(
        owner,
        "cadence_attempt",
        made,
        **of_try | PROOF,
        by_id="p.owner_id",
        at=_ago("try.ago"),
        posted_on=f"CASE WHEN step.channel = 'post' THEN ({_ago('try.ago')})::date END",
    )


def _unfold_open(owner: psycopg.Connection, staged: str) -> None:
    fill(
        owner,
        "cadence_touch",
        f"{staged} JOIN cadence_step step ON step.version_id = 1 AND step.number = cardinality(s.tries) + 1"
        " WHERE s.open_on IS NOT NULL",
        id="s.id * 16",
        enrollment_id="s.id",
        prospect_id="p.id",
        owner_id="p.owner_id",
        step_id="step.id",
        number="step.number",
        channel="step.channel",
        state="'drafted'",
        planned_at=_ago("s.open_on + 2000"),
        due_on=f"({_ago('s.open_on')})::date",
        due_at=_ago("s.open_on"),
        closes_at=_ago("s.open_on - 300"),
        deadline_on=f"({_ago('s.open_on')})::date + 2",
    )


def _unfold_answers(owner: psycopg.Connection, staged: str) -> None:
    """What they said, and a notice of absence of one in seven."""
    for kind, said, named in (("s.kind", "s.said", "s.named"), ("'away'", "s.away", "s.away - 1")):
        fill(
            owner,
            "cadence_reply",
            f"{staged} WHERE {said} IS NOT NULL",
            prospect_id="p.id",
            company_id="p.company_id",
            enrollment_id="s.id",
            owner_id="p.owner_id",
            channel="'email'",
            received_at=_ago(said),
            text="'Not this year, we have just moved.'",
            kind=kind,
            named_by_id="p.owner_id",
            named_at=_ago(named),
        )


def _unfold_same_calls(owner: psycopg.Connection) -> None:
    again = "cadence_attempt a WHERE a.channel = 'email' AND a.enrollment_id % 61 = 0"
    fill(
        owner,
        "cadence_approval",
        again,
        id="md5('a' || a.touch_id)::uuid",
        touch_id="a.touch_id",
        draft_id="a.touch_id",
        mailbox_id="a.by_id",
        reviewer_id="a.by_id",
        session_id="md5('session ' || a.by_id)::uuid",
        content_sha256="sha256(a.touch_id::text::bytea)",
        frame_sha256="sha256(a.touch_id::text::bytea)",
        looks="""'{"novelty": "They asked for it again."}'""",
        approved_at="a.at",
        expires_at="a.at",
        consumed_at="a.at",
    )
    fill(
        owner,
        "cadence_delivery",
        again,
        id="a.delivery_id",
        touch_id="a.touch_id",
        approval_id="md5('a' || a.touch_id)::uuid",
        content_sha256="sha256(a.touch_id::text::bytea)",
        mime_sha256="sha256(a.touch_id::text::bytea)",
        message_id="format('<%s@fernhill.example>', a.touch_id)",
        state="'sent'",
        reserved_at="a.at",
        sending_at="a.at",
        finished_at="a.at",
    )
