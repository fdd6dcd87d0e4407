"""How the tables of words in letters are written.

Phrases parted by commas, small letters, without apostrophes and other marks; a star stands for any ending.
"""

from collections.abc import Iterable


def phrases(column: Iterable[str]) -> tuple[str, ...]:
    """One column over all languages, each phrase between blanks unless a star leaves its end open."""
    listed = (each for words in column for each in words.split(","))
    bare = dict.fromkeys(" ".join(each.split()) for each in listed)
    return tuple(f" {each[:-1]}" if each.endswith("*") else f" {each} " for each in bare if each)
