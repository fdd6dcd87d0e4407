"""Charts as numbers: pure, drawn by the templates of templates/charts, in colours that the stylesheet names.

Each chart says in a sentence what it shows, and stands beside a table of the same figures.
"""

from team.charts.bars import Bar, Bars, Column, Part, stacked
from team.charts.histogram import Histogram, Value, histogram
from team.charts.scale import Scale, Tick
from team.charts.small import Gauge, Sparkline, gauge, sparkline
from team.charts.updown import Step, UpDown, up_and_down

__all__ = [
    "Bar",
    "Bars",
    "Column",
    "Gauge",
    "Histogram",
    "Part",
    "Scale",
    "Sparkline",
    "Step",
    "Tick",
    "UpDown",
    "Value",
    "gauge",
    "histogram",
    "sparkline",
    "stacked",
    "up_and_down",
]
