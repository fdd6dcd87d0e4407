"""The list of people, as a page and as a file, and one person."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prospects.enums import Channel, Heard, Order, Standing
from prospects.models import Prospect
from prospects.models.saved_view import LONGEST_QUESTION
from prospects.selectors.asked import Asked
from prospects.selectors.duplicates import MOST_COUNTED, how_many
from prospects.selectors.people import beside, page_of_people
from prospects.selectors.promises import promises_to
from prospects.selectors.saved_views import view_that_opens, views_of
from prospects.services import exporting
from prospects.views.downloads import csv_file
from prospects.views.page import person_page
from prospects.web import asked_by, asked_in, visible_person
from team.permissions import can_manage
from team.web import render_page, signed_in

LISTS = {"channels": Channel, "standings": Standing, "heards": Heard, "orders": Order}


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for; without a question, as this colleague's own view has it."""
    user, asked = signed_in(request), asked_in(request)
    if not request.GET and (opens := view_that_opens(user)):
        return redirect(opens.address)
    at = timezone.now()
    page = page_of_people(user, asked, at)
    views = views_of(user)
    context = {
        "asked": asked,
        "page": page,
        "promises": promises_to([each.pk for each in (*page.people, *page.near)], at),
        "older": _link(asked, "after", page.older),
        "newer": _link(asked, "before", page.newer),
        "question": asked.address,
        "views": views,
        "is_kept": any(view.question == asked.address for view in views),
        "may_export": can_manage(user),
        # Asked when the whole page is drawn, and not with each letter that somebody types.
        "known_twice": partial(how_many, user),
        "most_counted": MOST_COUNTED,
        **LISTS,
    }
    return render_page(request, "prospects/people.html", "list", context)


@require_POST
def people_file(request: HttpRequest) -> HttpResponseBase:
    """Everybody found, as a file: for managers and admins, and accounted for before the first line leaves."""
    user, at = signed_in(request), timezone.now()
    if not can_manage(user):
        raise PermissionDenied
    found = exporting.export_people(asked_by(request.POST), by=user, at=at)
    return csv_file(f"people-{at:%Y-%m-%d}", exporting.header(), _lines(found))


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; J and K lead through the list that the page was opened from. Of a record that another stands for, that one."""
    kept = Prospect.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
    if kept is not None:
        return redirect("prospects:person", visible_person(request, kept).pk)
    prospect = visible_person(request, pk, "owner")
    return person_page(request, prospect, **_neighbors(request, pk))


def _neighbors(request: HttpRequest, pk: int) -> dict[str, Any]:
    said = request.GET.get("list")
    if said is None:
        return {}
    asked = asked_by(QueryDict(said[:LONGEST_QUESTION]))
    found = beside(signed_in(request), asked, pk, timezone.now())
    kept = urlencode({"list": asked.address})
    previous, following = (
        f"{reverse('prospects:person', args=[each])}?{kept}" if each else "" for each in found
    )
    return {"previous": previous, "following": following, "came_from": asked.path}


def _lines(people: Iterator[Prospect]) -> Iterator[list[str]]:
    for each in people:
        yield [
            each.name,
            each.title,
            each.company.name,
            each.email,
            each.phone,
            each.linkedin_url,
            each.city,
            each.country,
            each.owner.name,
            each.source,
        ]


def _link(asked: Asked, edge: str, pk: int | None) -> str:
    return "" if pk is None else "?" + urlencode([*asked.question, (edge, pk)])
