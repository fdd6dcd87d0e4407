"""The import's promises: every row is accounted for, nothing lands half, what we have stays as it was."""

import csv
import inspect
import io
from contextlib import suppress

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospects.enums import (
    ActivityKind,
    ImportState,
    RowFault,
    RowLook,
    SuppressionKind,
    SuppressionOrigin,
)
from prospects.models import Activity, Company, ImportBatch, ImportPart, Prospect, StagedRow
from prospects.services import importing, suppressing
from prospects.services.importing import columns, merging, staging
from team.models import AuditEvent
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.times import NOW

pytestmark = pytest.mark.django_db

HEADER = "Name,Company,Website,E-mail,Phone,Country,LinkedIn\n"


@pytest.fixture
def maya():
    return UserFactory.create()


def brought(content, by, at=NOW):
    if isinstance(content, str):
        content = content.encode()
    return importing.bring([content], file_name="people.csv", by=by, at=at)


def looked_over(content, by):
    batch = brought(content, by)
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    return batch


def come_in(content, by):
    batch = looked_over(content, by)
    importing.apply(batch, by=by, at=NOW)
    return batch


def reasons(batch):
    return {
        row.number: row.errors for row in StagedRow.objects.filter(batch=batch).exclude(errors=[])
    }


def test_a_row_becomes_a_person_in_our_one_form(maya):
    come_in(
        HEADER
        + " Aoife  Ní Bhriain ,Corrib,https://www.corrib.example/x,Aoife@CORRIB.example,091 555 010,Ireland,"
        "linkedin.com/in/Aoife-NB?x\n",
        maya,
    )
    person = Prospect.objects.get()
    assert person.name == "Aoife Ní Bhriain"
    assert (person.email, person.phone) == ("Aoife@corrib.example", "+35391555010")
    assert (person.country, person.company.domain) == ("IE", "corrib.example")
    assert person.linkedin_url == "https://www.linkedin.com/in/aoife-nb"
    assert (person.owner, person.source, person.source_date) == (maya, "people.csv", NOW.date())


@pytest.mark.django_db(transaction=True)
def test_only_the_imports_own_statements_may_take_long(maya, monkeypatch):
    def limit():
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()[0]

    limits = []
    for step in (staging.stage, merging.merge):
        module = inspect.getmodule(step)

        def timed(*given, step=step, **named):
            limits.append(limit())
            return step(*given, **named)

        monkeypatch.setattr(module, step.__name__, timed)
    come_in(HEADER + "Aoife,Corrib,,a@corrib.example,,,\n", maya)
    assert (limits, limit()) == (["2min", "2min"], "15s")


def test_the_import_leaves_its_trace_and_forgets_the_file(maya):
    batch = come_in(
        HEADER + "Aoife,Corrib,,a@corrib.example,,,\n,Corrib,,b@corrib.example,,,\n", maya
    )
    assert batch.state == ImportState.APPLIED
    assert not ImportPart.objects.exists()
    assert [row.verdict for row in StagedRow.objects.all()] == ["rejected"]
    assert Activity.objects.get(kind=ActivityKind.IMPORTED).detail["people"] == 1
    assert AuditEvent.objects.get(kind="imported").actor == maya


def test_a_known_address_in_other_letters_is_a_duplicate_whoever_owns_it(maya):
    known = ProspectFactory.create(email="Aoife@corrib.example")
    batch = looked_over(HEADER + "Someone Else,Corrib,,aoife@CORRIB.example,,,\n", maya)
    row = StagedRow.objects.get()
    assert (row.verdict, row.errors, row.known_id) == ("duplicate", [RowFault.KNOWN], known.pk)
    assert batch.duplicate == 1


def test_a_person_without_address_is_known_by_profile_or_by_name_and_company(maya):
    ProspectFactory.create(email="", linkedin_url="https://www.linkedin.com/in/aoife")
    ProspectFactory.create(
        email="", name="Łukasz Nowak", company=CompanyFactory.create(name="Chłodnia", domain="")
    )
    batch = looked_over(
        HEADER
        + "Aoife,Corrib,,,,,linkedin.com/in/AOIFE/\nłukasz nowak,CHŁODNIA,,,,,\nŁukasz Nowak,Elsewhere,,,,,\n",
        maya,
    )
    assert reasons(batch) == {1: [RowFault.KNOWN], 2: [RowFault.KNOWN]}


