"""Until when is somebody away? A suggestion read from an automatic reply; the rep confirms it."""

from datetime import date, timedelta

from mailbox.inbound.calendar_words import LONGEST_RETURNING, MONTHS, RETURNING, WEEKDAYS

_LONGEST_TEXT = 6_000
_MOST_WORDS = 1_200
_FARTHEST = timedelta(days=365)
_FILLERS = frozenset(
    {"the", "of", "on", "dem", "den", "der", "am", "le", "next", "nächsten", "inclusive"}
)
_EDGES = ".,;:!?()[]{}\"'*_“”„‚’–—"
_ORDINALS = ("st", "nd", "rd", "th", "er", ".")


def away_until(text: str, *, received: date) -> date | None:
    """The latest date named after a word of returning, at most a year ahead. None when nothing is certain."""
    words = text[:_LONGEST_TEXT].replace("\u00a0", " ").lower().split()[:_MOST_WORDS]
    found = [
        day
        for place in range(len(words))
        if _is_after_returning(words, place) and (day := _date_at(words, place, received))
    ]
    return max((day for day in found if received <= day <= received + _FARTHEST), default=None)


def _is_after_returning(words: list[str], place: int) -> bool:
    for length in range(1, LONGEST_RETURNING + 1):
        before = tuple(word.strip(_EDGES) for word in words[max(0, place - length) : place])
        if len(before) == length and before in RETURNING:
            return True
    return False


def _date_at(words: list[str], place: int, received: date) -> date | None:
    """A date that begins at this word, or after a few fillers and a weekday: `Monday, the 24th of November`."""
    weekday: int | None = None
    for offset in range(5):
        if place + offset >= len(words):
            break
        bare = words[place + offset].strip(_EDGES)
        day = _numeric(words[place + offset], received) or _written(words, place + offset, received)
        if day:
            return day
        if bare in WEEKDAYS:
            weekday = WEEKDAYS[bare]
        elif bare not in _FILLERS:
            break
    return None if weekday is None else _next_weekday(weekday, received)


def _numeric(word: str, received: date) -> date | None:
    """`24.11.2026`, `24.11.`, `2026-11-24`, and with slashes only where day and month cannot be confused."""
    bare = word.strip(_EDGES)
    for separator in (".", "-", "/"):
        pieces = [piece for piece in bare.split(separator) if piece]
        if len(pieces) in (2, 3) and all(
            piece.isascii() and piece.isdigit() and len(piece) <= 4 for piece in pieces
        ):
            return _from_numbers(
                [int(piece) for piece in pieces], len(pieces[0]) == 4, separator, received
            )
    return None


def _from_numbers(
    numbers: list[int], year_first: bool, separator: str, received: date
) -> date | None:
    if year_first:
        return _day(numbers[0], numbers[1], numbers[2], received) if len(numbers) == 3 else None
    first, second = numbers[:2]
    year = numbers[2] if len(numbers) == 3 else None
    if separator == ".":
        return _day(year, second, first, received)
    if separator == "-" or (first <= 12 and second <= 12 and first != second):
        return None
    return (
        _day(year, first, second, received) if second > 12 else _day(year, second, first, received)
    )


def _written(words: list[str], place: int, received: date) -> date | None:
    """`24 November 2026`, `24. November`, `November 24th, 2026`, `24th of November`."""
    near = [
        word.strip(_EDGES)
        for word in words[place : place + 4]
        if word.strip(_EDGES) not in {"of", "de"}
    ]
    if len(near) < 2:
        return None
    for day_word, month_word in ((near[0], near[1]), (near[1], near[0])):
        number = _ordinal(day_word)
        if number and month_word in MONTHS:
            year = (
                int(near[2])
                if len(near) > 2 and near[2].isascii() and near[2].isdigit() and len(near[2]) == 4
                else None
            )
            return _day(year, MONTHS[month_word], number, received)
    return None


def _ordinal(word: str) -> int | None:
    for ending in _ORDINALS:
        word = word.removesuffix(ending)
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else None


def _day(year: int | None, month: int, day: int, received: date) -> date | None:
    try:
        if year is not None:
            return date(year + 2000 if year < 100 else year, month, day)
        this_year = date(received.year, month, day)
        return (
            this_year
            if this_year >= received - timedelta(days=1)
            else date(received.year + 1, month, day)
        )
    except ValueError:
        return None


def _next_weekday(weekday: int, received: date) -> date:
    return received + timedelta(days=(weekday - received.weekday() - 1) % 7 + 1)
