"""The sheet with the words of a try: what its margin needs, and no more. A pause in typing asks for nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, Func, OuterRef

from cadence.checks import Standing
from cadence.models import Draft, Hold, Reply, Touch
from cadence.selectors.bounces import may_stop
from cadence.selectors.card import Part, parts_of
from cadence.selectors.house_rules import read_rules, standing_rules
from cadence.selectors.letters import Known, unnamed_to
from cadence.selectors.standing import SentToday
from prospects.enums import Channel
from research.models import Introduction
from research.selectors.findings import usable_for
from research.selectors.library import names_not_to_say
from team.models import Policy


class IsSuppressed(Func):
    function = "earnest_is_suppressed"
    arity = 2
    output_field = BooleanField()


@dataclass(frozen=True, slots=True)
class Sheet:
    touch: Touch
    draft: Draft | None
    may_work: bool
    at: datetime
    known: Known

    @property
    def is_letter(self) -> bool:
        return self.touch.channel == Channel.EMAIL

    def is_judged(self, body: str) -> bool:
        """Whether checks read these words. A call and a letter by hand may go without any that are written down."""
        by_screen = self.touch.channel in (Channel.EMAIL, Channel.LINKEDIN)
        return (by_screen or bool(body.strip())) and self.touch.is_open and self.may_work

    @property
    def may_be_mended(self) -> bool:
        return self.may_work

    @property
    def call_parts(self) -> list[Part]:
        return parts_of(self.draft.body) if self.draft else []


def sheet_of(touch: Touch, draft: Draft, at: datetime) -> Sheet | None:
    """The sheet of its rep right after its words were kept; None where the whole desk has more to say.

    That is an answer to them, and whoever is on hold, on the stop list, waited for by an introducer, or
    written to from a mailbox whose letters come back.
    """
    if not touch.is_step:
        return None
    keeps_back, sent_today, has_replied, names, rules = _asked_at_once(touch, at)
    if keeps_back:
        return None
    policy = Policy.current()
    known = Known(
        policy=policy,
        findings=list(usable_for(touch.prospect, at, policy)),
        has_replied=has_replied,
        unnamed_customers=unnamed_to(touch.prospect, names),
        standing=Standing(sent_today=sent_today or 0),
        house=read_rules(rules),
    )
    return Sheet(touch=touch, draft=draft, may_work=True, at=at, known=known)


def _asked_at_once(
    touch: Touch, at: datetime
) -> tuple[bool, int | None, bool, list[str], list[str]]:
    hold = Hold.objects.filter(company=OuterRef("prospect__company"), lifted_at__isnull=True)
    introduction = Introduction.objects.waited_for(at).filter(prospect=OuterRef("prospect"))
    *keeps_back, sent_today, has_replied, names, rules = Touch.objects.values_list(
        IsSuppressed("prospect", "channel"),
        Exists(hold),
        Exists(introduction),
        may_stop(OuterRef("owner__mailbox")),
        SentToday("owner__mailbox"),
        Exists(Reply.objects.filter(prospect=OuterRef("prospect"))),
        ArraySubquery(names_not_to_say()),
        ArraySubquery(standing_rules()),
    ).get(pk=touch.pk)
    return any(keeps_back), sent_today, has_replied, names, rules
