"""What is known for one draft: the person, the brief, and one thing of value not used before."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from cadence import drafting
from cadence.models import Attempt, Step, Touch
from cadence.models.touch import USED
from research.models import Brief, Finding, ImpactStory, Question, Resource
from research.selectors.findings import usable_for


@dataclass(frozen=True, slots=True)
class Value:
    """The one new thing this try brings; none of them when nothing unused fits."""

    finding: Finding | None = None
    story: ImpactStory | None = None
    question: Question | None = None
    resource: Resource | None = None


def value_for(touch: Touch, at: datetime) -> Value:
    """The best item of the step's kind that this person has not had (R7)."""
    industry = touch.prospect.company.industry
    match touch.step.value_kind:
        case "finding":
            return Value(finding=_unused(usable_for(touch.prospect, at), touch, "finding"))
        case "story":
            stories = ImpactStory.objects.approved().for_industry(industry)
            return Value(story=_unused(stories.order_by("-industry", "pk"), touch, "story"))
        case "question":
            questions = Question.objects.approved().for_industry(industry)
            return Value(question=_unused(questions.order_by("-industry", "pk"), touch, "question"))
        case "resource":
            resources = Resource.objects.approved().for_industry(industry)
            return Value(resource=_unused(resources.order_by("-industry", "pk"), touch, "resource"))
    return Value()


def facts_for(touch: Touch, value: Value, at: datetime) -> drafting.DraftingFacts:
    """Everything the template may use. What is not known is absent, and never made up."""
    return drafting.DraftingFacts(
        person=_person(touch),
        sender=drafting.SenderFacts(name=touch.owner.name, company=_team(touch)),
        step=drafting.StepFacts(
            number=touch.number, of=Step.objects.filter(version_id=touch.step.version_id).count()
        ),
        brief=_brief(touch),
        finding=_finding(value.finding),
        story=_story(value.story),
        question=_question(value.question),
        resource=_resource(value.resource),
        previous=_previous(touch),
    )


def _unused[Item: Model](items: QuerySet[Item], touch: Touch, field: str) -> Item | None:
    used = Touch.objects.filter(USED, prospect=touch.prospect_id, **{f"{field}__isnull": False})
    return items.exclude(pk__in=used.exclude(pk=touch.pk).values(field)).first()


def _person(touch: Touch) -> drafting.PersonFacts:
    prospect, company = touch.prospect, touch.prospect.company
    return drafting.PersonFacts(
        name=prospect.name,
        greeting=prospect.greeting_name,
        title=prospect.title,
        company=company.name,
        city=prospect.city or company.city,
        industry=company.industry,
    )


def _team(touch: Touch) -> str:
    return touch.owner.team.name if touch.owner.team else ""


def _brief(touch: Touch) -> drafting.BriefFacts:
    try:
        brief: Brief = touch.prospect.brief
    except ObjectDoesNotExist:
        return drafting.BriefFacts()
    return drafting.BriefFacts(problem=brief.problem, why_now=brief.why_now)


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
    )


def _question(question: Question | None) -> drafting.QuestionFacts | None:
    if question is None:
        return None
    return drafting.QuestionFacts(text=question.text, why=question.why)


def _resource(resource: Resource | None) -> drafting.ResourceFacts | None:
    if resource is None:
        return None
    return drafting.ResourceFacts(title=resource.title, summary=resource.summary, url=resource.url)


def _previous(touch: Touch) -> drafting.PreviousFacts | None:
    last = Attempt.objects.filter(enrollment=touch.enrollment_id).order_by("-at").first()
    if last is None:
        return None
    return drafting.PreviousFacts(
        made_on=last.at.astimezone(touch.prospect.zone).date(),
        channel=last.get_channel_display().lower(),
    )
