"""Which rows a colleague can reach. What they cannot reach is, for them, not there: a 404."""

from django.db.models import Q, QuerySet

from cadence.enums import DeliveryState
from cadence.models import Approval, Delivery, Enrollment, Hold, Reply, Touch
from prospects.models import Company, Prospect
from prospects.models.prospect import seen_by
from team.models import TimeOff, User


def visible_touches(user: User) -> QuerySet[Touch]:
    """Tries with people whom this colleague may read about, and their own: a person may be a colleague's by now.

    Asked of the person of each try: a list of all whom one sees would be made for a single try, too. With those whose
    letter this colleague has to settle.
    """
    theirs = seen_by(user, through="prospect__")
    if not theirs:
        return Touch.objects.all()
    settled = Q(pk__in=left_behind(user).values("touch")) if user.is_manager else Q()
    return Touch.objects.filter(theirs | Q(owner=user) | settled)


def workable_touches(user: User) -> QuerySet[Touch]:
    """A try is made by the rep whose mailbox and voice the person knows."""
    return Touch.objects.filter(owner=user)


def own_approvals(user: User) -> QuerySet[Approval]:
    return Approval.objects.filter(reviewer=user)


def settled_by(user: User) -> QuerySet[Delivery]:
    """Letters of which this colleague says whether they left, or said it: their own, and those left behind."""
    return Delivery.objects.filter(Q(touch__owner=user) | _of_reps_who_are_gone(user))


def left_behind(user: User) -> QuerySet[Delivery]:
    """Letters of unknown fate whose rep may no longer sign in, for whoever says in their place what became of them."""
    return Delivery.objects.filter(_of_reps_who_are_gone(user), state=DeliveryState.UNKNOWN)


def read_by(user: User) -> QuerySet[User]:
    """Whose answers wait for this colleague: their own, of reps whom they cover today, and of reps who are gone, as their letters do."""
    gone = Q(is_active=False)
    if not user.is_admin:
        gone &= Q(team=user.team_id) if user.is_manager and user.team_id is not None else Q(pk=None)
    covered = Q(pk__in=TimeOff.objects.covered_by(user).values("user"))
    return User.objects.filter(Q(pk=user.pk) | covered | gone)


def _of_reps_who_are_gone(user: User) -> Q:
    """As permissions.can_settle and the guard of deliveries say it."""
    if user.is_admin:
        return Q(touch__owner__is_active=False)
    if user.is_manager and user.team_id is not None:
        return Q(touch__owner__is_active=False, touch__owner__team=user.team_id)
    return Q(pk__in=[])


def workable_enrollments(user: User) -> QuerySet[Enrollment]:
    """Endings are the rep's, or a manager's when the rep is away."""
    return Enrollment.objects.filter(prospect__in=Prospect.objects.workable_by(user))


def workable_replies(user: User) -> QuerySet[Reply]:
    return Reply.objects.filter(prospect__in=Prospect.objects.workable_by(user))


def workable_holds(user: User) -> QuerySet[Hold]:
    """Whoever works with somebody at the company may say that its silence is over."""
    people = Prospect.objects.workable_by(user)
    return Hold.objects.filter(company__in=Company.objects.filter(prospects__in=people))
