"""What no name may carry, whoever it is of."""

import re

from django.utils.translation import gettext as _

from team.refusals import Refused

# C0 and C1 controls, marks that reorder text, invisible joints that only hide something.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def hides_something(text: str) -> bool:
    return HIDDEN.search(text) is not None


def check_name(name: str) -> None:
    """Refuse a name that would not stand on one plain line of a letter."""
    if hides_something(name) or len(name.splitlines()) > 1 or "\t" in name:
        raise Refused(
            _("There are hidden control characters in this name. Type it instead of pasting it."),
            code="name_unfit",
        )
    if "=?" in name:
        raise Refused(
            _("A name can't contain “=?”: mail programs would read it as code."), code="name_unfit"
        )
