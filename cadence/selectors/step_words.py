"""The words of a step around what its try may bring: by the drafter's choice, or by the rep's."""

from contextlib import suppress
from datetime import datetime

from django.utils.translation import gettext as _

from cadence import drafting
from cadence.models import Touch
from cadence.policies import bringing
from cadence.selectors import facts
from team.refusals import Refused


def words_for(
    touch: Touch, shelf: facts.Shelf, at: datetime
) -> tuple[facts.Value, drafting.Rendered]:
    """The words around what the rep chose; else the first that can be written."""
    chosen = _chosen(touch, at)
    if chosen is None:
        return _first_words(touch, shelf)
    return chosen, written_with(touch, chosen, shelf)


def words_anew(
    touch: Touch, shelf: facts.Shelf, at: datetime
) -> tuple[facts.Value, drafting.Rendered]:
    """The words around what came since the rep chose, else around what was chosen; the first words where nothing was."""
    chosen = _chosen(touch, at)
    if chosen is None:
        return _first_words(touch, shelf)
    for value in facts.values_for(touch, shelf):
        if _came_since(value, touch.chosen_at):
            with suppress(drafting.NothingToSay):
                return value, _written(touch, value, shelf)
    return chosen, written_with(touch, chosen, shelf)


def written_with(touch: Touch, value: facts.Value, shelf: facts.Shelf) -> drafting.Rendered:
    """Nothing where the step's words are for something of another kind."""
    step = touch.planned_step
    if value.kind != step.value_kind and value.kind not in step.allowed_kinds:
        sentence = _("The plan’s words are about something else than you chose. Write it yourself.")
        raise drafting.NothingToSay(sentence=sentence)
    return _written(touch, value, shelf)


def _chosen(touch: Touch, at: datetime) -> facts.Value | None:
    """What the rep chose: it stays, unless it may not be brought any more."""
    if touch.chosen_at is None:
        return None
    try:
        bringing.check_still_offered(touch, at)
    except Refused:
        return None
    return _brought(touch)


def _brought(touch: Touch) -> facts.Value:
    return facts.Value(**{kind: getattr(touch, kind) for kind in facts.KINDS})


def _first_words(touch: Touch, shelf: facts.Shelf) -> tuple[facts.Value, drafting.Rendered]:
    """The words around the first thing that they can be written around; else what they lack around the best."""
    silences = []
    for value in facts.values_for(touch, shelf):
        try:
            return value, _written(touch, value, shelf)
        except drafting.NothingToSay as silence:
            silences.append(silence)
    raise silences[0]


def _came_since(value: facts.Value, chosen_at: datetime | None) -> bool:
    if value.introduction is not None:
        came = value.introduction.answered_at
    else:
        came = value.finding.created_at if value.finding is not None else None
    return came is not None and chosen_at is not None and came > chosen_at


def _written(touch: Touch, value: facts.Value, shelf: facts.Shelf) -> drafting.Rendered:
    step = touch.planned_step
    if touch.channel != step.channel:
        raise drafting.NothingToSay(sentence=_why_unwritten(touch))
    return drafting.draft(
        step.subject_template,
        step.body_template,
        facts.facts_for(touch, value, shelf),
        value_kind=value.kind or step.value_kind,
    )


def _why_unwritten(touch: Touch) -> str:
    """The step's words are for its own channel: a promised call, or another way, is the rep's own."""
    if touch.promised_at is not None:
        return _("They asked you to ring. Begin with what they told you last time.")
    planned = touch.planned_step.get_channel_display()
    return _(
        "This was planned as %(planned)s, and there is no way to reach them there. Write it yourself."
    ) % {"planned": planned}
