"""Many people who are ready to begin, written at once: for what is asked of hundreds."""

from datetime import date, datetime, timedelta
from itertools import count

from cadence.enums import CallOutcome
from cadence.models import CadenceVersion, Enrollment, Touch
from cadence.services import enrolling, logging, planning
from prospects.models import Company, Prospect
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Brief, Finding
from team.models import User
from tests.cadence.conftest import Clock
from tests.journeys import NOW

_numbers = count(1)


def ready(rep: User, people: int, *, a_company: int = 1, on: date | None = None) -> list[Prospect]:
    """People with complete research, so many at each company, in the order of their names."""
    first = next(_numbers) * 10_000
    companies = Company.objects.bulk_create(
        Company(
            name=f"House {first + place}",
            domain=f"h{first + place}.example",
            country="IE",
            created_at=NOW,
        )
        for place in range(-(-people // a_company))
    )
    made = Prospect.objects.bulk_create(
        Prospect(
            company=companies[place // a_company],
            owner=rep,
            name=f"Person {first + place}",
            email=f"p{first + place}@h.example",
            phone="+353915550100",
            linkedin_url=f"https://www.linkedin.com/in/p{first + place}",
            country="IE",
            created_at=NOW,
        )
        for place in range(people)
    )
    _research(made, rep, on or NOW.date())
    return made


def _research(people: list[Prospect], rep: User, on: date) -> None:
    Brief.objects.bulk_create(
        Brief(
            prospect=each,
            fit=Fit.FITS,
            problem="Gaps in the record at the handover.",
            why_now="They load around the clock from January.",
            name_confirmed_by=rep,
            name_confirmed_at=NOW,
            name_source="Their own page",
            warm_path=WarmPath.NONE,
            warm_path_note="Looked on LinkedIn.",
            updated_at=NOW,
            updated_by=rep,
        )
        for each in people
    )
    Finding.objects.bulk_create(
        Finding(
            company=each.company,
            prospect=each,
            about=about,
            claim="They open a second depot.",
            source_url="https://h.example/news",
            dated_on=on,
            added_by=rep,
            created_at=NOW,
        )
        for each in people
        for about in (FindingAbout.PERSON, FindingAbout.COMPANY, FindingAbout.TRIGGER)
    )


def running(rep: User, people: int, version: CadenceVersion, *, at: datetime = NOW) -> None:
    """People in the midst of the plan, the next try of each to be planned at a minute of its own."""
    # In batches, for each row asks who has the conversation at its company, and a statement may take 15 seconds.
    Enrollment.objects.bulk_create(
        [
            Enrollment(
                prospect=each,
                version=version,
                owner=rep,
                started_at=at,
                plan_at=at + timedelta(minutes=place),
                next_step=1 + place % 12,
            )
            for place, each in enumerate(ready(rep, people))
        ],
        batch_size=50,
    )


def rung_weekly(rep: User, people: int, version: CadenceVersion, clock: Clock) -> None:
    """People rung two and one weeks ago, with a third call planned for today."""
    begun = clock.move(NOW - timedelta(days=14))
    for each in ready(rep, people):
        enrolling.enroll(each, version, by=rep, at=begun)
    for weeks in (2, 1):
        at = clock.move(NOW - timedelta(weeks=weeks))
        planning.plan_due(at)
        for touch in Touch.objects.open().filter(owner=rep):
            logging.log_call(touch, by=rep, at=at, outcome=CallOutcome.NO_ANSWER)
    planning.plan_due(clock.move(NOW))
