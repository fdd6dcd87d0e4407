"""Addresses of the team room."""

from django.urls import path

from team.views import help as help_page
from team.views import home, settings

app_name = "team"

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", help_page.show, name="help"),
    path("settings/you/", settings.you, name="you"),
    path("settings/keyboard/", settings.keyboard, name="keyboard"),
]
