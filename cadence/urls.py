"""Addresses of the cadence room. An endpoint is a noun: a new verb is a new resource."""

from django.urls import path

from cadence.views import (
    as_sent,
    as_they_see_it,
    cadences,
    checks,
    closures,
    companies,
    company,
    company_duplicates,
    editor,
    enrollment,
    handovers,
    holidays,
    library,
    moving_on,
    person,
    queue,
    reply,
    requests,
    rules,
    stop_list,
    trial_run,
    versions,
)
from cadence.views.absence import absence, absence_end, absence_new
from cadence.views.approval import approval, approval_new, withdrawal
from cadence.views.attempt import attempt
from cadence.views.backlog import backlog
from cadence.views.bounces import bounces
from cadence.views.comeback import comeback
from cadence.views.delivery import delivery, resolution
from cadence.views.draft import draft
from cadence.views.handing_over import hand_over, left_behind
from cadence.views.hold import hold_lifting
from cadence.views.intake import intake
from cadence.views.lease import lease
from cadence.views.load import load
from cadence.views.omission import omission
from cadence.views.other_way import other_way
from cadence.views.postponement import postponement
from cadence.views.preparation import preparation
from cadence.views.proof import proof
from cadence.views.setback import setback
from cadence.views.skip import skip
from cadence.views.stop import stop
from cadence.views.suggestion import suggestion
from cadence.views.undecided import decision, undecided
from cadence.views.value import value

