"""What is true, kept in plain Python beside the database: the machine asks both, and they must agree.

Nothing here is taken from the product's policies or its SQL. `Truth` answers why an act must be refused, or "" when it must work.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

REVIEW_LASTS = timedelta(minutes=15)
RESERVED_FOR = timedelta(minutes=10)
SENDING_FOR = timedelta(minutes=5)
OPEN = {"planned", "drafted"}


@dataclass(eq=False)
class Rep:
    id: int
    name: str
    mailbox: int
    cap: int = 60
    is_active: bool = True


@dataclass(eq=False)
class Session:
    id: str
    rep: Rep
    until: datetime
    ended: bool = False


@dataclass(eq=False)
class Stop:
    id: int
    kind: str
    value: str
    channel: str
    until: datetime | None
    lifted: bool = False


@dataclass(eq=False)
class Company:
    id: int
    domain: str
    hold: int | None = None
    strangers: "deque[Person]" = field(default_factory=deque)


@dataclass(eq=False)
class Person:
    id: int
    company: Company
    email: str
    phone: str
    profile: str
    bounced: bool = False

    def reach(self) -> list[tuple[str, str]]:
        """Every value under which a stop is a stop for this person. Tags of an address do not matter."""
        mailbox, _at, domain = self.email.lower().partition("@")
        return [
            ("email", f"{mailbox.partition('+')[0]}@{domain}"),
            ("domain", domain),
            ("domain", domain.removeprefix("mail.")),
            ("domain", self.company.domain),
            ("phone", self.phone),
            ("profile", self.profile.lower()),
            ("person", str(self.id)),
        ]


@dataclass(eq=False)
class Enrollment:
    id: int
    person: Person
    owner: Rep
    ended: bool = False
    attempts: int = 0


@dataclass(eq=False)
class Draft:
    id: int
    sha: bytes
    words: tuple[str, str, str]


@dataclass(eq=False)
class Try:
    id: int
    enrollment: Enrollment
    number: int
    owner: Rep
    channel: str = "email"
    state: str = "drafted"
    drafts: list[Draft] = field(default_factory=list)
    has_evidence: bool = False

    @property
    def person(self) -> Person:
        return self.enrollment.person


@dataclass(eq=False)
class Review:
    """What the reviewer claims; an honest one claims what is true."""

    of: Try
    draft: Draft
    reviewer: Rep
    mailbox_of: Rep
    session: Session
    address: str
    sha: bytes
    id: str = ""
    until: datetime | None = None
    withdrawn: bool = False
    used: bool = False


@dataclass(eq=False)
class Letter:
    id: str
    review: Review
    message_id: str
    reserved_at: datetime
    state: str = "reserved"
    sending_at: datetime | None = None
    accepted: bool = False

    @property
    def of(self) -> Try:
        return self.review.of


@dataclass
class Truth:
    now: datetime
    reps: list[Rep]
    sessions: list[Session] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    tries: list[Try] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def why_not_review(self, review: Review) -> str:
        of, draft = review.of, review.draft
        if draft not in of.drafts or review.sha != draft.sha or review.address != draft.words[0]:
            return "the review is not of a draft of this try, with its words and its address"
        return (
            self._why_not_write(of)
            or self._why_not_these_words(review)
            or self._why_not_signed_in(review.session, review.reviewer)
        )

    def why_not_reserve(self, review: Review) -> str:
        if review.used:
            return "the review was used"
        if any(each.of is review.of and each.state != "failed" for each in self.letters):
            return "the try has a letter that may have left"
        if self.sent_today(review.mailbox_of) >= review.mailbox_of.cap:
            return "the mailbox has sent what it may today"
        return self._why_not_write(review.of) or self._why_not_now(review)

    def why_not_begin(self, letter: Letter) -> str:
        if letter.state != "reserved":
            return f"the letter is {letter.state}"
        return self._why_not_write(letter.of) or self._why_not_now(letter.review)

    def why_not_reap(self, letter: Letter) -> str:
        if letter.state == "reserved":
            late = self.now - letter.reserved_at > RESERVED_FOR
        else:
            late = letter.sending_at is not None and self.now - letter.sending_at > SENDING_FOR
        if letter.state not in {"reserved", "sending"} or not late:
            return f"a {letter.state} letter has not gone stale"
        return ""

    def why_not_resolve(self, letter: Letter, session: Session) -> str:
        if letter.state != "unknown":
            return f"the letter is {letter.state}"
        if session.rep is not letter.of.owner and letter.of.owner.is_active:
            return "only the rep of the try says whether its letter left, as long as they are there"
        return self._why_not_signed_in(session, session.rep)

    def is_stopped(self, person: Person) -> bool:
        return any(
            (stop.kind, stop.value) in person.reach()
            and stop.channel in {"", "email"}
            and not stop.lifted
            and (stop.until is None or stop.until > self.now)
            for stop in self.stops
        )

    def sent_today(self, rep: Rep) -> int:
        """An example never lasts over midnight, and each has a day of its own."""
        return sum(
            each.review.mailbox_of is rep and each.state != "failed" for each in self.letters
        )

    def open_try(self, enrollment: Enrollment) -> Try | None:
        mine = (each for each in self.tries if each.enrollment is enrollment and each.state in OPEN)
        return next(mine, None)

    def _why_not_write(self, of: Try) -> str:
        person = of.person
        if of.enrollment.ended:
            return "the cadence ended"
        if of.state not in OPEN:
            return f"the try is {of.state}"
        if person.company.hold is not None:
            return "the company is on hold"
        return "they asked us to stop" if self.is_stopped(person) else ""

    def _why_not_now(self, review: Review) -> str:
        if review.withdrawn:
            return "the review was taken back"
        if review.until is None or review.until <= self.now:
            return "the review is older than fifteen minutes"
        return self._why_not_these_words(review) or self._why_not_signed_in(
            review.session, review.reviewer
        )

    def _why_not_these_words(self, review: Review) -> str:
        of = review.of
        if of.owner is not review.reviewer or review.mailbox_of is not review.reviewer:
            return "try, review and mailbox are not of one rep"
        if of.channel != "email":
            return "the try is no letter"
        if review.draft is not of.drafts[-1]:
            return "newer words were written"
        if of.person.bounced or of.person.email != review.address:
            return "the address is not theirs now"
        return ""

    def _why_not_signed_in(self, session: Session, rep: Rep) -> str:
        if session.rep is not rep or session.ended or session.until <= self.now:
            return "the session is not a live one of the reviewer"
        return "" if rep.is_active else "the reviewer may not sign in"
