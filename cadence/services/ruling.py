"""What an admin makes stricter in the checks. Nothing here lowers a stop, and nothing that is shipped is taken off."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.checks.calendar_link import host_of
from cadence.checks.names import LOOKS
from cadence.checks.phrases import as_written
from cadence.enums import HouseRuleKind
from cadence.models import HouseRule
from cadence.services.locking import guarded
from team.enums import AuditKind
from team.models import User
from team.permissions import check_admin
from team.refusals import Refused
from team.services import auditing

MOST_LINES = 300
LONGEST_LINE = 120
HOSTS = (HouseRuleKind.CALENDAR, HouseRuleKind.SHORTENER)


@transaction.atomic
def raise_look(code: str, *, by: User, at: datetime) -> HouseRule:
    """From now on this look is a stop, for everybody and for good.

    Refuses all but admins, what is no look, and what is a stop here already.
    """
    check_admin(by)
    if code not in LOOKS:
        raise Refused(_("That is no look: it is a stop already."), code="not_a_look")
    return _keep(HouseRuleKind.RAISED, code, by=by, at=at, before="look", after="stop")


@transaction.atomic
def add_line(kind: HouseRuleKind, typed: str, *, by: User, at: datetime) -> HouseRule:
    """One more phrase or host on a list. Refuses what `line_of` refuses, and one that stands there."""
    check_admin(by)
    line = line_of(kind, typed)
    if HouseRule.objects.standing().filter(kind=kind).count() >= MOST_LINES:
        raise Refused(
            _("%(most)s lines of our own are enough for one list. Take some off first.")
            % {"most": MOST_LINES},
            code="list_full",
        )
    return _keep(kind, line, by=by, at=at, before="", after=line)


@transaction.atomic
def remove_line(rule: HouseRule, *, by: User, at: datetime) -> None:
    """Take a line of our own off its list. Refuses to lower a stop, and what was taken off already."""
    check_admin(by)
    if rule.kind == HouseRuleKind.RAISED:
        raise Refused(_("A stop is never made a look again."), code="never_lowered")
    with guarded():
        removed = (
            HouseRule.objects.standing().filter(pk=rule.pk).update(removed_by=by, removed_at=at)
        )
    if not removed:
        raise Refused(_("Somebody took it off already."), code="conflict_removed")
    _account(rule.kind, before=rule.text, after="", by=by, at=at)


def line_of(kind: HouseRuleKind, typed: str) -> str:
    """What was typed, as the list keeps it. Refuses what could not be looked for in a letter."""
    if kind in HOSTS:
        host = host_of(typed)
        if not host:
            raise Refused(
                _("Give a host, such as “calendly.com”, without anything around it."),
                code="no_host",
            )
        return host
    try:
        line = as_written(typed)
    except ValueError as error:
        raise Refused(
            _("Begin with a word, or with three letters of one and a star. No semicolons."),
            code="no_phrase",
        ) from error
    if len(line) > LONGEST_LINE:
        raise Refused(_("That is too long for one phrase."), code="line_too_long")
    return line


def _keep(
    kind: HouseRuleKind, text: str, *, by: User, at: datetime, before: str, after: str
) -> HouseRule:
    with guarded():
        rule, is_new = HouseRule.objects.standing().get_or_create(
            kind=kind, text=text, defaults={"added_by": by, "added_at": at}
        )
    if not is_new:
        raise Refused(_("That stands already."), code="conflict_stands")
    _account(kind, before=before, after=after, by=by, at=at, text=text)
    return rule


def _account(kind: str, *, before: str, after: str, by: User, at: datetime, text: str = "") -> None:
    subject = f"check {text}" if kind == HouseRuleKind.RAISED else f"list {kind}"
    auditing.record(
        AuditKind.POLICY_CHANGED,
        actor=by,
        subject=subject,
        detail={"before": before, "after": after},
        at=at,
    )
