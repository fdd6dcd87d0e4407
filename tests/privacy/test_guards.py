"""The database's own guards of whom we may reach, and of what was erased."""

from datetime import timedelta

import pytest

from adherence.services import erasing, sweeping
from cadence.enums import DeliveryState
from cadence.models import Approval, Draft, Enrollment, Touch
from prospects.enums import Channel, ErasureCause, Kept, LawfulBasis, Verdict
from prospects.models import CountryRule, Prospect, RetentionRule
from team.enums import Role
from team.models import AuditEvent, User
from tests import journeys
from tests.adherence.weeks import colleague
from tests.cadence.attacks import approve, attacks, move, reserve, sending_delivery
from tests.factories.cadence import published_version
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clock", "sandbox"),
]


def change(person: Prospect, **fields: object) -> None:
    Prospect.objects.filter(pk=person.pk).update(**fields)


def erased() -> Prospect:
    person = ProspectFactory.create()
    admin = colleague(role=Role.ADMIN)
    erasing.erase(person, cause=ErasureCause.NO_NEED, reason="Too old.", by=admin, at=NOW)
    return Prospect.objects.get(pk=person.pk)


@attacks("EA242")
def test_without_a_basis_that_counts_there_is_no_review_no_reservation_and_no_beginning() -> None:
    draft = journeys.drafted()
    change(draft.touch.prospect, country="DE", lawful_basis=LawfulBasis.LEGITIMATE_INTEREST)
    with refused("EA242"):
        approve(draft)
    change(draft.touch.prospect, lawful_basis=LawfulBasis.CONSENT)
    approval = approve(draft)
    change(draft.touch.prospect, lawful_basis_until=(NOW - timedelta(days=1)).date())
    with refused("EA242"):
        reserve(approval)
    change(draft.touch.prospect, lawful_basis_until=NOW.date())
    delivery = reserve(approval)
    change(draft.touch.prospect, lawful_basis=LawfulBasis.UNKNOWN)
    with refused("EA242"):
        move(delivery, DeliveryState.SENDING, mime_sha256=bytes(32))


def test_a_promised_call_opens_no_other_channel() -> None:
    draft = journeys.drafted()
    Touch.objects.filter(pk=draft.touch_id).update(promised_at=NOW)
    change(draft.touch.prospect, country="DE", lawful_basis=LawfulBasis.UNKNOWN)
    with refused("EA242"):
        approve(draft)


@attacks("EA241")
def test_a_channel_that_a_rule_closes_is_closed_to_the_evidence_too() -> None:
    person = journeys.planned().prospect
    with connected_as("owner") as owner:
        owner.execute("ALTER TABLE prospects_countryrule DISABLE TRIGGER country_rule_is_an_admins")
        try:
            with owner.transaction(force_rollback=True):
                owner.execute("UPDATE prospects_countryrule SET verdict = 'blocked', bases = '{}'")
                owner.execute("UPDATE cadence_touch SET channel = 'call'")
                logged = (
                    "INSERT INTO cadence_attempt (touch_id, enrollment_id, prospect_id, by_id, channel, at, outcome,"
                    " words, note) SELECT id, enrollment_id, prospect_id, owner_id, 'call', now(), %s, '', ''"
                    " FROM cadence_touch WHERE prospect_id = %s"
                )
                assert answer(owner, logged, "no_answer", person.pk) == "EA241"
                assert answer(owner, logged, "asked_to_stop", person.pk) == ""
        finally:
            owner.execute(
                "ALTER TABLE prospects_countryrule ENABLE TRIGGER country_rule_is_an_admins"
            )


@attacks("EA510")
def test_only_an_admin_changes_what_a_country_s_rule_says() -> None:
    rule = CountryRule.objects.get(country="DE", channel=Channel.EMAIL, subscriber_type="corporate")
    open_it = CountryRule.objects.filter(pk=rule.pk)
    for role in (Role.REP, Role.MANAGER):
        with refused("EA510"):
            open_it.update(
                verdict=Verdict.ALLOWED, bases=[], changed_by=colleague(role=role),
                changed_at=NOW, why_changed="I say so.",
            )  # fmt: skip
    with refused("EA510"):
        open_it.update(country="FR")


def test_how_long_what_is_kept_is_an_admins_to_say_and_is_accounted_for_past_the_service() -> None:
    admin = colleague(role=Role.ADMIN)
    given = {"what": Kept.MAIL, "months": 6, "changed_at": NOW}
    with refused("EA510"):
        RetentionRule.objects.create(changed_by=colleague(role=Role.MANAGER), **given)
    rule = RetentionRule.objects.create(changed_by=admin, **given)
    kept = RetentionRule.objects.filter(pk=rule.pk)
    with refused("EA510"):
        kept.update(is_on=True, changed_by=colleague(role=Role.REP))
    kept.update(is_on=True)
    with connected_as("owner") as owner:
        assert answer(owner, "DELETE FROM prospects_retentionrule") == "EA510"
    told = AuditEvent.objects.filter(subject="kept mail").order_by("pk")
    assert [(each.actor, each.detail["before"], each.detail["after"]) for each in told] == [
        (admin, None, {"months": 6, "is_on": False}),
        (admin, {"months": 6, "is_on": False}, {"months": 6, "is_on": True}),
    ]


