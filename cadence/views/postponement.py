"""Not today: move one try to a later day, and see what that does to day seven."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.forms.moving import PostponementForm
from cadence.models import Touch
from cadence.selectors.day import day_of
from cadence.selectors.reach import workable_touches
from cadence.services import postponing
from cadence.views.page import address_of, move_on, posted
from cadence.views.question import Question, ask_then
from team.web import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def postponement(request: HttpRequest, pk: int) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    touch = get_object_or_404(workable_touches(user).select_related("prospect"), pk=pk)
    today = day_of(user, at).on
    offered = postponing.days_offered(touch, by=user, at=at)
    form = PostponementForm(
        posted(request), today=today, offered=offered, deadline_on=touch.deadline_on
    )

    def move_it() -> HttpResponse:
        day, given = form.day(), form.cleaned_data
        postponing.not_today(
            touch, by=user, at=at, until=day, note=given["note"], cause=given["cause"]
        )
        words = {"name": touch.prospect.name, "day": date_format(day, "WEEKDAY_DAY_MONTH")}
        return move_on(request, _("%(name)s is back on %(day)s.") % words)

    return ask_then(request, _question(touch), form, move_it)


def _question(touch: Touch) -> Question:
    words = {
        "name": touch.prospect.greeting_name,
        "day": date_format(touch.deadline_on, "WEEKDAY_DAY_MONTH"),
    }
    return Question(
        part="postponement",
        title=_("Not today"),
        intro=_("Day seven with %(name)s is %(day)s.") % words,
        action=reverse("cadence:postponement", args=[touch.pk]),
        button=_("Move it"),
        back=address_of(f"touch-{touch.pk}"),
        fields=dict.fromkeys(postponing.ABOUT_THE_DAY, "until"),
    )
