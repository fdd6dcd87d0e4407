"""Addresses of the adherence room."""

from django.urls import path

from adherence.views import heard, quotes

app_name = "adherence"

urlpatterns = [
    path("team/heard/", heard.heard, name="heard"),
    path("team/heard/note/", heard.note, name="heard-note"),
    path("team/heard/<int:pk>/reason/", quotes.reason, name="reason"),
    path("team/heard/<int:pk>/fact/", quotes.fact, name="fact"),
    path("team/heard/<int:pk>/question/", quotes.question, name="question"),
]
