"""What is known for one draft, and the merge fields it becomes. Nothing is made up here."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils import formats

from team.languages import for_others


class PersonFacts(NamedTuple):
    name: str
    greeting: str
    title: str = ""
    company: str = ""
    city: str = ""
    industry: str = ""


class SenderFacts(NamedTuple):
    name: str
    company: str = ""


class BriefFacts(NamedTuple):
    problem: str = ""
    why_now: str = ""


class FindingFacts(NamedTuple):
    claim: str
    source: str
    dated_on: date | None = None


class StoryFacts(NamedTuple):
    """`customer` is filled only where we may name them; `called` is what a stranger may hear."""

    title: str
    change: str
    number: str = ""
    thirty_seconds: str = ""
    customer: str = ""
    called: str = ""


class QuestionFacts(NamedTuple):
    text: str
    why: str = ""


class ResourceFacts(NamedTuple):
    title: str
    summary: str = ""
    url: str = ""


class IntroductionFacts(NamedTuple):
    """Who introduced us to them, and when they said that they would."""

    name: str
    given_on: date | None = None


class ReplyFacts(NamedTuple):
    """What they said since the try before. Their words are theirs: no template repeats them."""

    said_on: date


class PreviousFacts(NamedTuple):
    """The try before this one; `channel` is a word for the reader, such as “letter”."""

    made_on: date
    channel: str


class StepFacts(NamedTuple):
    number: int
    of: int


class DraftingFacts(NamedTuple):
    person: PersonFacts
    sender: SenderFacts
    step: StepFacts
    brief: BriefFacts = BriefFacts()
    finding: FindingFacts | None = None
    story: StoryFacts | None = None
    question: QuestionFacts | None = None
    resource: ResourceFacts | None = None
    introduction: IntroductionFacts | None = None
    reply: ReplyFacts | None = None
    previous: PreviousFacts | None = None


def build_fields(facts: DraftingFacts) -> dict[str, dict[str, str]]:
    """The merge fields, one line each; what is not known is absent, and a strict template sees it.

    Clauses lose their full stop: the template sets its own.
    """
    groups = {
        "person": _person(facts.person),
        "sender": _sender(facts.sender),
        "brief": {"problem": _clause(facts.brief.problem), "why_now": _clause(facts.brief.why_now)},
        "fact": _finding(facts.finding),
        "story": _story(facts.story),
        "question": _question(facts.question),
        "resource": _resource(facts.resource),
        "introduction": _introduction(facts.introduction),
        "reply": {"date": _day(facts.reply.said_on)} if facts.reply else {},
        "previous": _previous(facts.previous),
        "step": {"number": str(facts.step.number), "of": str(facts.step.of)},
    }
    known = {group: _without_gaps(values) for group, values in groups.items()}
    return {group: values for group, values in known.items() if values}


def _person(person: PersonFacts) -> dict[str, str]:
    return {
        "name": _line(person.name),
        "greeting": _line(person.greeting),
        "title": _line(person.title),
        "company": _line(person.company),
        "city": _line(person.city),
        "industry": _line(person.industry),
    }


def _sender(sender: SenderFacts) -> dict[str, str]:
    name = _line(sender.name)
    return {
        "name": name,
        "first_name": name.partition(" ")[0],
        "company": _line(sender.company),
    }


def _finding(finding: FindingFacts | None) -> dict[str, str]:
    if finding is None:
        return {}
    dated = _day(finding.dated_on) if finding.dated_on else ""
    return {"claim": _clause(finding.claim), "source": _line(finding.source), "date": dated}


def _story(story: StoryFacts | None) -> dict[str, str]:
    if story is None:
        return {}
    return {
        "title": _clause(story.title),
        "change": _clause(story.change),
        "number": _clause(story.number),
        "thirty_seconds": _line(story.thirty_seconds),
        "customer": _line(story.customer),
        "called": _line(story.called or story.customer),
    }


def _question(question: QuestionFacts | None) -> dict[str, str]:
    if question is None:
        return {}
    return {"text": _line(question.text), "why": _clause(question.why)}


def _resource(resource: ResourceFacts | None) -> dict[str, str]:
    if resource is None:
        return {}
    return {
        "title": _clause(resource.title),
        "summary": _clause(resource.summary),
        "url": _line(resource.url),
    }


def _introduction(introduction: IntroductionFacts | None) -> dict[str, str]:
    if introduction is None:
        return {}
    given = _day(introduction.given_on) if introduction.given_on else ""
    return {"name": _line(introduction.name), "date": given}


def _previous(previous: PreviousFacts | None) -> dict[str, str]:
    if previous is None:
        return {}
    return {
        "date": _day(previous.made_on),
        "channel": _line(previous.channel),
    }


@lru_cache(maxsize=1024)
def _day(day: date) -> str:
    """As letters say it, whatever the screen speaks of whoever has them drafted."""
    with for_others():
        return formats.date_format(day, "DAY_MONTH")


def _line(text: str) -> str:
    return " ".join(text.split())


def _clause(text: str) -> str:
    """Without its full stop; a question or an ellipsis keeps its mark."""
    line = _line(text)
    return line if line.endswith("..") else line.removesuffix(".")


def _without_gaps(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
