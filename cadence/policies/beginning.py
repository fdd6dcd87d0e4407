"""R6, R8, R10, R12, R18: may a cadence begin with this person now?"""

from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import Ending, EnrollmentState, VersionState
from cadence.models import CadenceVersion, Enrollment, Hold
from cadence.policies.reaching import check_some_way_is_open
from prospects.models import Company, Prospect
from research.policies import check_ready
from team.models import Policy
from team.refusals import Refused


def check_may_enroll(prospect: Prospect, version: CadenceVersion, at: datetime) -> None:
    """Everything that must be true before the first try (R6, R8, R10, R12, R18)."""
    if version.state != VersionState.PUBLISHED or version.cadence.archived_at is not None:
        raise Refused(_("This cadence is not published."), code="cadence_not_published")
    _check_not_running(prospect)
    check_some_way_is_open(prospect, at)
    check_not_held(prospect.company)
    check_ready(prospect, at)
    _check_rested(prospect, at)
    _check_room_at_company(prospect)


def _check_not_running(prospect: Prospect) -> None:
    running = Enrollment.objects.running().filter(prospect=prospect)
    if running.exists():
        raise Refused(
            _("%(name)s is in a cadence already.") % {"name": prospect.name},
            code="already_in_a_cadence",
        )


def check_not_held(company: Company) -> None:
    """R8: while a reply is unread, nobody at the company is written to."""
    hold = Hold.objects.filter(company=company, lifted_at=None).first()
    if hold is not None:
        raise Refused(
            _("%(company)s is on hold: %(reason)s Read it first.")
            % {"company": company.name, "reason": hold.reason},
            code="on_hold",
        )


def _check_rested(prospect: Prospect, at: datetime) -> None:
    """R18: after a finished cadence they rest, and longer after a no."""
    last = prospect.enrollments.filter(state=EnrollmentState.ENDED).order_by("-ended_at").first()
    if last is None or last.ended_at is None:
        return
    policy = Policy.current()
    days = policy.rest_after_no_days if last.ending == Ending.NO else policy.rest_days
    until = last.ended_at + timedelta(days=days)
    if at < until:
        raise Refused(
            _("%(name)s can be asked again after %(day)s.")
            % {"name": prospect.name, "day": formats.date_format(until, "j F Y")},
            code="still_resting",
        )


def _check_room_at_company(prospect: Prospect) -> None:
    """R12: at most three people of one company at once."""
    most = Policy.current().people_per_company
    busy = Enrollment.objects.running().filter(prospect__company_id=prospect.company_id).count()
    if busy >= most:
        raise Refused(
            ngettext(
                "We are talking with %(count)s person at %(company)s already. One at a time there.",
                "We are talking with %(count)s people at %(company)s already. That is enough at once.",
                busy,
            )
            % {"count": busy, "company": prospect.company.name},
            code="company_is_full",
        )
