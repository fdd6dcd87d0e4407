"""What can come in between a review, a reserved letter and its start. Most of it stops the letter, some of it must not."""

from collections.abc import Callable
from datetime import timedelta

from tests.proof.machine_play import Play
from tests.proof.machine_truth import OPEN, Rep, Review, Try
from tests.proof.reckless import Role

Event = Callable[[Play, Try, Review | None, int], None]
CHANNELS = ("", "email", "call")
LASTS = (None, timedelta(minutes=10), timedelta(minutes=-1))


def nothing(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """A quiet moment: what is refused now is refused without a reason."""


def edited(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.edit(of, "worker" if detail % 4 == 0 else "web")


def answered(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.answer(of)


def answered_and_lifted(play: Play, of: Try, review: Review | None, detail: int) -> None:
    if of.person.company.hold is None:
        play.answer(of)
    play.tick()
    play.lift_hold(of.person.company, of.owner)


def ended(play: Play, of: Try, review: Review | None, detail: int) -> None:
    if not of.enrollment.ended:
        endings = ("not_a_fit", "no", "stopped", "replied", "not_reached")
        play.end(of.enrollment, endings[detail % 5], _role(detail))


def old_session(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """The browser's session runs out; a review of this minute was made in it when it was young enough."""
    session = review.session if review is not None else play.session(of.owner)
    play.tick((session.until - play.truth.now).total_seconds() - detail % 2)
    if review is None:
        claim = play.claim(of)
        claim.session = session
        play.review(claim)


def closed(play: Play, of: Try, review: Review | None, detail: int) -> None:
    if of.state in OPEN:
        play.close(of, "skipped" if detail % 2 else "cancelled")


def stopped(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """A stop for one of the values under which they are reached, as another record of theirs brings it in."""
    reach = of.person.reach()
    kind, value = reach[detail % len(reach)]
    lasts = LASTS[(detail // 7) % 3]
    until = None if lasts is None else play.truth.now + lasts
    play.stop(kind, value, CHANNELS[(detail // 3) % 3], until, _role(detail))


def stopped_and_lifted(play: Play, of: Try, review: Review | None, detail: int) -> None:
    before = len(play.truth.stops)
    stopped(play, of, review, detail)
    for stop in play.truth.stops[before:]:
        play.lift_stop(stop, of.owner)


def signed_out(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.sign_out(of.owner)


def let_out(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """The admin takes the rep's access away, and on some days gives it back at once."""
    play.let_in(of.owner, active=False)
    if detail % 2:
        play.let_in(of.owner, active=True)


def taken_back(play: Play, of: Try, review: Review | None, detail: int) -> None:
    if review is not None:
        play.undo(review)


def a_while(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """A little less than fifteen minutes, or exactly that, or more."""
    play.tick((13, 15, 16)[detail % 3] * 60 - (0 if detail % 2 else 1))


def moved(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.redirect(of.person)


def bounced(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.bounce(of.person)


def handed_over(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.hand_over(of, _colleague(play, of))


def turned_to_a_call(play: Play, of: Try, review: Review | None, detail: int) -> None:
    play.turn_to_a_call(of)


def other_tab(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """The same try is reviewed and reserved in another tab, and perhaps given up."""
    again = play.review(play.claim(of))
    letter = play.reserve(again) if again else None
    if letter and detail % 2:
        play.settle(letter, "failed")


def sent_elsewhere(play: Play, of: Try, review: Review | None, detail: int) -> None:
    """The same try is sent from another tab; its evidence is written now, later, or never."""
    again = play.review(play.claim(of))
    letter = play.reserve(again) if again else None
    if letter and play.begin(letter):
        play.transmit(letter, "accepted")
        if detail % 2:
            play.prove(of, letter)


def reaped(play: Play, of: Try, review: Review | None, detail: int) -> None:
    for letter in play.truth.letters:
        if letter.review is review:
            play.reap(letter)


def _role(detail: int) -> Role:
    return "web" if detail % 2 else "worker"


def _colleague(play: Play, of: Try) -> Rep:
    return next(each for each in play.truth.reps if each is not of.owner)


EVENTS: dict[str, Event] = {
    each.__name__: each
    for each in (
        nothing, edited, answered, answered_and_lifted, ended, closed, stopped, stopped_and_lifted, signed_out,
        let_out, old_session, taken_back, a_while, moved, bounced, handed_over, turned_to_a_call, other_tab, sent_elsewhere, reaped,
    )
}  # fmt: skip
