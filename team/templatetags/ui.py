"""What templates need to draw: dots for the stitch, gap classes for the thread, the current section."""

from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from team.refusals import code_of
from team.selectors.help import reasons

register = template.Library()

_LONGEST_GAP_CLASS = 7


@dataclass(frozen=True)
class Dot:
    """One try in a row's stitch: filled when made, hollow when still to come."""

    x: str
    radius: str
    kind: str


@register.filter
def dots(made: int, planned: int) -> list[Dot]:
    """`made` filled dots of `planned`, spread over 58 units; never fewer than were made."""
    count = max(int(made), int(planned), 1)
    apart = min(5.8, 52.2 / max(count - 1, 1))
    return [
        Dot(f"{3 + place * apart:.1f}", *(("2.1", "d") if place < made else ("1.6", "o")))
        for place in range(count)
    ]


@register.simple_tag
def drawn(component: str, **given: str | int) -> SafeString:
    """A drawing without words, rendered once for each set of what it is given: a list holds dozens of the same."""
    return _drawn(component, tuple(given.items()))


@lru_cache(maxsize=512)
def _drawn(component: str, given: tuple[tuple[str, str | int], ...]) -> SafeString:
    return render_to_string(component, dict(given))


@register.simple_tag
def language_of_letters() -> str:
    """In which we write to people outside where nobody typed the words."""
    return settings.LANGUAGE_CODE


@register.filter
def gap_class(days: int | None) -> str:
    """How far apart two knots stand: g1 to g7; longer waits are drawn no wider than a week."""
    return f"g{min(max(int(days or 1), 1), _LONGEST_GAP_CLASS)}"


@register.filter
def under(path: str, section: str) -> bool:
    """Is this page inside that section of the map?"""
    return bool(section) and path.startswith(section)


@register.filter
def explained_at(said: object) -> str:
    """Where the help explains a refusal that a page shows; "" for what is none, or says it all.

    A message that waited for this page knows the code beside its words: team.web.say.
    """
    return reasons.address_of(code_of(said) or getattr(said, "extra_tags", ""))
