"""The team behind the pictures of docs/: always the same people on the same Monday, reached through the services."""

from dataclasses import dataclass
from datetime import timedelta

from cadence.models import CadenceVersion, Touch
from cadence.services import designing
from prospects.enums import SuppressionKind
from prospects.models import Prospect
from prospects.services import suppressing
from research.enums import FindingAbout, WarmPath
from research.services import briefing
from team.enums import Role
from team.models import User
from tests import journeys
from tests.adherence.test_team_counts import counts
from tests.cadence import days
from tests.cadence.conftest import Clock
from tests.factories import cadence, prospects, research, team
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.research import brief_fields
from tests.factories.team import TeamFactory
from tests.times import NOW

LETTER = """Hi Aoife,

You asked me to wait until after the audit. I hope it went smoothly and that you got a weekend out of it.

I read in Transport Ireland that Oranmore moves to 24-hour loading. Two teams we work with made the same move last \
winter, and for both the gap in the record turned up at the 2 am handover. I wrote down what they changed. It's one \
page, with no form to fill in.

Would fifteen minutes be useful? I can do Tuesday at 10:30 or Wednesday after 2. If this isn't yours to look at, tell \
me and I'll stop.

Maya"""

FACTS = {
    FindingAbout.PERSON: ("Runs operations at Oranmore, and answers for the cold chain at night.", "Company page"),
    FindingAbout.COMPANY: ("Three depots in the west, the largest one at Oranmore.", "Annual report"),
    FindingAbout.TRIGGER: ("Oranmore moves to 24-hour loading in January.", "Transport Ireland"),
}  # fmt: skip
READ_AT = "https://news.example/oranmore"
STOPPED = {
    "sean.o.conaill@harbour-cold-stores.example": "Not again, please.",
    "hello@isle-and-glen.example": "We are a customer of yours already.",
}


@dataclass(frozen=True)
class Stand:
    """Who opens pages, and what the pictures show."""

    noor: User
    ines: User
    maya: User
    aoife: Touch
    marcus: Prospect
    draft: CadenceVersion


def a_monday(clock: Clock) -> Stand:
    """Maya's morning: two answers, a letter after a wait, a call at day seven; her manager's team; an admin's next version."""
    _begin_counting_anew()
    here = TeamFactory.create(name="North")
    noor, ines, maya, sam, theo = (
        journeys.rep(name=name, email=f"{name.split()[0].lower()}@fernhill.example", team=here, role=role)
        for name, role in [
            ("Noor Haddad", Role.ADMIN),
            ("Ines Duarte", Role.MANAGER),
            ("Maya Okafor", Role.REP),
            ("Sam Whitlock", Role.REP),
            ("Theo Marín", Role.REP),
        ]
    )  # fmt: skip
    journeys.connected(maya)
    clock.move(NOW - timedelta(days=40))
    version = designing.publish_ten_conversations(by=noor, at=NOW - timedelta(days=40))
    aoife = _aoife(maya, clock)
    marcus = _others(maya)
    for value, reason in STOPPED.items():
        suppressing.suppress_value((SuppressionKind.EMAIL, value), by=maya, at=NOW, reason=reason)
    _counted(maya, sam, theo)
    draft = designing.open_draft(version.cadence, by=noor, at=NOW)
    return Stand(noor, ines, maya, aoife, marcus, draft)


def _begin_counting_anew() -> None:
    """Tests before this one have used up numbers, which stand in names."""
    for module in (cadence, prospects, research, team):
        for made in vars(module).values():
            if hasattr(made, "reset_sequence") and made.__module__ == module.__name__:
                made.reset_sequence(0)


