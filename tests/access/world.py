"""One of everything that has an address, all of it Maya's; and who might come by."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from cadence.enums import CallOutcome, ReplyKind, RequestAnswer
from cadence.models import Enrollment, Hold, UndecidedMail
from cadence.services import (
    enrolling,
    logging,
    requesting,
    settling,
    unsubscribing,
)
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.services.importing import batches
from research.models import Finding
from team.enums import Role
from team.models import Policy, User
from team.selectors.numbers import NUMBERS
from tests import journeys
from tests.access import house
from tests.adherence import drawn
from tests.cadence import answers, attacks, days
from tests.cadence.browsing import Browser
from tests.cadence.conftest import Clock
from tests.cadence.test_settling import wrote as came
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory
from tests.factories.research import (
    ImpactStoryFactory,
    IntroductionFactory,
    KeptFileFactory,
    ResourceFactory,
    TalkFactory,
)
from tests.factories.team import TeamFactory, UserFactory
from tests.times import NOW

# Pages about a question answer it, and nothing without it.
QUERIES = {
    "cadence:rules-touched": "?"
    + urlencode(
        {"version": 0} | {name: Policy._meta.get_field(name).get_default() for name in NUMBERS}
    )
}
PEOPLE = b"Name,Company,Email\nOrla Byrne,Claddagh Foods,orla@claddagh-foods.example\n"


@dataclass
class World:
    """Arguments by the name of the address; `rep` is whose it all is."""

    rep: User
    clock: Clock
    args: dict[str, list[Any]] = field(default_factory=dict)
    readers: dict[str, User] = field(default_factory=dict)

    def path(self, name: str) -> str:
        return reverse(name, args=self.args.get(name, ())) + QUERIES.get(name, "")

    def browser(self, who: str) -> Client:
        """Signed in as a person signs in: with a session that may review and send."""
        return Browser(self.readers[who]).client


def somebody(name: str, **fields: Any) -> dict[str, Any]:
    """Whom no other record shares a number or a profile with."""
    word = name.split(maxsplit=1)[0].lower()
    reach = {
        "email": f"{word}@{word}.example",
        "phone": "",
        "linkedin_url": f"https://www.linkedin.com/in/{word}",
    }
    return {"name": name} | reach | fields


def build(clock: Clock) -> World:
    rep = UserFactory.create(name="Maya Okafor", team=TeamFactory.create())
    world = World(rep, clock)
    world.readers = _readers(rep)
    admin = world.readers["an admin"]
    _a_person_in_a_cadence(world)
    _answers(world)
    _library(world)
    _asked(world)
    _an_import(world)
    _coaching(world)
    world.args |= house.addressed(rep, admin, world.readers["a colleague"])
    return world


def _readers(rep: User) -> dict[str, User]:
    elsewhere = TeamFactory.create()
    given: dict[str, dict[str, Any]] = {
        "a colleague": {"team": rep.team},
        "their manager": {"team": rep.team, "role": Role.MANAGER},
        "an admin": {"team": None, "role": Role.ADMIN},
        "an auditor": {"team": None, "role": Role.AUDITOR},
        "another rep": {"team": elsewhere},
        "another manager": {"team": elsewhere, "role": Role.MANAGER},
    }
    return {"the rep": rep} | {who: UserFactory.create(**each) for who, each in given.items()}


def _a_person_in_a_cadence(world: World) -> None:
    approval = journeys.approved(world.rep)
    leaving = attacks.sending_delivery(
        owner=world.rep, email="aoife@walsh.example", phone="", linkedin_url=""
    )
    touch, person = approval.touch, approval.touch.prospect
    finding = Finding.objects.filter(prospect=person).first()
    introduction = IntroductionFactory.create(prospect=person, asked_by=world.rep)
    fresh = journeys.researched(world.rep, **somebody("Nuala Kerr"))
    about = "details notes brief findings name warm-path introductions".split()
    about += "hand-over stop person-panel as-they-see-it research-panel reply-new".split()
    about += "data export-json export-html erasure likenesses person-facts".split()
    world.args |= {
        "prospects:person": [person.pk],
        "prospects:company": [person.company_id],
        "prospects:company-details": [person.company_id],
        "research:company-facts": [person.company_id],
        "cadence:company-panel": [person.company_id],
        "research:retraction": [person.pk, finding and finding.pk],
        "research:introduction-answer": [person.pk, introduction.pk],
        "cadence:enrollment-new": [fresh.pk],
        "adherence:person-gaps": [person.pk],
        "cadence:ending": [touch.enrollment_id],
        "cadence:resolution": [leaving.pk],
        "cadence:bounces": [approval.mailbox_id],
        "unsubscribe": [unsubscribing.link_for(approval).rstrip("/").rpartition("/")[2]],
        "mailbox:consent": ["google"],
        "team:sign-in-session": [approval.session_id],
    }
    for name in about:
        for room in ("prospects", "research", "cadence", "adherence"):
            world.args[f"{room}:{name}"] = [person.pk]
    for (
        name
    ) in "touch draft approval-new preparation suggestion skip omission postponement".split():
        world.args[f"cadence:{name}"] = [touch.pk]
    for name in "value lease other-way".split():
        world.args[f"cadence:{name}"] = [touch.pk]
    rung = journeys.researched(world.rep, **somebody("Rory Kane"))
    by_hand = days.begun(rung, days.version_beginning_with(Channel.LINKEDIN), NOW)
    world.args["cadence:attempt"] = [by_hand.pk]
    for name in "approval withdrawal delivery".split():
        world.args[f"cadence:{name}"] = [approval.pk]


def _answers(world: World) -> None:
    person = journeys.enrolled(world.rep, **somebody("Tomasz Wójcik")).prospect
    html = "<p>Let us talk.</p>"
    reply = answers.wrote(person, text="Let us talk.", html=html, full_text="Let us talk.")
    talking = _talking(world.rep)
    refused = answers.said_no(journeys.enrolled(world.rep, **somebody("Piotr Nowak")).prospect)
    setback = Enrollment.objects.get(prospect=refused.prospect)
    for name in "reply reply-kind answer-new as-sent as-sent-mail".split():
        world.args[f"cadence:{name}"] = [reply.pk]
    world.args |= {
        "cadence:comeback": [talking.pk],
        "cadence:setback": [setback.pk],
        "cadence:omission": [answers.acknowledgement(refused).pk],
        "cadence:hold-lifting": [Hold.objects.filter(company=person.company).latest("pk").pk],
        "cadence:decision": [_undecided(world.rep).pk],
        "adherence:reason": [refused.pk],
        "adherence:fact": [refused.pk],
        "adherence:question": [refused.pk],
    }


def _talking(rep: User) -> Enrollment:
    enrollment = journeys.enrolled(rep, **somebody("Ciara Quinn"))
    answers.named(answers.wrote(enrollment.prospect), ReplyKind.INTERESTED)
    return enrollment


def _undecided(rep: User) -> UndecidedMail:
    """From a domain at which two companies of this rep have people."""
    mailbox = journeys.connected(rep)
    for name in ("Eva", "Ida"):
        company = CompanyFactory.create(domain="", postal_address="Dock Road 1, Galway")
        given = somebody(
            name, company=company, email="", phone=f"+35391555012{len(name) + ord(name[0]) % 5}"
        )
        touch = journeys.planned(rep, **given)
        logging.log_call(touch, by=rep, at=NOW, outcome=CallOutcome.GATEKEEPER)
        Prospect.objects.filter(pk=touch.prospect_id).update(email=f"{name.lower()}@shared.example")
    came(mailbox, from_address="sean@shared.example", from_name="Sean Walsh", uid=9001)
    settling.settle(NOW + timedelta(hours=2))
    return UndecidedMail.objects.latest("pk")


def _library(world: World) -> None:
    story = ImpactStoryFactory.create(owner=world.rep, approved_at=None, approved_by=None)
    talk = TalkFactory.create(owner=world.rep)
    kept = KeptFileFactory.create(kept_by=world.rep)
    resource = ResourceFactory.create(owner=world.rep, url="", file=kept)
    of_story = ["stories", story.pk]
    world.args |= {
        "research:talk": [talk.pk],
        "research:talk-wording": [talk.pk],
        "research:passage": [talk.pk],
        "research:resource-file": [resource.pk],
        "research:library-new": ["stories"],
        "research:library-wording": of_story,
        "cadence:library-item": of_story,
        "cadence:library-approval": of_story,
        "cadence:library-removal": of_story,
    }


def _asked(world: World) -> None:
    """A colleague would like to join a conversation that Maya leads."""
    company = CompanyFactory.create(name="Corrib Road")
    first = journeys.researched(world.rep, **somebody("Fionn Daly", company=company))
    enrolling.enroll(first, published_version(), by=world.rep, at=NOW)
    asker = world.readers["a colleague"]
    second = journeys.researched(asker, **somebody("Seán Ó Sé", company=company))
    request = requesting.ask(second, by=asker, at=NOW, why="She asked me at the fair.")
    assert request.answer != RequestAnswer.YES
    world.args["cadence:request"] = [request.pk]
    third = journeys.researched(world.rep, **somebody("Eoin Fahy", company=company))
    world.args["cadence:request-new"] = [third.pk]


def _an_import(world: World) -> None:
    batch = batches.bring([PEOPLE], file_name="people.csv", by=world.rep, at=NOW)
    world.args |= {
        "prospects:import-step": [batch.pk, "match"],
        "prospects:import-rows": [batch.pk],
        "prospects:import-taking-back": [batch.pk],
    }


def _coaching(world: World) -> None:
    sample = drawn.sample(world.clock, world.rep, name="Aoife of last week")
    comment = drawn.commented(sample, world.readers["their manager"])
    for name in "sample look comment example-new example-consent".split():
        world.args[f"adherence:{name}"] = [sample.pk]
    for name in "comment-answer comment-trial".split():
        world.args[f"adherence:{name}"] = [comment.pk]
    world.args["adherence:try"] = [sample.attempt.touch_id]
    drawn.asked(sample, world.readers["their manager"])
