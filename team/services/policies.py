"""Change the rules' numbers. The database accounts for each change with what was and what is (migrations/sql)."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from team.models import Policy, User
from team.models.policy import LIMITS
from team.permissions import check_admin
from team.refusals import Refused
from team.services import auditing

type Number = int | Decimal


@transaction.atomic
def change(numbers: dict[str, Number], *, seen: int, by: User) -> Policy:
    """All of these numbers or none. `seen` is the version that the admin read before they decided.

    Refuses all but admins, a number beyond its floor or cap, numbers that contradict each other, what changes
    nothing, and what somebody else changed meanwhile. Web and worker read the new numbers from the next question on.
    """
    check_admin(by)
    check_numbers(numbers)
    auditing.act_as(by)
    if not changed(Policy.current(), numbers):
        raise Refused(_("These are the numbers we have."), code="nothing_changed")
    rows = Policy.objects.filter(pk=1)
    if rows.filter(version=seen).update(**numbers, version=seen + 1):
        return rows.get()
    if seen or rows.exists():
        raise _conflict()
    return _first(numbers)


def changed(policy: Policy, numbers: dict[str, Number]) -> list[str]:
    """The names of the numbers that are others there."""
    return [name for name in LIMITS if name in numbers and numbers[name] != getattr(policy, name)]


def check_numbers(numbers: dict[str, Number]) -> None:
    """Refuse what the database would refuse, with a sentence."""
    for name, number in numbers.items():
        least, most = LIMITS[name]
        if not least <= number <= most:
            raise Refused(
                _("Between %(least)s and %(most)s.") % {"least": least, "most": most},
                code="beyond_a_limit",
            )
    for _name, sentence in contradictions(numbers):
        raise Refused(sentence, code="beyond_a_limit")


def contradictions(numbers: dict[str, Number]) -> list[tuple[str, str]]:
    """Numbers that cannot both hold: the name of one, and what is wrong with it."""
    pairs = (
        (
            "finding_fresh_days",
            "finding_max_days",
            _("A fact is fresh before it is too old: give fewer days here than there."),
        ),
        (
            "rest_days",
            "rest_after_no_days",
            _("After a no they rest as long as after a finished cadence, or longer."),
        ),
        (
            "bounces_warn",
            "bounces_stop",
            _("A mailbox is warned before it is stopped: give fewer letters here than there."),
        ),
    )
    return [
        (smaller, sentence)
        for smaller, larger, sentence in pairs
        if smaller in numbers and larger in numbers and numbers[smaller] > numbers[larger]
    ]


def _first(numbers: dict[str, Number]) -> Policy:
    """Nobody had changed a number before; two who do at once make one row."""
    try:
        with transaction.atomic():
            return Policy.objects.create(pk=1, version=1, **numbers)
    except IntegrityError as error:
        raise _conflict() from error


def _conflict() -> Refused:
    return Refused(
        _("Somebody changed the rules while you were looking. Nothing of yours is saved yet."),
        code="conflict_rules",
    )
