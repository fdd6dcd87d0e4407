"""Numbers that are written out in German, French, Spanish, Italian or Dutch: a proposal may change the language, never a figure.

Words are folded: no accents, no capitals. What is made of the parts of numbers and is in no table here counts
for itself, so that it gets through only where a fact has the same word.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_UNITS: Final = {
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
}  # fmt: skip
_TENS: Final = {
    "de": "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
}
SCALES: Final = {
    word: value
    for value, words in {
        100: "hundert honderd cent cents cien ciento cientos cento",
        1_000: "tausend duizend mille mil mila",
        1_000_000: "millionen miljoen miljoenen millones milione milioni",
        1_000_000_000: "milliarde milliarden miljard milliard milliards miliardo miliardi",
    }.items()
    for word in words.split()
}
OTHERS: Final = {
    word: value
    for value, words in {
        "1/2": "halb halbe halben halber halbes halbiert halbierte halfte helft moitie demi demie mitad medio media mezzo mezza meta",
        "1/3": "drittel tiers tercio tercios",
        "1/4": "viertel kwart quart quarts",
        "x2": "doppelt doppelte doppelten verdoppelt dubbel dubbele verdubbeld doublee doble doppio doppia",
        "x3": "dreifach dreifache verdreifacht drievoudig triplicado",
        "12": "dutzend dozijn douzaine docena dozzina",
        "%": "prozent procent",
    }.items()
    for word in words.split()
}
_ORDINALS: Final = {
    "es": "segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
    "it": "secondo terzo quarto quinto sesto settimo ottavo nono decimo",
}
# Words of other languages, too, or names: numbers only where the language itself is spoken.
_ONLY_IN: Final = {
    "fr": "cent cents sept dix onze seize tiers quart quarts demi",
    "es": "once quince dos tres mil medio media segundo",
    "it": "due tre sei otto nove mila meta cento secondo nono",
    "de": "elf acht",
}
ONLY_IN: Final = {word: language for language, words in _ONLY_IN.items() for word in words.split()}
SPOKEN: Final = {
    "fr": frozenset("le les des et est vous nous je pas dans une pour avec que sur votre".split()),
    "es": frozenset("el los las y es usted para con que una del por su en".split()),
    "it": frozenset("il gli che per con una di sono non della e la lei suo".split()),
    "de": frozenset("der die das und ist ich sie nicht mit het de een van en ik niet u".split()),
}
SIGNS: Final = re.compile(r"[^\W\d_]+")
MADE_OF_NUMBERS: Final = re.compile(
    r"(?=\w{0,40}(?:hundert|tausend|honderd|duizend))"
    r"(?:eins?|zwei|drei(?:ssig)?|vier|funf|sech?s?|sieb(?:en)?|acht|neun|zehn|elf|zwolf|und|zwan|s?zig|hundert|tausend"
    r"|een|twee|drie|vijf|zes|zeven|negen|tien|twaalf|der|veer|en|twin|tig|honderd|duizend){2,16}(?:s?te[nrsm]?)?"
    r"|(?:due|tre|quattro|cinque|sei|sette|otto|nove|dieci|venti?|\w{3,7}ant[ai]?|cento?|mila|mille){2,8}"
    r"|(?:dos|tres|cuatro|quin|seis|sete|ocho|nove)(?:cient[oa]s|ient[oa]s)"
)
LONGEST: Final = 4  # "quatre vingt dix neuf"


def folded(text: str) -> str:
    signs = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def _counted(language: str) -> Iterator[tuple[str, int]]:
    """Two to ninety-nine, as the words are said."""
    units = {1: "", **dict(enumerate(_UNITS[language].split(), start=2))}
    yield from ((word, value) for value, word in units.items() if value > 1)
    for ten, word in enumerate(_TENS[language].split(), start=2):
        yield word, ten * 10
        for unit in range(1, 10):
            yield from ((said, ten * 10 + unit) for said in _joined(language, word, unit, units))
    if language == "fr":
        yield "quatre-vingts", 80
        for score, begins in (("soixante", 60), ("quatre-vingt", 80)):
            for teen in range(11, 20):
                yield f"{score}-{units[teen]}", begins + teen
                yield f"{score}-et-{units[teen]}", begins + teen


def _joined(language: str, ten: str, unit: int, units: dict[int, str]) -> list[str]:
    one = {"de": "ein", "nl": "een", "fr": "un", "es": "uno", "it": "uno"}[language]
    word = units[unit] or one
    match language:
        case "de":
            return [f"{word}und{ten}"]
        case "nl":
            return [f"{word}en{ten}"]
        case "fr":
            return [f"{ten}-{word}", f"{ten}-et-{word}"]
        case "es":
            return [f"{ten}-y-{word}", *([f"veinti{word}", "veintiun"] if ten == "veinte" else [])]
    return [f"{ten[:-1] if word[0] in 'uo' else ten}{word}"]


def _placed(language: str, word: str, value: int) -> Iterator[str]:
    """The third, the forty-second: as a place in a row."""
    if language == "de":
        stem = {3: "drit", 7: "sieb", 8: "ach"}.get(value, word if value < 20 else f"{word}s")
        yield from (f"{stem}te{end}" for end in ("", "n", "r", "s", "m"))
    elif language == "nl":
        yield from (f"{word}de", f"{word}ste", *(["derde"] if value == 3 else []))
    elif language == "fr":
        stem = {"cinq": "cinqu", "neuf": "neuv"}.get(word, word.removesuffix("e"))
        yield from (f"{stem}ieme", f"{stem}iemes")
    elif language == "it":
        yield f"{word[:-1]}esimo"
        yield f"{word[:-1]}esima"


def _table() -> dict[str, str]:
    found: dict[str, str] = dict(OTHERS)
    for language in _UNITS:
        for word, value in _counted(language):
            for said in (word, *_placed(language, word, value)):
                found.setdefault(said.replace("-", " "), str(value))
    for words in _ORDINALS.values():
        for value, word in enumerate(words.split(), start=2):
            for said in (word, f"{word[:-1]}a", f"{word}s", f"{word[:-1]}as"):
                found.setdefault(said, str(value))
    return found


TABLE: Final = _table()


def numerals_in(text: str, but: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each number as it stands and its value; without the words of English in `but`. Linear in the text."""
    found = [(match.group(), folded(match.group())) for match in SIGNS.finditer(text)]
    words = [word for _said, word in found]
    spoken = {language for language, own in SPOKEN.items() if len(own.intersection(words)) > 1}
    at = 0
    while at < len(words):
        length, value = _at(words, at, spoken, but)
        if value:
            yield " ".join(said for said, _word in found[at : at + length]), value
        at += max(length, 1)


def _at(words: list[str], at: int, spoken: set[str], but: frozenset[str]) -> tuple[int, str]:
    """The longest number that begins at this word: how many words it has, and its value; 0 and "" where none does."""
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        value = TABLE.get(phrase) or str(SCALES.get(phrase, ""))
        if not value or (length == 1 and not _counts(phrase, spoken, but)):
            continue
        return _times(words, at, length, value)
    word = words[at]
    return (1, word) if word not in but and MADE_OF_NUMBERS.fullmatch(word) else (0, "")


def _times(words: list[str], at: int, length: int, value: str) -> tuple[int, str]:
    """ "Deux cents" is two hundred, and neither two nor a hundred."""
    while value.isdecimal() and words[at + length : at + length + 1]:
        scale = SCALES.get(words[at + length])
        if scale is None or int(value) >= scale:
            break
        value, length = str(int(value) * scale), length + 1
    return length, value


def _counts(word: str, spoken: set[str], but: frozenset[str]) -> bool:
    return word not in but and (word not in ONLY_IN or ONLY_IN[word] in spoken)
