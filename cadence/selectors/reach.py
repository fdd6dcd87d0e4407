"""Which rows a colleague can reach. What they cannot reach is, for them, not there: a 404."""

from django.db.models import Q, QuerySet

from cadence.models import Approval, Delivery, Enrollment, Hold, Reply, Touch
from prospects.models import Company, Prospect
from prospects.models.prospect import seen_by
from team.models import User


def visible_touches(user: User) -> QuerySet[Touch]:
    """Tries with people whom this colleague may read about, and their own: a person may be a colleague's by now.

    Asked of the person of each try: a list of all whom one sees would be made for a single try, too.
    """
    theirs = seen_by(user, through="prospect__")
    return Touch.objects.filter(theirs | Q(owner=user)) if theirs else Touch.objects.all()


def workable_touches(user: User) -> QuerySet[Touch]:
    """A try is made by the rep whose mailbox and voice the person knows."""
    return Touch.objects.filter(owner=user)


def own_approvals(user: User) -> QuerySet[Approval]:
    return Approval.objects.filter(reviewer=user)


def own_deliveries(user: User) -> QuerySet[Delivery]:
    return Delivery.objects.filter(touch__owner=user)


def workable_enrollments(user: User) -> QuerySet[Enrollment]:
    """Endings are the rep's, or a manager's when the rep is away."""
    return Enrollment.objects.filter(prospect__in=Prospect.objects.workable_by(user))


def workable_replies(user: User) -> QuerySet[Reply]:
    return Reply.objects.filter(prospect__in=Prospect.objects.workable_by(user))


def workable_holds(user: User) -> QuerySet[Hold]:
    """Whoever works with somebody at the company may say that its silence is over."""
    people = Prospect.objects.workable_by(user)
    return Hold.objects.filter(company__in=Company.objects.filter(prospects__in=people))
