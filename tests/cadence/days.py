"""A rep's day with people in many states, each reached through the services."""

from datetime import datetime, timedelta

from django.db import transaction

from cadence.enums import CallOutcome, ReplyKind
from cadence.models import CadenceVersion, Enrollment, Reply, Touch
from cadence.services import drafting, enrolling, listening, logging, planning
from prospects.enums import Channel
from prospects.models import Prospect
from team.models import User
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.research import make_ready
from tests.journeys import LETTER, NOW

WORDS = "I saw that you hire for the night shift in Limerick. One question about it, if you have a minute."


def person(rep: User, name: str, company: str, **fields: object) -> Prospect:
    """Somebody with a complete brief, reachable on every channel."""
    house = CompanyFactory.create(name=company, postal_address="Dock Road 1, Galway", city="Galway")
    profile = f"https://www.linkedin.com/in/someone-{house.pk}"
    given = {"phone": "+353915550100", "linkedin_url": profile}
    return make_ready(
        ProspectFactory.create(owner=rep, name=name, company=house, **(given | fields))
    )


def begun(prospect: Prospect, version: CadenceVersion, at: datetime) -> Touch:
    """In the cadence, with the first try planned."""
    enrollment = enrolling.enroll(prospect, version, by=prospect.owner, at=at)
    return planned(enrollment, at)


def planned(enrollment: Enrollment, at: datetime) -> Touch:
    planning.plan_due(at)
    return Touch.objects.open().get(enrollment=enrollment)


def written(touch: Touch, at: datetime, body: str = LETTER) -> Touch:
    """With the rep's own words on the sheet."""
    newest = touch.drafts.order_by("-number").first()
    drafting.save_draft(
        touch,
        by=touch.owner,
        at=at,
        subject="Night loading at Oranmore",
        body=body,
        base_number=newest.number if newest else 0,
    )
    return touch


def called(touch: Touch, at: datetime, outcome: CallOutcome = CallOutcome.NO_ANSWER) -> Touch:
    """The call made, and the next try planned."""
    logging.log_call(touch, by=touch.owner, at=at, outcome=outcome, note="Rang twice.")
    return planned(touch.enrollment, at)


def words_to(person: Prospect) -> str:
    return f"Hi {person.greeting_name}, {WORDS}"


def wrote_on_linkedin(touch: Touch, at: datetime) -> Touch:
    looks = {"letter_hours": "She was reading there just then."}
    logging.log_linkedin(
        touch,
        by=touch.owner,
        at=at,
        words=words_to(touch.prospect),
        looks=looks,
        read_aloud=True,
    )
    return planned(touch.enrollment, at)


def answered(prospect: Prospect, at: datetime, text: str, suggested: str = "") -> Reply:
    """A reply that nobody has read yet."""
    with transaction.atomic():
        return listening.hear(
            prospect, at=at, channel=Channel.EMAIL, text=text, suggested_kind=suggested
        )


def begun_with_calls(prospect: Prospect, at: datetime) -> Touch:
    """A cadence of calls, LinkedIn and letters that begins with a call."""
    return begun(prospect, version_beginning_with(Channel.CALL), at)


def version_beginning_with(channel: Channel) -> CadenceVersion:
    """Twelve tries on turning channels, the first of them on this one."""
    turn = [Channel.EMAIL, Channel.CALL, Channel.LINKEDIN]
    if channel == Channel.POST:
        turn = [Channel.POST, *turn]
    first = turn.index(channel)
    return published_version(channels=tuple(turn[first:] + turn[:first]))


def not_now(prospect: Prospect, at: datetime, days: int) -> Reply:
    return listening.record_reply(
        prospect,
        by=prospect.owner,
        at=at,
        channel=Channel.EMAIL,
        text="Flat out until our audit. Try me after that?",
        kind=ReplyKind.NOT_NOW,
        until=(at + timedelta(days=days)).date(),
    )


def full_day(rep: User, clock: Clock) -> dict[str, Touch | Reply]:
    """Aoife's letter after four tries and a wait, and others in every place of the list."""
    rows: dict[str, Touch | Reply] = {}
    rows["aoife"] = _aoife(rep, clock)
    clock.move(NOW - timedelta(days=7))
    marcus = begun_with_calls(
        person(rep, "Marcus Feld", "Feld & Söhne Logistik", country="DE"), NOW - timedelta(days=7)
    )
    rows["marcus"] = called(marcus, NOW - timedelta(days=7))
    clock.move(NOW)
    grace = begun_with_calls(person(rep, "Grace Adeyemi", "Harbour Foods"), NOW)
    rows["grace"] = grace
    eilidh = person(rep, "Eilidh MacRae", "Isle & Glen")
    rows["eilidh"] = begun(eilidh, version_beginning_with(Channel.POST), NOW)
    hannah = person(rep, "Hannah Lindqvist", "Norrland Dairy")
    rows["hannah"] = begun(hannah, version_beginning_with(Channel.LINKEDIN), NOW)
    tomasz = person(rep, "Tomasz Wójcik", "Mazur Cold Store")
    rows["tomasz"] = answered(
        tomasz, NOW - timedelta(minutes=26), "Could you send the depot pricing? We compare three."
    )
    priya = person(rep, "Priya Raman", "Anatolia Fresh")
    rows["priya"] = answered(priya, NOW - timedelta(hours=1), "Please take me off your list.", "no")
    return rows


def _aoife(rep: User, clock: Clock) -> Touch:
    """Two calls and a LinkedIn note, "not now", a wait, and a letter on the sheet today."""
    start = NOW - timedelta(days=25)
    clock.move(start)
    aoife = person(rep, "Aoife Ní Bhriain", "Corrib Cold Chain", pronunciation="EE-fa nee VREE-in")
    touch = begun(aoife, version_beginning_with(Channel.CALL), start)
    later = clock.move(start + timedelta(days=0, hours=1))
    touch = called(touch, later)
    later = clock.move(start + timedelta(days=4))
    touch = wrote_on_linkedin(touch, later)
    later = clock.move(start + timedelta(days=6))
    not_now(aoife, later, days=19)
    clock.move(NOW)
    return written(Touch.objects.get(pk=touch.pk), NOW)