def _aoife(maya: User, clock: Clock) -> Touch:
    """Two calls and a note on LinkedIn, "not now", a wait, and a letter on the sheet today."""
    start = NOW - timedelta(days=25)
    clock.move(start)
    company = CompanyFactory.create(
        name="Corrib Cold Chain", domain="corrib.example", postal_address="Dock Road 1, Galway"
    )
    aoife = ProspectFactory.create(
        owner=maya, name="Aoife Ní Bhriain", email="aoife@corrib.example", company=company,
        phone="+353915550100", linkedin_url="https://www.linkedin.com/in/aoife-ni-bhriain",
    )  # fmt: skip
    _research(aoife)
    touch = days.begun(aoife, days.version_beginning_with(days.Channel.CALL), start)
    touch = days.called(touch, clock.move(start + timedelta(hours=1)))
    touch = days.wrote_on_linkedin(touch, clock.move(start + timedelta(days=4)))
    days.not_now(aoife, clock.move(start + timedelta(days=6)), days=19)
    clock.move(NOW)
    return days.written(Touch.objects.get(pk=touch.pk), NOW, LETTER)


def _research(person: Prospect) -> None:
    by, at = person.owner, NOW - timedelta(days=25)
    fields = brief_fields(
        problem="The record has a gap where one night crew hands over to the next.",
        why_now="Oranmore loads around the clock from January.",
    )
    briefing.save_brief(person, by=by, at=at, fields=fields, revision=0)
    for about, (claim, source) in FACTS.items():
        day = (at - timedelta(days=9)).date()
        fact = briefing.Fact(
            about=about, claim=claim, dated_on=day, source_name=source, source_url=READ_AT
        )
        briefing.add_finding(person, fact, by=by, at=at)
    briefing.confirm_name(
        person, by=by, at=at, name=person.name, preferred_name="", pronunciation="EE-fa nee VREE-in",
        source="Her signature", revision=person.revision,
    )  # fmt: skip
    briefing.check_warm_path(
        person, by=by, at=at, warm_path=WarmPath.NONE, note="Nobody of us knows her."
    )


def _others(maya: User) -> Prospect:
    """Two who wrote back, one to ring, one by post; and one whose research is not begun."""
    tomasz = days.person(maya, "Tomasz Wójcik", "Mazur Cold Store")
    days.answered(
        tomasz, NOW - timedelta(minutes=26), "Could you send the depot pricing? We compare three."
    )
    priya = days.person(maya, "Priya Raman", "Anatolia Fresh")
    days.answered(priya, NOW - timedelta(hours=1), "Please take me off your list.", "no")
    days.begun_with_calls(days.person(maya, "Grace Adeyemi", "Harbour Foods"), NOW)
    eilidh = days.person(maya, "Eilidh MacRae", "Isle & Glen")
    days.begun(eilidh, days.version_beginning_with(days.Channel.POST), NOW)
    company = CompanyFactory.create(
        name="Feld & Söhne Logistik", domain="feld.example", country="DE"
    )
    return ProspectFactory.create(
        owner=maya, name="Marcus Feld", email="m.feld@feld.example", company=company
    )


def _counted(maya: User, sam: User, theo: User) -> None:
    """Four weeks as the worker would have counted them: one stops too early, one keeps everything."""
    version = published_version()
    counts(
        maya, version,
        gaps={2: 60, 3: 96, 4: 160, 8: 20, 9: 8}, endings={0: 60, 3: 14}, seen_through={10: 60},
        given_up={2: 2, 3: 2, 4: 10}, stops={1: 3, 2: 2, 4: 1}, answers={1: 6, 2: 5, 3: 7, 6: 7, 9: 5},
        words={0: 400, 1: 4}, replies={0: 28, 1: 2}, starts={0: 80}, weeks={0: 200, 2: 6},
        tries={number: 90 - 6 * number for number in range(1, 11)},
    )  # fmt: skip
    counts(
        sam, version,
        gaps={4: 100, 6: 90, 7: 60, 8: 11, 10: 9, 12: 11}, endings={0: 40}, seen_through={9: 1, 10: 39},
        answers={1: 3, 4: 2, 5: 6, 7: 6, 8: 5, 10: 4}, words={0: 380, 1: 9}, replies={0: 20},
        starts={0: 44, 1: 2}, weeks={0: 180, 1: 4},
    )  # fmt: skip
    counts(
        theo, version,
        gaps={3: 200, 5: 131}, endings={0: 30}, seen_through={10: 30}, words={0: 300}, starts={0: 30},
        replies={0: 15}, answers={2: 1, 3: 2, 6: 1}, weeks={0: 90},
    )  # fmt: skip
