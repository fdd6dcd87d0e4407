"""What is known for a handful of drafts: the person, the brief, and one thing of value not used before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.db import connection
from django.db.models import Model

from cadence import drafting
from cadence.models import Step, Touch
from cadence.models.arrays import Among, written
from cadence.selectors.known_people import Made, Person, last_attempts, last_replies, people_of
from cadence.selectors.steps import steps_by_version
from prospects.enums import Channel
from research.models import Finding, ImpactStory, Introduction, Question, Resource
from research.models.library import LibraryItem
from research.policies import oldest_usable_day
from team.languages import for_others
from team.models import Policy

KINDS = ("finding", "story", "question", "resource", "introduction")
# By other tries of these people, under whichever of their records: as `records_of` finds them, for many at once.
# OFFSET 0 keeps each look-up to its index, person by person; joined, a batch would read everybody there is.
BROUGHT = """
WITH person AS (SELECT id, email, linkedin_url FROM prospects_prospect WHERE id = ANY (%(people)s::bigint[])),
record AS (
SELECT id AS person, id FROM person
UNION SELECT p.id, same.id FROM person p, LATERAL (
    SELECT id FROM prospects_prospect WHERE p.email <> '' AND earnest_email_key(email) = earnest_email_key(p.email) OFFSET 0
) AS same
UNION SELECT p.id, same.id FROM person p, LATERAL (
    SELECT id FROM prospects_prospect
    WHERE p.linkedin_url <> '' AND linkedin_url <> '' AND lower(linkedin_url) = lower(p.linkedin_url) OFFSET 0
) AS same
)
SELECT record.person, t.finding_id, t.story_id, t.question_id, t.resource_id, t.introduction_id
FROM record, LATERAL (SELECT * FROM cadence_touch WHERE prospect_id = record.id OFFSET 0) AS t
WHERE t.state NOT IN ('skipped', 'cancelled') AND t.id <> ALL (%(touches)s::bigint[])
"""
Home = tuple[str, int]
Item = Finding | ImpactStory | Question | Resource | Introduction


@dataclass(frozen=True, slots=True)
class Value:
    """The one new thing this try brings; none of them when nothing unused fits."""

    finding: Finding | None = None
    story: ImpactStory | None = None
    question: Question | None = None
    resource: Resource | None = None
    introduction: Introduction | None = None

    @property
    def kind(self) -> str:
        return next((kind for kind, item in self.items() if item is not None), "")

    def items(self) -> Iterator[tuple[str, Item | None]]:
        return ((kind, getattr(self, kind)) for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the drafts of these tries may draw on, read once: of facts and introductions, only what their steps are for.

    Findings stand under their person or their company.
    """

    people: dict[int, Person]
    findings: dict[Home, list[Finding]]
    stories: Sequence[ImpactStory]
    questions: Sequence[Question]
    resources: Sequence[Resource]
    introductions: dict[int, list[Introduction]]
    used: dict[tuple[int, str], set[int]]
    last_attempts: dict[int, Made]
    last_replies: dict[int, datetime]
    steps: dict[int, list[Step]]


def shelf_for(touches: Sequence[Touch], at: datetime) -> Shelf:
    day = at.astimezone(UTC).date()
    people = people_of({touch.prospect_id for touch in touches})
    begun = {touch.enrollment_id for touch in touches}
    return Shelf(
        people=people,
        findings=_findings_for(_that_may_bring("finding", touches), people, at),
        stories=list(ImpactStory.objects.usable_on(day).order_by("-industry", "pk")),
        questions=list(Question.objects.usable_on(day).order_by("-industry", "pk")),
        # A file is handed over by a person; no letter can point at one.
        resources=list(Resource.objects.usable_on(day).exclude(url="").order_by("-industry", "pk")),
        introductions=_introductions_for(_that_may_bring("introduction", touches)),
        used=_used_by_person(touches),
        last_attempts=last_attempts(begun),
        last_replies=last_replies(begun),
        steps=steps_by_version({touch.planned_step.version_id for touch in touches}),
    )


def values_for(touch: Touch, shelf: Shelf) -> Iterator[Value]:
    """The best of each kind that the step's words may be written around and that this person has not had (R7).

    The step's own kind comes first, then what else it names; an introduction, where it names that, before all.
    """
    for kind in sorted(_kinds_named(touch.planned_step), key=lambda kind: kind != "introduction"):
        if (value := value_for(touch, shelf, kind)).kind:
            yield value
    # Without any of them the words may still be some that need none; else they say what is missing.
    yield Value()


def value_for(touch: Touch, shelf: Shelf, kind: str) -> Value:
    used = shelf.used[touch.prospect_id, kind]
    industry = shelf.people[touch.prospect_id].company_industry
    match kind:
        case "finding":
            return Value(finding=_unused(_about(touch, shelf), used))
        case "story":
            return Value(story=_unused(_for_industry(industry, shelf.stories), used))
        case "question":
            return Value(question=_unused(_for_industry(industry, shelf.questions), used))
        case "resource":
            return Value(resource=_unused(_for_industry(industry, shelf.resources), used))
        case "introduction":
            given = shelf.introductions.get(touch.prospect_id, ())
            return Value(introduction=_unused(given, used))
    return Value()


def facts_for(touch: Touch, value: Value, shelf: Shelf) -> drafting.DraftingFacts:
    """Everything the template may use. What is not known is absent, and never made up."""
    person = shelf.people[touch.prospect_id]
    return drafting.DraftingFacts(
        person=_person(person),
        sender=drafting.SenderFacts(name=touch.owner.name, company=_team(touch)),
        step=drafting.StepFacts(
            number=touch.number, of=len(shelf.steps[touch.planned_step.version_id])
        ),
        brief=drafting.BriefFacts(problem=person.problem, why_now=person.why_now),
        finding=_finding(value.finding),
        story=_story(value.story),
        question=_question(value.question),
        resource=_resource(value.resource),
        introduction=_introduction(person, value.introduction),
        reply=_reply(touch, person, shelf),
        previous=_previous(person, shelf.last_attempts.get(touch.enrollment_id)),
    )