def test_the_same_person_further_down_in_the_file_is_a_duplicate(maya):
    batch = looked_over(
        HEADER
        + "Ann,Corrib,,a@corrib.example,,,\nAnn B,Corrib,,A@corrib.example,,,\nBo,Frost,,,,,\nBO,frost,,,,,\n",
        maya,
    )
    assert reasons(batch) == {2: [RowFault.REPEATED], 4: [RowFault.REPEATED]}


def test_who_asked_us_to_stop_does_not_come_in_again(maya):
    gone = ProspectFactory.create(
        email="anna@corrib.example", linkedin_url="https://www.linkedin.com/in/anna"
    )
    suppressing.suppress(gone, by=maya, at=NOW, reason="No more", origin=SuppressionOrigin.TOLD_US)
    batch = looked_over(
        HEADER
        + "Anna,Corrib,,ANNA+news@corrib.example,,,\nAnna N,Elsewhere,,,,,linkedin.com/in/anna\nBo,Frost,,,,,\n",
        maya,
    )
    assert reasons(batch) == {1: [RowFault.STOPPED], 2: [RowFault.STOPPED]}


@pytest.mark.parametrize("forgotten", [False, True], ids=["kept", "forgotten"])
def test_a_stop_of_a_domain_keeps_out_whoever_is_there_or_below_it(maya, forgotten):
    stopped = (SuppressionKind.DOMAIN, "corrib.example")
    suppressing.suppress_value(stopped, by=maya, at=NOW, reason="Their lawyers wrote")
    if forgotten:
        suppressing.forget([stopped], at=NOW)
    batch = looked_over(
        HEADER
        + "Anna,A,,anna@corrib.example,,,\nBo,B,,bo@Mail.corrib.example,,,\nCiara,C,frost.corrib.example,,,,\n"
        "Dan,D,,dan@notcorrib.example,,,\nEve,E,corrib.example.test,,,,\nFinn,F,,,,,\n",
        maya,
    )
    assert reasons(batch) == {number: [RowFault.STOPPED] for number in (1, 2, 3)}


def test_a_stop_that_comes_between_look_and_apply_still_counts(maya):
    batch = looked_over(
        HEADER + "Anna,Corrib,,anna+x@frost.example,,,\nBo,Frost,,bo@frost.example,,,\n", maya
    )
    gone = ProspectFactory.create(email="anna@frost.example")
    suppressing.suppress(gone, by=maya, at=NOW, reason="No more", origin=SuppressionOrigin.TOLD_US)
    ProspectFactory.create(email="bo@frost.example")
    assert importing.apply(batch, by=maya, at=NOW) == 0
    assert (batch.accepted, batch.rejected, batch.duplicate) == (0, 1, 1)


def test_companies_are_matched_by_domain_then_by_name_and_stay_as_they_were(maya):
    by_domain = CompanyFactory.create(name="Corrib Ltd", domain="corrib.example", industry="Food")
    by_name = CompanyFactory.create(name="Frost", domain="")
    come_in(
        HEADER + "Ann,Another name,corrib.example,,,,\nBo,FROST,frost.example,,,,\nCy,frost,,,,,\n"
        "Di,Nordkyst,nordkyst.example,,,,\nEd,nordkyst,,,,,\n",
        maya,
    )
    found = {person.name: person.company for person in Prospect.objects.select_related("company")}
    assert found["Ann"] == by_domain
    assert found["Bo"] == found["Cy"] == by_name
    assert found["Di"] == found["Ed"]
    by_domain.refresh_from_db()
    assert (by_domain.name, by_domain.industry) == ("Corrib Ltd", "Food")
    assert Company.objects.count() == 3


def test_whom_a_file_brings_to_a_record_that_stands_under_another_comes_to_the_kept_one(maya):
    kept = CompanyFactory.create(name="Corrib", domain="corrib.example", owner=maya)
    for name, domain in (("Corrib Ltd", "corrib.de"), ("Old Corrib", "")):
        CompanyFactory.create(name=name, domain=domain, owner=maya, merged_into=kept)
    come_in(HEADER + "Ann,Corrib,corrib.de,,,,\nBo,OLD CORRIB,,,,,\n", maya)
    assert {person.company for person in Prospect.objects.all()} == {kept}


