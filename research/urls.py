from django.urls import path

from research.views.brief import brief
from research.views.findings import findings, retraction
from research.views.name import name
from research.views.warm_path import introduction_answer, introductions, warm_path

app_name = "research"

urlpatterns = [
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
]
