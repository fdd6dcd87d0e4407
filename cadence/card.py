"""The words of a call, in the parts a rep reads them in.

A part is headed by a line of a few words that ends with a colon and stands alone. What is left on a machine is known
by the word "voicemail" in its heading, in whatever language the rest of it and the screen are; written as
"[voicemail]" it marks a heading that says it otherwise, and is not shown.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

HEADING_WORDS = 6
MACHINE = "voicemail"
MARK = f"[{MACHINE}]"


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    text: str
    is_voicemail: bool = False


def parts_of(body: str) -> list[Part]:
    """The parts that have words; one without a heading where none is headed."""
    parts: list[Part] = []
    heading = ""
    lines: list[str] = []
    for line in body.splitlines():
        if is_heading(line):
            parts.append(_part(heading, lines))
            heading, lines = line, []
        else:
            lines.append(line)
    parts.append(_part(heading, lines))
    return [part for part in parts if part.text]


def is_heading(line: str) -> bool:
    return line.rstrip().endswith(":") and len(line.split()) <= HEADING_WORDS


def is_for_a_machine(heading: str) -> bool:
    return MACHINE in heading.casefold()


def _part(heading: str, lines: list[str]) -> Part:
    title = " ".join(heading.replace(MARK, "").split()).removesuffix(":").strip()
    text = "\n".join(lines).strip()
    return Part(title or _("What to say"), text, is_for_a_machine(heading))
