"""What every world begins with: a team, its reps with mailboxes and sessions, companies, people, research, a cadence."""

from dataclasses import dataclass

import psycopg

from bench.world.loading import fill
from cadence.shipped import TEN_CONVERSATIONS
from team.enums import Role
from team.models import Team, User

FIRST = "{Aoife,Seán,Ngozi,José,Zoë,Łukasz,Ana,Priya,Søren,Thu Hà,Marc,Grace}"
LAST = "{Ní Bhriain,Okafor,García Márquez,van der Berg,Wiśniewski,Byrne,Møller,Nguyễn,Schmidt,O'Toole,Costa,Haas,Lund}"
PLACES = "{Corrib,Boyne,Lagan,Clyde,Tyne,Mersey,Elbe,Neckar,Isar,Main,Hudson,Ohio,Wabash,Platte}"
TRADES = "{Cold Chain,Depots,Freight,Logistics,Storage,Foods,Provisions,Haulage,Marine}"
COUNTRIES = "{IE,GB,DE,US}"
# of try t to person p
LETTER = """format(
    E'Hi %s,\\n\\nYour depot moves to loading around the clock in January, I read in the trade paper. Two teams we work'
    ' with made that move last winter, and %s of their gaps in the record turned up at the handover at %s.\\n\\n'
    'I wrote down on one page what they changed at dock %s. Would it be useful if I sent it over?\\n\\n'
    'If this isn''t yours to look at, tell me and I''ll stop.\\n\\nMaya',
    split_part(p.name, ' ', 1), 3 + t.id % 40, t.id % 24, t.id)"""
TABLES = (
    "team_user",
    "team_humansession",
    "mailbox_mailbox",
    "prospects_company",
    "prospects_prospect",
    "research_brief",
    "research_finding",
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people, of how many reps, and how many at one company. Their keys count from one, colleagues in a row."""

    people: int
    reps: int
    colleagues: int = 5

    @property
    def companies(self) -> int:
        return -(-self.people // self.colleagues)


def publish_cadence() -> None:
    """The cadence that ships, through the services that publish it. Its steps have the keys 1 to 12."""
    from django.utils import timezone

    from cadence.services import designing

    admin = User.objects.create(
        email="noor@bench.example",
        name="Noor",
        password="!",
        role=Role.ADMIN,
        team=Team.objects.create(name="Bench"),
    )
    designing.publish_shipped(TEN_CONVERSATIONS, by=admin, at=timezone.now())


def bring_people(owner: psycopg.Connection, crowd: Crowd) -> None:
    """Rep n has the key n + 1: the admin who published the cadence came first."""
    _reps(owner, crowd)
    fill(
        owner,
        "prospects_company",
        f"generate_series(1, {crowd.companies}) n",
        id="n",
        name=f"format('%s %s %s', {pick(PLACES)}, {pick(TRADES, 'n / 14')}, n)",
        domain="format('depot%s.example', n)",
        country=pick(COUNTRIES),
        city=pick(PLACES),
        industry="'Cold storage'",
        postal_address="format('%s Dock Road', n)",
        owner_id=f"2 + n % {crowd.reps}",
        created_at="now() - interval '700 days'",
    )
    fill(
        owner,
        "prospects_prospect",
        f"generate_series(1, {crowd.people}) n JOIN prospects_company c ON c.id = (n - 1) / {crowd.colleagues} + 1",
        id="n",
        company_id="c.id",
        owner_id="c.owner_id",
        name=f"format('%s %s', {pick(FIRST)}, {pick(LAST, 'n / 12')})",
        title="'Head of Operations'",
        email="format('person%s@%s', n, c.domain)",
        phone="'+35391' || lpad(n::text, 7, '0')",
        linkedin_url="format('https://www.linkedin.com/in/person-%s', n)",
        country="c.country",
        source="'Cold Chain Expo'",
        subscriber_type="'corporate'",
        lawful_basis="'consent'",
        created_at="now() - interval '600 days'",
    )
    _research(owner)


def pick(words: str, by: str = "n") -> str:
    """One of the words, in turn."""
    count = words.count(",") + 1
    quoted = words.replace("'", "''")
    return f"('{quoted}'::text[])[1 + ({by}) % {count}]"


def _reps(owner: psycopg.Connection, crowd: Crowd) -> None:
    fill(
        owner,
        "team_user",
        f"generate_series(1, {crowd.reps}) n",
        id="n + 1",
        email="format('rep%s@fernhill.example', n)",
        name="format('Maya Okafor %s', n)",
        password="'!'",
        role="'rep'",
        team_id=f"1 + n / {max(8, crowd.reps)}",
        time_zone="'Europe/Dublin'",
        country="'IE'",
        undo_seconds="10",
        shortcuts_on="true",
        is_active="true",
        created_at="now()",
    )
    reps = "team_user u WHERE role = 'rep'"
    fill(
        owner,
        "team_humansession",
        reps,
        id="md5('session ' || u.id)::uuid",
        user_id="u.id",
        key_sha256="sha256(u.email::bytea)",
        auth_method="'password'",
        created_at="now()",
        expires_at="now() + interval '14 days'",
    )
    fill(
        owner,
        "mailbox_mailbox",
        reps,
        id="u.id",
        owner_id="u.id",
        address="u.email",
        display_name="u.name",
        kind="'smtp_imap'",
        sign_in="'password'",
        state="'connected'",
        state_since="now()",
        connected_at="now()",
        daily_cap="60",
    )


def _research(owner: psycopg.Connection) -> None:
    fill(
        owner,
        "research_brief",
        "prospects_prospect p",
        prospect_id="p.id",
        fit="'fits'",
        problem="'Night loading leaves a hole in the temperature record'",
        why_now="'Their depot goes to loading round the clock'",
        risk="'She would have to show the paper log'",
        name_confirmed_by_id="p.owner_id",
        name_confirmed_at="now()",
        name_source="'Her signature'",
        warm_path="'none'",
        warm_path_note="'Asked around'",
        updated_at="now()",
        updated_by_id="p.owner_id",
    )
    told = {
        "source_name": "'Trade paper'",
        "source_url": "'https://paper.example/1'",
        "dated_on": "current_date - 12",
        "created_at": "now()",
    }
    fill(
        owner,
        "research_finding",
        "prospects_prospect p",
        company_id="p.company_id",
        prospect_id="p.id",
        about="'person'",
        claim="format('Spoke about night records in hall %s', p.id)",
        added_by_id="p.owner_id",
        **told,
    )
    fill(
        owner,
        "research_finding",
        "prospects_company c, unnest('{company,trigger}'::text[]) about",
        company_id="c.id",
        about="about",
        claim="format('Depot %s opens a second dock in January (%s)', c.id, about)",
        added_by_id="c.owner_id",
        **told,
    )