def _kinds_named(step: Step) -> list[str]:
    """What the step's words may be written around, its own kind first."""
    return list(dict.fromkeys([step.value_kind, *step.allowed_kinds] if step.value_kind else []))


def _that_may_bring(kind: str, touches: Iterable[Touch]) -> list[Touch]:
    return [touch for touch in touches if kind in _kinds_named(touch.planned_step)]


def _findings_for(
    touches: Sequence[Touch], people: dict[int, Person], at: datetime
) -> dict[Home, list[Finding]]:
    companies = [people[touch.prospect_id].company_id for touch in touches]
    usable = Finding.objects.standing().dated_since(oldest_usable_day(at, Policy.current()))
    found: dict[Home, list[Finding]] = defaultdict(list)
    for each in usable.filter(Among("prospect_id", [touch.prospect_id for touch in touches])):
        found["person", each.prospect_id or 0].append(each)
    for each in usable.filter(Among("company_id", companies), prospect=None):
        found["company", each.company_id].append(each)
    return found


def _introductions_for(touches: Sequence[Touch]) -> dict[int, list[Introduction]]:
    """Those that somebody said they would make, newest first."""
    people = [touch.prospect_id for touch in touches]
    given: dict[int, list[Introduction]] = defaultdict(list)
    for each in Introduction.objects.of(people).granted().order_by("-answered_at", "-pk"):
        given[each.prospect_id].append(each)
    return given


def _used_by_person(touches: Sequence[Touch]) -> dict[tuple[int, str], set[int]]:
    """What each person has had already or is to have by another try, by kind."""
    used: dict[tuple[int, str], set[int]] = defaultdict(set)
    given = {
        "people": written(touch.prospect_id for touch in touches),
        "touches": written(touch.pk for touch in touches),
    }
    with connection.cursor() as cursor:
        cursor.execute(BROUGHT, given)
        for person, *items in cursor.fetchall():
            for kind, item in zip(KINDS, items, strict=True):
                used[person, kind].add(item)
    return used


def _about(touch: Touch, shelf: Shelf) -> list[Finding]:
    """Facts about the person and about everyone at their company, newest first."""
    company = shelf.people[touch.prospect_id].company_id
    found = [
        *shelf.findings.get(("person", touch.prospect_id), ()),
        *shelf.findings.get(("company", company), ()),
    ]
    return sorted(found, key=lambda each: (each.dated_on, each.pk), reverse=True)


def _for_industry[Kept: LibraryItem](industry: str, items: Iterable[Kept]) -> Iterator[Kept]:
    """Items for their industry first, then those that fit any."""
    fitting = ("", industry.upper())
    return (item for item in items if item.industry.upper() in fitting)


def _unused[Kept: Model](items: Iterable[Kept], used: set[int]) -> Kept | None:
    return next((item for item in items if item.pk not in used), None)


def _person(person: Person) -> drafting.PersonFacts:
    return drafting.PersonFacts(
        name=person.name,
        greeting=person.greeting_name,
        title=person.title,
        company=person.company_name,
        city=person.city or person.company_city,
        industry=person.company_industry,
    )


def _team(touch: Touch) -> str:
    return touch.owner.team.name if touch.owner.team else ""


def _finding(finding: Finding | None) -> drafting.FindingFacts | None:
    if finding is None:
        return None
    return drafting.FindingFacts(
        claim=finding.claim, source=finding.source, dated_on=finding.dated_on
    )


def _story(story: ImpactStory | None) -> drafting.StoryFacts | None:
    if story is None:
        return None
    return drafting.StoryFacts(
        title=story.title,
        change=story.change,
        number=story.number,
        thirty_seconds=story.thirty_seconds,
        customer=story.customer if story.may_name_customer else "",
        called=story.called,
    )


def _question(question: Question | None) -> drafting.QuestionFacts | None:
    if question is None:
        return None
    return drafting.QuestionFacts(text=question.text, why=question.why)


def _resource(resource: Resource | None) -> drafting.ResourceFacts | None:
    if resource is None:
        return None
    return drafting.ResourceFacts(title=resource.title, summary=resource.summary, url=resource.url)


def _introduction(
    person: Person, introduction: Introduction | None
) -> drafting.IntroductionFacts | None:
    if introduction is None:
        return None
    at = introduction.answered_at
    return drafting.IntroductionFacts(
        name=introduction.introducer,
        given_on=at.astimezone(person.zone).date() if at else None,
    )


def _reply(touch: Touch, person: Person, shelf: Shelf) -> drafting.ReplyFacts | None:
    said_at = shelf.last_replies.get(touch.enrollment_id)
    last = shelf.last_attempts.get(touch.enrollment_id)
    if said_at is None or (last is not None and last.at >= said_at):
        return None
    return drafting.ReplyFacts(said_at.astimezone(person.zone).date())


def _previous(person: Person, last: Made | None) -> drafting.PreviousFacts | None:
    if last is None:
        return None
    return drafting.PreviousFacts(
        made_on=last.at.astimezone(person.zone).date(),
        channel=_channel(last.channel),
    )


@cache
def _channel(channel: str) -> str:
    """As letters say it, whatever the screen speaks of whoever has them drafted."""
    with for_others():
        return str(Channel(channel).label).lower()
