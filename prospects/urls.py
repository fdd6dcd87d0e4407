"""People: the list, one person, and bringing people in."""

from django.urls import path

from prospects.views import (
    adding,
    companies,
    countries,
    data,
    details,
    duplicates,
    importing,
    notes,
    people,
    saved_views,
)

app_name = "prospects"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/people.csv", people.people_file, name="people-file"),
    path("people/views/", saved_views.views, name="views"),
    path("people/views/new/", saved_views.view_new, name="view-new"),
    path("people/views/<int:pk>/", saved_views.view, name="view"),
    path("people/views/<int:pk>/removal/", saved_views.removal, name="view-removal"),
    path("people/new/", adding.new_person, name="new-person"),
    path("people/duplicates/", duplicates.pairs, name="duplicates"),
    path("people/duplicates/<int:pk>/", duplicates.pair, name="duplicate"),
    path("people/duplicates/<int:pk>/parting/", duplicates.parting, name="duplicate-parting"),
    path("people/<int:pk>/likenesses/", duplicates.of_person, name="likenesses"),
    path("people/<int:pk>/merges/<int:merge_pk>/parting/", duplicates.unmerging, name="unmerging"),
    path("people/import/", importing.start, name="import-start"),
    path("people/import/<int:pk>/rows.csv", importing.rows_csv, name="import-rows"),
    path("people/import/<int:pk>/taking-back/", importing.taking_back, name="import-taking-back"),
    path("people/import/<int:pk>/<slug:step>/", importing.step, name="import-step"),
    path("companies/<int:pk>/", companies.company, name="company"),
    path("companies/<int:pk>/details/", companies.company_details, name="company-details"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/details/", details.details, name="details"),
    path("people/<int:pk>/notes/", notes.notes, name="notes"),
    path("people/<int:pk>/data/", data.data, name="data"),
    path("people/notices/", data.notices, name="notices"),
    path("settings/rules/countries/", countries.countries, name="countries"),
    path("settings/rules/countries/<int:pk>/", countries.country_rule, name="country-rule"),
]
