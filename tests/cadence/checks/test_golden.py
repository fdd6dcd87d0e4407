"""Lazy letters are stopped or looked at for the right reason; good ones are left in peace."""

import pytest

from cadence.checks import CHECKS, FOR_AN_ACKNOWLEDGEMENT, words

from .golden_set import Half, Verdict, chosen, golden_set

CODES = {module.CODE for module in (*CHECKS, *FOR_AN_ACKNOWLEDGEMENT)}


@pytest.mark.parametrize("half", Half)
def test_lazy_letters_are_caught_for_the_right_reason(half: Half) -> None:
    asked = chosen(Verdict.LAZY, half)
    missed = {each.name: each.troubles() for each in asked if not each.is_judged_well()}

    assert len(missed) <= 0.05 * len(asked), missed


@pytest.mark.parametrize("half", Half)
def test_good_letters_are_left_in_peace(half: Half) -> None:
    asked = chosen(Verdict.GOOD, half)
    troubled = {each.name: each.troubles() for each in asked if not each.is_judged_well()}

    assert len(troubled) <= 0.05 * len(asked), troubled


@pytest.mark.parametrize("verdict", Verdict)
def test_each_half_is_large_enough_to_tell(verdict: Verdict) -> None:
    sizes = {half: len(chosen(verdict, half)) for half in Half}

    assert min(sizes.values()) >= 20, sizes


def test_every_letter_has_a_name_of_its_own_and_reasons_that_exist() -> None:
    names = [each.name for each in golden_set()]

    assert len(names) == len(set(names))
    assert {code for each in golden_set() for code in each.right} <= CODES
    assert all(each.right for each in golden_set() if each.verdict == Verdict.LAZY)
    assert {
        code for each in golden_set() if each.verdict == Verdict.GOOD for code in each.right
    } == {words.CODE}
