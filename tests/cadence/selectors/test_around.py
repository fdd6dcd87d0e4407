"""What stands around a try, from one statement by hand: the same as the ORM finds, one plain question after another."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from cadence.enums import HouseRuleKind, ReplyKind
from cadence.models import Bounce, Delivery, Hold, HouseRule, Reply, Setback, Touch
from cadence.policies.by_hand import A_DAY_ANYWHERE
from cadence.policies.warmth import NO_PERSON
from cadence.selectors.around import around
from cadence.services import ruling
from mailbox.models import Mailbox
from prospects.enums import ActivityKind, LawfulBasis, SuppressionOrigin
from prospects.models import Activity, Prospect
from prospects.selectors.country_rules import channels_barred
from prospects.selectors.suppressions import records_of, suppression_for
from prospects.services import suppressing
from research.models import ImpactStory, Introduction
from team.enums import Role
from team.models import HouseHoliday, Policy
from tests import journeys
from tests.cadence import answers
from tests.cadence import attacks as past
from tests.cadence.test_bouncing import bounced
from tests.cadence.test_reflecting import learn, lost
from tests.factories.prospects import ProspectFactory
from tests.factories.research import ImpactStoryFactory, IntroductionFactory
from tests.journeys import NOW

DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


def plainly(touch: Touch, at: datetime) -> dict[str, Any]:
    person = touch.prospect
    mailbox = Mailbox.objects.filter(owner=touch.owner).first()
    replies = Reply.objects.filter(prospect=person)
    asked = Introduction.objects.filter(prospect=person, state="asked", waits_until__gt=at)
    wrote = Activity.objects.filter(prospect=person, kind="wrote", at__gt=at - A_DAY_ANYWHERE)
    hold = Hold.objects.filter(company=person.company, lifted_at=None).first()
    left = Delivery.objects.filter(approval__mailbox=mailbox, reserved_at__date=at.date())
    unnamed = ImpactStory.objects.filter(may_name_customer=False)
    rules = HouseRule.objects.filter(removed_at=None).order_by("pk")
    return {
        "is_stopped": suppression_for(person, touch.channel, at) is not None,
        "is_barred": touch.channel in channels_barred([person.pk]).get(person.pk, {}),
        "company_on_hold": hold.company_id if hold else None,
        "many_bounces": Bounce.objects.filter(mailbox=mailbox).count()
        > Policy.current().bounces_stop,
        "sent_today": left.exclude(state="failed").count(),
        "is_asked": asked.exists(),
        "was_written": wrote.exists(),
        "has_replied": replies.exclude(kind__in=NO_PERSON).exists(),
        "is_interested": replies.filter(kind="interested").exists(),
        "has_other_records": records_of(person).exclude(pk=person.pk).exists(),
        "newest_draft": touch.drafts.order_by("number").values_list("pk", flat=True).last(),
        "has_learned": Setback.objects.filter(
            enrollment__prospect__company=person.company_id
        ).exists(),
        "names_not_to_say": [name for each in unnamed for name in each.customer_names],
        "house_rules": [f"{rule.kind} {rule.text}" for rule in rules],
        "house_holidays": [
            f"{each.country}|{each.subdivision}|{each.day}" + f"|{each.name}" * each.is_kept
            for each in HouseHoliday.objects.filter(day__range=(at.date() - DAY, at.date() + DAY))
        ],
    }


def kept(_touch: Touch) -> None:
    for ahead, is_kept in ((-1, True), (1, False), (2, True)):
        day = NOW.date() + timedelta(days=ahead)
        HouseHoliday.objects.create(country="IE", day=day, name="Founders’ Day", is_kept=is_kept)


def stopped(touch: Touch) -> None:
    who = {"by": touch.owner, "at": NOW, "origin": SuppressionOrigin.LIST}
    suppressing.suppress(touch.prospect, **who, reason="Please stop.")


def held(touch: Touch) -> None:
    Hold.objects.create(company=touch.prospect.company, reason="Sean answered.", placed_at=NOW)


def asked(touch: Touch, until: timedelta = timedelta(days=2)) -> None:
    IntroductionFactory.create(prospect=touch.prospect, waits_until=NOW + until)


def written(touch: Touch, at: datetime = NOW) -> None:
    Activity.objects.record(
        ActivityKind.WROTE, at=at, actor=touch.owner, prospect=touch.prospect, detail={}
    )


def abroad(touch: Touch) -> None:
    """Where nobody may be written to without a basis, and none is known."""
    Prospect.objects.filter(pk=touch.prospect_id).update(
        country="DE", lawful_basis=LawfulBasis.UNKNOWN
    )


def answered(touch: Touch, kind: ReplyKind = ReplyKind.REFERRAL) -> None:
    answers.named(answers.wrote(touch.prospect), kind)


def twin(touch: Touch) -> None:
    name, _at, domain = touch.prospect.email.partition("@")
    ProspectFactory.create(email=f"{name.upper()}+2@{domain}")


def twin_by_profile(touch: Touch) -> None:
    ProspectFactory.create(email="", linkedin_url=touch.prospect.linkedin_url.upper())


def unnamed(touch: Touch) -> None:
    names = {"customer": "Shannon Chilled", "customer_aliases": ["Shannon", "SC"]}
    ImpactStoryFactory.create(**names, may_name_customer=False)
    ImpactStoryFactory.create(customer="Boyne Foods", may_name_customer=True)


def ruled(touch: Touch) -> None:
    by = journeys.rep(role=Role.ADMIN)
    ruling.raise_look("jargon", by=by, at=NOW)
    gone = ruling.add_line(HouseRuleKind.WORN, "dear sirs", by=by, at=NOW)
    ruling.remove_line(gone, by=by, at=NOW)


HAPPENINGS: dict[str, tuple[Callable[[Touch], object], set[str]]] = {
    "nothing": (lambda touch: None, set()),
    "a stop": (stopped, {"is_stopped"}),
    "the law of their country": (abroad, {"is_barred"}),
    "a hold": (held, {"company_on_hold"}),
    "an ask": (asked, {"is_asked"}),
    "an ask whose days are over": (lambda touch: asked(touch, timedelta(0)), set()),
    "mail by hand": (written, {"was_written"}),
    "mail by hand long ago": (lambda touch: written(touch, NOW - A_DAY_ANYWHERE), set()),
    "an answer": (answered, {"has_replied"}),
    "interest": (
        lambda touch: answered(touch, ReplyKind.INTERESTED),
        {"has_replied", "is_interested"},
    ),
    "a notice that they are away": (lambda touch: answered(touch, ReplyKind.AUTOMATIC), set()),
    "an answer that nobody read": (
        lambda touch: answers.wrote(touch.prospect),
        {"has_replied", "company_on_hold"},
    ),
    "the same address": (twin, {"has_other_records"}),
    "the same profile": (twin_by_profile, {"has_other_records"}),
    "a setback there": (
        lambda touch: learn(lost(company=touch.prospect.company, email="sean@corrib.example")),
        {"has_learned"},
    ),
    "customers": (unnamed, {"names_not_to_say"}),
    "rules of the house": (ruled, {"house_rules"}),
    "days that the house keeps": (kept, {"house_holidays"}),
    "a letter today": (lambda touch: past.sending_delivery(owner=touch.owner), {"sent_today"}),
    "letters that came back": (lambda touch: bounced(touch.owner, 6), {"many_bounces"}),
}


@pytest.mark.parametrize(("happens", "changed"), HAPPENINGS.values(), ids=HAPPENINGS)
def test_one_statement_finds_what_plain_questions_find(
    happens: Callable[[Touch], object], changed: set[str]
) -> None:
    touch = journeys.drafted().touch
    journeys.connected(touch.owner)
    before = around(touch, NOW)

    happens(touch)
    touch = Touch.objects.select_related("prospect__company", "owner").get(pk=touch.pk)
    after = around(touch, NOW)

    assert after == plainly(touch, NOW)
    assert {name for name in before if before[name] != after[name]} >= changed
    if not changed:
        assert after == before
