"""Who is kept as not a fit: judged with care, so that nobody's time is taken."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from prospects.models import Prospect
from research.enums import Fit
from research.models import Brief
from team.models import User

A_MONTH = timedelta(days=30)
MOST = 200


def misfits(viewer: User) -> QuerySet[Brief]:
    """Those this colleague may read about, the last judged first."""
    people = Prospect.objects.visible_to(viewer).listed()
    return (
        Brief.objects.filter(fit=Fit.NOT_A_FIT, prospect__in=people.values("pk"))
        .select_related("prospect__company", "updated_by")
        .order_by("-updated_at", "-pk")
    )


def are_no_fit(_at: datetime) -> Q:
    """The question about people, for their list."""
    return Q(Exists(Brief.objects.filter(prospect=OuterRef("pk"), fit=Fit.NOT_A_FIT)))


def judged_lately(viewer: User, at: datetime) -> int:
    """How many this colleague has judged not a fit in a month. It counts as good work."""
    return misfits(viewer).filter(updated_by=viewer, updated_at__gt=at - A_MONTH).count()


def why_no_fit(prospect: Prospect) -> str:
    """The reason why we could not help them; "" while nobody judged so."""
    brief: Brief | None = getattr(prospect, "brief", None)
    return brief.fit_note if brief is not None and brief.fit == Fit.NOT_A_FIT else ""
