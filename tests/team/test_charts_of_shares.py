"""Dots with their limits and lines of what is left: where each is drawn, and as the drawing says it."""

from django.template.loader import render_to_string

from team.charts import Dot, dotted, lined


def test_a_dot_stands_between_its_limits() -> None:
    chart = dotted("Answers", "Few.", [Dot("1", "of 200", 0.1, 0.05, 0.2), Dot("2", "of 9", None)])

    said, unsaid = chart.dots
    assert [tick.label for tick in chart.ticks] == ["0", "5", "10", "15", "20"]
    heights = {tick.label: tick.at for tick in chart.ticks}
    assert (said.low, said.y, said.high) == (heights["5"], heights["10"], heights["20"])
    assert float(said.x) < float(unsaid.x)


def test_where_there_is_too_little_to_say_no_dot_is_drawn_but_how_few_there_were() -> None:
    dots = [Dot("1", "of 200", 0.1, 0.05, 0.2), Dot("2", "of 9", None)]
    drawing = render_to_string(
        "charts/dots.svg", {"chart": dotted("Answers", "Few.", dots), "id": "a"}
    )

    assert drawing.count("<circle") == drawing.count('class="reach"') == 1
    assert '<title id="a-t">Answers</title><desc id="a-d">Few.</desc>' in drawing
    assert ">of 9</text>" in drawing


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    assert dotted("Answers", "", []).dots == []
    assert lined("Staying", "", [], []).marks == []


def test_a_line_falls_with_its_figures_and_ends_where_nothing_is_known() -> None:
    chart = lined(
        "Staying",
        "Less.",
        ["1", "2", "3"],
        [("now", [100, 50, None]), ("before", [100, None, None])],
    )

    now, before = chart.paths
    assert now == "M142.7 14.0L340.0 100.0"
    assert before == ""
    assert [mark.text for mark in chart.marks] == ["1", "2", "3"]


def test_each_line_is_drawn_in_its_own_way() -> None:
    chart = lined("Staying", "Less.", ["1", "2"], [("now", [100, 50]), ("before", [100, 40])])
    drawing = render_to_string("charts/lines.svg", {"chart": chart, "id": "s"})

    assert f'<path class="l0" d="{chart.paths[0]}"/>' in drawing
    assert f'<path class="l1" d="{chart.paths[1]}"/>' in drawing
    assert '<desc id="s-d">Less.</desc>' in drawing
