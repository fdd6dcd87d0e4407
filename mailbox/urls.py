"""Addresses of the mailbox room."""

from django.urls import path

from mailbox.views import consent, settings

app_name = "mailbox"

urlpatterns = [
    path("settings/mailbox/", settings.show, name="settings"),
    path("settings/mailbox/consent/", consent.finish, name="consent_finish"),
    path("settings/mailbox/consent/<slug:provider>/", consent.begin, name="consent"),
    path("settings/mailbox/check/", settings.check, name="check"),
    path("settings/mailbox/letterhead/", settings.letterhead, name="letterhead"),
    path("settings/mailbox/disconnection/", settings.disconnection, name="disconnection"),
    path("settings/mailbox/sandbox/", settings.sandbox, name="sandbox"),
]
