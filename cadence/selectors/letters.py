"""What a text is judged by: the person, what this company has had from us, and the facts in play."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cadence.checks import (
    FactUsed,
    LetterUnderReview,
    Limits,
    ReviewContext,
    Standing,
    ValueBrought,
)
from cadence.enums import ReplyKind, TouchKind
from cadence.models import Draft, Touch
from cadence.policies.warmth import NO_PERSON
from cadence.schedule import House
from cadence.selectors.answers import addressee_of
from cadence.selectors.calendars import holidays_near
from cadence.selectors.earlier import earlier_letters
from cadence.selectors.had import had_on
from cadence.selectors.house_rules import HouseRules, read_rules, standing_rules
from prospects.company_names import letters_of
from prospects.enums import Channel
from prospects.models import Prospect
from research.models import Finding
from research.selectors.findings import usable_for
from research.selectors.library import names_not_to_say
from team.models import Policy

LIBRARY = ("story", "question", "resource")


def newest_draft(touch: Touch) -> Draft | None:
    return Draft.objects.filter(touch=touch).order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the person: a page that has read it already hands it over.

    `has_replied`: a person wrote or said something. A notice that they are away begins no conversation.
    `has_other_records`: they may have had something under another record of theirs.
    """

    policy: Policy
    findings: Sequence[Finding]
    has_replied: bool
    is_interested: bool = False
    has_other_records: bool = True
    mailbox_stop: str = ""
    unnamed_customers: tuple[str, ...] = ()
    standing: Standing = field(default_factory=Standing)
    house: HouseRules = field(default_factory=HouseRules)
    days: House = field(default_factory=House)


def known_about(prospect: Prospect, at: datetime) -> Known:
    policy = Policy.current()
    return Known(
        policy=policy,
        findings=list(usable_for(prospect, at, policy)),
        has_replied=prospect.replies.exclude(kind__in=NO_PERSON).exists(),
        is_interested=prospect.replies.filter(kind=ReplyKind.INTERESTED).exists(),
        unnamed_customers=unnamed_to(prospect, names_not_to_say()),
        house=read_rules(standing_rules()),
        days=holidays_near(at),
    )


def unnamed_to(prospect: Prospect, names: Iterable[str]) -> tuple[str, ...]:
    """Of the names that no letter may say, those that this person's own company does not go by, however written, with or without its Ltd."""
    own = letters_of(prospect.company.name)
    return tuple(name for name in names if letters_of(name) != own)


def letter_of(
    touch: Touch, known: Known, *, subject: str, body: str, at: datetime, read_aloud: bool
) -> LetterUnderReview:
    """The text as the checks read it."""
    if not touch.is_step:
        return _answer_of(touch, subject=subject, body=body, read_aloud=read_aloud)
    prospect = touch.prospect
    earlier = earlier_letters(touch, at=at)
    return LetterUnderReview(
        channel=Channel(touch.channel),
        subject=subject,
        body=body,
        purpose=touch.planned_step.purpose,
        touch_number=touch.number,
        is_first_letter=not touch.enrollment.attempts,
        first_name=prospect.greeting_name,
        full_name=prospect.name,
        sender_name=touch.owner.name,
        answers_them=known.has_replied,
        is_wanted=known.is_interested,
        read_aloud=read_aloud,
        earlier=earlier,
        facts=_facts(touch, known),
        brings_value=bool(touch.planned_step.value_kind),
        value=_brought(touch, known),
    )


def _answer_of(touch: Touch, *, subject: str, body: str, read_aloud: bool) -> LetterUnderReview:
    """A letter that answers them, to whoever wrote: it need bring nothing and repeat nothing."""
    to = addressee_of(touch)
    return LetterUnderReview(
        channel=Channel(touch.channel),
        subject=subject,
        body=body,
        kind=TouchKind(touch.kind),
        first_name=to.greeting_name,
        full_name=to.name,
        sender_name=touch.owner.name,
        answers_them=True,
        read_aloud=read_aloud,
    )


def context_of(touch: Touch, known: Known, at: datetime) -> ReviewContext:
    """When and where the text lands, and the numbers of the rules."""
    prospect, policy = touch.prospect, known.policy
    country, subdivision = prospect.holidays_kept
    return ReviewContext(
        now=at,
        zone=prospect.zone,
        country=country,
        subdivision=subdivision,
        changes=known.days.changes_in(country, subdivision),
        limits=Limits(
            first_letter_words=policy.first_letter_words,
            later_letter_words=policy.later_letter_words,
            subject_words=policy.subject_words,
            novelty=float(policy.novelty),
            mailbox_a_day=_a_day(touch, policy),
        ),
        mailbox_stop=known.mailbox_stop,
        standing=known.standing,
        raised=known.house.raised,
        must_pass=frozenset(touch.step.must_pass if touch.step else ()),
        own=known.house.own,
        unnamed_customers=known.unnamed_customers,
    )


def _a_day(touch: Touch, policy: Policy) -> int:
    """The mailbox's own cap, and never more than the company's."""
    mailbox = getattr(touch.owner, "mailbox", None)
    return min(mailbox.daily_cap, policy.mailbox_daily_cap) if mailbox else policy.mailbox_daily_cap


def _brought(touch: Touch, known: Known) -> ValueBrought | None:
    """The one new thing, and when they had it: no try takes up what this record had, but they may have another."""
    if touch.finding_id is not None:
        claims = (each.claim for each in known.findings if each.pk == touch.finding_id)
        return ValueBrought(next(claims, ""), _had(touch, "finding", known))
    if touch.introduction is not None:
        return ValueBrought(title=touch.introduction.introducer)
    if touch.item is None:
        return None
    kind = next(kind for kind in LIBRARY if getattr(touch, f"{kind}_id") is not None)
    return ValueBrought(str(touch.item), _had(touch, kind, known))


def _had(touch: Touch, kind: str, known: Known) -> date | None:
    return had_on(touch, kind, getattr(touch, f"{kind}_id")) if known.has_other_records else None


def _facts(touch: Touch, known: Known) -> tuple[FactUsed, ...]:
    """The facts this text may lean on: the try's own first, then the person's others, and the story."""
    found = sorted(known.findings, key=lambda each: each.pk != touch.finding_id)
    facts = [FactUsed(each.claim, each.source, each.dated_on) for each in found]
    if touch.story is not None:
        story = touch.story
        figures = f"{story.number} {story.change} {story.thirty_seconds}"
        day = story.approved_at.date() if story.approved_at else None
        facts.append(FactUsed(claim=figures, source=story.title, dated_on=day))
    return tuple(facts)
