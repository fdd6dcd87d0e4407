"""Begin a cadence with somebody, and end it honestly."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cadence.enums import Ending
from cadence.forms.cadences import EndingForm, EnrollmentForm
from cadence.models import Enrollment
from cadence.models.setback import TEACHES
from cadence.selectors.barred_steps import barred_steps
from cadence.selectors.beginning import beginning_of, published_versions
from cadence.selectors.intake import Wish, shares_of
from cadence.selectors.reach import workable_enrollments
from cadence.selectors.weeks import weeks_of
from cadence.services import enrolling
from cadence.views.page import posted, status_of
from cadence.views.person import to_person, to_setback
from cadence.views.question import Question, ask_then
from prospects.models import Prospect
from prospects.web import own_person
from research.selectors.misfits import why_no_fit
from team.models import Policy
from team.permissions import can_manage
from team.refusals import Refused
from team.web import render_page, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def enrollment_new(request: HttpRequest, prospect_pk: int) -> HttpResponse:
    prospect = own_person(request, prospect_pk)
    form = EnrollmentForm(posted(request))
    if not form.is_valid():
        return _beginning(request, prospect, form, 422 if form.is_bound else 200)
    version = published_versions().filter(pk=form.cleaned_data["version"]).first()
    if version is None:
        form.add_error("version", _("Choose one of the published cadences."))
        return _beginning(request, prospect, form, 422)
    try:
        enrollment = enrolling.enroll(
            prospect,
            version,
            by=signed_in(request),
            at=timezone.now(),
            first_day=form.cleaned_data["first_day"],
            beyond=form.cleaned_data["beyond"],
        )
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _beginning(request, prospect, form, status_of(refused))
    return to_person(request, prospect, _when_it_begins(enrollment))


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    related = ("prospect__company", "prospect__brief")
    enrollments = workable_enrollments(signed_in(request)).select_related(*related)
    enrollment = get_object_or_404(enrollments, pk=pk)
    form = EndingForm(
        posted(request),
        talking=enrollment.is_talking,
        initial={
            "ending": request.GET.get("ending", ""),
            "note": why_no_fit(enrollment.prospect),
        },
    )

    def end_it() -> HttpResponse:
        end, note = Ending(form.cleaned_data["ending"]), form.cleaned_data["note"]
        enrolling.end(enrollment, end, by=signed_in(request), at=timezone.now(), note=note)
        sentence = sentence_of(enrollment, end)
        if end in TEACHES:
            return to_setback(request, enrollment, sentence)
        return to_person(request, enrollment.prospect, sentence)

    return ask_then(request, _question(enrollment), form, end_it)


def sentence_of(enrollment: Enrollment, end: Ending) -> str:
    if end == Ending.NOT_REACHED:
        return _("You gave it ten good tries. We'll leave the door open.")
    if end == Ending.NOT_A_FIT:
        return _("Kept as not a fit. That is an honest ending.")
    return _("Ended: %(ending)s.") % {"ending": end.label}


def _when_it_begins(enrollment: Enrollment) -> str:
    name = enrollment.prospect.greeting_name
    if enrollment.started_at > timezone.now():
        day = date_format(
            enrollment.started_at.astimezone(enrollment.prospect.zone), "WEEKDAY_DAY_MONTH"
        )
        return _("%(name)s is in, and hears from %(day)s on.") % {"name": name, "day": day}
    return _("%(name)s is in. The first try is drafted within a minute.") % {"name": name}


def _beginning(
    request: HttpRequest, prospect: Prospect, form: EnrollmentForm, status: int
) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    plan = beginning_of(prospect, at, by=user)
    context = {"prospect": prospect, "plan": plan, "form": form}
    if plan.is_possible:
        chosen = form.cleaned_data.get("version") if form.is_bound else None
        version = next((each for each in plan.versions if each.pk == chosen), plan.versions[0])
        [share] = shares_of([prospect], version, at, Wish(Policy.current().daily_capacity))
        context |= {
            "chosen": version.pk,
            "share": share,
            "barred": barred_steps(prospect, version),
            "chart": weeks_of(share.forecast, share.load, user),
            "may_go_beyond": can_manage(user),
        }
    return render_page(request, "cadence/enrollment.html", "question", context, status=status)


def _question(enrollment: Enrollment) -> Question:
    prospect = enrollment.prospect
    if enrollment.is_talking:
        return _how_it_went(enrollment)
    return Question(
        part="ending",
        title=_("End it with %(name)s") % {"name": prospect.name},
        intro=_(
            "%(made)s tries made. What was done stays; what was planned is let go. "
            "If they answered, write down what they said instead: it ends by that."
        )
        % {"made": enrollment.attempts},
        action=reverse("cadence:ending", args=[enrollment.pk]),
        button=_("End it"),
        back=reverse("prospects:person", args=[prospect.pk]),
        danger=True,
    )


def _how_it_went(enrollment: Enrollment) -> Question:
    prospect = enrollment.prospect
    return Question(
        part="ending",
        title=_("How did it go with %(name)s?") % {"name": prospect.name},
        intro=_(
            "This ends it. If they said no, or asked us to stop, write down what they said instead: "
            "it ends by that."
        ),
        action=reverse("cadence:ending", args=[enrollment.pk]),
        button=_("Keep it"),
        back=reverse("prospects:person", args=[prospect.pk]),
    )
