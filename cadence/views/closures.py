"""When the company is closed: an admin says so, over what that would move."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cadence.services import changing_days
from cadence.views.changed_days import Asked, answer
from cadence.views.page import posted
from team.forms import ClosureForm
from team.models import Closure, User
from team.refusals import Refused
from team.services import absences
from team.web import render_page, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: HttpRequest) -> HttpResponse:
    """The closures; a POST shows what some days more would change, and keeps them once that was seen."""
    user, form = _reader(request), ClosureForm(posted(request))
    if form.is_valid():
        try:
            return answer(request, _closing(form, user))
        except Refused as refused:
            form.add_error(None, refused.sentence)
    context = {"form": form, "closures": Closure.objects.order_by("-first_day")}
    status = 422 if form.is_bound else 200
    return render_page(request, "cadence/closures.html", None, context, status=status)


@require_POST
def closure_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change without these days; once that was seen, they are working days again."""
    closure, user = get_object_or_404(Closure, pk=pk), _reader(request)
    if not user.is_admin:
        raise PermissionDenied
    asked = Asked(
        title=_("Work on these days"),
        address=reverse("cadence:closure-removal", args=[pk]),
        back=reverse("cadence:closures"),
        here="closures",
        change=lambda: changing_days.opening(closure),
        save=lambda: absences.open_company(closure, by=user, at=timezone.now()),
        said=_("“%(name)s” is off the list.") % {"name": closure.name},
    )
    return answer(request, asked)


def _closing(form: ClosureForm, user: User) -> Asked:
    """Raises what closing refuses, before anybody is shown what it would change."""
    days = form.cleaned_data
    absences.check_closure(**days, by=user, at=timezone.now())
    return Asked(
        title=_("Close the company"),
        address=reverse("cadence:closures"),
        back=reverse("cadence:closures"),
        here="closures",
        change=lambda: changing_days.closing(days["first_day"], days["last_day"], days["name"]),
        save=lambda: absences.close_company(**days, by=user, at=timezone.now()),
        said=_("Kept. Tries are planned around it within a minute."),
        form=form,
    )


def _reader(request: HttpRequest) -> User:
    """An admin, or an auditor, who reads: what they post is refused before it comes here."""
    user = signed_in(request)
    if not user.sees_all:
        raise PermissionDenied
    return user
