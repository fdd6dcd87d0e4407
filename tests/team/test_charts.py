"""Charts are strings: what stands where, and what is said of it."""

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from team.charts import Column, Scale, stacked

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