def test_companies_without_a_domain_take_that_on_which_their_peoples_addresses_agree(maya):
    CompanyFactory.create(name="Frost", domain="")
    CompanyFactory.create(name="Shannon", domain="shannon.example")
    ProspectFactory.create(email="kim@taken.example", company=CompanyFactory.create(domain=""))
    come_in(
        HEADER + "Ann,Corrib,,ann@Corrib.example,,,\nBo,Corrib,,bo@corrib.example,,,\n"
        "Cy,Frost,,cy@frost.example,,,\nDi,Two,,di@one.example,,,\nEd,Two,,ed@other.example,,,\n"
        "Flo,Free,,flo@gmail.com,,,\nGil,Owned,,gil@shannon.example,,,\nHal,Taken,,hal@taken.example,,,\n"
        "Ida,Left,,ida@shared.example,,,\nJan,Right,,jan@shared.example,,,\n",
        maya,
    )
    filled = Company.objects.exclude(domain="").order_by("name").values_list("name", "domain")
    assert list(filled) == [
        ("Corrib", "corrib.example"),
        ("Frost", "frost.example"),
        ("Shannon", "shannon.example"),
    ]


def test_odd_names_and_unreadable_extras_come_in_with_a_look(maya):
    batch = looked_over(HEADER + "AOIFE BYRNE,Corrib,,a@corrib.example,no number,Nowhere,\n", maya)
    row = StagedRow.objects.get()
    assert batch.accepted == 1
    assert row.looks == [RowLook.ALL_CAPITALS, RowLook.PHONE_LEFT_OUT, RowLook.COUNTRY_LEFT_OUT]


def test_a_time_zone_comes_in_and_one_that_does_not_exist_is_left_out_with_a_look(maya):
    come_in(
        "Name,Company,Time zone\nAnn,Corrib,America/Denver\nBo,Frost,Mars/Olympus\nCy,Quay,\n", maya
    )

    zones = Prospect.objects.order_by("name").values_list("name", "time_zone")
    assert list(zones) == [("Ann", "America/Denver"), ("Bo", ""), ("Cy", "")]


def test_a_time_zone_that_does_not_exist_is_looked_at(maya):
    looked_over("Name,Company,Time zone\nBo,Frost,Mars/Olympus\n", maya)

    assert StagedRow.objects.get().looks == [RowLook.ZONE_LEFT_OUT]


def test_a_region_comes_in_by_its_name_or_letters_and_one_that_is_none_is_left_out_with_a_look(
    maya,
):
    rows = "Name,Company,Country,State\nAnn,A,Germany,Bayern\nBo,B,DE,DE-SN\nCy,C,DE,Mars\nDi,D,IE,Galway\nEd,E,,BY\n"
    looked_over(rows, maya)
    looks = list(StagedRow.objects.order_by("number").values_list("looks", flat=True))
    come_in(rows, maya)

    regions = Prospect.objects.order_by("name").values_list("subdivision", flat=True)
    assert list(regions) == ["BY", "SN", "", "", ""]
    assert looks == [[], [], [RowLook.REGION_LEFT_OUT], [], []]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Corrib,,,,,", RowFault.NO_NAME),
        ("Ann,,,,,,", RowFault.NO_COMPANY),
        ("Ann,Corrib,,nonsense,,,", RowFault.BAD_EMAIL),
        ("A\u202enn,Corrib,,,,,", RowFault.HIDDEN_CHARACTERS),
        ("A\x00nn,Corrib,,,,,", RowFault.HIDDEN_CHARACTERS),
        ("A" * 10_000 + ",Corrib,,,,,", RowFault.NAME_TOO_LONG),
        (f"Ann,{'C' * 201},,,,,", RowFault.COMPANY_TOO_LONG),
        ("Ann,Corrib,,,,,,more,cells", RowFault.TOO_MANY_CELLS),
        (",,,,,,", RowFault.EMPTY),
    ],
)
def test_a_row_that_cannot_come_in_says_why(maya, row, fault):
    batch = looked_over(HEADER + row + "\nBo Ek,Frost,,,,,\n", maya)
    assert reasons(batch) == {1: [fault]}
    assert importing.apply(batch, by=maya, at=NOW) == 1


