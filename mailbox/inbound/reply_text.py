"""What the person wrote themselves, apart from the mail they quote and their signature.

One pass over the lines, no backtracking: hostile text costs no more than its length. When in doubt a line is kept; the
full text is stored beside it anyway.
"""

from mailbox.inbound.quoting_words import (
    ATTRIBUTION_DIVIDERS,
    ATTRIBUTION_ENDINGS,
    ATTRIBUTION_OPENINGS,
    ATTRIBUTION_VERBS,
    CLOSINGS,
    DEVICE_LINES,
    DIVIDERS,
    FORWARD_LINES,
    QUOTED_FIELDS,
    QUOTED_FROM,
)

_LONGEST_TEXT = 64_000
_LONGEST_ATTRIBUTION = 400
_ATTRIBUTION_LINES = 4
_SIGNATURE_LINES = 12
_RULES = frozenset("_-–—=* ")


def own_words(full_text: str) -> str:
    """Their words alone, blank runs collapsed. Empty when they only quoted."""
    lines = _tidy(full_text[:_LONGEST_TEXT])
    kept = _without_quotes(lines)
    return "\n".join(_trim(_without_signature(kept)))


def without_quotes(full_text: str) -> str:
    """Everything but what they quote; signatures stay."""
    return "\n".join(_without_quotes(_tidy(full_text[:_LONGEST_TEXT])))


def _tidy(text: str) -> list[str]:
    """No trailing blanks, no runs of empty lines."""
    lines: list[str] = []
    for line in text.replace("\u00a0", " ").split("\n"):
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return lines


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if _ends_own_words(lines, place):
            break
        introduced = _attribution_length(lines, place)
        if introduced:
            kept += _begun_before(line)
            if not _is_quoted(_next_written(lines, place + introduced)):
                break
            place += introduced
        else:
            if not _is_quoted(line):
                kept.append(line)
            place += 1
    return kept


def _ends_own_words(lines: list[str], place: int) -> bool:
    """Below this line nothing is theirs: a divider, a forward, or Outlook's block of headers."""
    bare = _bare(lines[place])
    if bare.startswith(FORWARD_LINES):
        return True
    core = bare.strip("-_*= ")
    if core != bare and (core in DIVIDERS or core.endswith(ATTRIBUTION_DIVIDERS)):
        return True
    return bare.startswith(QUOTED_FROM + QUOTED_FIELDS) and _is_header_block(lines, place)


def _is_header_block(lines: list[str], place: int) -> bool:
    """The sender and two other fields, in whatever order the program writes them."""
    near = [_bare(line) for line in lines[place : place + 7]]
    fields = sum(1 for line in near if line.startswith(QUOTED_FIELDS))
    return fields >= 2 and any(line.startswith(QUOTED_FROM) for line in near)


def _attribution_length(lines: list[str], place: int) -> int:
    """How many lines the introduction of a quote takes here; 0 when there is none."""
    first = _bare(lines[place])
    if not first or not (first.startswith(ATTRIBUTION_OPENINGS) or "@" in first or "<" in first):
        return 0
    joined = ""
    for count, line in enumerate(lines[place : place + _ATTRIBUTION_LINES], start=1):
        if not line or _is_quoted(line):
            return 0
        joined = f"{joined} {_bare(line)}".strip()
        if len(joined) > _LONGEST_ATTRIBUTION:
            return 0
        if joined.endswith(":"):
            return count if _is_attribution(joined) else 0
    return 0


def _begun_before(line: str) -> list[str]:
    """The last of their words, where a program puts its introduction on the same line: `Yes. On Mon, 16 Nov …`."""
    if _bare(line).startswith(ATTRIBUTION_OPENINGS):
        return []
    for opening in ATTRIBUTION_OPENINGS:
        words, _, rest = line.partition(f" {opening.capitalize()}")
        if words.strip() and "@" not in words and any(map(str.isdigit, rest[:14])):
            return [words.rstrip(" -")]
    return []


def _is_attribution(joined: str) -> bool:
    dated = any(character.isdigit() for character in joined)
    addressed = "@" in joined or "<" in joined
    spoken = joined.endswith(ATTRIBUTION_ENDINGS) or any(
        verb in joined for verb in ATTRIBUTION_VERBS
    )
    return (dated and spoken) or (dated and addressed and joined.endswith(">:"))


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at `-- `, at a device's line, or at a closing that only a short block follows."""
    for place, line in enumerate(lines):
        bare = _bare(line)
        if line in {"--", "—"} or bare.startswith(DEVICE_LINES):
            return lines[:place]
        if _closes(bare) and len(lines) - place <= _SIGNATURE_LINES and any(lines[:place]):
            return lines[:place]
    return lines


def _closes(bare: str) -> bool:
    return bare.rstrip(",.!– ") in CLOSINGS


def _trim(lines: list[str]) -> list[str]:
    """Empty lines and Outlook's rules at either end say nothing."""
    start, end = 0, len(lines)
    while start < end and _says_nothing(lines[start]):
        start += 1
    while end > start and _says_nothing(lines[end - 1]):
        end -= 1
    return [line for place, line in enumerate(lines[start:end]) if line or lines[start + place - 1]]


def _says_nothing(line: str) -> bool:
    return _RULES.issuperset(line)


def _next_written(lines: list[str], place: int) -> str:
    return next((line for line in lines[place : place + 3] if line), "")


def _is_quoted(line: str) -> bool:
    return line.lstrip(" ").startswith((">", "|>"))


def _bare(line: str) -> str:
    """Lower case, without the stars and blanks that programs put around."""
    return line.strip(" *\t").lower().replace(":*", ":").replace("*", "")
