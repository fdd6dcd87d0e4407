"""What adherence keeps: what a team heard and learned, the counts its pages read, days beyond the seventh, coaching,
and the letters of Mondays."""

from .coaching import Comment, Example, Look, Sample
from .gaps import GapClock, GapCount, GapDay, GapMark
from .heard import HeardNote, Lesson
from .monday import MondayLetter
from .rollups import Counting, Fact, Mark, WeekCount

__all__ = [
    "Comment",
    "Counting",
    "Example",
    "Fact",
    "GapClock",
    "GapCount",
    "GapDay",
    "GapMark",
    "HeardNote",
    "Lesson",
    "Look",
    "Mark",
    "MondayLetter",
    "Sample",
    "WeekCount",
]
