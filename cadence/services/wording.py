"""Help with wording: asked for by a rep, from the facts on their desk, as text to read and to edit.

Nothing is sent by it. What goes beyond the facts, and what a check would stop, is dropped with the reason.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from django.db import transaction
from django.utils.translation import gettext as _

from cadence import drafting as facts_to_words
from cadence import wording
from cadence.checks import CheckResult, State
from cadence.enums import DraftOrigin
from cadence.models import Draft, Touch
from cadence.policies.bringing import check_still_offered
from cadence.policies.making import check_may_write, check_try_is_open
from cadence.selectors import facts, letters
from cadence.selectors.named import names_among
from cadence.selectors.words import channel_word
from cadence.services import drafting, reviewing
from cadence.services.drafting import NEEDED, Typed
from cadence.services.locking import claim
from prospects.company_names import is_named
from prospects.enums import Channel
from team.models import User
from team.refusals import Refused

log = logging.getLogger(__name__)

# What a letter says without it: a whole name is no matter of wording, and the number of a try is nobody's.
KEPT_HERE = ("person.name", "sender.name", "step.number", "step.of")
# A slow model must not take every thread that pages are answered by.
AT_ONCE = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the help is asked about: the words as they were kept, and what they may rest on."""

    touch: Touch
    asked: wording.Asked
    known: letters.Known
    number: int


def suggest(
    touch: Touch, *, by: User, at: datetime, typed: Typed, model: wording.LanguageModel
) -> Draft:
    """Another wording of what stands on the sheet, as the next draft, marked until the rep edits it.

    What was typed is kept first, as a draft of its own. Refuses as saving does, a letter that answers, a
    try with nothing to word, an answer of the model that goes beyond the facts or that a check stops, and
    words that changed while the model thought. No lock is held while it thinks.
    """
    sheet = _kept(touch, by=by, at=at, typed=typed)
    proposal = _asked(sheet, model)
    _check_grounded(sheet, proposal)
    _check_no_new_stop(sheet, proposal, at)
    return _put_down(sheet, proposal, by=by, at=at)


@transaction.atomic
def _kept(touch: Touch, *, by: User, at: datetime, typed: Typed) -> Sheet:
    locked = claim(touch, by=by)
    check_try_is_open(locked)
    check_may_write(locked, at)
    if not locked.is_step:
        raise Refused(_("These words are yours alone to write."), code="help_not_here")
    check_still_offered(locked, at)
    given = {kind: getattr(locked, kind) for kind in facts.KINDS}
    if not typed.body.strip() and not any(given.values()):
        raise Refused(_("There is nothing to word yet. Choose what it brings."), code="help_empty")
    draft = drafting.save_draft(locked, by=by, at=at, **typed._asdict())
    full = Touch.objects.select_related(*NEEDED).get(pk=locked.pk)
    known = letters.known_about(full.prospect, at)
    shelf = facts.shelf_for([full], at)
    fields = facts_to_words.build_fields(facts.facts_for(full, facts.Value(**given), shelf))
    return Sheet(full, _material(full, draft, fields, known), known, draft.number)


def _material(
    touch: Touch, draft: Draft, fields: facts_to_words.Fields, known: letters.Known
) -> wording.Asked:
    """All that leaves: the facts of this try, its words, and what the step is for."""
    step, policy = touch.planned_step, known.policy
    first = not touch.enrollment.attempts
    return wording.Asked(
        subject=draft.subject,
        body=draft.body,
        facts=dict(_sayable(fields, known.unnamed_customers)),
        purpose=step.title,
        guidance=step.guidance,
        channel=channel_word(touch.channel),
        most_words=policy.first_letter_words if first else policy.later_letter_words,
    )


def _sayable(fields: facts_to_words.Fields, unnamed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Without what is kept here, and without a text that names a customer whom no letter may name."""
    for group, values in fields.items():
        for name, value in values.items():
            path = f"{group}.{name}"
            small = value.casefold()
            told = any(each.casefold() in small or is_named(value, each) for each in unnamed)
            if path not in KEPT_HERE and not told:
                yield path, value


def _asked(sheet: Sheet, model: wording.LanguageModel) -> wording.Proposal:
    try:
        with _one_of_few():
            answer = model.answer(wording.INSTRUCTIONS, sheet.asked.material)
        proposal = wording.proposal_in(answer)
    except wording.HelpError as error:
        log.warning("no help with try %s: %s", sheet.touch.pk, error.reason)
        raise Refused(error.sentence, code="help_failed") from error
    subject = proposal.subject if sheet.touch.channel == Channel.EMAIL else ""
    if (subject, proposal.body) == (sheet.asked.subject, sheet.asked.body):
        raise Refused(_("The help would change nothing."), code="help_unchanged")
    return wording.Proposal(subject, proposal.body)


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not AT_ONCE.acquire(blocking=False):
        sentence = _("The help is busy. Your words are as they were; ask again in a minute.")
        raise wording.HelpError(sentence, reason="all its turns are taken")
    try:
        yield
    finally:
        AT_ONCE.release()


def _check_grounded(sheet: Sheet, proposal: wording.Proposal) -> None:
    asked = sheet.asked
    given = wording.Given([asked.subject, asked.body, *asked.facts.values()])
    said = (proposal.subject, proposal.body)
    unheard = set().union(*(wording.unheard(text, given) for text in said))
    names = names_among(unheard, sheet.touch.prospect)
    for text in said:
        found = wording.beyond(text, given, names)
        if found is not None:
            _drop(sheet, found.sentence, found.what)


def _check_no_new_stop(sheet: Sheet, proposal: wording.Proposal, at: datetime) -> None:
    """What stops the rep's own words as well is no fault of the proposal."""
    before = _stops(sheet, sheet.asked.subject, sheet.asked.body, at)
    after = _stops(sheet, proposal.subject, proposal.body, at)
    for code in after.keys() - before.keys():
        _drop(sheet, f"{after[code].title}.", "")


def _stops(sheet: Sheet, subject: str, body: str, at: datetime) -> Mapping[str, CheckResult]:
    results = reviewing.review(sheet.touch, at=at, subject=subject, body=body, known=sheet.known)
    return {each.code: each for each in results if each.state is State.STOP}


def _drop(sheet: Sheet, reason: str, what: str) -> None:
    log.info("help with try %s was dropped: %s", sheet.touch.pk, reason)
    words = {"reason": f"{reason} “{what[:80]}”." if what else reason}
    raise Refused(
        _("A suggestion came and was dropped. %(reason)s Your words are as they were.") % words,
        code="help_dropped",
    )


@transaction.atomic
def _put_down(sheet: Sheet, proposal: wording.Proposal, *, by: User, at: datetime) -> Draft:
    locked = claim(sheet.touch, by=by)
    check_try_is_open(locked)
    check_may_write(locked, at)
    newest = letters.newest_draft(locked)
    if newest is None or newest.number != sheet.number:
        raise Refused(
            _("You wrote on while the help was thinking. Its words were let go."),
            code="help_late",
        )
    return drafting.add(
        locked,
        newest,
        proposal.subject,
        proposal.body,
        author=by,
        at=at,
        origin=DraftOrigin.HELPED,
    )