def test_what_a_country_s_rule_says_is_accounted_for_past_the_service() -> None:
    admin = colleague(role=Role.ADMIN)
    rule = CountryRule.objects.filter(country="DE", channel=Channel.POST, subscriber_type="unknown")
    [before] = rule.values_list("reason", flat=True)
    for reason in ("I say so.", before):
        rule.update(reason=reason, changed_by=admin, changed_at=NOW, why_changed="To see.")
    told = AuditEvent.objects.filter(subject="country rule DE post unknown").order_by("pk")
    assert [(each.actor, each.detail["after"]["reason"]) for each in told] == [
        (admin, "I say so."), (admin, before),
    ]  # fmt: skip
    assert told[0].detail["before"]["reason"] == before
    assert told[0].detail["why"] == "To see."


@attacks("EA505")
def test_an_erased_person_stays_erased_and_nobody_says_it_of_another() -> None:
    person = erased()
    with refused("EA505"):
        change(person, email="back@corrib.example")
    with refused("EA505"):
        change(person, erased_at=None)
    with refused("EA505"):
        change(ProspectFactory.create(), erased_at=NOW, email="", phone="", linkedin_url="")
    with refused("EA505"):
        ProspectFactory.create(erased_at=NOW, email="")


@attacks("EA243")
def test_nothing_begins_with_an_erased_person_and_no_draft_borrows_a_hash() -> None:
    person = erased()
    with refused("EA243"):
        Enrollment.objects.create(
            prospect=person, version=published_version(), owner=person.owner, started_at=NOW
        )
    draft = journeys.drafted()
    with connected_as("owner") as owner:
        forged = (
            "INSERT INTO cadence_draft (touch_id, number, origin, to_address, subject, body, made_at, erased_sha256)"
            " VALUES (%s, 9, 'template', '', '', '', now(), '\\x00')"
        )
        assert answer(owner, forged, draft.touch_id) == "EA243"


@attacks("EA506")
def test_nobody_is_erased_while_a_cadence_runs_or_a_letter_leaves() -> None:
    touch = sending_delivery().touch
    admin = colleague(role=Role.ADMIN)
    with connected_as("web") as web:
        assert (
            answer(web, "SELECT earnest_erase(%s, 'asked', '', %s)", touch.prospect_id, admin.pk)
            == "EA506"
        )


def test_nobody_is_erased_by_one_of_their_records_alone() -> None:
    person, admin = ProspectFactory.create(), colleague(role=Role.ADMIN)
    other = ProspectFactory.create(company=person.company, email="una@home.example")
    change(other, merged_into=person)
    erase = "SELECT earnest_erase(%s, 'no_need', '', %s)"
    with connected_as("web") as web:
        assert answer(web, erase, person.pk, admin.pk) == "EA506"
        assert answer(web, erase, other.pk, admin.pk) == ""


@attacks("EA511")
@pytest.mark.parametrize("who", ["their rep", "another team's manager", "an admin who is gone"])
def test_only_who_leads_their_rep_erases(who: str) -> None:
    person = ProspectFactory.create()
    by: dict[str, User] = {
        "their rep": person.owner,
        "another team's manager": colleague(role=Role.MANAGER),
        "an admin who is gone": colleague(role=Role.ADMIN, is_active=False),
    }
    with connected_as("web") as web:
        assert (
            answer(web, "SELECT earnest_erase(%s, 'asked', '', %s)", person.pk, by[who].pk)
            == "EA511"
        )
    admin = colleague(role=Role.ADMIN)
    for role in ("worker", "monday"):
        with connected_as(role) as serving:
            assert (
                answer(serving, "SELECT earnest_erase(%s, 'asked', '', %s)", person.pk, admin.pk)
                == "EA511"
            )


@attacks("EA512")
@pytest.mark.parametrize("role", ["web", "worker"])
def test_nothing_is_swept_without_a_rule_that_is_on(role: str) -> None:
    with connected_as(role) as serving:
        assert answer(serving, "SELECT earnest_sweep('people', 10)") == "EA512"


def test_the_process_of_the_monday_letter_sweeps_nothing_and_learns_of_nobody() -> None:
    admin = colleague(role=Role.ADMIN)
    sweeping.keep_for(Kept.PEOPLE, months=1, is_on=True, by=admin, at=NOW)
    with connected_as("monday") as monday:
        assert answer(monday, "SELECT earnest_sweep('people', 10)") == "EA512"
        assert answer(monday, "SELECT earnest_kept_long_enough('people', 1, 10)") == "EA512"
        assert answer(monday, "SELECT earnest_forget_files()") == "EA512"


@pytest.mark.parametrize("role", ["web", "worker"])
def test_neither_role_erases_past_the_one_way_there_is(role: str) -> None:
    """The setting alone opens nothing, the table behind it is nobody's, and the inner functions are the owner's."""
    approval: Approval = journeys.approved()
    with connected_as(role) as serving:
        serving.execute("SELECT set_config('earnest.erasing', 'yes', false)")
        assert answer(serving, "INSERT INTO prospects_erasing VALUES ('1')") == "42501"
        assert answer(serving, "SELECT earnest_erase_one(%s, 'asked', '', NULL)", 1) == "42501"
        assert answer(serving, "UPDATE cadence_draft SET body = ''") == "42501"
        assert answer(serving, "DELETE FROM prospects_erasure") == "42501"
    with connected_as("owner") as owner:
        owner.execute("SELECT set_config('earnest.erasing', 'yes', false)")
        assert answer(owner, "UPDATE cadence_draft SET body = ''") == "EA001"
        changed = "UPDATE cadence_approval SET to_address = '' WHERE id = %s"
        assert answer(owner, changed, approval.pk) == "EA201"
    assert Draft.objects.exclude(erased_sha256=None).count() == 0
