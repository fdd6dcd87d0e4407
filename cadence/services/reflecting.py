"""A setback teaches: two questions, answered once, kept for whoever writes to that company next."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cadence.models import Enrollment, Setback
from cadence.models.setback import TEACHES
from cadence.permissions import check_decides
from prospects.enums import ActivityKind
from prospects.models import Activity
from team.languages import for_others
from team.models import User
from team.refusals import Refused


@transaction.atomic
def learn(
    enrollment: Enrollment, *, by: User, at: datetime, about_them: str, about_us: str
) -> Setback:
    """Keep what was learned, about them and about us; it stands on the timeline, too.

    Refuses somebody else's person, an ending in which nothing was lost, both answers left empty,
    and a second time ("conflict_kept"), with what was said the first time.
    """
    check_decides(by, enrollment.prospect)
    locked = Enrollment.objects.select_for_update().get(pk=enrollment.pk)
    if locked.ending not in TEACHES:
        raise Refused(_("Nothing was lost here, so there is nothing to ask."), code="nothing_lost")
    _check_first(locked)
    about_them, about_us = about_them.strip(), about_us.strip()
    if not (about_them or about_us):
        raise Refused(_("Answer at least one of the two."), code="words_missing")
    setback = Setback.objects.create(
        enrollment=locked, about_them=about_them, about_us=about_us, by=by, at=at
    )
    with for_others():
        text = _("What we learned. About them: %(them)s About us: %(us)s") % {
            "them": about_them or "—",
            "us": about_us or "—",
        }
    Activity.objects.record(
        ActivityKind.NOTE, at=at, actor=by, prospect=enrollment.prospect, detail={"text": text}
    )
    return setback


def _check_first(enrollment: Enrollment) -> None:
    kept = Setback.objects.select_related("by").filter(enrollment=enrollment).first()
    if kept is not None:
        raise Refused(
            _("%(name)s has answered this already: “%(words)s” Your words are still below.")
            % {
                "name": kept.by.first_name,
                "words": " ".join(filter(None, (kept.about_them, kept.about_us))),
            },
            code="conflict_kept",
        )
