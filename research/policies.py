"""May we write to this person yet? (R6: research first.)"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prospects.models import Prospect
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Brief, Finding, Introduction
from team.models import Policy

NEEDED_FINDINGS = 3
NEEDED_KINDS = (FindingAbout.PERSON, FindingAbout.COMPANY, FindingAbout.TRIGGER)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is still to find out, and the field of the research page where it is written down."""

    sentence: str
    field: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Known:
    """What readiness is judged on: the brief, if any, and the kinds of the usable facts."""

    brief: Brief | None
    kinds: tuple[str, ...]
    was_asked: bool = False


def is_ready(prospect: Prospect, at: datetime) -> bool:
    return not missing(prospect, at)


def missing(prospect: Prospect, at: datetime) -> list[str]:
    """Sentences that say what is still to find out, in the order a rep would do it."""
    return missing_of([prospect], at)[prospect.pk]


def missing_of(people: Sequence[Prospect], at: datetime) -> dict[int, list[str]]:
    """The same of each of these people, in as many questions as of one."""
    ids = [each.pk for each in people]
    briefs = {brief.prospect_id: brief for brief in Brief.objects.filter(prospect__in=ids)}
    introduced = [pk for pk, brief in briefs.items() if brief.warm_path != WarmPath.NONE]
    asked: set[int] = set()
    if introduced:
        asked = set(Introduction.objects.of(introduced).values_list("prospect", flat=True))
    kinds = _kinds_of_facts(people, at)
    return {
        each.pk: [
            gap.sentence
            for gap in gaps_in(Known(briefs.get(each.pk), kinds[each.pk], each.pk in asked), each)
        ]
        for each in people
    }


def _kinds_of_facts(people: Sequence[Prospect], at: datetime) -> dict[int, tuple[str, ...]]:
    """The kinds of the usable facts about each: their own, and those that serve everyone at their company."""
    facts = Finding.objects.standing().dated_since(oldest_usable_day(at, Policy.current()))
    own: defaultdict[int, list[str]] = defaultdict(list)
    shared: defaultdict[int, list[str]] = defaultdict(list)
    for prospect, company, about in facts.about_any(people).values_list(
        "prospect", "company", "about"
    ):
        (shared[company] if prospect is None else own[prospect]).append(about)
    return {each.pk: (*own[each.pk], *shared[each.company_id]) for each in people}


def oldest_usable_day(at: datetime, policy: Policy) -> date:
    return at.date() - timedelta(days=policy.finding_max_days)


def gaps_in(known: Known, prospect: Prospect) -> list[Gap]:
    return [
        *_gaps_in_thinking(known.brief, prospect),
        *(Gap(sentence, "finding-claim") for sentence in _facts_to_find(known.kinds, prospect)),
        *_gaps_in_care(known, prospect),
    ]


def _gaps_in_thinking(brief: Brief | None, prospect: Prospect) -> list[Gap]:
    gaps, words = [], {"name": prospect.name}
    if brief is None or brief.fit == Fit.UNKNOWN:
        gaps.append(Gap(_("Judge whether we could help %(name)s.") % words, "brief-fit_1"))
    elif brief.fit == Fit.NOT_A_FIT:
        sentence = _("You judged %(name)s not a fit, so there is nothing to write.") % words
        gaps.append(Gap(sentence, "brief-fit_1"))
    if brief is None or not brief.problem:
        gaps.append(Gap(_("Name the problem you may help with."), "brief-problem"))
    if brief is None or not brief.why_now:
        gaps.append(Gap(_("Say why now."), "brief-why_now"))
    return gaps


def _facts_to_find(kinds: tuple[str, ...], prospect: Prospect) -> list[str]:
    wanted = {
        FindingAbout.PERSON: _("Find a dated fact about %(name)s.") % {"name": prospect.name},
        FindingAbout.COMPANY: _("Find a dated fact about %(company)s.")
        % {"company": prospect.company.name},
        FindingAbout.TRIGGER: _("Find something that changed there lately."),
    }
    gaps = [wanted[kind] for kind in NEEDED_KINDS if kind not in kinds]
    short = NEEDED_FINDINGS - len(kinds) - len(gaps)
    if short > 0:
        gaps.append(
            ngettext(
                "Add one more dated fact with its source.",
                "Add %(count)s more dated facts with their sources.",
                short,
            )
            % {"count": short}
        )
    return gaps


def _gaps_in_care(known: Known, prospect: Prospect) -> list[Gap]:
    brief, gaps = known.brief, []
    if brief is None or brief.name_confirmed_at is None:
        sentence = _("Confirm how %(name)s spells their name, and where you saw it.")
        gaps.append(Gap(sentence % {"name": prospect.name}, "name-source"))
    if known.was_asked:
        return gaps  # Whoever asked somebody has looked.
    if brief is None or brief.warm_path == WarmPath.UNCHECKED:
        sentence = _("Look for somebody who knows people at %(company)s.")
        gaps.append(Gap(sentence % {"company": prospect.company.name}, "warm-warm_path_0"))
    elif brief.warm_path == WarmPath.FOUND:
        sentence = _("Somebody could introduce us: ask them before you come cold.")
        gaps.append(Gap(sentence, "introducer"))
    return gaps
