import pytest

from team.templatetags.ui import dots, gap_class, under


def test_a_stitch_has_a_dot_for_each_planned_try_filled_as_far_as_made() -> None:
    drawn = dots(5, 10)
    assert [dot.kind for dot in drawn] == ["d"] * 5 + ["o"] * 5
    assert (drawn[0].x, drawn[1].x, drawn[-1].x) == ("3.0", "8.8", "55.2")


@pytest.mark.parametrize(("made", "planned"), [(0, 12), (12, 12), (13, 12), (0, 0)])
def test_a_stitch_fits_its_width_whatever_the_plan(made: int, planned: int) -> None:
    drawn = dots(made, planned)
    assert len(drawn) == max(made, planned, 1)
    assert all(3 <= float(dot.x) <= 55.3 for dot in drawn)


@pytest.mark.parametrize(
    ("days", "expected"), [(None, "g1"), (0, "g1"), (1, "g1"), (6, "g6"), (7, "g7"), (13, "g7")]
)
def test_gaps_are_drawn_up_to_a_week(days: int | None, expected: str) -> None:
    assert gap_class(days) == expected


def test_a_page_is_under_its_section_and_under_no_missing_one() -> None:
    assert under("/queue/7/", "/queue/")
    assert not under("/people/", "/queue/")
    assert not under("/queue/", "")
