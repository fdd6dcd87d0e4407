"""Until when is somebody away? A suggestion read from what they wrote; the rep confirms it."""

from datetime import date, timedelta

from mailbox.inbound.calendar_words import (
    AT_THE_DESK,
    BACK,
    MONTHS,
    RETURNING,
    RETURNING_IN_ENGLISH,
    WEEKDAYS,
)

_LONGEST_TEXT = 6_000
_MOST_WORDS = 1_200
_FARTHEST = timedelta(days=365)
# without a year, a day a few weeks back is where an absence began, not a day of next year
_JUST_PAST = timedelta(days=90)
_EDGES = ".,;:!?()[]{}\"'*_“”„‚’–—-"
_DASHES = frozenset("-–—")
_ORDINALS = ("st", "nd", "rd", "th", "er", "º", "ª", ".")
_OF = frozenset({"of", "de", "do", "den", "dem"})
_BETWEEN = 6
_BACK_WITHIN = 6


def away_until(text: str, *, received: date) -> date | None:
    """The latest date that is named as the return, at most a year ahead. None when nothing is certain."""
    words = _words(text)
    found = [
        day
        for place in range(len(words))
        if _may_begin_a_date(words[place])
        and _is_the_return(words, place)
        and (day := _date_at(words, place, received, day_first=_is_day_first(words, place)))
    ]
    return max((day for day in found if received <= day <= received + _FARTHEST), default=None)


def day_named(text: str, *, received: date) -> date | None:
    """The first day, else the first month, that is still to come: `again in March`, `after 15 January`."""
    words = _words(text)
    for place in range(len(words)):
        if words[place][:1].isdigit() or words[place].strip(_EDGES) in MONTHS:
            day = _exact(words, place, received, day_first=False)
            if day and received < day <= received + _FARTHEST:
                return day
    for place in range(1, len(words)):
        month = MONTHS.get(words[place].strip(_EDGES))
        if month and words[place - 1].strip(_EDGES) in _BEFORE_MONTHS:
            return _day(None, month, 1, received)
    return None


_BEFORE_MONTHS = frozenset(
    "in until till after from by im ab bis nach anfang mitte ende en à a de début fin après dès hasta"
    " desde después tras dopo da dal fino vanaf tot na begin eind em até depois w we od do po".split()
)


def _words(text: str) -> list[str]:
    plain = text[:_LONGEST_TEXT].replace("\u00a0", " ").replace("–", " – ").lower()
    words: list[str] = []
    for word in plain.split()[:_MOST_WORDS]:
        first, _dash, second = word.partition("-")
        ranged = "." in first and first[:1].isdigit() and second[:1].isdigit()
        words += [first, "-", second] if ranged else [word]
    return words


def _may_begin_a_date(word: str) -> bool:
    bare = word.strip(_EDGES)
    return bare[:1].isdigit() or bare in MONTHS or bare in WEEKDAYS


def _is_the_return(words: list[str], place: int) -> bool:
    """After `until`, `back at my desk on`, a dash; or before `am I back`."""
    return _returning_word(words, place) != "" or any(
        word.strip(_EDGES) in BACK for word in words[place + 1 : place + 1 + _BACK_WITHIN]
    )


def _returning_word(words: list[str], place: int) -> str:
    for before in reversed(words[max(0, place - _BETWEEN) : place]):
        bare = before.strip(_EDGES)
        if bare in RETURNING or before in _DASHES:
            return bare or before
        if not (bare in AT_THE_DESK or bare in WEEKDAYS):
            return ""
    return ""


def _is_day_first(words: list[str], place: int) -> bool:
    """Where the words around are not English, 03/04 can only be the third of April."""
    word = _returning_word(words, place)
    return word != "" and word not in RETURNING_IN_ENGLISH and word not in _DASHES


def _date_at(words: list[str], place: int, received: date, *, day_first: bool) -> date | None:
    """A date that begins at this word: `Monday, the 24th of November`, `vendredi`."""
    day = _exact(words, place, received, day_first=day_first)
    bare = words[place].strip(_EDGES)
    if day or bare not in WEEKDAYS:
        return day
    for offset in range(1, 4):
        if place + offset < len(words):
            day = _exact(words, place + offset, received, day_first=day_first)
            if day:
                return day
    return _next_weekday(WEEKDAYS[bare], received)


def _exact(words: list[str], place: int, received: date, *, day_first: bool) -> date | None:
    return _numeric(words[place], received, day_first=day_first) or _written(words, place, received)


def _numeric(word: str, received: date, *, day_first: bool) -> date | None:
    """`24.11.2026`, `24.11.`, `2026-11-24`; with strokes only where day and month cannot be confused."""
    bare = word.strip(_EDGES)
    for separator in (".", "-", "/"):
        pieces = [piece for piece in bare.split(separator) if piece]
        if len(pieces) in (2, 3) and all(
            piece.isascii() and piece.isdigit() and len(piece) <= 4 for piece in pieces
        ):
            numbers = [int(piece) for piece in pieces]
            certain = separator == "." or day_first
            return _from_numbers(numbers, len(pieces[0]) == 4, certain, received)
    return None


def _from_numbers(
    numbers: list[int], year_first: bool, day_first: bool, received: date
) -> date | None:
    if year_first:
        return _day(numbers[0], numbers[1], numbers[2], received) if len(numbers) == 3 else None
    first, second = numbers[:2]
    year = numbers[2] if len(numbers) == 3 else None
    if day_first or first > 12 or first == second:
        return _day(year, second, first, received)
    return _day(year, first, second, received) if second > 12 else None


def _written(words: list[str], place: int, received: date) -> date | None:
    """`24 November 2026`, `24. November`, `November 24th, 2026`, `24 de noviembre de 2026`."""
    near = [bare for word in words[place : place + 6] if (bare := word.strip(_EDGES)) not in _OF]
    if len(near) < 2:
        return None
    for day_word, month_word in ((near[0], near[1]), (near[1], near[0])):
        number = _ordinal(day_word)
        if number and month_word in MONTHS:
            year = near[2] if len(near) > 2 else ""
            is_year = year.isascii() and year.isdigit() and len(year) == 4
            return _day(int(year) if is_year else None, MONTHS[month_word], number, received)
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
        is_near = this_year >= received - _JUST_PAST
        return this_year if is_near else date(received.year + 1, month, day)
    except ValueError:
        return None


def _next_weekday(weekday: int, received: date) -> date:
    return received + timedelta(days=(weekday - received.weekday() - 1) % 7 + 1)
