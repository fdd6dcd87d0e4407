"""Prepare the words of a try: from the step's template, then by the rep's own hand.

A draft is never edited; an edit is the next number. What cannot be said honestly is not drafted.
"""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import FETCH_PEERS, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cadence import drafting
from cadence.enums import DraftOrigin, TouchState
from cadence.models import Draft, Hold, Touch
from cadence.models.arrays import Among
from cadence.models.touch import LOOK_AGAIN
from cadence.policies.lawful import check_lawful, open_way, sentence_of, they_asked_for
from cadence.policies.making import check_may_write, check_nothing_leaves, check_try_is_open
from cadence.policies.reaching import check_not_stopped
from cadence.selectors import facts, letters, step_words
from cadence.selectors.answers import addressee_of, thread_subject
from cadence.services import many
from cadence.services.locking import claim
from prospects.enums import Channel
from prospects.selectors.country_rules import Bar, channels_barred
from prospects.selectors.suppressions import channels_stopped
from team.languages import for_others
from team.models import User
from team.refusals import Refused

log = logging.getLogger(__name__)

# One transaction: large enough to be worth its queries, and short also where others crowd the machine: its rows are locked so long.
BATCH = 300
LEAD = timedelta(days=3)
SET_ASIDE = timedelta(hours=1)
# Somebody may record a basis at any time, and a rule is changed at once.
LOOK_FOR_A_BASIS = timedelta(minutes=10)
NEEDED = ("prospect__company", "prospect__brief", "step", "owner__team")
LONGEST_SUBJECT, LONGEST_BODY = 1_000, 65_536
# All that first drafts read of a try; what else is asked for once in a while is fetched for all of a batch together.
READ = (
    *("enrollment", "prospect", "owner", "kind", "step", "number", "channel", "state"),
    *("promised_at", "nothing_to_say", "look_again_at", "chosen_at", *facts.KINDS),
)
# What drafting notes on a try.
NOTED = (
    *("channel", "state", "nothing_to_say", "look_again_at", "chosen_at"),
    *(f"{kind}_id" for kind in facts.KINDS),
)


class Typed(NamedTuple):
    """What stands on the rep's sheet, and the draft that it was typed over."""

    subject: str
    body: str
    base_number: int


class Written(NamedTuple):
    """A draft from the step's template, by the names of its fields."""

    touch_id: int
    number: int
    origin: str
    to_address: str
    subject: str
    body: str
    made_at: datetime


def draft_due(at: datetime, *, limit: int = BATCH) -> int:
    """Write the first draft of planned tries that come due in the next days; how many were looked at.

    A try with nothing solid to say keeps the sentence why, and is looked at again after a day or as
    soon as a fact arrives. What its rep chose to bring meanwhile stays. A company on hold gets no more drafts, nor does whoever stopped that channel. One that fails is logged and set
    aside for an hour; the others do not wait behind it.
    """
    try:
        return _draft(waiting_at(at), at, limit)
    except Exception:
        log.exception("drafting together failed; each try is drafted by itself")
    alone = list(waiting_at(at).order_by("due_at").values_list("pk", flat=True)[:limit])
    return sum(_draft_alone(pk, at) for pk in alone)


@transaction.atomic
def save_draft(
    touch: Touch, *, by: User, at: datetime, subject: str, body: str, base_number: int
) -> Draft:
    """Keep what the rep typed as the next draft; the same words again, however late, make no new one.

    `base_number` is the draft the rep began from, 0 for none. Refuses a colleague's try, a closed
    one, one to somebody who asked us to stop, a text written over a newer draft of another tab, and one too long to be a letter.
    """
    locked = claim(touch, by=by)
    check_try_is_open(locked)
    check_may_write(locked, at)
    newest = letters.newest_draft(locked)
    subject, body = _tidy(subject), _tidy(body)
    if not locked.is_step:
        # A thread keeps its subject.
        subject = thread_subject(locked.answered)
    if newest is not None and _same(newest, locked, subject, body):
        return newest
    if base_number != (newest.number if newest else 0):
        if kept := _kept_since(locked, base_number, subject, body, by=by):
            return kept
        raise Refused(
            _("This text was changed in another window. Choose which one to keep."),
            code="stale_draft",
        )
    if len(subject) > LONGEST_SUBJECT or len(body) > LONGEST_BODY:
        raise Refused(_("This is too long to be a letter. Keep what matters."), code="too_long")
    return add(locked, newest, subject, body, author=by, at=at)


