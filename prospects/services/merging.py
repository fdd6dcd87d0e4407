"""Two people change one record: what each changed is kept, and only what both changed is asked about."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from team.refusals import Refused


class Clash(Refused):
    """Of these fields both have changed the value: `theirs` stand in the record by now."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        super().__init__(
            _("Someone changed the same details while you were writing. Choose which to keep."),
            code="conflict",
        )
        self.theirs = theirs


def merged(record: Model, mine: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """What to change in `record`, which a transaction has locked; `base` is what stood there when `mine` was begun.

    What I left as it was stays as they have it. Refuses (Clash) what both changed, unless to the same; and what nobody knows
    the beginning of, because `base` says nothing of it.
    """
    changes, clashes = dict[str, Any](), dict[str, Any]()
    for name, value in mine.items():
        theirs = getattr(record, name)
        if value == theirs or (name in base and value == base[name]):
            continue
        if name in base and theirs == base[name]:
            changes[name] = value
        else:
            clashes[name] = theirs
    if clashes:
        raise Clash(clashes)
    return changes
