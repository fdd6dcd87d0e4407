"""What a try brings: chosen by the rep from what this person has not had yet."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from cadence.models import Touch
from cadence.policies import bringing
from cadence.policies.making import check_may_write, check_nothing_leaves, check_try_is_open
from cadence.selectors.facts import KINDS, Value
from cadence.selectors.had import had_on
from cadence.selectors.letters import newest_draft
from cadence.selectors.reviewed import last_approval, waits_to_leave
from cadence.services import drafting
from cadence.services.locking import claim
from research.models import Finding, ImpactStory, Introduction, Question, Resource
from team.models import User
from team.refusals import Refused

type Item = Finding | ImpactStory | Question | Resource | Introduction
MODELS: dict[str, type[Item]] = {
    "finding": Finding,
    "story": ImpactStory,
    "question": Question,
    "resource": Resource,
    "introduction": Introduction,
}


@transaction.atomic
def bring(touch: Touch, item: Item, *, by: User, at: datetime) -> bool:
    """Let this try bring that, in place of what it was to bring; whether its words were written anew.

    Refuses a colleague's try, a closed one, a letter that answers or was reviewed as it is, what the library does
    not offer or is too old, and what this person had already or is to have. Words that the rep has typed stay.
    """
    locked = claim(touch, by=by)
    check_try_is_open(locked)
    check_may_write(locked, at)
    if not locked.is_step:
        raise Refused(_("A letter that answers them brings nothing new."), code="brings_nothing")
    kind = kind_of(item)
    if getattr(locked, f"{kind}_id") == item.pk:
        Touch.objects.filter(pk=locked.pk).update(chosen_at=at)
        return False
    check_nothing_leaves(locked)
    _check_not_reviewed(locked, at)
    bringing.check_allowed(kind, locked)
    if isinstance(item, Finding):
        bringing.check_usable(item, locked, at)
    elif isinstance(item, Introduction):
        bringing.check_given(item, locked)
    else:
        bringing.check_offered(item, at)
    _check_unused(locked, kind, item)
    brings = dict.fromkeys(KINDS) | {kind: item, "chosen_at": at}
    Touch.objects.filter(pk=locked.pk).update(**brings)
    value: dict[str, Any] = {kind: item}
    return drafting.write_anew(locked, Value(**value), at)


def kind_of(item: Item) -> str:
    return next(kind for kind, model in MODELS.items() if isinstance(item, model))


def _check_not_reviewed(touch: Touch, at: datetime) -> None:
    """The words that were read with one thing never leave as if they brought another."""
    approval = last_approval(touch)
    if approval is not None and waits_to_leave(approval, newest_draft(touch), at):
        raise Refused(
            _("This letter was reviewed with what it brings. Undo that first."),
            code="conflict_reviewed",
        )


def _check_unused(touch: Touch, kind: str, item: Item) -> None:
    """A person has one open try at a time, so whatever else brought it is closed."""
    day = had_on(touch, kind, item.pk)
    if day is not None:
        words = {"name": touch.prospect.greeting_name, "day": formats.date_format(day, "DAY_MONTH")}
        raise Refused(
            _("%(name)s had this on %(day)s. Bring something new.") % words, code="conflict_used"
        )
