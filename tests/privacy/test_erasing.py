"""Erasing one person: nothing of them is left to read, and every count and every proof stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from adherence.models import Fact, GapDay, WeekCount
from adherence.services import erasing, rolling_up
from cadence.enums import ReplyKind
from cadence.models import Attempt, Delivery, Enrollment
from cadence.selectors.proof import prove
from cadence.services import handing_over
from prospects.enums import ErasureCause
from prospects.models import (
    ImportBatch,
    ImportPart,
    Likeness,
    Prospect,
    SavedView,
    StagedRow,
)
from prospects.services import duplicates, editing, importing, undoing, uniting
from prospects.services.importing import columns
from research.services import briefing
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.refusals import Refused
from tests import journeys
from tests.adherence.as_worker import the_worker
from tests.adherence.weeks import Reader, colleague
from tests.cadence import answers
from tests.cadence.conftest import Clock
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.privacy import everything
from tests.prospects.test_import_workbooks import workbook
from tests.smtp import Sink
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])
LATER = NOW + timedelta(days=8)


def counts() -> list[object]:
    """What the team page reads, and what it is counted from."""
    with the_worker():
        rolling_up.recount(LATER)
    facts = Fact.objects.order_by("enrollment").values_list("reps", "weeks", "kinds", "places")
    tries = Attempt.objects.order_by("pk").values_list("at", "channel", "outcome", "enrollment")
    begun = Enrollment.objects.order_by("pk").values_list("attempts", "state", "ending", "ended_at")
    letters = Delivery.objects.order_by("pk").values_list("state", "content_sha256", "mime_sha256")
    return [
        list(WeekCount.objects.order_by("pk").values()),
        [list(rows) for rows in (facts, tries, begun)],
        [(state, bytes(words), bytes(mime)) for state, words, mime in letters],
        GapDay.objects.count(),
    ]


def test_nothing_of_an_erased_person_is_left_and_every_count_and_proof_stays(
    clock: Clock, post: Sink
) -> None:
    owner = colleague(name="Maya Okafor")
    person = everything.whole(clock, owner)
    admin = colleague(role=Role.ADMIN)
    clock.move(LATER)
    assert {each.rpartition(": ")[2] for each in everything.left_of(everything.TELLING)} == set(
        everything.TELLING
    )
    before, beside = counts(), everything.rows_beside(person)

    erased = erasing.erase(
        person, cause=ErasureCause.ASKED, reason=f"{person.name} asked by post", by=admin, at=LATER
    )

    assert everything.left_of(everything.TELLING) == []
    assert counts() == before
    assert everything.rows_beside(person) == beside
    assert prove().violations == []
    call_command("verify_audit", stdout=StringIO())
    assert Prospect.objects.get(pk=person.pk).erased_at is not None
    assert erased.counts["replies"] == 1


# Columns that may have words and say nothing of somebody, and why.
OURS = "what colleagues write for everybody, in the plan, the library and the rules"
A_MAILBOX = "of a mailbox of ours"
OF_A_COMPANY = (
    "of a company and not of somebody there; its name and post are looked through, see beneath"
)
EXCEPT = {
    "cadence_cadence.description": OURS,
    "cadence_step.body_template": OURS,
    "cadence_step.guidance": OURS,
    "cadence_step.subject_template": OURS,
    "cadence_step.title": OURS,
    "mailbox_foldercursor.folder": A_MAILBOX,
    "mailbox_inboundmessage.folder": A_MAILBOX,
    "mailbox_mailbox.address": A_MAILBOX,
    "mailbox_mailbox.display_name": A_MAILBOX,
    "mailbox_mailbox.imap_host": A_MAILBOX,
    "mailbox_mailbox.imap_username": A_MAILBOX,
    "mailbox_mailbox.signature": A_MAILBOX,
    "mailbox_mailbox.smtp_host": A_MAILBOX,
    "mailbox_mailbox.smtp_username": A_MAILBOX,
    "mailbox_mailbox.state_note": A_MAILBOX,
    "prospects_company.city": OF_A_COMPANY,
    "prospects_company.domain": OF_A_COMPANY,
    "prospects_company.industry": OF_A_COMPANY,
    "prospects_company.name": OF_A_COMPANY,
    "prospects_company.postal_address": OF_A_COMPANY,
    "prospects_company.website": OF_A_COMPANY,
    "prospects_importbatch.left_out": "names of kinds of rows",
    "prospects_importbatch.mapping": "titles of columns",
    "prospects_prospect.city": "a place of somebody else's",
    "prospects_prospect.preferred_name": "a name of somebody else's",
    "prospects_prospect.pronunciation": "a name of somebody else's",
    "research_question.industry": OURS,
}


def test_a_name_is_left_in_no_column_that_may_say_something_of_somebody(
    clock: Clock, post: Sink
) -> None:
    person = everything.whole(clock, colleague(name="Maya Okafor"))
    clock.move(LATER)
    planted = everything.plant(everything.NAME)
    erasing.erase(
        Prospect.objects.get(pk=person.pk), cause=ErasureCause.ASKED, reason="By post",
        by=colleague(role=Role.ADMIN), at=LATER,
    )  # fmt: skip
    left = {each.rpartition(": ")[0] for each in everything.left_of((everything.NAME.casefold(),))}
    assert left == set(EXCEPT)
    assert set(EXCEPT) < planted


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Gráinne Xanthopoulos", "xanthopoulos_grainne.csv"),
        ("Gráinne Xanthopoulos", "GrainneXanthopoulos (2).xlsx"),
        ("Ольга Петрова", "Ольга Петрова.csv"),
    ],
)
def test_a_file_called_after_them_loses_its_name_and_with_it_those_who_came_by_it(
    clock: Clock, name: str, file: str
) -> None:
    by = colleague()
    batch = importing.bring(
        [b"Name,Company,E-mail\nUna Burke,Corrib,una@corrib.example\n"],
        file_name=file, by=by, at=NOW,
    )  # fmt: skip
    importing.match(batch, mapping=batch.mapping)
    importing.apply(batch, by=by, at=NOW)
    other = brought(b"Name,Company\nAnn Lee,Corrib\n", "people.csv")
    una = Prospect.objects.get(email="una@corrib.example")
    assert (una.source, una.email_source) == (file, file)

    erased(name=name, email="")

    una.refresh_from_db()
    assert (una.name, una.source, una.email_source) == ("Una Burke", "(erased)", "(erased)")
    assert everything.left_of((file.casefold(), name.casefold())) == []
    assert ImportBatch.objects.get(pk=other.pk).file_name == "people.csv"


def test_whoever_works_for_themselves_leaves_no_company_of_their_name(clock: Clock) -> None:
    for name in ("Una Burke", "Una Burke Orchards"):
        company = CompanyFactory.create(name=name, domain="", postal_address="Una Burke, Kinvara")
        erased(name="Una Burke", email="", company=company)
    assert everything.left_of(("una burke",)) == []


def test_a_short_name_is_taken_from_a_full_column(clock: Clock) -> None:
    person = ProspectFactory.create(name="Bo Li", phone="", linkedin_url="")
    source = "Bo Li, " * 28
    ProspectFactory.create(company=person.company, email="una@corrib.example", source=source)
    admin = colleague(role=Role.ADMIN)
    erasing.erase(person, cause=ErasureCause.ASKED, reason="By post", by=admin, at=NOW)
    assert everything.left_of(("bo li",)) == []


def test_a_record_that_was_made_one_with_theirs_goes_with_it(clock: Clock) -> None:
    person = ProspectFactory.create(email="kept@corrib.example")
    other = ProspectFactory.create(company=person.company, email="merged@corrib.example")
    Prospect.objects.filter(pk=other.pk).update(merged_into=person)
    admin = colleague(role=Role.ADMIN)
    erasing.erase(person, cause=ErasureCause.ASKED, reason="By post", by=admin, at=NOW)
    names = Prospect.objects.filter(pk__in=[person.pk, other.pk]).values_list("name", flat=True)
    assert list(names) == ["(erased)", "(erased)"]
    assert everything.left_of(("merged@corrib", "kept@corrib")) == []


def brought(content: bytes, name: str = "people.csv") -> ImportBatch:
    return importing.bring([content], file_name=name, by=colleague(), at=NOW)


def erased(**fields: object) -> None:
    person = ProspectFactory.create(phone="", linkedin_url="", **fields)
    admin = colleague(role=Role.ADMIN)
    erasing.erase(person, cause=ErasureCause.ASKED, reason="By post", by=admin, at=NOW)


def test_a_workbook_that_holds_them_on_any_sheet_is_forgotten(clock: Clock) -> None:
    others = [["Name", "Company"], ["Una Burke", "Corrib"]]
    holds = brought(workbook(People=others, Old=[*others, ["Ann & Bo Lee", "Corrib"]]), "a.xlsx")
    holds_not = brought(workbook(People=others), "b.xlsx")
    erased(name="Ann & Bo Lee", email="")
    assert not ImportPart.objects.filter(batch=holds).exists()
    assert ImportPart.objects.filter(batch=holds_not).exists()


@pytest.mark.parametrize("written", ["Éamon Ó Cuív", "ÉAMON Ó CUÍV", "éamon ó cuív"])
def test_a_file_is_searched_whatever_the_letters_of_the_name(clock: Clock, written: str) -> None:
    batch = brought(f"Name,Company\n{written},Corrib\n".encode())
    erased(name="Éamon Ó Cuív", email="")
    assert not ImportPart.objects.filter(batch=batch).exists()


@pytest.mark.parametrize(
    "rows",
    ["First name,Last name,Company\nann,LEE,Corrib\n", '"Surname";"First name"\n"Lee";"Ann"\n'],
)
def test_a_name_in_two_columns_is_found(clock: Clock, rows: str) -> None:
    batch = brought(rows.encode())
    erased(name="Ann Lee", email="")
    assert not ImportPart.objects.filter(batch=batch).exists()


def test_a_file_whose_rows_name_them_is_forgotten_and_ends_where_it_came_in_by_half(
    clock: Clock,
) -> None:
    batch = brought(b"First name,Company,Last name\nBo,Corrib,Quay\nAnn,Frost,Lee\n")
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    importing.apply(batch, by=batch.owner, at=NOW, at_once=1)
    erased(name="Ann Lee", email="")
    assert not ImportPart.objects.filter(batch=batch).exists()
    assert not StagedRow.objects.filter(batch=batch).exists()
    batch.refresh_from_db()
    assert (batch.state, batch.accepted, batch.rejected) == ("applied", 1, 1)
    assert undoing.take_back(batch, by=batch.owner, at=NOW).people == 1


def test_a_name_that_an_encoding_cannot_write_takes_no_file_of_others(clock: Clock) -> None:
    batch = brought(b"Name,Company\nUna Burke,Corrib Ltd\n")
    erased(name="Ольга Петрова", email="")
    assert ImportPart.objects.filter(batch=batch).exists()


def test_what_an_erased_person_writes_afterwards_is_erased_as_well(clock: Clock) -> None:
    person = journeys.enrolled().prospect
    admin = colleague(role=Role.ADMIN)
    by = {"cause": ErasureCause.ASKED, "reason": "By mail", "by": admin}
    first = erasing.erase(person, at=NOW, **by)
    person.refresh_from_db()
    with pytest.raises(Refused):
        erasing.erase(person, at=NOW, **by)

    clock.move(LATER)
    answers.named(answers.wrote(person, "The saffron ledger once more."), ReplyKind.NO)
    page = Reader(admin).client.get(reverse("adherence:erasure", args=[person.pk]))
    assert page.context["erased"] is None
    again = erasing.erase(person, at=LATER, **by)

    assert everything.left_of(("saffron",)) == []
    assert (again, again.at, again.counts) == (first, first.at, first.counts)
    told = AuditEvent.objects.filter(kind=AuditKind.ERASED, subject=f"person {person.pk}")
    assert [each.detail.get("again", False) for each in told.order_by("pk")] == [False, True]
    with pytest.raises(Refused):
        erasing.erase(person, at=LATER, **by)


@pytest.mark.parametrize(
    ("question", "name", "stays"),
    [
        ("q=Aoife+N%C3%AD+Bhriain&country=IE", "Her", False), ("country=IE&q=bhri", "Her", False),
        ("q=bhriain+corrib", "Her", False), ("q=aoife%40corrib.example", "Her", False),
        ("q=555+0100", "Her", False), ("country=IE", "What Aoife Ní Bhriain said", False),
        ("q=corrib", "The company", True), ("q=Jonas", "Somebody else", True), ("country=IE", "Ireland", True),
        ("company=aoife", "A company", True), ("q=%25_%5C", "Signs", True), ("", "Everybody", True),
    ],
)  # fmt: skip
def test_a_view_that_asks_for_whoever_is_erased_goes(
    clock: Clock, question: str, name: str, stays: bool
) -> None:
    person = ProspectFactory.create(
        name="Aoife Ní Bhriain", email="aoife@corrib.example", phone="+353915550100",
        company=CompanyFactory.create(name="Corrib Cold Chain"),
    )  # fmt: skip
    SavedView.objects.create(owner=person.owner, name=name, question=question, created_at=NOW)
    admin = colleague(role=Role.ADMIN)
    erasing.erase(person, cause=ErasureCause.ASKED, reason="By post", by=admin, at=NOW)
    assert SavedView.objects.exists() == stays


def test_whoever_is_erased_is_nobody_s_double_changes_hands_and_is_written_about_no_more(
    clock: Clock,
) -> None:
    person = ProspectFactory.create(name="Aoife Byrne", phone="+353915550100")
    rep, admin = person.owner, colleague(role=Role.ADMIN)
    twin = ProspectFactory.create(
        name="Aoife Byrne", phone="+353915550100", company=person.company, owner=rep
    )
    duplicates.look_for([twin.pk], at=NOW)
    other = ProspectFactory.create(owner=rep, name="Record")
    done = uniting.merge(person, other, take=[], by=rep, at=NOW)
    assert Likeness.objects.exists()
    erasing.erase(person, cause=ErasureCause.ASKED, reason="By post", by=admin, at=NOW)
    person = Prospect.objects.get(pk=person.pk)

    assert not Likeness.objects.exists()
    for write in (
        lambda: editing.edit_person(person, by=rep, at=NOW, revision=0, details={"title": "CEO"}),
        lambda: editing.add_note(person, by=rep, at=NOW, text="Called Aoife"),
        lambda: uniting.undo(done, by=rep, at=NOW),
        lambda: uniting.merge(twin, person, take=[], by=rep, at=NOW),
        lambda: briefing.judge_not_a_fit(person, by=rep, at=NOW, why="Small"),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert refused.value.code == "conflict_erased"
    browser = Reader(rep).client
    assert browser.post(f"/people/{person.pk}/notes/", {"text": "Aoife"}).status_code == 404
    assert browser.post(f"/people/{person.pk}/merges/{done.pk}/parting/").status_code == 302
    page = browser.get(f"/people/{person.pk}/").content.decode()
    assert "What we knew of this person was erased on " in page
    assert 'name="text"' not in page

    heir = colleague(team=rep.team)
    went, _kept = handing_over.hand_over_many(
        {person.pk: heir, twin.pk: heir}, by=admin, at=NOW, had_by=rep
    )
    assert went == 2
