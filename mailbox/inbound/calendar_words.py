"""How dates and absences are written, one table a language. A new language is a new row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarWords:
    """All lower case. `returning` are the words after which the date of the return stands."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    returning: tuple[tuple[str, ...], ...]


ENGLISH = CalendarWords(
    months=(
        ("january", "jan"),
        ("february", "feb"),
        ("march", "mar"),
        ("april", "apr"),
        ("may",),
        ("june", "jun"),
        ("july", "jul"),
        ("august", "aug"),
        ("september", "sep", "sept"),
        ("october", "oct"),
        ("november", "nov"),
        ("december", "dec"),
    ),
    weekdays=(
        ("monday", "mon"),
        ("tuesday", "tue"),
        ("wednesday", "wed"),
        ("thursday", "thu"),
        ("friday", "fri"),
        ("saturday", "sat"),
        ("sunday", "sun"),
    ),
    returning=(
        ("until",),
        ("till",),
        ("through",),
        ("to",),
        ("back", "on"),
        ("back", "in", "the", "office", "on"),
        ("back", "at", "work", "on"),
        ("back",),
        ("return", "on"),
        ("return", "to", "the", "office", "on"),
        ("returning", "on"),
        ("returning",),
        ("return",),
        ("returns", "on"),
    ),
)

GERMAN = CalendarWords(
    months=(
        ("januar", "jänner", "jan"),
        ("februar", "feber", "feb"),
        ("märz", "maerz", "mär", "mrz"),
        ("april", "apr"),
        ("mai",),
        ("juni", "jun"),
        ("juli", "jul"),
        ("august", "aug"),
        ("september", "sept", "sep"),
        ("oktober", "okt"),
        ("november", "nov"),
        ("dezember", "dez"),
    ),
    weekdays=(
        ("montag", "mo"),
        ("dienstag", "di"),
        ("mittwoch", "mi"),
        ("donnerstag", "do"),
        ("freitag", "fr"),
        ("samstag", "sonnabend", "sa"),
        ("sonntag", "so"),
    ),
    returning=(
        ("bis",),
        ("bis", "zum"),
        ("bis", "einschließlich"),
        ("ab",),
        ("ab", "dem"),
        ("wieder", "am"),
        ("zurück", "am"),
        ("wieder", "ab"),
        ("wieder", "ab", "dem"),
    ),
)

FRENCH = CalendarWords(
    months=(
        ("janvier",),
        ("février", "fevrier"),
        ("mars",),
        ("avril",),
        ("mai",),
        ("juin",),
        ("juillet",),
        ("août", "aout"),
        ("septembre",),
        ("octobre",),
        ("novembre",),
        ("décembre", "decembre"),
    ),
    weekdays=(
        ("lundi",),
        ("mardi",),
        ("mercredi",),
        ("jeudi",),
        ("vendredi",),
        ("samedi",),
        ("dimanche",),
    ),
    returning=(
        ("jusqu'au",),
        ("jusqu’au",),
        ("au",),
        ("retour", "le"),
        ("retour", "au", "bureau", "le"),
        ("le",),
    ),
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH)

MONTHS: dict[str, int] = {
    name: number
    for words in LANGUAGES
    for number, names in enumerate(words.months, start=1)
    for name in names
}
WEEKDAYS: dict[str, int] = {
    name: number
    for words in LANGUAGES
    for number, names in enumerate(words.weekdays)
    for name in names
}
RETURNING: frozenset[tuple[str, ...]] = frozenset(
    phrase for words in LANGUAGES for phrase in words.returning
)
LONGEST_RETURNING = max(len(phrase) for phrase in RETURNING)
