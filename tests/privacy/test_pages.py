"""The pages about data: who may see them, what they keep, and what they refuse."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prospects.enums import ActivityKind, LawfulBasis, NoticeWay, SubscriberType, Verdict
from prospects.models import Activity, CountryRule, Prospect
from prospects.selectors.privacy import PAGE, not_told, what_would_change
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from tests.adherence.weeks import Reader, colleague
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.times import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def post(user: User, name: str, *args: object, **data: object) -> int:
    return Reader(user).client.post(reverse(name, args=args), data).status_code


def get(user: User, name: str, *args: object) -> int:
    return Reader(user).client.get(reverse(name, args=args)).status_code


def given(**changed: object) -> dict[str, object]:
    return {
        "revision": 0,
        "subscriber_type": SubscriberType.CORPORATE,
        "lawful_basis": LawfulBasis.CONSENT,
        "lawful_basis_note": "Said so at the fair.",
        "lawful_basis_until": "2027-05-01",
        "source": "Cold Chain Expo",
        "source_date": "2026-11-02",
        "notice_given_on": "2026-11-10",
        "notice_way": NoticeWay.SPOKEN,
    } | changed


def test_basis_source_and_notice_are_kept_and_the_timeline_names_the_fields() -> None:
    person = ProspectFactory.create()
    assert post(person.owner, "prospects:data", person.pk, **given()) == 302
    person.refresh_from_db()
    assert (person.lawful_basis, str(person.lawful_basis_until)) == ("consent", "2027-05-01")
    assert (str(person.notice_given_on), person.notice_way) == ("2026-11-10", NoticeWay.SPOKEN)
    told = Activity.objects.get(prospect=person, kind=ActivityKind.NOTICE_GIVEN)
    assert "lawful_basis_note" in told.detail["fields"]
    assert "fair" not in str(told.detail)


@pytest.mark.parametrize(
    "wrong",
    [
        {"notice_way": ""},
        {"notice_given_on": ""},
        {"notice_given_on": "2026-12-24"},
        {"source_date": "2031-01-01"},
        {"lawful_basis": "luck"},
    ],
)
def test_a_notice_says_when_and_how_and_nothing_comes_from_the_future(
    wrong: dict[str, str],
) -> None:
    person = ProspectFactory.create()
    assert post(person.owner, "prospects:data", person.pk, **given(**wrong)) == 422


def test_what_somebody_changed_meanwhile_is_not_written_over() -> None:
    person = ProspectFactory.create(revision=3)
    assert post(person.owner, "prospects:data", person.pk, **given()) == 409


def test_a_colleague_of_another_team_sees_none_of_it_and_a_rep_neither_exports_nor_erases() -> None:
    person = ProspectFactory.create()
    assert get(colleague(), "prospects:data", person.pk) == 404
    assert get(person.owner, "prospects:data", person.pk) == 200
    for name in ("adherence:export-json", "adherence:export-html", "adherence:erasure"):
        assert post(person.owner, name, person.pk) == 403
        assert post(colleague(role=Role.MANAGER), name, person.pk) == 404
    assert AuditEvent.objects.filter(kind=AuditKind.EXPORTED).count() == 0


def test_erasing_asks_who_and_says_afterwards_what_went() -> None:
    person = ProspectFactory.create(email="noreen@corrib.example")
    manager = colleague(person.owner.team, role=Role.MANAGER)
    page = Reader(manager).client.get(reverse("adherence:erasure", args=[person.pk]))
    assert person.name in page.content.decode()
    asked = {"cause": "asked", "reason": ""}
    assert post(manager, "adherence:erasure", person.pk, **asked) == 422
    assert post(manager, "adherence:erasure", person.pk, **asked | {"reason": "By post"}) == 302
    assert post(manager, "adherence:erasure", person.pk, **asked | {"reason": "Again"}) == 409
    after = Reader(manager).client.get(reverse("adherence:erasure", args=[person.pk]))
    assert "By post" in after.content.decode()
    assert Prospect.objects.get(pk=person.pk).name == "(erased)"


def test_whoever_leads_reads_the_country_rules_and_an_admin_alone_changes_them() -> None:
    rule = CountryRule.objects.get(country="DE", channel="email", subscriber_type="corporate")
    for role, reads, changes in (
        (Role.REP, 403, 403),
        (Role.MANAGER, 200, 403),
        (Role.AUDITOR, 200, 403),
        (Role.ADMIN, 200, 200),
    ):
        user = colleague(role=role)
        assert get(user, "prospects:countries") == reads
        assert get(user, "prospects:country-rule", rule.pk) == changes


def test_a_rule_is_changed_at_once_with_before_and_after_in_the_audit() -> None:
    rule = CountryRule.objects.get(country="DE", channel="email", subscriber_type="corporate")
    admin = colleague(role=Role.ADMIN)
    said = {"verdict": "blocked", "reason": "Not here.", "source": "House rule", "why": "Counsel"}
    for unseen in ({}, {"seen": "allowed"}):
        looked = post(admin, "prospects:country-rule", rule.pk, **said, **unseen)
        rule.refresh_from_db()
        assert (looked, rule.verdict) == (200, Verdict.NEEDS_BASIS)

    said["seen"] = "blocked"
    assert post(admin, "prospects:country-rule", rule.pk, **said) == 302
    rule.refresh_from_db()
    assert (rule.verdict, rule.bases, rule.changed_by) == (Verdict.BLOCKED, [], admin)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    told = AuditEvent.objects.get(kind=AuditKind.POLICY_CHANGED)
    assert (told.actor, told.subject) == (admin, "country rule DE email corporate")
    assert told.detail["before"]["verdict"] == "needs_basis"
    assert told.detail["after"]["verdict"] == "blocked"
    assert told.detail["why"] == "Counsel"
    assert post(admin, "prospects:country-rule", rule.pk, **said) == 409


def test_what_would_change_counts_whom_a_rule_reaches() -> None:
    there = {"company": CompanyFactory.create(country="DE"), "country": ""}
    ProspectFactory.create(**there)
    ProspectFactory.create(lawful_basis=LawfulBasis.UNKNOWN, **there)
    ProspectFactory.create(country="FR")
    rule = CountryRule.objects.get(country="DE", channel="email", subscriber_type="corporate")
    stricter = what_would_change(rule, Verdict.BLOCKED, [])
    looser = what_would_change(rule, Verdict.ALLOWED, [])
    assert (stricter.people, stricter.closed, stricter.opened) == (2, 1, 0)
    assert (looser.people, looser.closed, looser.opened) == (2, 0, 1)


def test_who_is_still_to_be_told_stands_by_the_day_and_page_by_page() -> None:
    owner = colleague()
    first = ProspectFactory.create(owner=owner, created_at=NOW - timedelta(days=40))
    ProspectFactory.create(owner=owner, notice_given_on=NOW.date(), notice_way=NoticeWay.SPOKEN)
    ProspectFactory.create_batch(PAGE, owner=owner)
    page = not_told(owner, NOW)
    assert (page.rows[0].person, page.rows[0].is_late) == (first, True)
    assert len(page.rows) == PAGE
    answer = Reader(owner).client.get(reverse("prospects:notices"), {"after": page.after})
    assert len(answer.context["untold"].rows) == 1
    assert answer.context["untold"].after == ""
    for nonsense in ("x~1", "2026-01-01T00:00:00+00:00~x", "~", "2026-13-01T00:00:00Z~2"):
        assert (
            Reader(owner).client.get(reverse("prospects:notices"), {"after": nonsense}).status_code
            == 200
        )


@pytest.mark.parametrize("name", ["prospects:notices", "prospects:countries"])
def test_a_list_asks_as_often_for_three_as_for_one(name: str) -> None:
    admin, counts = colleague(role=Role.ADMIN), []
    reader = Reader(admin)
    for crowd in (1, 2):
        ProspectFactory.create_batch(crowd)
        with CaptureQueriesContext(connection) as asked:
            reader.client.get(reverse(name))
        counts.append(len(asked))
    assert counts[0] == counts[1]
