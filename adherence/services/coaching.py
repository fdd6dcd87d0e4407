"""What a manager and the rep say about a try that was drawn, and the rep's yes to an example.

The database's guards hold the same rules (migrations/sql/coaching.sql).
"""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from adherence.enums import CoachingQuestion, Consent
from adherence.models import Comment, Example, Look, Sample
from adherence.permissions import check_coaches
from adherence.selectors.coaching import names_in, words_of
from team.models import User
from team.refusals import Refused


def look(sample: Sample, *, by: User, at: datetime, answers: dict[CoachingQuestion, bool]) -> Look:
    """Keep a manager's answers to the three questions, in place of those they gave before. Refuses everybody else."""
    check_coaches(by, sample.rep)
    given = {question.value: answers[question] for question in CoachingQuestion}
    kept, _made = Look.objects.update_or_create(sample=sample, by=by, defaults={"at": at, **given})
    return kept


def comment(sample: Sample, *, by: User, at: datetime, passage: str, text: str) -> Comment:
    """Keep what a manager says about a passage of what was sent.

    Refuses everybody else, a passage that does not stand there, and a comment without words.
    """
    check_coaches(by, sample.rep)
    if not text.strip():
        raise Refused(_("Say something about the passage, in a few words."), code="words_missing")
    starts, found = _place_of(passage, words_of(sample))
    return Comment.objects.create(
        sample=sample, by=by, at=at, starts=starts, passage=found, text=text.strip()
    )


@transaction.atomic
def answer(remark: Comment, *, by: User, at: datetime, text: str) -> Comment:
    """The rep's answer, once. Refuses everybody but the rep of the try, a second answer, and one without words."""
    locked = _locked(remark, by)
    if locked.answered_at is not None:
        raise Refused(_("You answered this already."), code="conflict_answered")
    if not text.strip():
        raise Refused(_("Write your answer first."), code="words_missing")
    locked.answer, locked.answered_by, locked.answered_at = text.strip(), by, at
    locked.save(update_fields=["answer", "answered_by", "answered_at"])
    return locked


@transaction.atomic
def mark_tried(remark: Comment, *, by: User, at: datetime) -> Comment:
    """The rep tried it. Refuses everybody but the rep of the try, and before they answered."""
    locked = _locked(remark, by)
    if locked.answered_at is None:
        raise Refused(_("Answer first. One word is enough."), code="not_answered")
    if locked.tried_at is None:
        locked.tried_at = at
        locked.save(update_fields=["tried_at"])
    return locked


@transaction.atomic
def ask_for_example(sample: Sample, *, by: User, at: datetime, why: str) -> Example:
    """Ask the rep whether others may learn from this try. Refuses everybody but their manager, and a second time."""
    check_coaches(by, sample.rep)
    if not why.strip():
        raise Refused(_("Say what others can learn from it."), code="words_missing")
    asked, made = Example.objects.get_or_create(
        sample=sample, defaults={"asked_by": by, "asked_at": at, "why": why.strip()}
    )
    if not made:
        raise Refused(_("They were asked about this one already."), code="conflict_asked")
    return asked


@transaction.atomic
def agree(example: Example, *, by: User, at: datetime, words: str) -> Example:
    """The rep lets it stand in the library, in these words.

    Refuses everybody but the rep of the try, a second time, no words, and words that still say who got it.
    """
    locked = _asked(example, by)
    if locked.consent:
        raise Refused(_("You answered this already."), code="conflict_answered")
    if not words.strip():
        raise Refused(_("There would be nothing to read."), code="words_missing")
    _check_names_nobody(words, locked.sample)
    return _say(locked, Consent.YES, by=by, at=at, words=words.strip())


@transaction.atomic
def decline(example: Example, *, by: User, at: datetime) -> Example:
    """The rep would rather not, or takes a yes back: it leaves the library at once. Refuses everybody else."""
    locked = _asked(example, by)
    if locked.consent == Consent.NO:
        return locked
    return _say(locked, Consent.NO, by=by, at=at, words="")


def _say(example: Example, consent: Consent, *, by: User, at: datetime, words: str) -> Example:
    example.consent, example.said_by, example.said_at, example.words = consent, by, at, words
    example.save(update_fields=["consent", "said_by", "said_at", "words"])
    return example


def _place_of(passage: str, words: str) -> tuple[int, str]:
    """Where a passage stands, whatever became of its spaces and line breaks on the way, and how it stands there."""
    parts = passage.split()
    found = re.search(r"\s+".join(map(re.escape, parts)), words) if parts else None
    if found is None:
        raise Refused(
            _("Choose a passage of what was sent, as it stands there."), code="no_such_passage"
        )
    return found.start(), found[0]


def _locked(remark: Comment, by: User) -> Comment:
    comments = Comment.objects.select_related("sample").select_for_update(of=("self",))
    locked = comments.get(pk=remark.pk)
    if locked.sample.rep_id != by.pk:
        raise Refused(_("Only who wrote it answers here."), code="not_yours")
    return locked


def _asked(example: Example, by: User) -> Example:
    examples = Example.objects.select_related("sample__attempt__prospect__company")
    locked = examples.select_for_update(of=("self",)).get(pk=example.pk)
    if locked.sample.rep_id != by.pk:
        raise Refused(_("Only who wrote it answers here."), code="not_yours")
    return locked


def _check_names_nobody(words: str, sample: Sample) -> None:
    if found := names_in(words, sample.attempt.prospect):
        raise Refused(
            _("“%(name)s” still stands in it. Colleagues everywhere read this: take it out.")
            % {"name": found[0]},
            code="names_somebody",
        )
