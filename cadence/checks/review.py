"""What a check is given: the text and what it needs to know about it, nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cadence.enums import TouchKind
from cadence.schedule import Changes, PersonCalendar
from prospects.enums import Channel

INVITATION = "invitation"
COMMENT = "comment"
GOOD_ENDING = "good-ending"


@dataclass(frozen=True, slots=True)
class EarlierLetter:
    """Something already said to this company, to this person or a colleague of theirs."""

    text: str
    sent_on: date
    subject: str = ""
    recipient_first_name: str = ""


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A fact this try leans on. `claim` may hold the figures it backs."""

    claim: str
    source: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ValueBrought:
    """The one thing of value this try brings, and when this person had it before, if they had."""

    title: str = ""
    used_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What keeps any letter to this person back today, whatever its words.

    `unread_reply` is the sentence that says who wrote back.
    """

    asked_to_stop_on: date | None = None
    unread_reply: str = ""
    sent_today: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the rules; the policy's row fills them."""

    first_letter_words: int = 120
    later_letter_words: int = 90
    subject_words: int = 6
    novelty: float = 0.7
    invitation_characters: int = 300
    voicemail_words: int = 60
    sentence_words: int = 35
    mailbox_a_day: int = 60


@dataclass(frozen=True, slots=True)
class OwnLines:
    """What an admin added to the lists that are shipped. Nothing that is shipped can be taken off."""

    worn: tuple[str, ...] = ()
    guilt: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
    calendar: tuple[str, ...] = ()
    shortener: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterUnderReview:
    """One text about to leave.

    `kind` tells what we begin from what answers them; `purpose` tells a LinkedIn invitation from a
    comment. `is_wanted`: of those who wrote to us, whether they were interested. `brings_value`: the plan
    asks this try for a thing of value.
    """

    channel: Channel
    body: str
    subject: str = ""
    kind: TouchKind = TouchKind.STEP
    purpose: str = ""
    touch_number: int = 1
    is_first_letter: bool = False
    first_name: str = ""
    full_name: str = ""
    sender_name: str = ""
    answers_them: bool = False
    is_wanted: bool = True
    has_attachment: bool = False
    read_aloud: bool = False
    earlier: tuple[EarlierLetter, ...] = ()
    facts: tuple[FactUsed, ...] = ()
    brings_value: bool = False
    value: ValueBrought | None = None

    @property
    def is_invitation(self) -> bool:
        return self.channel == Channel.LINKEDIN and self.purpose.startswith(INVITATION)

    @property
    def is_comment(self) -> bool:
        return self.channel == Channel.LINKEDIN and self.purpose.startswith(COMMENT)

    @property
    def is_good_ending(self) -> bool:
        return self.purpose == GOOD_ENDING


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """When and where the text lands, the numbers of the rules, and what an admin made stricter.

    `changes` are those of the calendar there that the house made.
    `mailbox_stop` says why the mailbox it would leave from sends nothing now; "" when it does. `raised`
    are the looks that are stops here; `must_pass` those that are stops in this step of the plan.
    """

    now: datetime
    zone: ZoneInfo
    country: str = ""
    subdivision: str = ""
    changes: Changes = ()
    limits: Limits = field(default_factory=Limits)
    mailbox_stop: str = ""
    raised: frozenset[str] = frozenset()
    must_pass: frozenset[str] = frozenset()
    own: OwnLines = field(default_factory=OwnLines)
    standing: Standing = field(default_factory=Standing)
    unnamed_customers: tuple[str, ...] = ()

    @property
    def person(self) -> PersonCalendar:
        return PersonCalendar(self.zone, self.country, self.subdivision, changes=self.changes)
