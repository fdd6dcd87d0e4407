"""One example of the machine: every act goes to the database and to the truth, and both must say the same."""

import uuid
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from tests.proof import reckless as sql
from tests.proof.machine_stage import Stage
from tests.proof.machine_truth import (
    OPEN,
    Company,
    Draft,
    Enrollment,
    Letter,
    Person,
    Rep,
    Review,
    Session,
    Stop,
    Truth,
    Try,
)
from tests.proof.reckless import Role

Outcome = Literal["accepted", "refused", "lost before", "lost after", "crash before", "crash after"]
KEPT_AS = {
    "accepted": "sent",
    "refused": "failed",
    "lost before": "unknown",
    "lost after": "unknown",
}
CLEANED_EVERY = 20  # examples
SESSION_LASTS = timedelta(minutes=90)


class Broken(AssertionError):
    """The database said something else than what is true."""


class Play:
    def __init__(self, stage: Stage, truth: Truth) -> None:
        self.stage, self.truth, self.hands = stage, truth, stage.hands
        self.told: list[str] = []

    @classmethod
    def of(cls, stage: Stage) -> "Play":
        """A new day: everybody may sign in, and every mailbox may send what it may."""
        day = next(stage.days)
        if day % CLEANED_EVERY == 0:
            stage.hands.must("owner", sql.CLEAN)
        now = stage.first_day + timedelta(days=day)
        play = cls(stage, Truth(now, [Rep(pk, name, mailbox) for pk, name, mailbox in stage.reps]))
        play.tick(0)
        for rep in play.truth.reps:
            play.hands.must("web", sql.LET_IN, rep=rep.id, active=True)
            play.hands.must("web", sql.CAP, rep=rep.id, cap=rep.cap)
        return play

    # The one comparison

    def act(self, what: str, why_not: str, role: Role, statement: str, **given: Any) -> sql.Answer:
        """Try it. Raises Broken unless the database refuses exactly what the truth refuses."""
        answer = self.hands.tries(role, statement, **given)
        outcome = "done" if answer.worked else f"refused ({answer.code or 'no row'})"
        self.told.append(f"{what} ({role}): {outcome}")
        self.stage.seen[f"{what}: {'no' if why_not else 'yes'}"] += 1
        if answer.worked and why_not:
            raise Broken(f"{what} ({role}) was allowed although {why_not}")
        if not answer.worked and not why_not:
            raise Broken(f"{what} ({role}) was {outcome} although nothing speaks against it")
        return answer

    # People and time

    def tick(self, seconds: float = 1) -> None:
        self.truth.now += timedelta(seconds=seconds)
        self.hands.must("owner", sql.SET_CLOCK, now=self.truth.now)

    def session(self, rep: Rep, *, new: bool = False) -> Session:
        """A browser in which the rep is signed in."""
        live = (
            each
            for each in self.truth.sessions
            if each.rep is rep and not each.ended and each.until > self.truth.now
        )
        return (None if new else next(live, None)) or self.sign_in(rep)

    def sign_in(self, rep: Rep) -> Session:
        until = self.truth.now + SESSION_LASTS
        session = Session(self.hands.must("web", sql.SIGN_IN, rep=rep.id, until=until), rep, until)
        self.truth.sessions.append(session)
        return session

    def sign_out(self, rep: Rep) -> None:
        for session in self.truth.sessions:
            if session.rep is rep and not session.ended:
                self.act("sign out", "", "web", sql.SIGN_OUT, session=session.id)
                session.ended = True

    def meet(self, owner: Rep, at: Company | None = None) -> Try:
        """Somebody new, enrolled, with a letter written."""
        at = at if at is not None and at.strangers else self.stage.company()
        person = at.strangers.popleft()
        busy = {
            each.enrollment
            for each in self.truth.tries
            if each.person.company is at and not each.enrollment.ended
        }
        why_not = "three people of the company are in a cadence" if len(busy) >= 3 else ""
        enrolled = self.act(
            "enroll",
            why_not,
            "web",
            sql.ENROLL,
            person=person.id,
            owner=owner.id,
            version=self.stage.version,
        )
        if why_not:
            return self.meet(owner)
        enrollment = Enrollment(enrolled.rows[0][0], person, owner)
        of = self.plan(enrollment, 1)
        assert of is not None
        self.edit(of)
        return of

    def plan(self, enrollment: Enrollment, number: int, channel: str = "email") -> Try | None:
        """The planner rings: a step is tried once, and one try is open at a time."""
        again = any(
            each.number == number for each in self.truth.tries if each.enrollment is enrollment
        )
        why_not = "the step was tried" if again else ""
        if self.truth.open_try(enrollment):
            why_not = "a try is open"
        answer = self.act(
            "plan a try", why_not, "worker", sql.PLAN, enrollment=enrollment.id, number=number, channel=channel
        )  # fmt: skip
        if not answer.worked:
            return None
        of = Try(answer.rows[0][0], enrollment, number, enrollment.owner, channel, "planned")
        self.truth.tries.append(of)
        return of

    # Words and reviews

    def edit(self, of: Try, role: Role = "web") -> None:
        words = (of.person.email, "Night loading", f"Draft {len(of.drafts) + 1}")
        given = dict(zip(("address", "subject", "body"), words, strict=True))
        answer = self.act("write", "", role, sql.WRITE, touch=of.id, **given)
        pk, digest = answer.rows[0]
        of.drafts.append(Draft(pk, bytes(digest), words))

    def claim(self, of: Try) -> Review:
        """What an honest reviewer claims."""
        draft = of.drafts[-1]
        session = self.session(of.owner)
        return Review(of, draft, of.owner, of.owner, session, draft.words[0], draft.sha)

    def review(self, claim: Review) -> Review | None:
        answer = self.act(
            "review", self.truth.why_not_review(claim), "web", sql.REVIEW,
            touch=claim.of.id, draft=claim.draft.id, mailbox=claim.mailbox_of.mailbox,
            reviewer=claim.reviewer.id, session=claim.session.id, address=claim.address, sha=claim.sha,
        )  # fmt: skip
        if not answer.worked:
            return None
        claim.id, claim.until = answer.rows[0]
        if claim.until != self.truth.now + timedelta(minutes=15):
            raise Broken(f"a review of {self.truth.now} lasts until {claim.until}")
        self.truth.reviews.append(claim)
        return claim

    def undo(self, review: Review) -> None:
        why_not = "it was taken back" if review.withdrawn else ""
        if any(
            each.review is review and each.state in {"sending", "sent", "unknown"}
            for each in self.truth.letters
        ):
            why_not = why_not or "its letter may have left"
        self.act("undo", why_not, "web", sql.UNDO, review=review.id, rep=review.reviewer.id)
        if not why_not:
            review.withdrawn = True

    # The letter

    def reserve(self, review: Review, **lies: Any) -> Letter | None:
        """`lies` are claims that no review covers."""
        why_not = "nobody reviewed that" if lies else self.truth.why_not_reserve(review)
        message_id = f"<{uuid.uuid4().hex}@fernhill.example>"
        given = {"touch": review.of.id, "review": review.id, "sha": review.sha} | lies
        answer = self.act("reserve", why_not, "web", sql.RESERVE, message_id=message_id, **given)
        if not answer.worked:
            return None
        review.used = True
        letter = Letter(answer.rows[0][0], review, message_id, self.truth.now)
        self.truth.letters.append(letter)
        return letter

    def begin(self, letter: Letter, *, without_bytes: bool = False) -> bool:
        why_not = self.truth.why_not_begin(letter)
        if without_bytes:
            why_not = why_not or "the exact bytes are not recorded"
        digest = None if without_bytes else sha256(letter.message_id.encode()).digest()
        answer = self.act(
            "begin to send", why_not, "web", sql.BEGIN, letter=letter.id, bytes=digest
        )
        if not answer.worked:
            return False
        letter.state, letter.sending_at = "sending", self.truth.now
        self._check_words(letter)
        return True

    def transmit(self, letter: Letter, outcome: Outcome) -> None:
        """The mail server takes it or not; then we keep what we know, unless we crash."""
        if outcome in {"accepted", "lost after", "crash after"}:
            letter.accepted = True
        if sum(each.accepted for each in self.truth.letters if each.of is letter.of) > 1:
            raise Broken("a try was delivered twice")
        if outcome in KEPT_AS:
            self.settle(letter, KEPT_AS[outcome])

    def settle(self, letter: Letter, state: str) -> None:
        legal = {
            "reserved": {"failed"},
            "sending": {"sent", "failed", "unknown"},
        }.get(letter.state, set())
        why_not = "" if state in legal else f"a {letter.state} letter does not become {state} so"
        self.act(f"keep as {state}", why_not, "web", sql.SETTLE, letter=letter.id, state=state)
        if not why_not:
            letter.state = state

    def reap(self, letter: Letter) -> None:
        state = "failed" if letter.state == "reserved" else "unknown"
        why_not = self.truth.why_not_reap(letter)
        self.act("reap", why_not, "worker", sql.SETTLE, letter=letter.id, state=state)
        if not why_not:
            letter.state = state

    def resolve(self, letter: Letter, session: Session, role: Role = "web") -> None:
        """A person says what is true of a letter of unknown fate."""
        state = "sent" if letter.accepted else "failed"
        why_not = self.truth.why_not_resolve(letter, session)
        if role != "web":
            why_not = "only a person says whether a letter left"
        self.act(
            f"resolve as {state}", why_not, role, sql.RESOLVE,
            letter=letter.id, state=state, rep=session.rep.id, session=session.id,
        )  # fmt: skip
        if not why_not:
            letter.state = state

    def prove(self, of: Try, letter: Letter | None) -> None:
        """Write the evidence of a try, by its letter or by hand, and close it."""
        why_not = "there is evidence" if of.has_evidence else ""
        if letter is not None and (letter.of is not of or letter.state != "sent"):
            why_not = why_not or "no letter of this try was sent"
        if (letter is None) != (of.channel != "email"):
            why_not = why_not or "that is no evidence for this channel"
        channel = "email" if letter is not None else of.channel
        given = {"touch": of.id, "channel": channel, "letter": letter and letter.id}
        self.act("write evidence", why_not, "web", sql.EVIDENCE, **given)
        if not why_not:
            of.has_evidence = True
            of.enrollment.attempts += 1
        self.close(of, "done")

    def close(self, of: Try, state: str) -> None:
        why_not = "" if of.state in OPEN else f"the try is {of.state}"
        if state == "done":
            if of.state in {"cancelled", "done"}:
                why_not = ""
            why_not = why_not or ("" if of.has_evidence else "there is no evidence")
        if of.state == state:
            why_not = ""
        self.act(f"close as {state}", why_not, "web", sql.MOVE_TRY, touch=of.id, state=state)
        if not why_not:
            of.state = state

    # What stops a letter

    def answer(self, of: Try) -> None:
        person = of.person
        why_not = "the company is on hold" if person.company.hold else ""
        given = {"person": person.id, "company": person.company.id, "owner": of.owner.id}
        answer = self.act("answer", why_not, "worker", sql.ANSWER, **given)
        if answer.worked:
            person.company.hold = answer.rows[0][0]

    def lift_hold(self, company: Company, rep: Rep) -> None:
        self.act("lift a hold", "", "web", sql.LIFT_HOLD, hold=company.hold, rep=rep.id)
        company.hold = None

    def stop(self, kind: str, value: str, channel: str, until: datetime | None, role: Role) -> None:
        standing = any(
            (each.kind, each.value, each.channel, each.lifted) == (kind, value, channel, False)
            for each in self.truth.stops
        )
        given = {"kind": kind, "value": value, "channel": channel, "until": until}
        why_not = "it stands already" if standing else ""
        answer = self.act("suppress", why_not, role, sql.STOP, **given)
        if answer.worked:
            self.truth.stops.append(Stop(answer.rows[0][0], kind, value, channel, until))

    def lift_stop(self, stop: Stop, rep: Rep) -> None:
        self.act("lift a stop", "", "web", sql.LIFT_STOP, stop=stop.id, rep=rep.id)
        stop.lifted = True

    def end(self, enrollment: Enrollment, ending: str, role: Role) -> None:
        why_not = "it ended" if enrollment.ended else ""
        if ending == "not_reached" and enrollment.attempts < 10:
            why_not = why_not or f"only {enrollment.attempts} tries were made"
        given = {"enrollment": enrollment.id, "ending": ending}
        self.act(f"end as {ending}", why_not, role, sql.END, **given)
        if not why_not:
            enrollment.ended = True

    def claim_attempts(self, enrollment: Enrollment) -> None:
        """Say that more was done than was. The database counts for itself."""
        given = {"enrollment": enrollment.id, "attempts": enrollment.attempts + 2}
        self.act("claim attempts", "", "web", sql.CLAIM_ATTEMPTS, **given)

    def hand_over(self, of: Try, to: Rep) -> None:
        given = {"rep": to.id, "enrollment": of.enrollment.id, "touch": of.id}
        for statement in sql.HAND_OVER:
            self.act("hand over", "", "web", statement, **given)
        of.owner = of.enrollment.owner = to

    def redirect(self, person: Person) -> None:
        email = f"aoife@elsewhere{next(self.stage.names)}.example"
        self.act("change the address", "", "web", sql.REDIRECT, person=person.id, email=email)
        person.email, person.bounced = email, False

    def bounce(self, person: Person) -> None:
        self.act("bounce", "", "worker", sql.BOUNCE, person=person.id)
        person.bounced = True

    def turn_to_a_call(self, of: Try) -> None:
        self.act("turn to a call", "", "web", sql.OTHER_CHANNEL, touch=of.id)
        of.channel = "call"

    def cap(self, rep: Rep, cap: int) -> None:
        self.act("set the cap", "", "web", sql.CAP, rep=rep.id, cap=cap)
        rep.cap = cap

    def let_in(self, rep: Rep, *, active: bool) -> None:
        self.act("let in or out", "", "web", sql.LET_IN, rep=rep.id, active=active)
        rep.is_active = active

    # What must hold after every step

    def check(self) -> None:
        letters: dict[int, list[str]] = {each.id: [] for each in self.truth.tries}
        for letter in self.truth.letters:
            letters[letter.of.id].append(f"{letter.id} {letter.state}")
        kept = self.hands.tries("worker", sql.KEPT, tries=list(letters)).rows
        for of, row in zip(self.truth.tries, kept, strict=True):
            enrollment = of.enrollment
            true = (of.id, of.state, enrollment.ended, enrollment.attempts, sorted(letters[of.id]))
            if row != true:
                raise Broken(f"a try is kept as {row}, and is {true}")

    def check_proof(self) -> None:
        rows = self.hands.tries("web", sql.PROOF).rows
        if rows:
            raise Broken("the proof view says " + "; ".join(row[0] for row in rows))

    def _check_words(self, letter: Letter) -> None:
        """What goes to the server is the newest draft that was reviewed, and goes to where they are."""
        words = self.hands.tries("web", sql.WORDS, letter=letter.id).rows[0]
        if words != letter.of.drafts[-1].words or words[0] != letter.of.person.email:
            raise Broken(f"{words} began to leave, which is not what was reviewed last")
