"""Stop: no field of a template is left where a word should be."""

import re

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .results import CheckResult, Kind, Part, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "leftover"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
PLACEHOLDER_WORDS = (
    "first", "last", "full", "your", "their", "his", "her", "name", "company", "title", "role",
    "job", "industry", "city", "insert", "add", "date", "link", "number", "product", "topic",
    "here", "event", "fact", "mutual", "colleague", "prospect", "sender", "signature", "xx",
)  # fmt: skip
# Every repeat is bounded, so a long text costs its length and no more.
FIELDS = (
    re.compile(r"\{\{[^{}\n]{0,80}\}?\}?|\{%[^{}\n]{0,80}%?\}?|\}\}|%\}"),
    re.compile(r"\$?\{[^{}\n]{1,60}\}"),
    re.compile(r"\*\|[A-Za-z_:]{1,40}\|\*"),
    re.compile(r"%[A-Z][A-Z_]{2,40}%"),
    re.compile(r"<<?[A-Za-z][\w ]{0,40}>>?"),
    re.compile(r"\b[Xx]{3,10}\b|\bTBD\b|\b[Ll]orem ipsum\b"),
    re.compile(
        r"#[A-Z][A-Za-z_]{2,30}#|__[A-Za-z]{2,30}__|\b(?:FNAME|FIRSTNAME|LASTNAME|FIRST_NAME|COMPANY_NAME)\b"
    ),
    re.compile(
        r"\b(?:undefined|NaN|NULL|#N/A|\[object Object\])\b|\b(?:[Hh]i|[Dd]ear|at|for|with) (?:null|nan|None)\b"
    ),
    # A field that was empty: `running at .`
    re.compile(
        r"\b(?:at|for|with|from|to|of|by|and|the|your|bei|von|mit|für|chez|avec|de) {1,3}[.,](?=\s|$)"
    ),
)
BRACKETS = re.compile(r"\[([^\[\]\n]{1,60})\]")
FIRST_WORD = re.compile(r"[A-Za-z]{1,20}")


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
        found = _leftover(text)
        if found:
            title = _("“%(field)s” is still a field") % {"field": found.group()}
            detail = _("Write the word it stands for, or take the sentence out.")
            span = Span(found.start(), found.end(), part)
            return CheckResult(CODE, Kind.STOP, State.STOP, title, detail, span)
    return None


def _leftover(text: str) -> re.Match[str] | None:
    found = [match for pattern in FIELDS if (match := pattern.search(text))]
    found += [match for match in BRACKETS.finditer(text) if _is_placeholder(match.group(1))][:1]
    return min(found, key=lambda match: match.start(), default=None)


def _is_placeholder(inside: str) -> bool:
    """`[First name]` and `[COMPANY]` are; `[1]` and `[sic]` are not."""
    words = FIRST_WORD.findall(inside.replace("_", " ").lower())
    return any(word in PLACEHOLDER_WORDS for word in words) or inside.strip().isupper()
