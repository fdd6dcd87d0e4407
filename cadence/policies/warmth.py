"""R6: while somebody may introduce us, nobody comes cold. For seven days at most."""

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from cadence.enums import ReplyKind
from cadence.models import Touch
from research.models import Introduction
from team.refusals import Refused

NO_PERSON = (ReplyKind.AWAY, ReplyKind.AUTOMATIC)


def check_nobody_introduces_us(touch: Touch, at: datetime) -> None:
    """Refuse a cold try while an ask has no answer, with who was asked and until when it waits."""
    asked = asked_for_us(touch, at)
    if asked is None:
        return
    words = {
        "introducer": asked.introducer,
        "name": touch.prospect.greeting_name,
        "day": formats.date_format(
            asked.waits_until.astimezone(touch.owner.zone), "WEEKDAY_DAY_MONTH_TIME"
        ),
    }
    raise Refused(
        _(
            "%(introducer)s was asked to introduce us to %(name)s. Nobody comes cold before "
            "%(day)s, unless the answer is there sooner."
        )
        % words,
        code="introduction_pending",
    )


def asked_for_us(touch: Touch, at: datetime) -> Introduction | None:
    """The ask this try waits for longest; none where it is not cold: promised, or they talk with us."""
    if not touch.is_step or touch.promised_at is not None:
        return None
    asked = (
        Introduction.objects.filter(prospect=touch.prospect_id)
        .waited_for(at)
        .order_by("-waits_until", "pk")
        .first()
    )
    if asked is None or touch.prospect.replies.exclude(kind__in=NO_PERSON).exists():
        return None
    return asked
