"""A world of people whose names differ as names do: some that many have, and many that few have. Something happened
with every fifth, twice. Nothing else is in it.
"""

import psycopg

from bench.world.loading import fill, filling
from bench.world.people import COUNTRIES, FIRST, LAST, PLACES, TABLES, TRADES, Crowd, pick
from bench.world.people import _reps as bring_reps
from team.enums import Role
from team.models import Team, User

TEAMS = 25
SYLLABLES = (
    "{an,bar,bel,bo,bri,ca,cla,da,del,dre,el,en,fa,fin,ga,gor,ha,hel,il,ja,ka,kel,la,len,li,lo,ma,mar,mi,mor,na,nel,no,o,"
    "pa,pe,ra,ri,ro,sa,sel,so,ta,ter,ti,ul,va,ven,wil,za}"
)


def make(crowd: Crowd) -> None:
    """Rep n has the key n + 1 and a team of her own among 25; an admin has the key 1."""
    User.objects.create(
        email="noor@bench.example",
        name="Noor",
        password="!",
        role=Role.ADMIN,
        team=Team.objects.create(name="Bench"),
    )
    with filling(*TABLES, "prospects_activity") as owner:
        owner.execute(
            "INSERT INTO team_team (id, name) SELECT n, 'Team ' || n"
            f" FROM generate_series(2, {TEAMS}) n".encode()
        )
        bring_reps(owner, crowd)
        owner.execute(
            f"UPDATE team_user SET team_id = 1 + (id - 2) % {TEAMS} WHERE id > 1".encode()
        )
        owner.execute(b"UPDATE team_user SET role = 'manager' WHERE id = 3")
        _companies(owner, crowd)
        _people(owner, crowd)
        _activity(owner)
        for names in (
            "name || ' ' || preferred_name FROM prospects_prospect",
            "name FROM prospects_company",
        ):
            owner.execute(f"SELECT earnest_learn(array(SELECT {names}))".encode())


def _companies(owner: psycopg.Connection, crowd: Crowd) -> None:
    fill(
        owner,
        "prospects_company",
        f"generate_series(1, {crowd.companies}) n",
        id="n",
        name=f"CASE WHEN n % 3 = 0 THEN format('%s %s %s', {pick(PLACES)}, {pick(TRADES, 'n / 14')}, n)"
        f" ELSE initcap({_word('n', 5)}) || ' ' || {pick(TRADES, 'n / 3')} END",
        domain="format('depot%s.example', n)",
        country=pick(COUNTRIES),
        city=pick(PLACES),
        industry="'Cold storage'",
        owner_id=f"2 + n % {crowd.reps}",
        created_at="now() - interval '700 days' + n * interval '1 second'",
    )


def _people(owner: psycopg.Connection, crowd: Crowd) -> None:
    first = (
        f"CASE WHEN n % 10 < 3 THEN {pick(FIRST, 'n / 10')} ELSE initcap({_word('n', 7, 2)}) END"
    )
    last = f"CASE WHEN n % 7 = 0 THEN {pick(LAST, 'n / 7')} ELSE initcap({_word('n', 11)}) END"
    fill(
        owner,
        "prospects_prospect",
        f"generate_series(1, {crowd.people}) n JOIN prospects_company c ON c.id = (n - 1) / {crowd.colleagues} + 1",
        id="n",
        company_id="c.id",
        owner_id="c.owner_id",
        name=f"{first} || ' ' || {last}",
        title="'Head of Operations'",
        email=f"lower(format('%s.%s.%s@%s', {_word('n', 7, 2)}, {_word('n', 11)}, n, c.domain))",
        phone="'+35391' || lpad(n::text, 7, '0')",
        linkedin_url="format('https://www.linkedin.com/in/person-%s', n)",
        country="c.country",
        source="'Cold Chain Expo'",
        created_at="now() - interval '600 days' + n * interval '1 second'",
    )


def _activity(owner: psycopg.Connection) -> None:
    """Within a year, in no order of people."""
    fill(
        owner,
        "prospects_activity",
        "prospects_prospect p, generate_series(1, 2) n WHERE p.id % 5 = 0",
        kind="'call_made'",
        at="now() - make_interval(hours => ((p.id * 7919 + n * 104729) % 9000)::int)",
        actor_id="p.owner_id",
        prospect_id="p.id",
        company_id="p.company_id",
        detail="'{}'",
    )


def _word(number: str, seed: int, syllables: int = 3) -> str:
    """The same syllables for the same number, scattered as a hash scatters them."""
    picked = (
        pick(SYLLABLES, f"abs(hashint8({number} * {seed + place})::bigint)")
        for place in range(syllables)
    )
    return " || ".join(picked)