app_name = "cadence"

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/rail/", queue.rail, name="rail"),
    path("queue/done/", queue.done, name="queue-done"),
    path("queue/later/", queue.later, name="queue-later"),
    path("queue/undecided/", undecided, name="undecided"),
    path("queue/undecided/<int:pk>/", decision, name="decision"),
    path("queue/requests/", requests.requests, name="requests"),
    path("queue/requests/<int:pk>/", requests.answer, name="request"),
    path("queue/left-behind/", left_behind, name="left-behind"),
    path("queue/backlog/", backlog, name="backlog"),
    path("queue/<int:pk>/", queue.touch, name="touch"),
    path("queue/replies/<int:pk>/", queue.reply, name="reply"),
    path("touches/<int:pk>/draft/", draft, name="draft"),
    path("touches/<int:pk>/approval/", approval_new, name="approval-new"),
    path("touches/<int:pk>/preparation/", preparation, name="preparation"),
    path("touches/<int:pk>/suggestion/", suggestion, name="suggestion"),
    path("touches/<int:pk>/other-way/", other_way, name="other-way"),
    path("touches/<int:pk>/skip/", skip, name="skip"),
    path("touches/<int:pk>/omission/", omission, name="omission"),
    path("touches/<int:pk>/postponement/", postponement, name="postponement"),
    path("touches/<int:pk>/attempt/", attempt, name="attempt"),
    path("touches/<int:pk>/value/", value, name="value"),
    path("touches/<int:pk>/lease/", lease, name="lease"),
    path("approvals/<uuid:pk>/", approval, name="approval"),
    path("approvals/<uuid:pk>/withdrawal/", withdrawal, name="withdrawal"),
    path("approvals/<uuid:pk>/delivery/", delivery, name="delivery"),
    path("deliveries/<uuid:pk>/resolution/", resolution, name="resolution"),
    path("team/load/", load, name="load"),
    path("team/handovers/", handovers.reps, name="handovers"),
    path("team/<int:user_pk>/handover/", handovers.of_rep, name="handover"),
    path("people/handover/", handovers.of_people, name="people-handover"),
    path("people/beginning/", intake, name="intake"),
    path("people/<int:prospect_pk>/enrollment/", enrollment.enrollment_new, name="enrollment-new"),
    path("people/<int:prospect_pk>/request/", requests.request_new, name="request-new"),
    path("people/<int:prospect_pk>/owner/", hand_over, name="hand-over"),
    path("people/<int:prospect_pk>/reply/", reply.reply_new, name="reply-new"),
    path("people/<int:prospect_pk>/stop/", stop, name="stop"),
    path("companies/", companies.companies, name="companies"),
    path("companies/duplicates/", company_duplicates.pairs, name="company-duplicates"),
    path("companies/duplicates/<int:pk>/", company_duplicates.pair, name="company-duplicate"),
    path(
        "companies/duplicates/<int:pk>/parting/",
        company_duplicates.parting,
        name="company-duplicate-parting",
    ),
    path(
        "companies/<int:pk>/merges/<int:merge_pk>/parting/",
        company_duplicates.unmerging,
        name="company-unmerging",
    ),
    path("companies/<int:company_pk>/panel/", company.panel, name="company-panel"),
    path("people/<int:prospect_pk>/panel/", person.panel, name="person-panel"),
    path("people/<int:prospect_pk>/as-they-see-it/", as_they_see_it.page, name="as-they-see-it"),
    path("people/<int:prospect_pk>/research/panel/", person.research, name="research-panel"),
    path("replies/<int:pk>/kind/", reply.reply_kind, name="reply-kind"),
    path("replies/<int:pk>/answer/", reply.answer_new, name="answer-new"),
    path("replies/<int:pk>/as-sent/", as_sent.page, name="as-sent"),
    path("replies/<int:pk>/as-sent/mail/", as_sent.mail, name="as-sent-mail"),
    path("enrollments/<int:pk>/ending/", enrollment.ending, name="ending"),
    path("enrollments/<int:pk>/setback/", setback, name="setback"),
    path("enrollments/<int:pk>/comeback/", comeback, name="comeback"),
    path("holds/<int:pk>/lifting/", hold_lifting, name="hold-lifting"),
    path("settings/people/<int:user_pk>/absence/", absence_new, name="absence-new"),
    path("settings/time-off/<int:pk>/absence/", absence, name="absence"),
    path("settings/time-off/<int:pk>/return/", absence_end, name="absence-end"),
    path("settings/mailbox/<int:pk>/bounces/", bounces, name="bounces"),
    path("settings/proof/", proof, name="proof"),
    path("settings/rules/", rules.rules, name="rules"),
    path("settings/rules/touched/<slug:code>/", rules.touched, name="rules-touched"),
    path("settings/rules/holidays/", holidays.holidays, name="holidays"),
    path("settings/rules/holidays/omissions/", holidays.omission, name="holiday-omission"),
    path("settings/rules/holidays/<int:pk>/removal/", holidays.removal, name="holiday-removal"),
    path("settings/rules/closures/", closures.closures, name="closures"),
    path(
        "settings/rules/closures/<int:pk>/removal/",
        closures.closure_removal,
        name="closure-removal",
    ),
    path("settings/rules/checks/", checks.checks, name="checks"),
    path("settings/rules/checks/<slug:code>/stop/", checks.stop, name="check-stop"),
    path("settings/rules/checks/<slug:code>/reasons/", checks.reasons, name="check-reasons"),
    path("settings/rules/lists/<slug:kind>/new/", checks.line_new, name="line-new"),
    path("settings/rules/lines/<int:pk>/removal/", checks.line_removal, name="line-removal"),
    path("settings/stop-list/", stop_list.stops, name="stop-list"),
    path("settings/stop-list/new/", stop_list.stop_new, name="stop-new"),
    path("settings/stop-list/import/", stop_list.stops_import, name="stops-import"),
    path("settings/stop-list/<int:pk>/lifting/", stop_list.stop_lifting, name="stop-lifting"),
    path("cadences/", cadences.cadences, name="cadences"),
    path("cadences/<int:pk>/", cadences.cadence, name="cadence"),
    path("cadences/<int:pk>/v/<int:number>/edit/", editor.editor, name="editor"),
    path("cadences/<int:pk>/v/<int:number>/steps/", editor.steps, name="plan-steps"),
    path("cadences/<int:pk>/v/<int:number>/steps/<int:step_pk>/", editor.step, name="plan-step"),
    path(
        "cadences/<int:pk>/v/<int:number>/steps/<int:step_pk>/place/",
        editor.place,
        name="plan-place",
    ),
    path(
        "cadences/<int:pk>/v/<int:number>/steps/<int:step_pk>/removal/",
        editor.removal,
        name="plan-removal",
    ),
    path("cadences/import/", versions.plan_import, name="plan-import"),
    path("cadences/shipped/<slug:slug>/", versions.plan_shipped, name="plan-shipped"),
    path("cadences/<int:pk>/archive/", versions.archive, name="plan-archive"),
    path("cadences/<int:pk>/v/<int:number>/removal/", versions.drop, name="plan-drop"),
    path("cadences/<int:pk>/v/<int:number>/calendar/", trial_run.calendar, name="plan-calendar"),
    path("cadences/<int:pk>/v/<int:number>/people/", moving_on.people, name="plan-people"),
    path("cadences/<int:pk>/v/<int:number>/copy/", versions.copy, name="plan-copy"),
    path("cadences/<int:pk>/v/<int:number>/file/", versions.file, name="plan-file"),
    path("cadences/<int:pk>/draft/", versions.draft, name="plan-draft"),
    path("cadences/<int:pk>/v/<int:number>/publication/", versions.publication, name="publication"),
    path("library/", library.library, name="library"),
    path("library/<slug:kind>/<int:pk>/", library.item, name="library-item"),
    path("library/<slug:kind>/<int:pk>/approval/", library.approval, name="library-approval"),
    path("library/<slug:kind>/<int:pk>/removal/", library.removal, name="library-removal"),
]
