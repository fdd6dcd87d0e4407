"""Charts are strings: what stands where, and what is said of it."""

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from team.charts import (
    Column,
    Scale,
    Step,
    UpDown,
    Value,
    gauge,
    histogram,
    sparkline,
    stacked,
    up_and_down,
)

DAYS = [
    Column("Monday 16 November", (10, 5), limit=20, mark="16 Nov"),
    Column("Tuesday 17 November", (20, 5), limit=20),
    Column("Wednesday 18 November", (2, 0), is_off=True),
    Column("Thursday 19 November", (0, 0), limit=10),
]
CHART = stacked("Tries a day", "Tuesday has 25 of 20.", ["Standing", "New"], DAYS)


def numbers(text: str, pattern: str) -> list[float]:
    return [float(each) for each in re.findall(pattern, text)]


def test_a_scale_lays_figures_from_nothing_to_the_most() -> None:
    scale = Scale(50, start=200, end=0)

    assert [scale.at(0), scale.at(25), scale.at(50)] == [200, 100, 0]
    assert [(tick.at, tick.label) for tick in scale.ticks()] == [
        ("200.0", "0"),
        ("120.0", "20"),
        ("40.0", "40"),
    ]


@given(st.integers(1, 10**7))
def test_there_are_two_to_five_ticks_and_none_above_the_most(most: int) -> None:
    labels = [int(tick.label) for tick in Scale(most, 0, 100).ticks()]

    assert 2 <= len(labels) <= 5
    assert labels[0] == 0
    assert labels[-1] <= most


def test_nothing_at_all_is_a_chart_too() -> None:
    assert stacked("Tries a day", "No try yet.", ["Standing"], []).bars == []
    assert [tick.label for tick in stacked("", "", ["A"], [Column("x", (0,))]).ticks] == ["0", "1"]


def test_no_mark_runs_into_the_one_before() -> None:
    marked = {0: "22 Nov", 1: "23 Nov", 6: "30 Nov", 11: "7 Dec"}
    days = [Column(str(number), (1,), mark=marked.get(number, "")) for number in range(41)]

    written = [bar.mark for bar in stacked("Tries a day", "", ["Standing"], days).bars]

    assert [mark for mark in written if mark] == ["22 Nov", "30 Nov", "7 Dec"]


def test_parts_stand_upon_one_another_and_are_as_high_as_their_figures() -> None:
    monday = CHART.bars[0]

    low, high = monday.parts
    assert float(low.height) == pytest.approx(2 * float(high.height), abs=0.1)
    assert float(high.y) + float(high.height) == pytest.approx(float(low.y), abs=0.1)
    assert float(low.y) + float(low.height) == pytest.approx(float(CHART.bottom), abs=0.1)
    assert [part.series for part in CHART.bars[2].parts] == [0]  # nothing is not drawn


def test_the_limit_is_a_step_line_that_pauses_where_there_is_none() -> None:
    pieces = re.findall(r"[MHV][\d. ]+", CHART.limit)

    assert [piece[0] for piece in pieces] == ["M", "H", "V", "H", "M", "H"]
    assert float(pieces[4].split()[1]) > float(pieces[0].split()[1])


def test_only_what_passes_its_limit_is_over() -> None:
    assert [bar.column.is_over for bar in CHART.bars] == [False, True, False, False]


def test_the_drawing_names_itself_says_its_finding_and_carries_no_style() -> None:
    svg = render_to_string("charts/bars.svg", {"chart": CHART, "id": "load"})

    assert '<title id="load-t">Tries a day</title>' in svg
    assert '<desc id="load-d">Tuesday has 25 of 20.</desc>' in svg
    assert 'role="img" aria-labelledby="load-t load-d"' in svg
    assert "style=" not in svg
    assert svg.count('class="s0"') == 3
    assert svg.count('class="s1"') == 2
    assert svg.count('class="over"') == 1
    assert svg.count('class="off"') == 1
    assert ">16 Nov</text>" in svg
    heights = numbers(svg, r'class="s\d" x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"')
    assert sum(heights) == pytest.approx(42 / 25 * float(CHART.plot_height), abs=0.5)


def test_the_table_beside_it_holds_the_same_figures() -> None:
    page = render_to_string(
        "charts/figure.html",
        {"chart": CHART, "id": "load", "first": "Day", "limit": "What a day holds"},
    )

    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', page)
    assert [(name, re.findall(r'class="n">(\d*)<', cells)) for name, cells in rows] == [
        ("Monday 16 November", ["10", "5", "15", "20"]),
        ("Tuesday 17 November", ["20", "5", "25", "20"]),
        ("Wednesday 18 November", ["2", "0", "2", ""]),
        ("Thursday 19 November", ["0", "0", "0", "10"]),
    ]
    assert "<summary>Show as a table</summary>" in page


STEPS = [
    Step(1, "1", 6, (0, 3)),
    Step(2, "2", 0, (1, 0)),
    Step(3, "3", 12, (8, 1)),
    Step(4, "4", 3, (0, 0)),
]


def answers(low_at: int | None = None, rule_after: int | None = 1) -> UpDown:
    return up_and_down(
        "When people answer",
        "21 people wrote back.",
        ["Wrote back", "Gave up", "Asked to stop"],
        STEPS,
        rule_after=rule_after,
        rule_says="15 of 21 came after try 2",
        low_at=low_at,
        low_says="8 of 9 early stops",
    )


