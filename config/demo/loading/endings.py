"""Ends that the rep writes: ten good tries, a talk, not a fit, a company gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cadence.enums import CallOutcome, Ending
from cadence.models import Attempt, Enrollment, Touch
from cadence.selectors.day import day_of
from cadence.selectors.talking import talks_due
from cadence.services import enrolling
from config.demo.loading.casting import Part
from config.demo.loading.dealing import Deck
from config.demo.loading.fates import Coming
from config.demo.loading.world import Rep
from research.enums import Fit
from research.models import Brief
from research.services import briefing

ENOUGH = 10
KNOWN_AFTER = 3
# Of whom every fourth try found interested, nothing more came.
QUIET_OF = 4
CLOSED_NOTE = "The receiver wrote: the company stopped work on Friday."


@dataclass(slots=True)
class Ender:
    """`parts` by prospect: who everybody is."""

    deck: Deck
    parts: dict[int, Part]

    def after(self, part: Part, attempt: Attempt, rep: Rep) -> None:
        """What the rep learns from a try, beside answers."""
        at = attempt.at + timedelta(minutes=10)
        match part.fate.coming:
            case Coming.MET if attempt.outcome == CallOutcome.SPOKE:
                note = self.deck.deal("met", "notes", part, rep)
                enrolling.end(attempt.enrollment, Ending.MET, by=rep.user, at=at, note=note)
            case Coming.NOT_A_FIT if part.tries >= min(part.fate.at_try, KNOWN_AFTER):
                self._not_a_fit(part, attempt, rep, at)
            case Coming.CLOSED if part.tries >= KNOWN_AFTER:
                enrolling.end(
                    attempt.enrollment,
                    Ending.COMPANY_CLOSED,
                    by=rep.user,
                    at=at,
                    note=CLOSED_NOTE,
                )

    def end_finished(self, rep: Rep, at: datetime) -> None:
        """Everybody who has had every try, and at least ten: kindly done."""
        finished = (
            Enrollment.objects.running()
            .filter(owner=rep.user, plan_at=None, attempts__gte=ENOUGH)
            .exclude(pk__in=Touch.objects.open().values("enrollment"))
            .filter(replies__isnull=True)
        )
        for enrollment in finished:
            enrolling.end(
                enrollment,
                Ending.NOT_REACHED,
                by=rep.user,
                at=at,
                note="Thanked them and left the page with them.",
            )

    def end_talks(self, rep: Rep, at: datetime) -> None:
        """Whoever was interested and whose day has come: most were met, of some nothing more came."""
        due = talks_due(rep.user, day_of(rep.user, at)).select_related("prospect").order_by("pk")
        for enrollment in due:
            part = self.parts[enrollment.prospect_id]
            went_quiet = part.tries % QUIET_OF == 0
            note = self.deck.deal("met", "quiet" if went_quiet else "notes", part, rep)
            ending = Ending.REPLIED if went_quiet else Ending.MET
            enrolling.end(enrollment, ending, by=rep.user, at=at, note=note)

    def _not_a_fit(self, part: Part, attempt: Attempt, rep: Rep, at: datetime) -> None:
        note = self.deck.deal("not_a_fit", "notes", part, rep)
        brief = Brief.objects.get(prospect=part.who)
        fields = briefing.BriefFields(
            fit=Fit.NOT_A_FIT,
            fit_note=note,
            problem=brief.problem,
            why_now=brief.why_now,
            risk=brief.risk,
            unknowns=brief.unknowns,
        )
        briefing.save_brief(part.who, by=rep.user, at=at, fields=fields, revision=brief.revision)
        enrolling.end(attempt.enrollment, Ending.NOT_A_FIT, by=rep.user, at=at, note=note)
