"""Research before the first try: the brief, its facts, the name and the warm path."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from prospects.names import tidy
from prospects.services.duplicates import look_for
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Brief, Finding
from research.permissions import check_research
from team.models import User
from team.names import hides_something
from team.refusals import Refused

LONGEST_SENTENCE = 300
_NEXT_SENTENCE = re.compile(r"\w{3}[.!?…]\s+[^\W\d_a-z]")
NAME_FIELDS = ("name", "preferred_name", "pronunciation")


class BriefFields(TypedDict):
    fit: str
    fit_note: str
    problem: str
    why_now: str
    risk: str
    unknowns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A finding as it is typed. `for_everyone` keeps it with the company, not the person."""

    about: FindingAbout
    claim: str
    dated_on: date
    quote: str = ""
    source_name: str = ""
    source_url: str = ""
    told_by: str = ""
    for_everyone: bool = False


@transaction.atomic
def save_brief(
    prospect: Prospect, *, by: User, at: datetime, fields: BriefFields, revision: int
) -> Brief:
    """Save what the rep thought through about one person.

    `revision` is the one the rep was looking at (0 before there is a brief). Refuses when
    somebody saved in between ("stale_revision"), so that neither wording is lost, when a
    "not a fit" gives no reason, when the problem takes more than a sentence, and when the person
    is not theirs to work with.
    """
    check_research(by, prospect)
    if fields["fit"] == Fit.NOT_A_FIT and not fields["fit_note"]:
        raise Refused(_("Say in a few words why it is not a fit."), code="fit_note_missing")
    if not is_one_sentence(fields["problem"]):
        raise Refused(
            _("Name the problem in one sentence. The rest belongs into the facts."),
            code="problem_too_long",
        )
    brief = _brief_of(prospect, by=by, at=at)
    saved = Brief.objects.filter(pk=brief.pk, revision=revision).update(
        **fields, revision=F("revision") + 1, updated_at=at, updated_by=by
    )
    if not saved:
        raise Refused(
            _("Somebody saved this brief while you were writing. Nothing of yours is lost."),
            code="stale_revision",
        )
    _note(ActivityKind.RESEARCHED, prospect, by=by, at=at, detail={"fit": fields["fit"]})
    brief.refresh_from_db()
    return brief


@transaction.atomic
def judge_not_a_fit(prospect: Prospect, *, by: User, at: datetime, why: str) -> None:
    """Keep that we could not help them, with the reason, whatever else was thought. A judgement that stands stays.

    Refuses without a reason, and when the person is not theirs to work with.
    """
    check_research(by, prospect)
    if not why.strip():
        raise Refused(_("Say in a few words why it is not a fit."), code="fit_note_missing")
    brief = _brief_of(prospect, by=by, at=at)
    judged = (
        Brief.objects.filter(pk=brief.pk)
        .exclude(fit=Fit.NOT_A_FIT)
        .update(
            fit=Fit.NOT_A_FIT,
            fit_note=why.strip(),
            revision=F("revision") + 1,
            updated_at=at,
            updated_by=by,
        )
    )
    if judged:
        detail = {"fit": str(Fit.NOT_A_FIT)}
        _note(ActivityKind.RESEARCHED, prospect, by=by, at=at, detail=detail)


def is_one_sentence(text: str) -> bool:
    """Not a paragraph: no second line, no second sentence, and short enough to say."""
    text = text.strip()
    return len(text) <= LONGEST_SENTENCE and "\n" not in text and not _NEXT_SENTENCE.search(text)


@transaction.atomic
def add_finding(prospect: Prospect, fact: Fact, *, by: User, at: datetime) -> Finding:
    """Keep one dated fact with its source.

    Refuses a fact without a source, one dated in the future (in the rep's own calendar), a
    fact about the person that is meant for the whole company, and a person not theirs.
    """
    check_research(by, prospect)
    _check_fact(fact, today=at.astimezone(by.zone).date())
    finding = Finding.objects.create(
        company=prospect.company,
        prospect=None if fact.for_everyone else prospect,
        about=fact.about,
        claim=fact.claim,
        quote=fact.quote,
        source_name=fact.source_name,
        source_url=fact.source_url,
        told_by=fact.told_by,
        dated_on=fact.dated_on,
        added_by=by,
        created_at=at,
    )
    _note(ActivityKind.FINDING_ADDED, prospect, by=by, at=at, detail={"claim": finding.claim})
    return finding


