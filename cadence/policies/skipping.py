"""R4 and R11: may this try be left out, or moved?"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from cadence.models import Step, Touch
from cadence.policies.making import check_try_is_open
from team.models import Policy
from team.refusals import Refused


def can_skip(touch: Touch) -> bool:
    return asks(lambda: check_may_skip(touch))


def asks(check: Callable[[], None]) -> bool:
    """Whether a check passes."""
    try:
        check()
    except Refused:
        return False
    return True


def check_may_skip(touch: Touch) -> None:
    """A skip may never leave fewer than ten tries (R4, R11). A letter that answers is left out with a reason."""
    check_is_try(touch)
    check_try_is_open(touch)
    enrollment = touch.enrollment
    left = Step.objects.filter(version_id=enrollment.version_id, number__gt=touch.number).count()
    most = max(10, Policy.current().min_attempts)
    if enrollment.attempts + left < most:
        raise Refused(
            _(
                "Skipping this one would leave fewer than ten tries. Move it to another day instead."
            ),
            code="ten_would_be_missed",
        )


def check_is_try(touch: Touch) -> None:
    """What answers them is neither skipped nor put off."""
    if not touch.is_step:
        raise Refused(
            _("They wrote to us, so this waits for you. Send it, or leave it out with a reason."),
            code="not_a_try",
        )
