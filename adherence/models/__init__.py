"""What adherence keeps: what a team heard and learned, and the counts its pages read."""

from .heard import HeardNote, Lesson
from .rollups import Counting, Fact, Mark, WeekCount

__all__ = ["Counting", "Fact", "HeardNote", "Lesson", "Mark", "WeekCount"]