@transaction.atomic
def retract_finding(
    finding: Finding, prospect: Prospect, *, by: User, at: datetime, reason: str
) -> Finding:
    """Take a fact back everywhere, keeping the row and the reason.

    `prospect` is the person on whose page it was done: a company's fact has no person of its
    own. Refuses without a reason, for a fact of somebody else, and a second time.
    """
    check_research(by, prospect)
    if not reason.strip():
        raise Refused(_("Say what is wrong with it."), code="reason_missing")
    retracted = (
        Finding.objects.standing()
        .about(prospect)
        .filter(pk=finding.pk)
        .update(retracted_at=at, retracted_by=by, retracted_reason=reason)
    )
    if not retracted:
        raise Refused(_("This fact was taken back already."), code="already_retracted")
    detail = {"claim": finding.claim, "reason": reason}
    _note(ActivityKind.FINDING_RETRACTED, prospect, by=by, at=at, detail=detail)
    finding.refresh_from_db()
    return finding


@transaction.atomic
def confirm_name(
    prospect: Prospect,
    *,
    by: User,
    at: datetime,
    name: str,
    preferred_name: str,
    pronunciation: str,
    source: str,
    revision: int,
) -> Brief:
    """Write the name as its owner writes it, with who confirmed it, when and where.

    `revision` is the person's that the rep was looking at. By the new name they may be known twice. Refuses an empty name or source, characters that
    nobody can see, and when somebody changed the person in between ("stale_revision").
    """
    check_research(by, prospect)
    if not name.strip() or not source.strip():
        raise Refused(_("Give the name and where you saw it."), code="name_source_missing")
    words = [tidy(word) for word in (name, preferred_name, pronunciation)]
    if any(hides_something(word) for word in words):
        raise Refused(
            _("There is a hidden character in the name. Type it again."), code="hidden_character"
        )
    written = Prospect.objects.filter(pk=prospect.pk, revision=revision).update(
        **dict(zip(NAME_FIELDS, words, strict=True)), revision=F("revision") + 1
    )
    prospect.refresh_from_db(fields=[*NAME_FIELDS, "revision"])
    if not written:
        raise Refused(
            _(
                "Somebody changed this person meanwhile: “%(name)s” is how they are written now. Confirm again to keep yours."
            )
            % {"name": prospect.name},
            code="stale_revision",
        )
    brief = _brief_of(prospect, by=by, at=at)
    brief.name_confirmed_by, brief.name_confirmed_at, brief.name_source = by, at, source
    brief.save(update_fields=["name_confirmed_by", "name_confirmed_at", "name_source"])
    detail = {"name": prospect.name, "source": source}
    _note(ActivityKind.NAME_CONFIRMED, prospect, by=by, at=at, detail=detail)
    look_for([prospect.pk], at=at)
    return brief


@transaction.atomic
def check_warm_path(
    prospect: Prospect, *, by: User, at: datetime, warm_path: WarmPath, note: str
) -> Brief:
    """Answer "Who do we know there?", with through whom or where we looked.

    Refuses either answer without its words, and "not looked yet": an answer is not taken back.
    """
    check_research(by, prospect)
    if warm_path == WarmPath.UNCHECKED:
        raise Refused(_("Choose one of the two answers."), code="warm_path_unanswered")
    if warm_path == WarmPath.FOUND and not note.strip():
        raise Refused(_("Say who could introduce us."), code="introducer_missing")
    if not note.strip():
        raise Refused(
            _("Say where you looked, so that nobody looks there twice."), code="looked_nowhere"
        )
    brief = _brief_of(prospect, by=by, at=at)
    brief.warm_path, brief.warm_path_note = warm_path, note.strip()
    brief.save(update_fields=["warm_path", "warm_path_note"])
    detail = {"warm_path": str(warm_path), "note": note}
    _note(ActivityKind.RESEARCHED, prospect, by=by, at=at, detail=detail)
    return brief


def _brief_of(prospect: Prospect, *, by: User, at: datetime) -> Brief:
    brief, _created = Brief.objects.get_or_create(
        prospect=prospect, defaults={"updated_at": at, "updated_by": by}
    )
    return brief


def _check_fact(fact: Fact, *, today: date) -> None:
    if not (fact.source_url or fact.told_by):
        raise Refused(_("Give the page you read it on, or who told you."), code="source_missing")
    if fact.dated_on > today:
        raise Refused(_("A fact cannot be dated in the future."), code="dated_in_the_future")
    if fact.for_everyone and fact.about == FindingAbout.PERSON:
        raise Refused(
            _("A fact about one person cannot serve the whole company."),
            code="person_fact_for_everyone",
        )


def _note(
    kind: ActivityKind, prospect: Prospect, *, by: User, at: datetime, detail: dict[str, str]
) -> None:
    Activity.objects.record(kind, at=at, actor=by, prospect=prospect, detail=detail)
