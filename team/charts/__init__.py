"""Charts as numbers: pure, drawn by the templates of templates/charts, in colours that the stylesheet names.

Each chart says in a sentence what it shows, and stands beside a table of the same figures.
"""

from team.charts.bars import Bar, Bars, Column, Part, stacked
from team.charts.dots import Dot, Dots, dotted
from team.charts.histogram import Histogram, Value, histogram
from team.charts.lines import Lines, lined
from team.charts.scale import Scale, Tick
from team.charts.small import Gauge, Sparkline, gauge, sparkline
from team.charts.updown import Step, UpDown, up_and_down

__all__ = [
    "Bar",
    "Bars",
    "Column",
    "Dot",
    "Dots",
    "Gauge",
    "Histogram",
    "Lines",
    "Part",
    "Scale",
    "Sparkline",
    "Step",
    "Tick",
    "UpDown",
    "Value",
    "dotted",
    "gauge",
    "histogram",
    "lined",
    "sparkline",
    "stacked",
    "up_and_down",
]