def write_anew(touch: Touch, value: facts.Value, at: datetime) -> bool:
    """The step's words around another thing to bring; whether there are any.

    Call it with the try locked. Words that a rep has typed stay as they are; so do those of a step that
    is for something of another kind, or that cannot be said with it.
    """
    newest = letters.newest_draft(touch)
    if newest is not None and newest.origin != DraftOrigin.TEMPLATE:
        return False
    full = Touch.objects.select_related(*NEEDED).get(pk=touch.pk)
    try:
        shelf = facts.shelf_for([full], at)
        written = step_words.written_with(full, value, shelf)
    except (drafting.NothingToSay, drafting.DraftError):
        return False
    _add_written(full, newest, written, shelf, at)
    return True


@transaction.atomic
def prepare_anew(touch: Touch, *, by: User, at: datetime, typed: Typed | None = None) -> Draft:
    """The step's words once more, from what is known by now, as the next draft.

    What stands on the sheet is kept as a draft of its own before. What the rep chose to bring stays, unless it may
    not be brought any more, or a fact or an introduction came since. Refuses a colleague's try, a closed one,
    a letter that answers or may have left, a text of another tab, and where there is nothing solid to say.
    """
    locked = claim(touch, by=by)
    check_try_is_open(locked)
    check_may_write(locked, at)
    if not locked.is_step:
        raise Refused(_("What answers them is yours to write."), code="answers_are_yours")
    check_lawful(locked)
    check_nothing_leaves(locked)
    if typed is not None and typed.body.strip():
        save_draft(locked, by=by, at=at, **typed._asdict())
    full = Touch.objects.select_related(*NEEDED).get(pk=locked.pk)
    shelf = facts.shelf_for([full], at)
    try:
        value, written = step_words.words_anew(full, shelf, at)
    except drafting.NothingToSay as silence:
        raise Refused(silence.sentence, code="nothing_to_say") from silence
    except drafting.DraftError as error:
        raise Refused(error.told, code="nothing_to_say") from error
    _bring(full, value)
    full.save(update_fields=[*facts.KINDS, "chosen_at"])
    newest = letters.newest_draft(full)
    return _add_written(full, newest, written, shelf, at)


def waiting_at(at: datetime) -> QuerySet[Touch]:
    held = Hold.objects.filter(company=OuterRef("prospect__company"), lifted_at=None)
    return Touch.objects.to_draft(at).filter(~Exists(held), due_at__lte=at + LEAD)


@transaction.atomic
def _draft(waiting: QuerySet[Touch], at: datetime, limit: int) -> int:
    claimed = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .order_by("due_at")
        .values_list("pk", flat=True)[:limit]
    )
    # Asked in two steps, so that what a draft needs is read for these few and not for all that wait.
    # Steps and reps are few: each is read once, and shared.
    due = list(
        Touch.objects.filter(Among("pk", claimed))
        .only(*READ)
        .fetch_mode(FETCH_PEERS)
        .prefetch_related("step", "owner__team")
        .order_by("due_at")
    )
    if due:
        with for_others():
            _write_first(due, at)
    return len(due)


def _draft_alone(pk: int, at: datetime) -> int:
    try:
        return _draft(waiting_at(at).filter(pk=pk), at, 1)
    except Exception:
        log.exception("try %s could not be drafted", pk)
        Touch.objects.filter(pk=pk, state=TouchState.PLANNED).update(
            nothing_to_say="", look_again_at=at + SET_ASIDE
        )
        return 1


def _write_first(due: list[Touch], at: datetime) -> None:
    """All of them by a few statements; the tries are locked, so nobody else writes between."""
    shelf = facts.shelf_for(due, at)
    people = {touch.prospect_id for touch in due}
    closed, barred = channels_stopped(people), channels_barred(people)
    for touch in due:
        _keep_to_their_law(touch, closed, barred)
    drafts = [
        draft
        for touch in due
        if (draft := _first_draft(touch, shelf, closed, barred, at)) is not None
    ]
    many.insert(Draft, Written._fields, drafts)
    many.update(Touch, NOTED, due)


def _keep_to_their_law(
    touch: Touch, closed: dict[int, set[str]], barred: dict[int, dict[str, Bar]]
) -> None:
    """A try whose channel a rule closed since it was planned goes by another one, where one is open."""
    bars = barred.get(touch.prospect_id, {})
    if touch.channel in bars and not they_asked_for(touch):
        stopped = closed.get(touch.prospect_id, set())
        touch.channel = open_way(touch.prospect, touch.channel, stopped, bars) or touch.channel


