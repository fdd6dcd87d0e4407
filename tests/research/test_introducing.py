import itertools

import pytest

from prospects.enums import ActivityKind
from prospects.models import Activity
from research.enums import INTRODUCTION_MOVES, IntroductionState
from research.models import Introduction
from research.services import introducing
from team.refusals import Refused
from tests.factories.prospects import ProspectFactory
from tests.factories.research import IntroductionFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def ask(prospect, introducer="Jonas Bergström"):
    return introducing.ask(
        prospect, by=prospect.owner, at=NOW, introducer=introducer, words="You met in Umeå."
    )


def test_an_ask_is_noted_and_is_not_a_try():
    prospect = ProspectFactory.create()

    introduction = ask(prospect)

    assert introduction.state == IntroductionState.ASKED
    kinds = Activity.objects.filter(prospect=prospect).values_list("kind", flat=True)
    assert list(kinds) == [ActivityKind.INTRODUCTION]


def test_nobody_is_asked_twice_at_once():
    prospect = ProspectFactory.create()
    ask(prospect)

    with pytest.raises(Refused) as refused:
        ask(prospect)

    assert refused.value.code == "already_asked"


def test_an_ask_names_somebody():
    with pytest.raises(Refused) as refused:
        ask(ProspectFactory.create(), introducer=" ")

    assert refused.value.code == "introducer_missing"


@pytest.mark.parametrize(
    ("old", "new"), list(itertools.product(IntroductionState, IntroductionState))
)
def test_only_the_moves_of_the_table_are_possible(old, new):
    answered_at = None if old == IntroductionState.ASKED else NOW
    introduction = IntroductionFactory.create(state=old, answered_at=answered_at)
    by = introduction.prospect.owner

    if new in INTRODUCTION_MOVES[old]:
        introducing.answer(introduction, by=by, at=NOW, state=new, note="She said so.")
        assert Introduction.objects.get().state == new
    else:
        with pytest.raises(Refused):
            introducing.answer(introduction, by=by, at=NOW, state=new, note="")
        assert Introduction.objects.get().state == old
