"""The views of the list that a colleague finds above it."""

from prospects.models import SavedView
from team.models import User

MOST = 30


def views_of(user: User) -> list[SavedView]:
    """Their own first, then those that are shared with them, each in order of names."""
    views = SavedView.objects.visible_to(user).select_related("owner")
    found = views.order_by("name", "pk")[: 4 * MOST]
    return sorted(found, key=lambda view: (view.owner_id != user.pk, view.name.lower(), view.pk))


def view_that_opens(user: User) -> SavedView | None:
    return SavedView.objects.filter(owner=user, is_default=True).first()