def test_what_came_in_and_what_was_lost_are_drawn_to_one_measure() -> None:
    third = answers().slots[2]

    assert third.above is not None
    lost = sum(float(box.height) for box in third.below) + 2 * 1.5
    assert float(third.above.height) / 12 == pytest.approx(lost / 9, abs=0.1)
    assert float(third.above.y) + float(third.above.height) == pytest.approx(
        float(answers().base), abs=0.1
    )
    assert [box.series for box in third.below] == [1, 2]
    assert answers().slots[3].below == []  # nothing is not drawn
    assert answers().slots[1].above is None


def test_a_figure_is_written_into_a_bar_only_where_there_is_room() -> None:
    assert [box.number for box in answers().slots[2].below] == ["8", ""]


def test_the_dashed_line_stands_between_two_columns_with_its_note_beside_it() -> None:
    chart = answers()
    before, after = chart.slots[1], chart.slots[2]

    assert float(before.x) + float(before.width) < float(chart.rule) < float(after.x)
    assert chart.rule_note is not None
    assert (chart.rule_note.anchor, chart.rule_note.text) == ("start", "15 of 21 came after try 2")
    assert answers(rule_after=3).rule_note.anchor == "end"
    assert answers(rule_after=None).rule == ""
    assert answers(rule_after=None).rule_note is None


def test_a_note_below_is_written_only_where_it_covers_no_bar() -> None:
    assert answers().low_note is None
    low = answers(low_at=2).low_note
    assert low is not None
    assert low.text == "8 of 9 early stops"
    assert answers(low_at=0).low_note is None  # the third hangs deeper than the first


def test_no_figures_are_a_line_and_nothing_else() -> None:
    chart = up_and_down("When", "Nobody yet.", ["a", "b"], [Step(1, "1", 0, (0,))])

    assert chart.lines == []
    assert chart.slots[0].above is None
    assert up_and_down("When", "", ["a"], []).slots == []


def test_the_drawing_above_and_below_a_line_tells_its_finding_without_style() -> None:
    context = {"chart": answers(2), "id": "a", "above": "Answers", "below": "Stops", "mark": "Try"}
    svg = render_to_string("charts/updown.svg", context)

    assert '<title id="a-t">When people answer</title>' in svg
    assert '<desc id="a-d">21 people wrote back.</desc>' in svg
    assert 'role="img" aria-labelledby="a-t a-d"' in svg
    assert [svg.count(f'class="u{series}"') for series in range(3)] == [3, 2, 2]
    assert svg.count('class="rule"') == 1
    assert ">15 of 21 came after try 2</text>" in svg
    assert "style=" not in svg


DAYS_BETWEEN = [
    Value(days, str(days), number, days > 7) for days, number in ((6, 40), (7, 80), (8, 4))
]


def test_bars_are_as_high_as_their_figures_and_the_line_stands_before_the_first_beyond() -> None:
    chart = histogram("Days", "120 of 124.", DAYS_BETWEEN, ["Limit", "4 ran over"])

    six, seven, eight = chart.columns
    assert float(seven.height) == pytest.approx(2 * float(six.height), abs=0.1)
    assert float(seven.x) + float(seven.width) < float(chart.rule) < float(eight.x)
    svg = render_to_string("charts/histogram.svg", {"chart": chart, "id": "h"})
    assert '<desc id="h-d">120 of 124.</desc>' in svg
    assert (svg.count('class="h0"'), svg.count('class="h1"')) == (2, 1)
    assert ">4 ran over</text>" in svg
    assert "style=" not in svg


def test_where_nothing_is_beyond_there_is_no_line_and_no_note() -> None:
    chart = histogram("Days", "", DAYS_BETWEEN[:2], ["Limit", "none"])

    assert (chart.rule, list(chart.notes)) == ("", [])
    assert histogram("Days", "", []).columns == []


def test_a_large_figure_is_written_with_its_thousands() -> None:
    chart = histogram("Days", "", [Value(1, "1", 12345)])

    assert ">12,345</text>" in render_to_string("charts/histogram.svg", {"chart": chart, "id": "h"})


@pytest.mark.parametrize(
    ("value", "width", "low"),
    [(0, "0.0", True), (5, "42.0", True), (9, "75.6", False), (14, "84.0", False)],
)
def test_a_gauge_is_never_fuller_than_full(value: float, width: str, low: bool) -> None:
    drawn = gauge(value, 10, enough=9)

    assert (drawn.filled, drawn.is_low) == (width, low)
    svg = render_to_string("charts/gauge.svg", {"chart": drawn})
    assert f'width="{width}"' in svg
    assert ('class="low"' in svg) == low


def test_a_sparkline_goes_from_the_first_to_the_last() -> None:
    line = sparkline([10, 5, 0])

    assert line.points == "2.0,2.0 42.0,10.0 82.0,18.0"
    assert (line.last_x, line.last_y) == ("82.0", "18.0")
    assert sparkline([]).points == ""
    assert 'aria-hidden="true"' in render_to_string("charts/sparkline.svg", {"chart": line})
