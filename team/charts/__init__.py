"""Charts as numbers: pure, drawn by the templates of templates/charts, in colours that the stylesheet names.

Each chart says in a sentence what it shows, and stands beside a table of the same figures.
"""

from team.charts.bars import Bar, Bars, Column, Part, stacked
from team.charts.scale import Scale, Tick

__all__ = ["Bar", "Bars", "Column", "Part", "Scale", "Tick", "stacked"]
