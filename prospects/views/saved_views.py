"""Views of the list of people: one new one, one of them, and none of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from prospects.forms.saved_views import KeptViewForm, ViewForm
from prospects.models import SavedView
from prospects.selectors.saved_views import views_of
from prospects.services import keeping_views
from prospects.web import asked_by
from team.models import User
from team.permissions import can_manage
from team.refusals import Refused
from team.web import render_page, say, signed_in

TEMPLATE = "prospects/saved_view.html"


@require_http_methods(["GET", "HEAD", "POST"])
def view_new(request: HttpRequest) -> HttpResponse:
    """A name for the question that was asked."""
    user = signed_in(request)
    asked = asked_by(request.POST if request.method == "POST" else request.GET)
    form = _for(user, ViewForm(request.POST if request.method == "POST" else None))
    if request.method == "POST" and form.is_valid():
        try:
            view = keeping_views.keep_view(
                form.cleaned_data["name"],
                asked.address,
                shared=form.cleaned_data.get("shared", False),
                by=user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None if refused.code == "too_long" else "name", refused.sentence)
        else:
            say(request, _("%(name)s is kept.") % {"name": view.name})
            return redirect(view.address)
    status = 422 if form.errors else 200
    return render_page(request, TEMPLATE, None, {"form": form, "asked": asked}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, who finds it, and whether the list opens with it."""
    user = signed_in(request)
    kept = get_object_or_404(SavedView, pk=pk, owner=user)
    form = _for(
        user, KeptViewForm(request.POST) if request.method == "POST" else KeptViewForm.of(kept)
    )
    if request.method == "POST" and form.is_valid():
        try:
            keeping_views.change_view(
                kept,
                name=form.cleaned_data["name"],
                shared=form.cleaned_data.get("shared", False),
                opens=form.cleaned_data["opens"],
                by=user,
            )
        except Refused as refused:
            form.add_error("name", refused.sentence)
        else:
            say(request, _("%(name)s is kept.") % {"name": kept.name})
            return redirect("prospects:views")
    status = 422 if form.errors else 200
    return render_page(request, TEMPLATE, None, {"form": form, "view": kept}, status=status)


@require_http_methods(["GET", "HEAD"])
def views(request: HttpRequest) -> HttpResponse:
    """All that one finds above the list, to be renamed or thrown away."""
    user = signed_in(request)
    return render_page(request, "prospects/saved_views.html", None, {"views": views_of(user)})


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    kept = get_object_or_404(SavedView, pk=pk, owner=user)
    keeping_views.remove_view(kept, by=user)
    say(request, _("%(name)s is gone. The people in it stay.") % {"name": kept.name})
    return redirect("prospects:views")


def _for[Form: ViewForm](user: User, form: Form) -> Form:
    """Whoever may not share is not asked."""
    if not can_manage(user):
        del form.fields["shared"]
    return form
