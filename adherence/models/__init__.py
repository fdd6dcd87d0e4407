"""What adherence keeps: what a team heard and learned, the counts its pages read, and the days beyond the seventh."""

from .gaps import GapClock, GapCount, GapDay, GapMark
from .heard import HeardNote, Lesson
from .rollups import Counting, Fact, Mark, WeekCount

__all__ = [
    "Counting",
    "Fact",
    "GapClock",
    "GapCount",
    "GapDay",
    "GapMark",
    "HeardNote",
    "Lesson",
    "Mark",
    "WeekCount",
]
