"""May we write to this person yet? (R6: research first.)"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prospects.models import Prospect
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Brief, Finding
from team.models import Policy
from team.refusals import Refused

NEEDED_FINDINGS = 3
NEEDED_KINDS = (FindingAbout.PERSON, FindingAbout.COMPANY, FindingAbout.TRIGGER)


@dataclass(frozen=True, slots=True)
class Known:
    """What readiness is judged on: the brief, if any, and the kinds of the usable facts."""

    brief: Brief | None
    kinds: tuple[str, ...]


def check_ready(prospect: Prospect, at: datetime) -> None:
    """Refuse unless the brief is complete; the sentence names everything that is missing."""
    if gaps := missing(prospect, at):
        raise Refused(" ".join(gaps), code="research_missing")


def is_ready(prospect: Prospect, at: datetime) -> bool:
    return not missing(prospect, at)


def missing(prospect: Prospect, at: datetime) -> list[str]:
    """Sentences that say what is still to find out, in the order a rep would do it."""
    first_day = oldest_usable_day(at, Policy.current())
    kinds = Finding.objects.standing().about(prospect).dated_since(first_day)
    known = Known(
        brief=Brief.objects.filter(prospect=prospect).first(),
        kinds=tuple(kinds.values_list("about", flat=True)),
    )
    return gaps_in(known, prospect)


def oldest_usable_day(at: datetime, policy: Policy) -> date:
    return at.date() - timedelta(days=policy.finding_max_days)


def gaps_in(known: Known, prospect: Prospect) -> list[str]:
    brief = known.brief
    return [
        *_gaps_in_thinking(brief, prospect),
        *_gaps_in_findings(known.kinds, prospect),
        *_gaps_in_care(brief, prospect),
    ]


def _gaps_in_thinking(brief: Brief | None, prospect: Prospect) -> list[str]:
    gaps = []
    if brief is None or brief.fit == Fit.UNKNOWN:
        gaps.append(_("Judge whether we could help %(name)s.") % {"name": prospect.name})
    elif brief.fit == Fit.NOT_A_FIT:
        gaps.append(
            _("You judged %(name)s not a fit, so there is nothing to write.")
            % {"name": prospect.name}
        )
    if brief is None or not brief.problem:
        gaps.append(_("Name the problem you may help with."))
    if brief is None or not brief.why_now:
        gaps.append(_("Say why now."))
    return gaps


def _gaps_in_findings(kinds: tuple[str, ...], prospect: Prospect) -> list[str]:
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


def _gaps_in_care(brief: Brief | None, prospect: Prospect) -> list[str]:
    gaps = []
    if brief is None or brief.name_confirmed_at is None:
        gaps.append(
            _("Confirm how %(name)s spells their name, and where you saw it.")
            % {"name": prospect.name}
        )
    if brief is None or brief.warm_path == WarmPath.UNCHECKED:
        gaps.append(
            _("Look for somebody who knows people at %(company)s.")
            % {"company": prospect.company.name}
        )
    return gaps
