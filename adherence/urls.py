"""Addresses of the adherence room."""

from django.urls import path

from adherence.views import gaps, heard, quotes

app_name = "adherence"

urlpatterns = [
    path("team/gaps/", gaps.gaps, name="gaps"),
    path("people/<int:prospect_pk>/gaps/", gaps.of_person, name="person-gaps"),
    path("team/heard/", heard.heard, name="heard"),
    path("team/heard/note/", heard.note, name="heard-note"),
    path("team/heard/<int:pk>/reason/", quotes.reason, name="reason"),
    path("team/heard/<int:pk>/fact/", quotes.fact, name="fact"),
    path("team/heard/<int:pk>/question/", quotes.question, name="question"),
]
