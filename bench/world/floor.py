"""The floor: what Django itself costs for a page of fifty rows of this database.

A session, the signed-in person, one query for the rows, one for their number, one template; the security that
Django begins a project with. It is an URL configuration of its own: nothing of the product runs.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from cadence.models import Touch

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = engines["django"].from_string(
    """<!doctype html><html lang="en"><head><title>Today</title></head><body>
<p>{{ user.name }}: {{ count }}</p><form method="post">{% csrf_token %}<button>Done</button></form>
<ul>{% for touch in touches %}<li><a href="/queue/{{ touch.pk }}/">{{ touch.prospect.name }}</a>
{{ touch.prospect.company.name }}, {{ touch.get_channel_display }}, {{ touch.due_on|date:"D j M" }}</li>
{% endfor %}</ul></body></html>"""
)


def today(request: HttpRequest) -> HttpResponse:
    tomorrow = timezone.now().replace(hour=0, minute=0, second=0) + timedelta(days=1)
    waiting = Touch.objects.open().filter(owner_id=request.user.pk, due_at__lt=tomorrow)
    rows = waiting.select_related("prospect__company").order_by("due_at")[:50]
    context = {"touches": rows, "count": waiting.count(), "user": request.user}
    return HttpResponse(PAGE.render(context, request))


urlpatterns = [path("queue/", today)]
