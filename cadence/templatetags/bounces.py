"""What a mailbox's own page says of the letters that came back to it."""

from django import template

from cadence.selectors.bounces import Standing, standing_of
from mailbox.models import Mailbox

register = template.Library()


@register.simple_tag
def bounce_standing(mailbox: Mailbox) -> Standing:
    return standing_of(mailbox)
