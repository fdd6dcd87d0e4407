from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from research.enums import FindingAbout, Fit, WarmPath
from research.models import Brief, Finding
from research.services import briefing
from team.refusals import Refused
from tests.factories.prospects import ProspectFactory
from tests.factories.research import FindingFactory, brief_fields, make_ready, research_it
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db


def a_fact(**changed):
    typed = briefing.Fact(
        about=FindingAbout.TRIGGER,
        claim="Oranmore goes to night loading.",
        source_url="https://transport.example/oranmore",
        dated_on=NOW.date(),
    )
    return replace(typed, **changed)


def kinds_of(prospect):
    return list(Activity.objects.filter(prospect=prospect).values_list("kind", flat=True))


def refusal_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_the_first_save_makes_the_brief():
    prospect = ProspectFactory.create()

    brief = briefing.save_brief(
        prospect, by=prospect.owner, at=NOW, fields=brief_fields(), revision=0
    )

    assert (brief.fit, brief.revision, brief.updated_by) == (Fit.FITS, 1, prospect.owner)
    assert brief.problem == "Night loading leaves a hole in the temperature record."
    assert kinds_of(prospect) == [ActivityKind.RESEARCHED]


def test_a_save_from_an_older_page_changes_nothing():
    prospect = ProspectFactory.create()
    by = prospect.owner
    briefing.save_brief(prospect, by=by, at=NOW, fields=brief_fields(), revision=0)
    theirs = brief_fields(problem="Theirs")
    briefing.save_brief(prospect, by=by, at=NOW, fields=theirs, revision=1)
    mine = brief_fields(problem="Mine")

    code = refusal_of(lambda: briefing.save_brief(prospect, by=by, at=NOW, fields=mine, revision=1))

    assert code == "stale_revision"
    assert Brief.objects.get(prospect=prospect).problem == "Theirs"
    assert len(kinds_of(prospect)) == 2


def test_two_first_saves_do_not_overwrite_each_other():
    prospect = ProspectFactory.create()
    by = prospect.owner
    briefing.save_brief(prospect, by=by, at=NOW, fields=brief_fields(), revision=0)

    code = refusal_of(
        lambda: briefing.save_brief(prospect, by=by, at=NOW, fields=brief_fields(), revision=0)
    )

    assert code == "stale_revision"


def test_not_a_fit_needs_a_reason():
    prospect = ProspectFactory.create()
    fields = brief_fields(fit=Fit.NOT_A_FIT)

    code = refusal_of(
        lambda: briefing.save_brief(prospect, by=prospect.owner, at=NOW, fields=fields, revision=0)
    )

    assert code == "fit_note_missing"
    assert not Brief.objects.exists()


def test_a_judgement_of_not_a_fit_is_kept_over_what_was_thought_and_the_first_reason_stays():
    prospect = ProspectFactory.create()
    by = prospect.owner
    briefing.save_brief(prospect, by=by, at=NOW, fields=brief_fields(), revision=0)

    for why in ("They rent all their trucks.", "Said twice."):
        briefing.judge_not_a_fit(prospect, by=by, at=NOW, why=why)

    brief = Brief.objects.get()
    assert (brief.fit, brief.fit_note) == (Fit.NOT_A_FIT, "They rent all their trucks.")
    assert brief.problem == brief_fields()["problem"]
    assert brief.revision == 2


def test_a_judgement_of_not_a_fit_needs_a_reason_and_their_own_rep():
    prospect = ProspectFactory.create()

    def judged(by, why):
        return refusal_of(lambda: briefing.judge_not_a_fit(prospect, by=by, at=NOW, why=why))

    assert judged(prospect.owner, " ") == "fit_note_missing"
    assert judged(UserFactory.create(), "Too small.") == "not_yours"
    assert not Brief.objects.exists()


def test_a_team_mate_cannot_write_a_brief():
    prospect = ProspectFactory.create()
    mate = UserFactory.create(team=prospect.owner.team)

    code = refusal_of(
        lambda: briefing.save_brief(prospect, by=mate, at=NOW, fields=brief_fields(), revision=0)
    )

    assert code == "not_yours"


def test_a_fact_is_kept_with_its_source_and_date():
    prospect = ProspectFactory.create()

    finding = briefing.add_finding(prospect, a_fact(), by=prospect.owner, at=NOW)

    assert finding.prospect == prospect
    assert finding.company == prospect.company
    assert finding.dated_on == date(2026, 11, 16)
    assert kinds_of(prospect) == [ActivityKind.FINDING_ADDED]


def test_a_fact_for_everyone_belongs_to_the_company():
    prospect = ProspectFactory.create()

    finding = briefing.add_finding(prospect, a_fact(for_everyone=True), by=prospect.owner, at=NOW)

    assert (finding.prospect, finding.company) == (None, prospect.company)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"source_url": ""}, "source_missing"),
        ({"dated_on": NOW.date() + timedelta(days=1)}, "dated_in_the_future"),
        ({"about": FindingAbout.PERSON, "for_everyone": True}, "person_fact_for_everyone"),
    ],
)
def test_a_fact_that_cannot_stand_is_refused(changed, code):
    prospect = ProspectFactory.create()

    assert code == refusal_of(
        lambda: briefing.add_finding(prospect, a_fact(**changed), by=prospect.owner, at=NOW)
    )
    assert not Finding.objects.exists()


def test_tomorrow_in_utc_is_already_today_in_auckland():
    owner = UserFactory.create(time_zone="Pacific/Auckland")
    prospect = ProspectFactory.create(owner=owner)
    late = NOW.replace(hour=23)

    finding = briefing.add_finding(
        prospect, a_fact(dated_on=NOW.date() + timedelta(days=1)), by=owner, at=late
    )

    assert finding.dated_on == date(2026, 11, 17)


