"""What this room keeps of its own: what a team concluded, and what became of a quote."""

from .heard import HeardNote, Lesson

__all__ = ["HeardNote", "Lesson"]
