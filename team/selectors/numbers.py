"""The rules' numbers in words: what each does, in the order and the groups of their page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from team.models import Policy
from team.models.policy import LIMITS


@dataclass(frozen=True, slots=True)
class Number:
    """`keeps` says in which direction it may go: a floor rises, a cap falls, a mere setting goes both ways.

    `uncounted` says what another number would change where nobody can count it beforehand.
    """

    name: str
    label: Lazy | str
    does: Lazy | str
    keeps: str
    uncounted: Lazy | str = ""

    @property
    def default(self) -> Any:
        return getattr(Policy(), self.name)

    @property
    def plain_default(self) -> int | float:
        """As the account keeps numbers."""
        return float(self.default) if isinstance(self.default, Decimal) else int(self.default)

    @property
    def limit(self) -> str:
        """What it may be, beside what it is when nobody changes it."""
        least, most = LIMITS[self.name]
        sentence = {
            "cap": say("At most %(most)s. You may make it smaller, down to %(least)s."),
            "floor": say("At least %(least)s. You may ask for more, up to %(most)s."),
            "setting": say(
                "Between %(least)s and %(most)s. Without a choice of yours: %(default)s."
            ),
        }[self.keeps]
        return sentence % {"least": least, "most": most, "default": self.default}


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: Lazy | str
    numbers: tuple[Number, ...]


GROUPS: Final = (
    Group(
        "patience",
        _("Trying, and trying in time"),
        (
            Number(
                "min_attempts",
                _("Tries before we stop"),
                _(
                    "A person is given up as not reached only after so many tries with evidence, and a cadence has as many steps."
                ),
                "floor",
            ),
            Number(
                "longest_gap_days",
                _("Longest gap, in days"),
                _("The next try is never planned later than this after the last one."),
                "cap",
            ),
        ),
    ),
    Group(
        "cadences",
        _("What a cadence may hold"),
        (
            Number(
                "most_emails",
                _("E-mails"),
                _("A cadence with more of them cannot be published."),
                "cap",
            ),
            Number(
                "most_calls",
                _("Calls"),
                _("A cadence with more of them cannot be published."),
                "cap",
            ),
            Number(
                "most_voicemails",
                _("Voicemails"),
                _("In a cadence, so many calls may leave words on a machine."),
                "cap",
            ),
            Number(
                "min_channels",
                _("Channels"),
                _("A cadence that uses fewer ways to reach a person cannot be published."),
                "floor",
            ),
        ),
    ),
    Group(
        "letters",
        _("Letters"),
        (
            Number(
                "first_letter_words",
                _("Words of a first letter"),
                _("A longer one gets a look before it is sent."),
                "cap",
            ),
            Number(
                "later_letter_words",
                _("Words of a later letter"),
                _("A longer one gets a look before it is sent."),
                "cap",
            ),
            Number(
                "subject_words",
                _("Words of a subject"),
                _("A longer one gets a look before it is sent."),
                "cap",
            ),
            Number(
                "novelty",
                _("How new a letter is"),
                _(
                    "1 repeats nothing that the company had from us, 0 repeats all of it. A letter below this gets a look."
                ),
                "floor",
                _(
                    "How new a letter is: each is compared with all that its company had, so it is known when it is opened."
                ),
            ),
        ),
    ),
    Group(
        "facts",
        _("Facts"),
        (
            Number(
                "finding_fresh_days",
                _("Days a fact is fresh"),
                _("An older one is marked: it may have changed."),
                "cap",
            ),
            Number(
                "finding_max_days",
                _("Days a fact may be used"),
                _("An older one stands behind no letter and no research."),
                "cap",
            ),
        ),
    ),
    Group(
        "companies",
        _("One company, one conversation"),
        (
            Number(
                "people_per_company",
                _("People of a company at once"),
                _("Nobody else there begins while so many are in a cadence."),
                "cap",
            ),
            Number(
                "days_between_colleagues",
                _("Days between colleagues"),
                _("Two people of one company hear from us so many days apart."),
                "floor",
            ),
        ),
    ),
    Group(
        "rest",
        _("Rest"),
        (
            Number(
                "rest_days",
                _("Days of rest after a cadence"),
                _("Before that, nobody begins with this person again."),
                "floor",
            ),
            Number(
                "rest_after_no_days",
                _("Days of rest after a no"),
                _("Before that, nobody begins with this person again."),
                "floor",
            ),
            Number(
                "away_days",
                _("Days away without a date"),
                _(
                    "Who is out of office and names no date is left alone so long, unless the rep says otherwise."
                ),
                "setting",
                _(
                    "Days away: for notices that come from now on. Who is away already comes back on the day that stands."
                ),
            ),
        ),
    ),
    Group(
        "mailboxes",
        _("Mailboxes"),
        (
            Number(
                "mailbox_daily_cap",
                _("Letters a day from one mailbox"),
                _("Then the mailbox sends nothing until tomorrow. A rep may choose fewer."),
                "cap",
            ),
            Number(
                "bounces_warn",
                _("Letters of a hundred that come back before we warn"),
                _("When more do, the rep sees it on the queue."),
                "cap",
            ),
            Number(
                "bounces_stop",
                _("Letters of a hundred that come back before we stop"),
                _("When more do, the mailbox sends nothing until somebody has looked why."),
                "cap",
            ),
        ),
    ),
    Group(
        "load",
        _("Load"),
        (
            Number(
                "daily_capacity",
                _("Tries a rep makes in a day"),
                _("Beyond it, taking on more people needs a manager and a reason."),
                "setting",
            ),
            Number(
                "new_people_a_day",
                _("New people a day"),
                _("The pace that is proposed when many begin together."),
                "setting",
                _("New people a day: only what is proposed from now on. Who began goes on."),
            ),
        ),
    ),
)
NUMBERS: Final = {number.name: number for group in GROUPS for number in group.numbers}