def test_a_fact_taken_back_keeps_its_reason():
    prospect = ProspectFactory.create()
    finding, by = FindingFactory.create(prospect=prospect), prospect.owner

    briefing.retract_finding(finding, prospect, by=by, at=NOW, reason="Another Aoife.")

    finding.refresh_from_db()
    assert (finding.retracted_by, finding.retracted_reason) == (by, "Another Aoife.")
    assert kinds_of(prospect) == [ActivityKind.FINDING_RETRACTED]


def test_a_fact_is_taken_back_once_and_with_a_reason():
    prospect = ProspectFactory.create()
    finding, by = FindingFactory.create(prospect=prospect), prospect.owner

    def take_back(reason):
        return lambda: briefing.retract_finding(finding, prospect, by=by, at=NOW, reason=reason)

    assert refusal_of(take_back(" ")) == "reason_missing"
    take_back("Wrong year.")()
    assert refusal_of(take_back("Wrong year.")) == "already_retracted"


def test_somebody_elses_fact_is_not_taken_back():
    finding = FindingFactory.create()
    other = ProspectFactory.create()

    code = refusal_of(
        lambda: briefing.retract_finding(finding, other, by=other.owner, at=NOW, reason="No.")
    )

    assert code == "already_retracted"
    assert Finding.objects.standing().get() == finding


def confirm(prospect, **changed):
    typed = {
        "name": "Aoife Ní Bhriain",
        "preferred_name": "Aoife",
        "pronunciation": "EE-fa nee VREE-in",
        "source": "Her signature",
        "revision": prospect.revision,
    }
    return briefing.confirm_name(prospect, by=prospect.owner, at=NOW, **(typed | changed))


def test_a_confirmed_name_is_written_as_its_owner_writes_it():
    prospect = ProspectFactory.create(name="Aoife Ni Bhriain")

    brief = confirm(prospect, name=" Aoife Ni\u0301 Bhriain ")

    prospect.refresh_from_db()
    assert prospect.name == "Aoife N\u00ed Bhriain"
    assert prospect.pronunciation == "EE-fa nee VREE-in"
    assert (brief.name_confirmed_by, brief.name_source) == (prospect.owner, "Her signature")
    assert kinds_of(prospect) == [ActivityKind.NAME_CONFIRMED]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "name_source_missing"),
        ({"source": ""}, "name_source_missing"),
        ({"name": "Aoife\u202e"}, "hidden_character"),
        ({"preferred_name": "Ao\x00ife"}, "hidden_character"),
    ],
)
def test_a_name_that_cannot_be_trusted_is_refused(changed, code):
    prospect = ProspectFactory.create(name="Aoife Ni Bhriain")

    assert refusal_of(lambda: confirm(prospect, **changed)) == code
    prospect.refresh_from_db()
    assert prospect.name == "Aoife Ni Bhriain"


def test_a_name_written_over_a_colleagues_is_refused_until_it_was_seen():
    prospect = ProspectFactory.create(name="Aoife Ni Bhriain")
    seen = prospect.revision
    confirm(prospect, name="Aoife N\u00ed Bhriain")

    assert refusal_of(lambda: confirm(prospect, name="Eefa", revision=seen)) == "stale_revision"
    prospect.refresh_from_db()
    assert prospect.name == "Aoife N\u00ed Bhriain"
    confirm(prospect, name="Aoife Breen")
    prospect.refresh_from_db()
    assert prospect.name == "Aoife Breen"


def test_letters_joined_by_an_invisible_joiner_stay_a_name():
    prospect = ProspectFactory.create()

    confirm(prospect, name="مه\u200cرداد")

    prospect.refresh_from_db()
    assert prospect.name == "مه\u200cرداد"


def test_a_warm_path_is_answered_once_somebody_looked():
    prospect = ProspectFactory.create()

    brief = briefing.check_warm_path(
        prospect, by=prospect.owner, at=NOW, warm_path=WarmPath.FOUND, note="Jonas met her."
    )

    assert (brief.warm_path, brief.warm_path_note) == (WarmPath.FOUND, "Jonas met her.")
    assert kinds_of(prospect) == [ActivityKind.RESEARCHED]


@pytest.mark.parametrize(
    ("warm_path", "note", "code"),
    [
        (WarmPath.FOUND, "", "introducer_missing"),
        (WarmPath.NONE, " ", "looked_nowhere"),
        (WarmPath.UNCHECKED, "Later.", "warm_path_unanswered"),
    ],
)
def test_a_warm_path_without_an_answer_is_refused(warm_path, note, code):
    prospect = ProspectFactory.create()

    assert code == refusal_of(
        lambda: briefing.check_warm_path(
            prospect, by=prospect.owner, at=NOW, warm_path=warm_path, note=note
        )
    )


def test_who_is_made_ready_in_one_go_is_as_the_services_leave_them():
    made = ProspectFactory.create(name="Aoife  Ní Bhriain", preferred_name="Aoife")

    def left(research):
        with transaction.atomic():
            research(Prospect.objects.get(pk=made.pk))
            everything = [
                Prospect.objects.filter(pk=made.pk),
                *(each.objects.filter(prospect=made) for each in (Brief, Finding, Activity)),
            ]
            rows = [row for rows in everything for row in rows.order_by("pk").values()]
            transaction.set_rollback(True)
        return [{name: kept for name, kept in row.items() if name != "id"} for row in rows]

    assert left(make_ready) == left(research_it)
    assert len(left(make_ready)) == 1 + 1 + 3 + 6
