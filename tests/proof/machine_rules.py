"""The acts of the machine: whole stories of a letter with something in between, and single acts, all at random."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.proof.machine_events import EVENTS
from tests.proof.machine_forbidden import ALL, rows_of
from tests.proof.machine_play import Broken, Outcome, Play
from tests.proof.machine_stage import Stage
from tests.proof.machine_truth import OPEN, Letter, Review, Try

OUTCOMES: list[Outcome] = [
    "accepted", "accepted", "refused", "lost before", "lost after", "crash before", "crash after",
]  # fmt: skip
ANY = st.integers(0, 999)
# When something comes in between: before the review, before the letter is reserved, before it begins to leave.
MOMENTS = st.sampled_from(["before the review", "before the reserve", "before the start"])


class Machine(RuleBasedStateMachine):
    stage: Stage
    dared = 22  # of the forbidden acts, at once

    def __init__(self) -> None:
        super().__init__()
        self.play = Play.of(self.stage)
        self.truth = self.play.truth
        self.play.meet(self.truth.reps[0])

    # Whole stories, with something in between

    @rule(
        fresh=st.booleans(),
        at=ANY,
        event=st.sampled_from(sorted(EVENTS)),
        detail=ANY,
        moment=MOMENTS,
    )
    def second_tab(self, fresh: bool, at: int, event: str, detail: int, moment: str) -> None:
        of = self._open(at, fresh=fresh)
        self._story(of, {moment: lambda review: EVENTS[event](self.play, of, review, detail)}, at)

    @rule(at=ANY, outcome=st.sampled_from(OUTCOMES))
    def plain_letter(self, at: int, outcome: Outcome) -> None:
        """Nothing comes in between: nothing may be refused."""
        of = self._open(at, fresh=True)
        letter = self._story(of, {}, at, outcome)
        assert letter is not None
        if letter.state == "sent":
            self.play.prove(of, letter)
            self._write_next(of)

    @rule(at=ANY)
    def borrowed_evidence(self, at: int) -> None:
        """The letter that one person got is claimed as the try of another."""
        other = self._open(at, fresh=True)
        letter = self._story(self._open(at, fresh=True), {}, at)
        assert letter is not None
        self.play.prove(other, letter)

    @rule(at=ANY)
    def dishonest_review(self, at: int) -> None:
        """A review that claims what is not so: of a session, a mailbox, a draft, an address, a hash or a person."""
        of, other = self._open(at, fresh=at % 2 == 0), self._open(at + 1, fresh=True)
        honest, another = self.play.claim(of), self.play.claim(other)
        colleague = next(each for each in self.truth.reps if each is not of.owner)
        lies: list[dict[str, Any]] = [
            {"session": self.play.session(colleague)},
            {"mailbox_of": colleague},
            {"reviewer": colleague, "session": self.play.session(colleague)},
            {"reviewer": colleague, "session": self.play.session(colleague), "mailbox_of": colleague},
            {"draft": of.drafts[0], "sha": of.drafts[0].sha, "address": of.drafts[0].words[0]},
            {"sha": another.sha},
            {"address": another.address},
            {"draft": another.draft, "sha": another.sha, "address": another.address},
        ]  # fmt: skip
        for name, value in lies[at % len(lies)].items():
            setattr(honest, name, value)
        self.play.review(honest)

    @rule(at=ANY)
    def another_trys_words(self, at: int) -> None:
        """The draft of an earlier try of the same person, at the same address, is reviewed for the try of today."""
        earlier = self._open(at, fresh=True)
        self.play.close(earlier, "skipped")
        of = self.play.plan(earlier.enrollment, earlier.number + 1)
        assert of is not None
        self.play.edit(of)
        claim = self.play.claim(of)
        claim.draft = earlier.drafts[-1]
        claim.sha, claim.address = claim.draft.sha, claim.draft.words[0]
        self.play.review(claim)

    @rule(at=ANY)
    def dishonest_letter(self, at: int) -> None:
        of, other = self._open(at, fresh=True), self._open(at + 1, fresh=True)
        review = self._reviewed(of)
        if review is None:
            return
        kind = at % 4
        if kind == 0:
            self.play.reserve(review, sha=other.drafts[-1].sha)
        elif kind == 1:
            self.play.reserve(review, touch=other.id)
        else:
            letter = self.play.reserve(review)
            if letter and not self.play.begin(letter, without_bytes=True) and kind == 3:
                self.play.begin(letter)

    @rule(at=ANY, more=st.integers(0, 1))
    def full_mailbox(self, at: int, more: int) -> None:
        rep = self.truth.reps[at % 2]
        self.play.cap(rep, self.truth.sent_today(rep) + more)
        for outcome in ("refused" if at % 3 else "accepted", "accepted"):
            self._story(self.play.meet(rep), {}, at, outcome)
        self.play.cap(rep, 60)

    @rule(tries=st.integers(8, 11), dared=ANY)
    def give_up(self, tries: int, dared: int) -> None:
        """Not reached is said after ten evidenced tries, and not before."""
        if dared % 3:
            return
        of: Try | None = self.play.meet(self.truth.reps[0])
        assert of is not None
        enrollment = of.enrollment
        self.play.close(of, "skipped")
        for number in range(2, 2 + tries):
            of = self.play.plan(enrollment, number, "linkedin")
            assert of is not None
            self.play.prove(of, None)
        if dared % 2:
            self.play.claim_attempts(enrollment)
        self.play.end(enrollment, "not_reached", "web" if dared % 2 else "worker")

    @rule(at=ANY)
    def crowd(self, at: int) -> None:
        """Four people of one company."""
        first = self._open(at, fresh=False)
        for _colleague in range(3):
            self.play.meet(first.owner, first.person.company)

    # Single acts

    @rule(at=ANY, outcome=st.sampled_from(OUTCOMES))
    def press_again(self, at: int, outcome: Outcome) -> None:
        """Another click for what was reviewed or reserved before."""
        if self.truth.reviews:
            self.play.reserve(self._pick(self.truth.reviews, at))
        if self.truth.letters:
            letter = self._pick(self.truth.letters, at)
            if self.play.begin(letter):
                self.play.transmit(letter, outcome)

    @rule(at=ANY, state=st.sampled_from(["sent", "failed", "unknown"]))
    def settle_wrongly(self, at: int, state: str) -> None:
        """Keep a letter as what it cannot have become."""
        letters = [each for each in self.truth.letters if each.state != "sending"]
        if letters:
            letter = self._pick(letters, at)
            if letter.state != "unknown":
                self.play.settle(letter, state)

    @rule(at=ANY)
    def undo_late(self, at: int) -> None:
        """Undo of a review that was used, at whatever its letter has come to."""
        if self.truth.letters:
            self.play.undo(self._pick(self.truth.letters, at).review)

    @rule(at=ANY, minutes=st.integers(0, 12))
    def reap(self, at: int, minutes: int) -> None:
        waiting = [each for each in self.truth.letters if each.state in {"reserved", "sending"}]
        if not waiting or at % 2:
            crashed = self._story(self._open(at, fresh=True), {}, at, "crash after")
            waiting = [crashed] if crashed else []
        if waiting:
            self.play.tick(minutes * 60)
            self.play.reap(self._pick(waiting, at))

    @rule(
        at=ANY,
        who=st.sampled_from(["rep", "rep", "colleague", "successor", "signed out", "worker"]),
    )
    def resolve(self, at: int, who: str) -> None:
        """A successor says it once the rep was let out; on some days the rep is back by then."""
        unknown = [each for each in self.truth.letters if each.state == "unknown"]
        if not unknown:
            letter = self._story(
                self._open(at, fresh=True), {}, at, "lost after" if at % 2 else "lost before"
            )
            unknown = [letter] if letter else []
        for letter in unknown[:1]:
            rep = letter.of.owner
            colleague = next(each for each in self.truth.reps if each is not rep)
            session = self.play.session(colleague if who in {"colleague", "successor"} else rep)
            if who == "signed out":
                self.play.sign_out(rep)
            if who == "successor":
                EVENTS["let_out"](self.play, letter.of, None, at)
            self.play.resolve(letter, session, "worker" if who == "worker" else "web")
            if who == "successor":
                self.play.let_in(rep, active=True)

    @rule(at=ANY, other=ANY)
    def write_evidence(self, at: int, other: int) -> None:
        if self.truth.letters:
            sent = [each for each in self.truth.letters if each.state == "sent"]
            letter = self._pick((other % 2 and sent) or self.truth.letters, at)
            of = letter.of if other % 3 else self._open(other, fresh=other % 2 == 1)
            if letter.of.has_evidence or of.channel != "email":
                return
            self.play.prove(of, letter)

    @rule(at=ANY, channel=st.sampled_from(["email", "linkedin"]))
    def plan_twice(self, at: int, channel: str) -> None:
        of = self._pick(self.truth.tries, at)
        if not of.enrollment.ended:
            for number in (of.number, of.number + 1):
                made = self.play.plan(of.enrollment, number, channel)
                if made is not None:
                    self.play.edit(made)

    @rule(event=st.sampled_from(sorted(EVENTS)), at=ANY, detail=ANY)
    def something_happens(self, event: str, at: int, detail: int) -> None:
        """Rarely: most of what happens, happens within a story."""
        if detail % 3 == 0:
            of = self._pick([each for each in self.truth.tries if each.drafts], at)
            EVENTS[event](self.play, of, self._reviews_of(of), detail)

    @rule(minutes=st.integers(1, 20))
    def time_passes(self, minutes: int) -> None:
        self.play.tick(minutes * 60)

    @rule(first=ANY)
    def forbidden(self, first: int) -> None:
        """What no role may ever do, tried on rows on which nothing else stands in the way."""
        focus = self.play.meet(self.truth.reps[first % 2])
        if self._reviewed(focus) is None:
            return
        self._make_rows_to_attack()
        given = rows_of(self.play, focus)
        start = first % len(ALL)
        for each in (ALL[start:] + ALL[:start])[: self.dared]:
            if each.needs <= given.keys():
                answer = self.play.hands.dares(each.role, each.statement, **given)
                self.stage.seen[f"{each.role} may not {each.what}"] += 1
                if answer.worked:
                    raise Broken(f"the {each.role} was allowed to {each.what}")

    def _make_rows_to_attack(self) -> None:
        """What has ended, is held, stopped, signed out and taken back, of somebody else."""
        other = self.play.meet(self.truth.reps[1])
        review = self._reviewed(other)
        if review is not None:
            self.play.undo(review)
            self.play.stop("phone", other.person.phone, "", None, "worker")
            self.play.answer(other)
            self.play.close(other, "skipped")
            self.play.end(other.enrollment, "no", "web")
            self.play.sign_out(other.owner)

    @invariant()
    def database_and_truth_agree(self) -> None:
        self.play.check()
        self.play.tick()

    @invariant()
    def proof_is_empty(self) -> None:
        if self.truth.letters:
            self.play.check_proof()

    # How a letter goes

    def _story(
        self,
        of: Try,
        between: dict[str, Callable[[Review | None], None]],
        at: int,
        outcome: Outcome = "accepted",
    ) -> Letter | None:
        """A review, a reserved letter, its start: each is asked for as long as the one before was given."""
        self._meanwhile(between, "before the review", None)
        review = self._reviewed(of)
        if review is None:
            return None
        self._meanwhile(between, "before the reserve", review)
        letter = self.play.reserve(review)
        if letter is None:
            return None
        self._meanwhile(between, "before the start", review)
        if self.play.begin(letter):
            self.play.transmit(letter, OUTCOMES[at % len(OUTCOMES)] if between else outcome)
        return letter

    def _meanwhile(
        self,
        between: dict[str, Callable[[Review | None], None]],
        moment: str,
        review: Review | None,
    ) -> None:
        self.play.tick()
        if moment in between:
            between[moment](review)
            self.play.tick()

    def _reviewed(self, of: Try) -> Review | None:
        return self.play.review(self.play.claim(of))

    def _write_next(self, of: Try) -> None:
        following = self.play.plan(of.enrollment, of.number + 1)
        if following is not None:
            self.play.edit(following)

    def _open(self, at: int, *, fresh: bool) -> Try:
        """A try that waits for its letter: of somebody new, or one that others work on, too."""
        waiting = [
            each
            for each in self.truth.tries
            if each.state in OPEN and each.drafts and not each.enrollment.ended
        ]
        if fresh or not waiting:
            rep = self.truth.reps[at % 4 == 0]
            if not rep.is_active:
                self.play.let_in(rep, active=True)
            return self.play.meet(rep)
        return self._pick(waiting[-4:], at)

    def _reviews_of(self, of: Try) -> Review | None:
        mine = [each for each in self.truth.reviews if each.of is of and not each.withdrawn]
        return mine[-1] if mine else None

    @staticmethod
    def _pick[T](among: list[T], at: int) -> T:
        return among[at % len(among)]
