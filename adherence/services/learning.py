"""Make something of their words: a fact for research, or a question for the library. Each once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from adherence.models import Lesson
from cadence.models import Reply
from prospects.permissions import check_see
from research.enums import FindingAbout
from research.services import briefing, library
from team.languages import for_others
from team.models import User
from team.refusals import Refused

LONGEST_CLAIM = 300
LONGEST_QUOTE = 4000
LONGEST_INDUSTRY = 100


@transaction.atomic
def keep_fact(reply: Reply, *, by: User, at: datetime) -> Lesson:
    """Their words become a dated fact about their company, told by them.

    Refuses a second time, an answer without words, and somebody else's person.
    """
    locked = _locked(reply)
    if locked.lessons.filter(finding__isnull=False).exists():
        raise Refused(_("This is kept as a fact already."), code="conflict_kept")
    words = "" if locked.in_our_words else " ".join(locked.text.split())
    if not words:
        raise Refused(_("There are no words of theirs to keep."), code="words_missing")
    claim = words if len(words) <= LONGEST_CLAIM else f"{words[: LONGEST_CLAIM - 1].rstrip()}…"
    fact = briefing.Fact(
        about=FindingAbout.COMPANY,
        claim=claim,
        quote="" if claim == words else locked.text[:LONGEST_QUOTE],
        told_by=locked.prospect.name,
        dated_on=locked.received_at.astimezone(by.zone).date(),
        for_everyone=True,
    )
    finding = briefing.add_finding(locked.prospect, fact, by=by, at=at)
    return Lesson.objects.create(reply=locked, finding=finding)


@transaction.atomic
def make_question(reply: Reply, *, by: User, at: datetime, text: str) -> Lesson:
    """What they said becomes a question for others, in the library; a manager approves it there.

    Refuses a second time, a question without words, and a person whom this colleague cannot see.
    """
    locked = _locked(reply)
    check_see(by, locked.prospect)
    if locked.lessons.filter(question__isnull=False).exists():
        raise Refused(_("A question was made of it already."), code="conflict_kept")
    if not text.strip():
        raise Refused(_("Write the question first."), code="words_missing")
    said = " ".join(locked.text.split())[:LONGEST_CLAIM]
    with for_others():
        why = "" if locked.in_our_words else _("Somebody told us: “%(words)s”") % {"words": said}
    question = library.add_question(
        by=by,
        at=at,
        text=text.strip(),
        why=why,
        industry=locked.prospect.company.industry[:LONGEST_INDUSTRY],
    )
    return Lesson.objects.create(reply=locked, question=question)


def _locked(reply: Reply) -> Reply:
    """Two presses at once meet here, and the second is told."""
    replies = Reply.objects.select_related("prospect__company").select_for_update(of=("self",))
    return replies.get(pk=reply.pk)
