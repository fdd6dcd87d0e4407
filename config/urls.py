"""Every address of the app. Each room brings its own pages; nothing here decides anything."""

from django.urls import include, path

from cadence.views.unsubscribe import unsubscribe
from config.operations.middleware import PROBES
from config.operations.views import system

urlpatterns = [
    *(path(name, view, name=name) for name, view in PROBES.items()),
    path("settings/system/", system, name="system"),
    path("u/<str:token>/", unsubscribe, name="unsubscribe"),
    path("accounts/", include("team.account_urls")),
    path("", include("team.urls")),
    path("", include("prospects.urls")),
    path("", include("research.urls")),
    path("", include("mailbox.urls")),
    path("", include("cadence.urls")),
    path("", include("adherence.urls")),
]

handler400 = "team.views.errors.bad_request"
handler403 = "team.views.errors.forbidden"
handler404 = "team.views.errors.not_found"
handler500 = "team.views.errors.broken"