def test_a_short_row_has_empty_cells(maya):
    come_in(HEADER + "Ann,Corrib\n", maya)
    assert Prospect.objects.get().name == "Ann"


def test_backslashes_tabs_and_lines_inside_cells_survive_the_staging(maya):
    come_in(HEADER + 'Ann \\N,"Cor\trib\nLtd",,,,,\n', maya)
    person = Prospect.objects.get()
    assert (person.name, person.company.name) == ("Ann \\N", "Cor rib Ltd")


@pytest.mark.parametrize(
    "content",
    [
        "Name;Company\nJosé;Frío\n".encode(),
        "Name\tCompany\nJosé\tFrío\n".encode("utf-8-sig"),
        "Name,Company\r\nJosé,Frío\r\n".encode("utf-16"),
        "Name|Company\nJosé|Frío\n".encode("utf-16-le"),
        "Name;Company\nJosé;Frío\n".encode("cp1252"),
        "sep=;\nName;Company\nJosé;Frío\n".encode(),
        "Name,Company\rJosé,Frío\r".encode(),
    ],
)
def test_encodings_and_delimiters_are_found(maya, content):
    come_in(content, maya)
    person = Prospect.objects.get()
    assert (person.name, person.company.name) == ("José", "Frío")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEADER + 'Ann,"Cor"rib,,,,,\n', "stray_quote"),
        (HEADER + 'Ann,"Corrib,,,,,\nBo,Frost,,,,,\n', "stray_quote"),
        (HEADER + 'Ann,"Corrib,,,,,\nBo,Frost,,,,,\nCy,Quay",,,,,\n', "stray_quote"),
        (HEADER + "x" * 1_000_001 + "\n", "line_too_long"),
        (HEADER + "x" * 200_000 + "\n", "cell_too_long"),
    ],
)
def test_an_unreadable_file_brings_nothing_in(maya, content, code):
    batch = brought(content, maya)
    with pytest.raises(Refused) as refused:
        importing.match(batch, mapping=columns.from_json(batch.mapping))
    assert refused.value.code == code
    assert not StagedRow.objects.exists()


def test_a_lost_look_is_noticed(maya):
    batch = looked_over(HEADER + "Ann,Corrib,,,,,\n", maya)
    StagedRow.objects.all().delete()
    with pytest.raises(Refused) as refused:
        importing.apply(batch, by=maya, at=NOW)
    assert refused.value.code == "look_lost"
    assert ImportBatch.objects.get().state == ImportState.CHECKED


def test_a_second_application_is_refused(maya):
    batch = come_in(HEADER + "Ann,Corrib,,,,,\n", maya)
    with pytest.raises(Refused) as refused:
        importing.apply(batch, by=maya, at=NOW)
    assert refused.value.code == "already_applied"
    assert Prospect.objects.count() == 1


def rows_of(content, encoding):
    """How many rows the file has by the plainest reading: strict CSV without its first and its blank lines."""
    lines = io.StringIO(content.decode(encoding), newline="")
    return sum(1 for row in csv.reader(lines, strict=True) if row) - 1


FRAGMENTS = st.sampled_from(
    [",", ";", '"', "\n", "\r\n", "\t", "Ann", "Ní Bhriain", "a@corrib.example", "\x00", "\u202e", "😀", "\\", "", "=1", "Ö",
     "a@x", "+353 91", " ", "\u2028", "Corrib", '""', "\x85"]
)  # fmt: skip


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(FRAGMENTS, max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_file_is_refused_in_words_or_accounted_for_row_by_row(maya, fragments, encoding):
    content = (HEADER + "".join(fragments)).encode(encoding, errors="replace")
    with suppress(Refused):
        batch = looked_over(content, maya)
        people = importing.apply(batch, by=maya, at=NOW)
        assert (
            batch.accepted + batch.rejected + batch.duplicate
            == batch.total
            == rows_of(content, encoding)
        )
        assert people == batch.accepted == Prospect.objects.filter(import_batch=batch).count()


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words_or_read(maya, content):
    with suppress(Refused):
        batch = brought(content, maya)
        importing.match(batch, mapping=columns.from_json(batch.mapping))
