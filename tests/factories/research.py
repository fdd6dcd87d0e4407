"""Research as a careful rep leaves it. A person that is ready comes from `make_ready`."""

from datetime import timedelta

import factory
from django.db.models import F

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from prospects.names import tidy
from research.enums import FileKind, FindingAbout, Fit, WarmPath
from research.models import (
    Brief,
    Finding,
    ImpactStory,
    Introduction,
    KeptFile,
    Question,
    Resource,
    Talk,
)
from research.services import briefing
from team.enums import Role
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

SIGNATURE, ASKED = "Her signature", "Asked around."


class BriefFactory(factory.django.DjangoModelFactory[Brief]):
    class Meta:
        model = Brief

    prospect = factory.SubFactory(ProspectFactory)
    updated_at = NOW
    updated_by = factory.SelfAttribute("prospect.owner")


class FindingFactory(factory.django.DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    prospect = factory.SubFactory(ProspectFactory)
    company = factory.SelfAttribute("prospect.company")
    about = FindingAbout.PERSON
    claim = factory.Sequence(lambda n: f"Spoke about night records at expo {n}.")
    source_name = "Expo programme"
    source_url = "https://expo.example/programme"
    dated_on = (NOW - timedelta(days=10)).date()
    added_by = factory.SelfAttribute("prospect.owner")
    created_at = NOW


class IntroductionFactory(factory.django.DjangoModelFactory[Introduction]):
    class Meta:
        model = Introduction

    prospect = factory.SubFactory(ProspectFactory)
    introducer = factory.Sequence(lambda n: f"Jonas Bergström {n}")
    asked_by = factory.SelfAttribute("prospect.owner")
    asked_at = NOW
    waits_until = factory.LazyAttribute(lambda asked: asked.asked_at + timedelta(days=7))


class ImpactStoryFactory(factory.django.DjangoModelFactory[ImpactStory]):
    class Meta:
        model = ImpactStory

    title = factory.Sequence(lambda n: f"The handover at two {n}")
    customer = "Ballina Chill"
    may_name_customer = True
    industry = "Cold-chain logistics"
    problem = "The record stopped for forty minutes at each change of crew."
    change = "The second crew signs the first crew's curve."
    number = "From 31 gaps a month to 2"
    thirty_seconds = "Two crews and one log. Now the second crew signs the first crew's curve."
    owner = factory.SubFactory(UserFactory)
    created_at = NOW
    approved_at = NOW
    approved_by = factory.SubFactory(UserFactory, role=Role.MANAGER)


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    class Meta:
        model = Question

    text = factory.Sequence(lambda n: f"What happens between the door and stop {n}?")
    owner = factory.SubFactory(UserFactory)
    created_at = NOW
    approved_at = NOW
    approved_by = factory.SubFactory(UserFactory, role=Role.MANAGER)


class ResourceFactory(factory.django.DjangoModelFactory[Resource]):
    class Meta:
        model = Resource

    title = factory.Sequence(lambda n: f"The handover note {n}")
    url = "https://fernhill.example/notes/handover"
    summary = "A page that two night crews sign."
    owner = factory.SubFactory(UserFactory)
    created_at = NOW
    approved_at = NOW
    approved_by = factory.SubFactory(UserFactory, role=Role.MANAGER)


class KeptFileFactory(factory.django.DjangoModelFactory[KeptFile]):
    class Meta:
        model = KeptFile

    content = b"%PDF-1.7\n"
    content_type = FileKind.PDF
    kept_by = factory.SubFactory(UserFactory)
    kept_at = NOW


class TalkFactory(factory.django.DjangoModelFactory[Talk]):
    class Meta:
        model = Talk

    customer = "Ballina Chill"
    customer_aliases = factory.LazyFunction(lambda: ["Ballina"])
    industry = "Cold-chain logistics"
    with_whom = "Ciara Walsh, night manager"
    held_on = (NOW - timedelta(days=3)).date()
    words = (
        "We had two crews and one log.\n"
        "Every change left forty minutes blank.\n"
        "Now the second crew signs the first crew's curve, and that was that."
    )
    owner = factory.SubFactory(UserFactory)
    created_at = NOW


def brief_fields(**changed: str) -> briefing.BriefFields:
    """What a rep types into the brief."""
    typed = briefing.BriefFields(
        fit=Fit.FITS,
        fit_note="",
        problem="Night loading leaves a hole in the temperature record.",
        why_now="Their depot goes to loading round the clock.",
        risk="She would have to show the paper log.",
        unknowns="Whether records are hers to buy for.",
    )
    typed.update(changed)  # type: ignore[typeddict-item]
    return typed


def make_ready(prospect: Prospect) -> Prospect:
    """Leave all the research that a first try needs: the rows that `research_it` leaves, for a seventh of its statements."""
    by = prospect.owner
    Prospect.objects.filter(pk=prospect.pk).update(
        name=tidy(prospect.name),
        preferred_name="",
        pronunciation="EE-fa",
        revision=F("revision") + 1,
    )
    prospect.refresh_from_db(fields=[*briefing.NAME_FIELDS, "revision"])
    Brief.objects.create(
        prospect=prospect,
        **brief_fields(),
        name_confirmed_by=by,
        name_confirmed_at=NOW,
        name_source=SIGNATURE,
        warm_path=WarmPath.NONE,
        warm_path_note=ASKED,
        revision=1,
        updated_at=NOW,
        updated_by=by,
    )
    Finding.objects.bulk_create(
        Finding(
            company=prospect.company,
            prospect=prospect,
            about=fact.about,
            claim=fact.claim,
            source_name=fact.source_name,
            source_url=fact.source_url,
            dated_on=fact.dated_on,
            added_by=by,
            created_at=NOW,
        )
        for fact in three_facts()
    )
    told: list[tuple[ActivityKind, dict[str, str]]] = [
        (ActivityKind.RESEARCHED, {"fit": Fit.FITS}),
        *((ActivityKind.FINDING_ADDED, {"claim": fact.claim}) for fact in three_facts()),
        (ActivityKind.NAME_CONFIRMED, {"name": prospect.name, "source": SIGNATURE}),
        (ActivityKind.RESEARCHED, {"warm_path": WarmPath.NONE, "note": ASKED}),
    ]
    Activity.objects.bulk_create(
        Activity(
            kind=kind, at=NOW, actor=by, prospect=prospect, company=prospect.company, detail=detail
        )
        for kind, detail in told
    )
    return prospect


def research_it(prospect: Prospect) -> Prospect:
    """All the research that a first try needs, through the services a rep uses."""
    by = prospect.owner
    briefing.save_brief(prospect, by=by, at=NOW, fields=brief_fields(), revision=0)
    for fact in three_facts():
        briefing.add_finding(prospect, fact, by=by, at=NOW)
    briefing.confirm_name(
        prospect,
        by=by,
        at=NOW,
        name=prospect.name,
        preferred_name="",
        pronunciation="EE-fa",
        source=SIGNATURE,
        revision=prospect.revision,
    )
    briefing.check_warm_path(prospect, by=by, at=NOW, warm_path=WarmPath.NONE, note=ASKED)
    return prospect


def three_facts() -> list[briefing.Fact]:
    return [
        briefing.Fact(
            about=about,
            claim=f"Something true about the {about.label.lower()}.",
            source_name="Trade paper",
            source_url="https://paper.example/1",
            dated_on=(NOW - timedelta(days=12)).date(),
        )
        for about in (FindingAbout.PERSON, FindingAbout.COMPANY, FindingAbout.TRIGGER)
    ]
