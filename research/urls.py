from django.urls import path

from research.views.brief import brief
from research.views.facts import company_facts, person_facts
from research.views.findings import findings, retraction
from research.views.library import item_new, item_wording, resource_file
from research.views.misfits import not_a_fit
from research.views.name import name
from research.views.talks import passage, talk, talk_new, talk_wording, talks
from research.views.warm_path import introduction_answer, introductions, warm_path

app_name = "research"

urlpatterns = [
    path("companies/<int:company_pk>/facts/", company_facts, name="company-facts"),
    path("people/<int:prospect_pk>/facts/", person_facts, name="person-facts"),
    path("people/not-a-fit/", not_a_fit, name="misfits"),
    path("people/<int:prospect_pk>/research/", brief, name="brief"),
    path("people/<int:prospect_pk>/research/findings/", findings, name="findings"),
    path(
        "people/<int:prospect_pk>/research/findings/<int:finding_pk>/retraction/",
        retraction,
        name="retraction",
    ),
    path("people/<int:prospect_pk>/research/name/", name, name="name"),
    path("people/<int:prospect_pk>/research/warm-path/", warm_path, name="warm-path"),
    path("people/<int:prospect_pk>/research/introductions/", introductions, name="introductions"),
    path(
        "people/<int:prospect_pk>/research/introductions/<int:introduction_pk>/answer/",
        introduction_answer,
        name="introduction-answer",
    ),
    path("library/talks/", talks, name="talks"),
    path("library/talks/new/", talk_new, name="talk-new"),
    path("library/talks/<int:pk>/", talk, name="talk"),
    path("library/talks/<int:pk>/wording/", talk_wording, name="talk-wording"),
    path("library/talks/<int:pk>/passage/", passage, name="passage"),
    path("library/resources/<int:pk>/file/", resource_file, name="resource-file"),
    path("library/<slug:kind>/new/", item_new, name="library-new"),
    path("library/<slug:kind>/<int:pk>/wording/", item_wording, name="library-wording"),
]
