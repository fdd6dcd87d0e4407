"""What admins made stricter: as the checks take it, and as the page of the checks shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat

from cadence.checks import OwnLines
from cadence.enums import LISTS, HouseRuleKind
from cadence.models import HouseRule


@dataclass(frozen=True, slots=True)
class HouseRules:
    """The looks that are stops here, and our own lines of the lists."""

    raised: frozenset[str] = frozenset()
    own: OwnLines = field(default_factory=OwnLines)


def standing_rules() -> QuerySet[HouseRule, str]:
    """Every rule that stands, as one line: its kind, a space, its text. A page may read it with its own rows."""
    line = Concat("kind", Value(" "), "text", output_field=CharField())
    return HouseRule.objects.standing().order_by("pk").values_list(line, flat=True)


def read_rules(lines: Iterable[str]) -> HouseRules:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        kind, _space, text = line.partition(" ")
        by_kind[kind].append(text)
    own = OwnLines(**{str(kind): tuple(by_kind[kind]) for kind in LISTS})
    return HouseRules(frozenset(by_kind[HouseRuleKind.RAISED]), own)


def raised_by_code() -> dict[str, HouseRule]:
    """Who made which look a stop, and when."""
    raised = HouseRule.objects.standing().filter(kind=HouseRuleKind.RAISED)
    return {rule.text: rule for rule in raised.select_related("added_by")}


def lines_by_list() -> dict[str, list[HouseRule]]:
    """Our own lines, the newest first."""
    lines = HouseRule.objects.standing().exclude(kind=HouseRuleKind.RAISED)
    by_list: dict[str, list[HouseRule]] = defaultdict(list)
    for rule in lines.select_related("added_by").order_by("-pk"):
        by_list[rule.kind].append(rule)
    return by_list
