"""The words of a call, in the parts a rep reads them in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

HEADING_WORDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    text: str


def parts_of(body: str) -> list[Part]:
    """Split at lines that end with a colon and stand alone ("Voicemail:"); else one part."""
    parts: list[Part] = []
    title = _("What to say")
    lines: list[str] = []
    for line in body.splitlines():
        heading = line.strip()
        if heading.endswith(":") and len(heading.split()) <= HEADING_WORDS:
            parts.append(Part(title, "\n".join(lines).strip()))
            title, lines = heading[:-1], []
        else:
            lines.append(line)
    parts.append(Part(title, "\n".join(lines).strip()))
    return [part for part in parts if part.text]
