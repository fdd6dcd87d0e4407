import pytest

from tools import sizes


def test_every_function_module_template_and_script_fits_in_one_head() -> None:
    assert sizes.faults() == []


def measured(*lines: int) -> list[sizes.Measured]:
    return [sizes.Measured(f"f{number}", count) for number, count in enumerate(lines)]


def test_five_of_a_hundred_may_be_longer_than_usual() -> None:
    assert sizes.over(measured(*[30] * 95, *[60] * 5), sizes.FUNCTION) == []


def test_a_sixth_of_a_hundred_may_not() -> None:
    assert len(sizes.over(measured(*[30] * 94, *[60] * 6), sizes.FUNCTION)) == 6


@pytest.mark.parametrize(
    ("budget", "lines"),
    [(sizes.FUNCTION, 61), (sizes.MODULE, 401), (sizes.TEMPLATE, 121), (sizes.VIEW, 26)],
)
def test_none_passes_the_outer_limit(budget: sizes.Budget, lines: int) -> None:
    assert len(sizes.over(measured(*[5] * 99, lines), budget)) == 1
