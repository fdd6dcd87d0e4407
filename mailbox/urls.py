"""Addresses of the mailbox room."""

from django.urls import path

from mailbox.views import settings

app_name = "mailbox"

urlpatterns = [
    path("settings/mailbox/", settings.show, name="settings"),
    path("settings/mailbox/check/", settings.check, name="check"),
    path("settings/mailbox/letterhead/", settings.letterhead, name="letterhead"),
    path("settings/mailbox/disconnection/", settings.disconnection, name="disconnection"),
    path("settings/mailbox/sandbox/", settings.sandbox, name="sandbox"),
]
