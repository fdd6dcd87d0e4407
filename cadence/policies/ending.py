"""R4: may this cadence end, and for that reason?"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import CallOutcome, Ending, EnrollmentState, ReplyKind
from cadence.models import Attempt, Enrollment, Reply
from cadence.policies.reaching import channel_is_usable
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.selectors.suppressions import suppression_for
from team.models import Policy
from team.refusals import Refused


def check_may_end(enrollment: Enrollment, ending: str, at: datetime) -> None:
    """R4: "not reached" only after ten evidenced tries. Other endings need their own reason."""
    if enrollment.state == EnrollmentState.ENDED:
        raise Refused(_("This cadence has ended already."), code="already_ended")
    match ending:
        case Ending.NOT_REACHED:
            _check_ten_made(enrollment)
        case Ending.UNREACHABLE:
            _check_no_channel_works(enrollment.prospect, at)
        case Ending.REPLIED:
            _check_answered(enrollment.prospect)
        case Ending.MET:
            _check_talked(enrollment)


def _check_ten_made(enrollment: Enrollment) -> None:
    if enrollment.is_talking:
        raise Refused(
            _("%(name)s answered, so they were reached.") % {"name": enrollment.prospect.name},
            code="was_reached",
        )
    most = max(10, Policy.current().min_attempts)
    made = enrollment.attempts
    if made < most:
        raise Refused(
            ngettext(
                "%(made)s good try so far, and ten is the promise. %(left)s to go.",
                "%(made)s good tries so far, and ten is the promise. %(left)s to go.",
                made,
            )
            % {"made": made, "left": most - made},
            code="too_early_to_give_up",
        )


def _check_no_channel_works(prospect: Prospect, at: datetime) -> None:
    """Unreachable is nobody whom a channel still reaches, unless they stopped that channel."""
    left = [
        str(channel.label)
        for channel in Channel
        if channel_is_usable(prospect, channel) and not suppression_for(prospect, channel, at)
    ]
    if left:
        raise Refused(
            _("There is still a way to reach %(name)s: %(channels)s. Try it first.")
            % {"name": prospect.name, "channels": ", ".join(left)},
            code="still_reachable",
        )


def _check_answered(prospect: Prospect) -> None:
    if not Reply.objects.filter(prospect=prospect).exists():
        raise Refused(
            _("%(name)s has not answered yet. When they do, write down what they said.")
            % {"name": prospect.name},
            code="nobody_answered",
        )


def _check_talked(enrollment: Enrollment) -> None:
    """A talk is heard of: an answer that a person read, or a call in which we spoke."""
    machines = ["", ReplyKind.AWAY, ReplyKind.AUTOMATIC]
    answered = Reply.objects.filter(enrollment=enrollment).exclude(kind__in=machines)
    spoke = Attempt.objects.filter(enrollment=enrollment, outcome=CallOutcome.SPOKE)
    if not answered.exists() and not spoke.exists():
        raise Refused(
            _(
                "Nothing %(name)s said is written down yet. "
                "Save the call, or write down what they answered, then say that you talked."
            )
            % {"name": enrollment.prospect.name},
            code="nobody_talked",
        )
