"""Views of the list of people: kept under a name, shared, opened by themselves, thrown away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prospects.models import SavedView
from prospects.models.saved_view import LONGEST_QUESTION
from prospects.selectors.saved_views import MOST
from team.models import User
from team.permissions import can_manage
from team.refusals import Refused


@transaction.atomic
def keep_view(name: str, question: str, *, shared: bool, by: User, at: datetime) -> SavedView:
    """Keep a question under a name. Refuses a name they have, the thirty-first, a question too long, and to share what a rep keeps."""
    _check_may_share(by, shared=shared)
    if len(question) > LONGEST_QUESTION:
        raise Refused(
            _("This is longer than %(limit_value)d characters. Make it shorter.")
            % {"limit_value": LONGEST_QUESTION},
            code="too_long",
        )
    # Whoever keeps two at once waits here, so that the limit holds.
    list(User.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk"))
    if SavedView.objects.filter(owner=by).count() >= MOST:
        raise Refused(
            _("You have %(most)s views already. Remove one first.") % {"most": MOST},
            code="too_many",
        )
    view = SavedView(owner=by, name=name, question=question, is_shared=shared, created_at=at)
    return _save(view)


@transaction.atomic
def change_view(view: SavedView, *, name: str, shared: bool, opens: bool, by: User) -> SavedView:
    """Give it another name, share it or no longer, let the list open with it. Refuses others' views."""
    _check_own(view, by)
    _check_may_share(by, shared=shared and not view.is_shared)
    if opens:
        SavedView.objects.filter(owner=by, is_default=True).exclude(pk=view.pk).update(
            is_default=False
        )
    view.name, view.is_shared, view.is_default = name, shared, opens
    return _save(view)


def remove_view(view: SavedView, *, by: User) -> None:
    """Throw a view away; the people in it stay as they are. Refuses others' views."""
    _check_own(view, by)
    view.delete()


def _save(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            if view.pk is None:
                view.save(force_insert=True)
            else:
                view.save(update_fields=["name", "is_shared", "is_default"])
    except IntegrityError:
        raise Refused(_("You have a view of this name."), code="known_view") from None
    return view


def _check_own(view: SavedView, by: User) -> None:
    if view.owner_id != by.pk:
        raise Refused(_("This view is a colleague's."), code="not_own_view")


def _check_may_share(by: User, *, shared: bool) -> None:
    if shared and not can_manage(by):
        raise Refused(
            _("Managers and admins share views. Keep it for yourself."), code="not_a_manager"
        )
