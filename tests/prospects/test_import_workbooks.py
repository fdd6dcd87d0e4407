"""Excel workbooks on their way in: their cells as they read, another sheet, and hostile files."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from prospects.models import ImportBatch, StagedRow
from prospects.services import importing
from prospects.services.importing import columns
from team.refusals import Refused
from tests.factories.team import UserFactory
from tests.prospects.test_import_steps import brought, checked
from tests.prospects.test_views_importing import bring, columns_of, step
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory.create()


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PEOPLE = [
    ["Name", "Company", "E-mail", "Phone", "Seen"],
    ["Aoife Ní Bhriain", "Corrib", "aoife@corrib.example", 353915550100, date(2026, 3, 1)],
    ["Zoë Ek", "Corrib", "zoe@corrib.example", "+353 91 555 0101", None],
    [None, None, None, None, None],
    ["Ann Lee", "Corrib", "ann@corrib.example", "091 555 0102", 1.5],
]


def test_a_workbook_comes_in_as_its_cells_read(maya):
    batch = brought(workbook(Cover=[], People=PEOPLE), maya)
    assert (batch.sheets, batch.sheet) == (["Cover", "People"], 1)
    header, rows = importing.preview(batch)
    assert header == PEOPLE[0]
    assert list(rows) == [
        ["Aoife Ní Bhriain", "Corrib", "aoife@corrib.example", "353915550100", "2026-03-01"],
        ["Zoë Ek", "Corrib", "zoe@corrib.example", "+353 91 555 0101", ""],
        ["Ann Lee", "Corrib", "ann@corrib.example", "091 555 0102", "1.5"],
    ]


def test_a_row_of_a_sheet_is_named_by_its_number_there(maya):
    batch = checked(workbook(People=[*PEOPLE, ["", "Corrib", "x@corrib.example", "", ""]]), maya)
    assert StagedRow.objects.get(batch=batch, verdict="rejected").line == 6


def test_another_sheet_is_chosen_and_read(maya, client):
    client.force_login(maya)
    bring(client, workbook(Old=[["Name", "Firm"], ["Eve", "Old"]], New=PEOPLE), "people.xlsx")
    batch = ImportBatch.objects.get()
    page = client.get(step(batch, "match"))
    assert "Which sheet" in page.content.decode()
    chosen = columns_of(page) | {"sheet": "1", "reread": "1"}
    assert client.post(step(batch, "match"), chosen).url == step(batch, "match")
    batch.refresh_from_db()
    assert (batch.sheet, sorted(batch.mapping)) == (1, ["company_name", "email", "name", "phone"])


def test_a_workbook_whose_sheet_was_read_again_still_comes_in(maya):
    batch = brought(workbook(Old=[["Name", "Firm"], ["Eve", "Old"]], New=PEOPLE), maya)
    importing.read_sheet(batch, 1)
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    assert importing.apply(batch, by=maya, at=NOW) == 3
    with pytest.raises(Refused):
        importing.read_sheet(batch, 9)


def archive(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def changed(content, name, replacement):
    """The workbook with one of its members as somebody hostile would write it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for member in packed.namelist():
            again.writestr(member, replacement if member == name else packed.read(member))
    return out.getvalue()


def far_away():
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Far away", 0)
    sheet["A1"] = "Name"
    sheet["XFD1048576"] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "truncated": lambda: workbook(People=PEOPLE)[:3000],
    "an archive": lambda: archive(notes_dot_txt="hello"),
    "a document": lambda: archive(word__document_dot_xml="<w/>"),
    "macros": lambda: archive(xl__vbaProject_dot_bin="x", xl__workbook_dot_xml="<workbook/>"),
    "no sheets": lambda: archive(xl__workbook_dot_xml="<workbook/>"),
    "broken xml": lambda: changed(workbook(People=PEOPLE), SHEET, b"<worksheet><sheetData><row"),
    "a bomb": lambda: changed(workbook(People=PEOPLE), SHEET, b"\0" * (500 << 20)),
    "nothing in it": lambda: workbook(People=[]),
    "the last cell": far_away,
    "no zip": lambda: b"PK\x03\x04" + b"x" * 2000,
    "a password": lambda: b"\xd0\xcf\x11\xe0" + b"x" * 2000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_a_sentence(kind, maya, client):
    client.force_login(maya)
    answered = bring(client, HOSTILE[kind](), "people.xlsx")
    assert answered.status_code == 422
    assert not ImportBatch.objects.exists()
    (sentence,) = answered.context["form"].errors["file"]
    assert sentence.endswith(".")


def test_a_workbook_with_a_hundred_thousand_empty_rows_is_read_in_seconds(maya):
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 100_001))
    content = changed(
        workbook(People=PEOPLE), SHEET,
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>' + rows + b"</sheetData></worksheet>",
    )  # fmt: skip
    assert importing.preview(brought(content, maya))[0] == ["Name"]
