"""Words of this room for templates."""

from collections.abc import Iterable

from django import template

from prospects.forms import CompanyForm, PersonForm

register = template.Library()


@register.filter
def field_names(fields: Iterable[str]) -> str:
    """["email", "title"] as "E-mail, Job title": what was changed, by the words over its field."""
    known = CompanyForm.base_fields | PersonForm.base_fields
    return ", ".join(str(known[name].label) if name in known else name for name in fields)
