import unicodedata

import pytest

from cadence.checks import name
from prospects.enums import Channel

from .letters import ask, marked, state


def greet(line, **changes):
    return ask(name, body=f"{line}\n\nWords about her depot.", **changes)


@pytest.mark.parametrize(
    "line",
    [
        "Hi Aoife,",
        "Hello Aoife",
        "Dear Aoife Ní Bhriain,",
        "Dear Ms Ní Bhriain,",
        "Dear Ms. Ní Bhriain:",
        "Good morning Aoife,",
        "Hi again Aoife –",
        "Aoife,",
        "Aoife",
        "Hi Aoife, I read about Oranmore.",
        "Hi Aoife I read about Oranmore.",
        "\n\n  Hi  Aoife ,",
        unicodedata.normalize("NFD", "Dear Aoife Ní Bhriain,"),
        "Dia duit Aoife,",
        "Hi Aoife and team,",
        "Dear Aoife ji,",
    ],
)
def test_a_greeting_by_the_confirmed_name_passes(line):
    assert greet(line).state == "pass"


@pytest.mark.parametrize(
    ("line", "title", "detail"),
    [
        ("Hi Tomasz,", "This greets “Tomasz”", "You are writing to Aoife."),
        ("Hi AOIFE,", "“AOIFE” is not how the name is written", "Write Aoife, as confirmed."),
        ("Hi aoife,", "“aoife” is not how the name is written", "Write Aoife, as confirmed."),
        (
            "Dear Aoife Ni Bhriain,",
            "An accent is missing or wrong in “Aoife Ni Bhriain”",
            "Write Aoife Ní Bhriain, as confirmed.",
        ),
        (
            "Hi Bhriain,",
            "“Bhriain” is part of the name, not how Aoife is called",
            "Write Aoife.",
        ),
        ("Hi there,", "A greeting to nobody", "Say Aoife, as you would face to face."),
        ("Hi,", "A greeting to nobody", "Say Aoife, as you would face to face."),
        (
            "Oranmore moves to 24-hour loading.",
            "No greeting with Aoife’s name",
            "Begin with the name, as you would face to face.",
        ),
        ("Hi Aoife Murphy,", "This greets “Aoife Murphy”", "You are writing to Aoife."),
        ("Dear Mr Murphy,", "This greets “Mr Murphy”", "You are writing to Aoife."),
    ],
)
def test_any_other_greeting_stops_and_says_what_to_write(line, title, detail):
    result = greet(line)

    assert (result.state, result.title, result.detail) == ("stop", title, detail)
    assert marked(result, f"{line}\n\nWords about her depot.") == line


@pytest.mark.parametrize(
    ("first", "full", "line", "expected"),
    [
        ("Liz", "Elizabeth Moore", "Hi Elizabeth,", "stop"),
        ("Liz", "Elizabeth Moore", "Hi Liz,", "pass"),
        ("Zoë", "Zoë Ó Sé", "Hi Zoe,", "stop"),
        ("Suharto", "Suharto", "Dear Suharto,", "pass"),
        ("Siobhán", "Siobhán O’Brien", "Dear Ms O'Brien,", "pass"),
        ("Aoife", "Aoife Ní Bhriain", "Dear Ms Bhriain,", "stop"),
        ("Anna", "Anna van der Meer", "Dear Dr Meer,", "stop"),
        ("Anna", "Anna van der Meer", "Dear Dr van der Meer,", "pass"),
        ("Ute", "Ute Feld-Brüggemann", "Guten Tag Frau Feld-Brüggemann,", "pass"),
        ("Ute", "Ute Feld-Brüggemann", "Guten Tag Frau Brüggemann,", "stop"),
        ("Ana", "Ana Ruiz Ortega", "Estimada Señora Ruiz,", "pass"),
        ("Ana", "Ana Ruiz Ortega", "Estimada Señora Ruiz Ortega,", "pass"),
        ("Juana", "Juana de la Cruz", "Estimada Señora de la,", "stop"),
        ("Ana", "Ana da Silva", "Prezada Sra. Silva,", "pass"),
        ("Van", "Van Morrison", "Dear Mr Morrison,", "pass"),
        ("Mary", "Mary Jane Smith", "Dear Ms Smith,", "pass"),
        ("Jo", "Joanna Van Dyke", "Dear Ms Van Dyke,", "pass"),
        ("Jo", "", "Dear Ms Dyke,", "stop"),
        ("Tunde", "Tunde Okafor", "Dear Mr Okafor,", "pass"),
        ("Jean-Luc", "Jean-Luc Moreau", "Bonjour Jean\u2011Luc,", "pass"),
        ("María José", "María José Carreño Quiñones", "Hola María José,", "pass"),
        ("María José", "María José Carreño Quiñones", "Hola María,", "stop"),
        ("伟", "王伟", "Hi 伟,", "pass"),
    ],
)
def test_the_name_is_how_they_go_by_it(first, full, line, expected):
    assert greet(line, first_name=first, full_name=full).state == expected


def test_a_name_nobody_confirmed_stops():
    assert greet("Hi Aoife,", first_name="", full_name="").state == "stop"


def test_a_comment_needs_no_greeting_but_a_wrong_name_in_one_stops():
    comment = {"channel": Channel.LINKEDIN, "purpose": "comment"}

    assert ask(name, body="The point on night crews is the one.", **comment) is None
    assert state(name, body="Hi Tomasz, well said.", **comment) == "stop"
