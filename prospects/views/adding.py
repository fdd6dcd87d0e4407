"""One person, by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from prospects.forms import NewPersonForm
from prospects.services import adding
from team.refusals import Refused
from team.web import render_page, say, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    if request.method != "POST":
        return render_page(request, "prospects/new.html", context={"form": form})
    if form.is_valid():
        at = timezone.now()
        try:
            prospect = adding.add_person_at(
                **form.told(), source_date=at.date(), by=signed_in(request), at=at
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            say(request, _("%(name)s is here. Next: the research.") % {"name": prospect.name})
            return redirect("prospects:person", prospect.pk)
    return render_page(request, "prospects/new.html", context={"form": form}, status=422)
