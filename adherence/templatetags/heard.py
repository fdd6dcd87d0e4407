"""What the quotes of a week need to be drawn."""

from django import template
from django.utils.translation import gettext as _

from adherence.selectors.waits import Wait
from cadence.enums import NoReason

register = template.Library()


@register.filter
def of_reply(waits: dict[int, Wait], reply: int) -> Wait | None:
    return waits.get(reply)


@register.filter
def as_question(reason: str) -> str:
    """A question to begin from, by what they said no for."""
    questions: dict[str, str] = {
        NoReason.PRICE: _("What does it cost you today, and who feels it?"),
        NoReason.TIMING: _("What would have to be over before this is worth an hour?"),
        NoReason.HAS_SOLUTION: _("What do you do about it today, and where does it still pinch?"),
        NoReason.NO_NEED: _("What would have to happen for this to become yours to solve?"),
        NoReason.WRONG_PERSON: _("Who notices first when this goes wrong?"),
        NoReason.TRUST: _("What would you want to see before you believe a stranger?"),
    }
    return questions.get(reason, "")
