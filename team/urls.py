"""Addresses of the team room."""

from django.urls import path

from team.views import colleague, home, people_and_roles, settings, sign_in, time_off
from team.views import help as help_page

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
    path("settings/people-and-roles/", people_and_roles.show, name="people-and-roles"),
    path(
        "settings/people-and-roles/second-factor/",
        people_and_roles.second_factor_asked,
        name="second-factor",
    ),
    path("settings/people-and-roles/teams/", people_and_roles.team_new, name="team-new"),
    path("settings/people-and-roles/teams/<int:pk>/", people_and_roles.team_name, name="team-name"),
    path(
        "settings/people-and-roles/teams/<int:pk>/removal/",
        people_and_roles.team_removal,
        name="team-removal",
    ),
    path("settings/people-and-roles/<int:pk>/", colleague.show, name="colleague"),
    path("settings/people-and-roles/<int:pk>/link/", colleague.link_new, name="colleague-link"),
    path(
        "settings/people-and-roles/<int:pk>/link/removal/",
        colleague.link_removal,
        name="colleague-link-removal",
    ),
    path(
        "settings/people-and-roles/<int:pk>/deactivation/",
        colleague.deactivation,
        name="colleague-deactivation",
    ),
    path(
        "settings/people-and-roles/<int:pk>/reactivation/",
        colleague.reactivation,
        name="colleague-reactivation",
    ),
    path(
        "settings/people-and-roles/<int:pk>/second-factor/removal/",
        colleague.second_factor_removal,
        name="colleague-second-factor",
    ),
    path(
        "settings/people-and-roles/<int:pk>/sessions/end/",
        colleague.sessions_end,
        name="colleague-sessions",
    ),
    path("settings/you/time-off/", time_off.time_off, name="time-off"),
    path("settings/people/<int:user_pk>/time-off/", time_off.time_off, name="time-off-of"),
    path("settings/people/<int:user_pk>/week/", time_off.week, name="week-of"),
    path("settings/keyboard/", settings.keyboard, name="keyboard"),
]
