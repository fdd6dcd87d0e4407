"""What a rep's queue shows of coaching."""

from typing import Any

from django import template

from adherence.selectors.coaching import cards_for

register = template.Library()


@register.inclusion_tag("adherence/coaching_cards.html", takes_context=True)
def coaching_cards(context: dict[str, Any]) -> dict[str, Any]:
    """What waits for the word of whoever looks at the page."""
    return {"cards": cards_for(context["request"].user)}