def _first_draft(
    touch: Touch,
    shelf: facts.Shelf,
    closed: dict[int, set[str]],
    barred: dict[int, dict[str, Bar]],
    at: datetime,
) -> Written | None:
    """The words and what they bring, noted on the try; without words, the sentence why."""
    bar = barred.get(touch.prospect_id, {}).get(touch.channel)
    if bar is not None and not they_asked_for(touch):
        _keep_silent(touch, sentence_of(touch.prospect, touch.channel, bar), at)
        touch.look_again_at = at + LOOK_FOR_A_BASIS
        return None
    if touch.channel in closed.get(touch.prospect_id, ()):
        _keep_silent(touch, _why_stopped(touch, at), at)
        return None
    try:
        value, written = step_words.words_for(touch, shelf, at)
    except drafting.NothingToSay as silence:
        _keep_silent(touch, silence.sentence, at)
        return None
    except drafting.DraftError as error:
        # A template that cannot be read keeps nobody else's draft waiting: its reason is shown instead.
        _keep_silent(touch, error.told, at)
        return None
    touch.state, touch.nothing_to_say, touch.look_again_at = TouchState.DRAFTED, "", None
    _bring(touch, value)
    return _template_draft(touch, written, shelf, number=1, at=at)


def _template_draft(
    touch: Touch, written: drafting.Rendered, shelf: facts.Shelf, *, number: int, at: datetime
) -> Written:
    is_letter = touch.channel == Channel.EMAIL
    return Written(
        touch_id=touch.pk,
        number=number,
        origin=DraftOrigin.TEMPLATE,
        to_address=shelf.people[touch.prospect_id].email if is_letter else "",
        subject=written.subject[:LONGEST_SUBJECT],
        body=written.body[:LONGEST_BODY],
        made_at=at,
    )


def _add_written(
    touch: Touch,
    newest: Draft | None,
    written: drafting.Rendered,
    shelf: facts.Shelf,
    at: datetime,
) -> Draft:
    number = newest.number + 1 if newest else 1
    words = _template_draft(touch, written, shelf, number=number, at=at)
    draft = Draft.objects.create(**words._asdict())
    _is_drafted(touch)
    return draft


def _keep_silent(touch: Touch, sentence: str, at: datetime) -> None:
    touch.nothing_to_say = sentence[:300]
    touch.look_again_at = at + LOOK_AGAIN


def _why_stopped(touch: Touch, at: datetime) -> str:
    try:
        check_not_stopped(touch.prospect, touch.channel, at)
    except Refused as refused:
        return refused.sentence
    return ""


def _bring(touch: Touch, value: facts.Value) -> None:
    """Note on the try what its words bring. What is not what the rep chose is the drafter's pick."""
    brings = {f"{kind}_id": item and item.pk for kind, item in value.items()}
    if any(getattr(touch, name) != key for name, key in brings.items()):
        touch.chosen_at = None
    for name, key in brings.items():
        setattr(touch, name, key)


def add(
    touch: Touch,
    newest: Draft | None,
    subject: str,
    body: str,
    *,
    author: User,
    at: datetime,
    origin: DraftOrigin = DraftOrigin.REP,
) -> Draft:
    """The next draft, after the newest. Call it with the try claimed."""
    draft = Draft.objects.create(
        touch=touch,
        number=newest.number + 1 if newest else 1,
        origin=origin,
        author=author,
        to_address=addressee_of(touch).address,
        subject=subject,
        body=body,
        made_at=at,
    )
    _is_drafted(touch)
    return draft


def _is_drafted(touch: Touch) -> None:
    """`touch` is locked: what it says of itself still holds."""
    if touch.state != TouchState.PLANNED:
        return
    Touch.objects.filter(pk=touch.pk, state=TouchState.PLANNED).update(
        state=TouchState.DRAFTED, nothing_to_say="", look_again_at=None
    )


def _kept_since(
    touch: Touch, base_number: int, subject: str, body: str, *, by: User
) -> Draft | None:
    """The same words of the same hand, kept already by a press that overtook this pause in typing."""
    later = Draft.objects.filter(touch=touch, number__gt=base_number, author=by)
    return later.filter(origin=DraftOrigin.REP, subject=subject, body=body).first()


def _same(newest: Draft, touch: Touch, subject: str, body: str) -> bool:
    address = addressee_of(touch).address
    return (newest.subject, newest.body, newest.to_address) == (subject, body, address)


def _tidy(text: str) -> str:
    """One kind of line end, and nothing the database cannot hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
