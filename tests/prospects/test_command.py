"""`manage.py import_prospects`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from prospects.models import Prospect
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def test_a_file_comes_in_for_its_owner_and_is_counted():
    maya = UserFactory.create()
    said = StringIO()
    call_command(
        "import_prospects", EXAMPLES / "hubspot.csv", owner=maya.email.upper(), stdout=said
    )
    assert "hubspot.csv: 4 rows, 4 brought in, 0 known already, 0 left out." in said.getvalue()
    assert Prospect.objects.filter(owner=maya).count() == 4


def test_rows_that_stay_out_are_named_by_their_line(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("Name,Company,E-mail\nAnn Lee,Corrib,nonsense\n")
    said = StringIO()
    call_command("import_prospects", file, owner=UserFactory.create().email, stdout=said)
    assert "line 2: The e-mail address is not one that can receive mail." in said.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Name,Company\n", "no people below them"),
        ("A,B\nx,y\n", "Say which column holds the names."),
        ('Name,Company\nAnn,"Cor"rib\n', "Line 2 has a stray quote"),
    ],
)
def test_a_file_that_cannot_come_in_ends_with_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "people.csv"
    file.write_text(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_prospects", file, owner=UserFactory.create().email)
    assert not Prospect.objects.exists()


def test_an_unknown_owner_or_file_ends_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("import_prospects", tmp_path / "x.csv", owner="nobody@fernhill.example")
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import_prospects", tmp_path / "x.csv", owner=UserFactory.create().email)
