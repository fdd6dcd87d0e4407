"""Who could introduce us, and the ask that is drafted to them."""

import pytest

from prospects.enums import ActivityKind, SuppressionOrigin
from prospects.models import Activity, Prospect
from prospects.services import suppressing
from research.drafting import ask_for
from research.enums import FindingAbout, IntroductionState
from research.models import Brief
from research.selectors.findings import shown_for
from research.selectors.warm_paths import Acquaintance, acquaintances, address_of
from research.selectors.workspace import workspace_of
from tests.factories.prospects import ProspectFactory
from tests.factories.research import BriefFactory, FindingFactory, IntroductionFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def aoife() -> Prospect:
    return ProspectFactory.create(
        name="Aoife Ní Bhriain", title="Head of Operations", company__name="Corrib Cold Chain"
    )


def colleague_of(prospect: Prospect, name: str, **fields: object) -> Prospect:
    return ProspectFactory.create(
        company=prospect.company, name=name, **({"owner": prospect.owner} | fields)
    )


def wrote_back(prospect: Prospect) -> None:
    Activity.objects.record(ActivityKind.REPLIED, at=NOW, prospect=prospect)


def suggested(prospect: Prospect) -> list[Acquaintance]:
    return acquaintances(prospect, shown_for(prospect, NOW), prospect.owner)


def names(prospect: Prospect) -> list[str]:
    return [each.name for each in suggested(prospect)]


def test_who_wrote_back_there_comes_before_a_colleague_who_knows_somebody(aoife: Prospect) -> None:
    jonas = UserFactory.create(name="Jonas Berg", team=aoife.owner.team)
    colleague_of(aoife, "Dana Wolf", owner=jonas)
    wrote_back(colleague_of(aoife, "Marcus Feld", owner=jonas))

    assert suggested(aoife) == [
        Acquaintance("Marcus Feld", "Wrote back to Jonas on 16 November 2026."),
        Acquaintance("Jonas Berg", "Works with Dana Wolf there."),
    ]


def test_the_day_they_wrote_back_is_told_by_the_readers_clock(aoife: Prospect) -> None:
    aoife.owner.time_zone = "Pacific/Pago_Pago"
    wrote_back(colleague_of(aoife, "Marcus Feld"))

    assert suggested(aoife)[0].why.endswith("on 15 November 2026.")


def test_somebody_of_the_same_rep_is_named_themselves(aoife: Prospect) -> None:
    colleague_of(aoife, "Dana Wolf")

    assert suggested(aoife) == [Acquaintance("Dana Wolf", "Works there, too.")]


def test_whoever_introduced_us_there_before_comes_first(aoife: Prospect) -> None:
    wrote_back(colleague_of(aoife, "Marcus Feld"))
    dana = colleague_of(aoife, "Dana Wolf")
    IntroductionFactory.create(
        prospect=dana, introducer="Sinéad Walsh", state=IntroductionState.GRANTED, answered_at=NOW
    )

    assert suggested(aoife)[0] == Acquaintance("Sinéad Walsh", "Introduced us to Dana Wolf.")


def test_whoever_was_asked_already_is_not_worth_asking_again(aoife: Prospect) -> None:
    colleague_of(aoife, "Dana Wolf")
    IntroductionFactory.create(prospect=aoife, introducer="Dana Wolf")

    assert workspace_of(aoife, aoife.owner, NOW).acquaintances == []


def test_what_we_share_is_worth_a_thought(aoife: Prospect) -> None:
    FindingFactory.create(
        prospect=aoife, about=FindingAbout.MUTUAL, claim="Both ran the port course."
    )

    assert suggested(aoife) == [Acquaintance("", "Both ran the port course.")]


def test_nobody_who_asked_us_to_stop_is_asked_for_a_favor(aoife: Prospect) -> None:
    marcus = colleague_of(aoife, "Marcus Feld")
    wrote_back(marcus)
    suppressing.suppress(
        marcus,
        by=marcus.owner,
        at=NOW,
        reason="Please stop.",
        origin=SuppressionOrigin.TOLD_US,
    )

    assert names(aoife) == []


def test_people_of_another_team_are_not_told_of(aoife: Prospect) -> None:
    marcus = colleague_of(aoife, "Marcus Feld", owner=UserFactory.create())
    wrote_back(marcus)
    IntroductionFactory.create(
        prospect=marcus, introducer="Sinéad Walsh", state=IntroductionState.GRANTED, answered_at=NOW
    )

    assert suggested(aoife) == []


def test_a_colleague_who_left_us_is_not_worth_asking(aoife: Prospect) -> None:
    gone = UserFactory.create(name="Jonas Berg", team=aoife.owner.team, is_active=False)
    colleague_of(aoife, "Dana Wolf", owner=gone)
    wrote_back(colleague_of(aoife, "Marcus Feld", owner=gone))

    assert names(aoife) == ["Marcus Feld"]


def test_a_handful_is_enough_and_each_name_stands_once(aoife: Prospect) -> None:
    jonas = UserFactory.create(team=aoife.owner.team)
    for number in range(3):
        colleague_of(aoife, f"Person {number}", owner=jonas)
    for number in range(7):
        wrote_back(colleague_of(aoife, f"Writer {number}"))

    assert len(names(aoife)) == len(set(names(aoife))) == 5


def test_a_colleague_has_an_address_and_a_stranger_none(aoife: Prospect) -> None:
    jonas = UserFactory.create(name="Jonas Berg", team=aoife.owner.team)

    assert address_of("jonas berg", aoife.owner) == jonas.email
    assert address_of("Sinéad Walsh", aoife.owner) == ""


def test_an_ask_says_whom_why_and_why_now_and_that_a_no_is_fine(aoife: Prospect) -> None:
    brief = BriefFactory.create(
        prospect=aoife, problem="Night loading leaves a hole.", why_now="Nights begin in January."
    )

    ask = ask_for(aoife, brief, introducer="Sinéad Walsh", sender="Maya Okafor")

    assert ask.words == (
        "Hi Sinéad,\n\n"
        "I would like to talk with Aoife Ní Bhriain, Head of Operations at Corrib Cold Chain, "
        "and you may know them.\n\n"
        "What I may help with: Night loading leaves a hole.\n\n"
        "Why now: Nights begin in January.\n\n"
        "Would you introduce us? Two lines from you are enough, and a plain no is fine, too.\n\n"
        "Maya"
    )
    assert ask.mailto.startswith("mailto:?subject=Do%20you%20know%20Aoife%20N%C3%AD%20Bhriain")


@pytest.mark.parametrize("brief", [None, Brief()])
def test_an_ask_makes_nothing_up(aoife: Prospect, brief: Brief | None) -> None:
    ask = ask_for(aoife, brief, introducer="Jonas", sender="Maya")

    assert "What I may help with" not in ask.words
    assert "Why now" not in ask.words
