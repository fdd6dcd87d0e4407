"""Words of this room for templates."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prospects.forms import CompanyForm, PersonForm
from prospects.models import Prospect
from prospects.selectors.promises import Promise

register = template.Library()


@register.filter
def field_names(fields: Iterable[str]) -> str:
    """["email", "title"] as "E-mail, Job title": what was changed, by the words over its field."""
    known = CompanyForm.base_fields | PersonForm.base_fields
    return ", ".join(str(known[name].label) if name in known else name for name in fields)


@register.filter
def promise_to(promises: Mapping[int, Promise], person: Prospect) -> str:
    """Until when they are left in peace, as a sentence; "" where they are not."""
    promise = promises.get(person.pk)
    if promise is None or person.erased_at is not None:
        return ""
    said = {"name": person.name, "day": date_format(promise.day, "DAY_MONTH_YEAR")}
    if promise.asked:
        return _("%(name)s asked us to wait until %(day)s.") % said
    return _("%(name)s can be asked again after %(day)s.") % said
