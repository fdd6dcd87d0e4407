"""Intervals and sample sizes, against worked examples."""

import pytest

from adherence.selectors.chance import Share, people_needed, wilson


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_the_interval_is_that_of_the_worked_examples(
    some: int, of: int, low: float, high: float
) -> None:
    """The first four of R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    assert wilson(some, of) == pytest.approx((low, high), abs=5e-5)


def test_of_nobody_everything_is_possible() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert Share(0, 0).value is None


def test_the_interval_holds_the_share_and_narrows_with_more_people() -> None:
    for some, of in ((1, 30), (3, 30), (29, 30)):
        few, many = wilson(some, of), wilson(100 * some, 100 * of)
        assert few[0] < many[0] < some / of < many[1] < few[1]


@pytest.mark.parametrize(
    ("one", "other", "needed"), [(0.5, 0.6, 388), (0.10, 0.15, 686), (0.05, 0.10, 435)]
)
def test_the_people_needed_are_those_of_the_tables(one: float, other: float, needed: int) -> None:
    assert people_needed(one, other) == people_needed(other, one) == needed


def test_what_is_the_same_is_never_told_apart() -> None:
    assert people_needed(0.1, 0.1) is None
