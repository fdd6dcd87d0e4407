"""Addresses of the adherence room."""

from django.urls import path, register_converter

from adherence.views import (
    account,
    beneath,
    coaching,
    evidence,
    examples,
    files,
    gaps,
    heard,
    made,
    personal,
    quotes,
    rep,
    retention,
    rows,
    team,
)
from adherence.web import Whose

app_name = "adherence"

register_converter(Whose, "whose")

urlpatterns = [
    path("settings/audit/", account.account, name="audit"),
    path("settings/audit/file/", account.account_file, name="audit-file"),
    path("team/", team.team, name="team"),
    path("team/beneath/", beneath.beneath, name="beneath"),
    path("team/evidence/", evidence.evidence, name="evidence"),
    path("team/<int:rep>/", rep.rep_method, name="rep_method"),
    path("team/<whose:rep>/<slug:promise>/", rows.rows, name="rows"),
    path("team/<whose:rep>/<slug:promise>/rows.csv", rows.rows_file, name="rows-file"),
    path("team/tries/<int:touch>/", made.made, name="try"),
    path("team/reps.csv", files.reps_file, name="reps-file"),
    path("team/evidence/tries.csv", files.tries_file, name="tries-file"),
    path("team/gaps/", gaps.gaps, name="gaps"),
    path("team/gaps/rows.csv", gaps.gaps_file, name="gaps-file"),
    path("people/<int:pk>/data/export.json", personal.export_json, name="export-json"),
    path("people/<int:pk>/data/export.html", personal.export_html, name="export-html"),
    path("people/<int:pk>/erasure/", personal.erasure, name="erasure"),
    path("settings/rules/retention/", retention.retention, name="retention"),
    path("people/<int:prospect_pk>/gaps/", gaps.of_person, name="person-gaps"),
    path("team/heard/", heard.heard, name="heard"),
    path("team/heard/note/", heard.note, name="heard-note"),
    path("team/heard/<int:pk>/reason/", quotes.reason, name="reason"),
    path("team/heard/<int:pk>/fact/", quotes.fact, name="fact"),
    path("team/heard/<int:pk>/question/", quotes.question, name="question"),
    path("team/coaching/", coaching.coaching, name="coaching"),
    path("team/coaching/<int:pk>/", coaching.sample, name="sample"),
    path("team/coaching/<int:pk>/look/", coaching.look, name="look"),
    path("team/coaching/<int:pk>/comment/", coaching.comment, name="comment"),
    path("team/coaching/comments/<int:pk>/answer/", coaching.answer, name="comment-answer"),
    path("team/coaching/comments/<int:pk>/trial/", coaching.trial, name="comment-trial"),
    path("team/coaching/<int:pk>/example/", examples.example_new, name="example-new"),
    path("team/coaching/<int:pk>/example/consent/", examples.consent, name="example-consent"),
    path("library/examples/", examples.library, name="examples"),
]
