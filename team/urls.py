"""Addresses of the team room."""

from django.urls import path

from team.views import help as help_page
from team.views import home, settings, sign_in, time_off

app_name = "team"

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", help_page.show, name="help"),
    path("help/<path:slug>/", help_page.page, name="help-page"),
    path("settings/you/", settings.you, name="you"),
    path("settings/sign-in/", sign_in.show, name="sign-in"),
    path("settings/sign-in/sessions/<uuid:pk>/end/", sign_in.session_end, name="sign-in-session"),
    path(
        "settings/sign-in/sessions/others/end/", sign_in.other_sessions_end, name="sign-in-others"
    ),
    path("settings/you/time-off/", time_off.time_off, name="time-off"),
    path("settings/people/<int:user_pk>/time-off/", time_off.time_off, name="time-off-of"),
    path("settings/people/<int:user_pk>/week/", time_off.week, name="week-of"),
    path("settings/rules/closures/", time_off.closures, name="closures"),
    path(
        "settings/rules/closures/<int:pk>/removal/",
        time_off.closure_removal,
        name="closure-removal",
    ),
    path("settings/keyboard/", settings.keyboard, name="keyboard"),
]
