"""A whole stop list: all of it or nothing, and every line accounted for."""

from datetime import UTC, datetime

import pytest

from prospects.enums import Channel, RowFault, SuppressionKind, SuppressionOrigin
from prospects.models import StagedRow, Suppression
from prospects.selectors.stop_list import known_under, page_of_stops
from prospects.services import importing, stop_listing, suppressing
from prospects.services.importing import columns
from team.enums import AuditKind
from team.models import AuditEvent
from team.refusals import Refused
from tests.factories.prospects import ProspectFactory
from tests.factories.team import UserFactory
from tests.prospects.test_stops import MANY
from tests.roles import connected_as
from tests.times import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory.create()


def read(text, by):
    return stop_listing.read(text, reason="From the old system", by=by, at=NOW)


def kept(text, by):
    return stop_listing.keep(read(text, by), by=by, at=NOW)


def stops():
    return set(Suppression.objects.values_list("kind", "value", "channel", "reason", "until"))


def found(q, by):
    return [row.stop.value for row in page_of_stops(by, q=q).rows]


def test_a_pasted_list_is_one_value_a_line_of_any_kind(maya):
    text = "Anna+x@Corrib.example\n\nwww.harbour.example\n091 555 0100\nlinkedin.com/in/Sean/\n"
    done = kept(text, maya)
    assert (done.lines, done.accepted, done.known, done.faults) == (4, 4, 0, [])
    assert stops() == {
        (kind, value, "", "From the old system", None)
        for kind, value in (
            ("email", "anna@corrib.example"),
            ("domain", "harbour.example"),
            ("phone", "+353915550100"),
            ("profile", "https://www.linkedin.com/in/sean"),
        )
    }
    assert {each.origin for each in Suppression.objects.all()} == {SuppressionOrigin.LIST}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_say_where_why_and_until(maya, mark):
    rows = [
        ["Value", "Channel", "Reason", "Until"],
        ["anna@corrib.example", "Call", "By letter only", "2027-01-31"],
        ["sean@corrib.example", "all", "", ""],
    ]
    kept("\n".join(mark.join(row) for row in rows), maya)
    assert stops() == {
        (
            "email",
            "anna@corrib.example",
            "call",
            "By letter only",
            datetime(2027, 1, 31, tzinfo=UTC),
        ),
        ("email", "sean@corrib.example", "", "From the old system", None),
    }


def test_one_fault_keeps_all_of_it_out_and_names_its_line(maya):
    text = (
        "value,channel,reason,until\nanna@corrib.example\n\nnobody\nb@corrib.example,fax\n"
        "c@corrib.example,,,soon\nd@corrib.example,,,2020-01-01\ne@corrib.example,,,0001-01-01\n"
    )
    done = kept(text, maya)
    assert [fault.line for fault in done.faults] == [4, 5, 6, 7, 8]
    assert (done.lines, done.accepted, done.known) == (6, 0, 0)
    assert not Suppression.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_domain_of_everybody_is_a_fault_of_its_line(maya):
    done = kept("harbour.example\ngmail.com\n", maya)
    assert [(fault.line, fault.sentence) for fault in done.faults] == [
        (2, "gmail.com is no company: stop the address instead.")
    ]
    assert not Suppression.objects.exists()


def test_accepted_and_known_and_refused_are_the_lines(maya):
    kept("anna@corrib.example\n", maya)
    done = kept("ANNA@corrib.example\nsean@corrib.example\nsean+news@corrib.example\n", maya)
    assert (done.lines, done.accepted, done.known) == (3, 1, 2)
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.actor) == (AuditKind.SUPPRESSED, maya)
    assert event.detail == {"accepted": 1, "known": 2}


def test_a_list_only_ever_makes_a_stop_longer(maya):
    said = "anna@corrib.example,,,"
    lengths = []
    for until in ("2027-01-31", "2027-06-30", "2027-03-31", "", "2027-01-31"):
        kept(said + until, maya)
        lengths.append(Suppression.objects.get().until)
    january = datetime(2027, 1, 31, tzinfo=UTC)
    june = datetime(2027, 6, 29, 23, tzinfo=UTC)
    assert lengths == [january, june, june, None, None]


def test_a_line_again_is_known_although_its_value_was_forgotten(maya):
    kept("anna@corrib.example\n", maya)
    suppressing.forget([(SuppressionKind.EMAIL, "anna@corrib.example")], at=NOW)
    assert kept("anna@corrib.example\n", maya).known == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_list"),
        ("\n\n", "empty_list"),
        ("value,channel\n", "empty_list"),
        ('a@corrib.example,"x\n', "stray_quote"),
    ],
)
def test_what_is_no_list_is_refused(maya, text, code):
    with pytest.raises(Refused) as refusal:
        kept(text, maya)
    assert refusal.value.code == code
    assert not Suppression.objects.exists()


def test_a_sign_that_cannot_be_kept_is_a_fault_of_its_line(maya):
    assert [fault.line for fault in kept("anna@corrib.example\na\0b,,x\0\n", maya).faults] == [2]


def test_more_than_a_hundred_thousand_lines_are_refused(maya):
    with pytest.raises(Refused, match=r"more than 100,000"):
        read("anna@corrib.example\n" * 100_001, maya)


def test_people_of_a_file_who_asked_to_stop_stay_out_forgotten_or_not(maya):
    kept("anna@corrib.example\nharbour.example\n", maya)
    suppressing.forget([(SuppressionKind.EMAIL, "anna@corrib.example")], at=NOW)
    content = (
        b"Name,Company,E-mail\nAnna Byrne,Corrib,anna+new@corrib.example\n"
        b"Sean Ford,Harbour,sean@harbour.example\nIda Lund,Corrib,ida@corrib.example\n"
    )
    batch = importing.bring([content], file_name="people.csv", by=maya, at=NOW)
    importing.match(batch, mapping=columns.from_json(batch.mapping))
    verdicts = dict(StagedRow.objects.filter(batch=batch).values_list("name", "errors"))
    assert verdicts == {
        "Anna Byrne": [RowFault.STOPPED],
        "Sean Ford": [RowFault.STOPPED],
        "Ida Lund": [],
    }


def test_a_stop_is_found_by_whatever_is_typed(maya):
    person = ProspectFactory.create(name="Sean Ó Briain", email="sean@harbour.example", owner=maya)
    kept("anna@corrib.example\ncorrib.example\n+353915550100\nlinkedin.com/in/ida\n", maya)
    suppressing.suppress(person, by=maya, at=NOW, reason="No", origin=SuppressionOrigin.TOLD_US)
    profile = "https://www.linkedin.com/in/ida"
    assert found("Anna+Any@corrib.example", maya) == ["corrib.example", "anna@corrib.example"]
    assert found("https://www.corrib.example/about", maya) == ["corrib.example"]
    assert found("091 555 0100", maya) == ["+353915550100"]
    assert found("linkedin.com/in/IDA", maya) == [profile]
    assert found("ida", maya) == [profile]
    assert found("ann", maya) == ["anna@corrib.example"]
    assert found("briain", maya) == [str(person.pk)]
    assert found("zebra", maya) == []


@pytest.mark.parametrize("typed", ["elsewhere.example", "@Elsewhere.example", "elsew"])
def test_the_addresses_at_a_domain_are_found_by_it(maya, typed):
    kept("new.person@elsewhere.example\nelsewhere@corrib.example\nanna@corrib.example\n", maya)
    wanted = {"new.person@elsewhere.example"} | (
        {"elsewhere@corrib.example"} if typed == "elsew" else set()
    )
    assert set(found(typed, maya)) == wanted


def test_a_search_in_a_hundred_thousand_asks_every_index_and_never_the_whole_list(maya):
    stops = Suppression.objects.filter(lifted_at=None)
    sql, given = known_under("elsewhere.example", maya, stops).query.sql_with_params()
    with connected_as("owner") as owner, owner.transaction(force_rollback=True):
        owner.execute(MANY)
        owner.execute("ANALYZE prospects_suppression")
        plan = "".join(line for (line,) in owner.execute("EXPLAIN " + sql, given))
    for index in ("stops_by_domain", "stops_by_value", "a_stop_stands_once_per_value_and_channel"):
        assert f"Bitmap Index Scan on {index}" in plan
    assert "Seq Scan" not in plan


def test_a_forgotten_stop_is_found_by_its_value_and_shown_without_it(maya):
    kept("anna@corrib.example\n", maya)
    suppressing.forget([(SuppressionKind.EMAIL, "anna@corrib.example")], at=NOW)
    [row] = page_of_stops(maya, q="anna@corrib.example").rows
    assert (row.stop.value, row.stop.forgotten_at) == ("", NOW)


def test_pages_are_walked_both_ways_without_a_gap(maya):
    kept("".join(f"anna{n:02}@corrib.example\n" for n in range(60)), maya)
    first = page_of_stops(maya)
    second = page_of_stops(maya, after=first.older)
    third = page_of_stops(maya, after=second.older)
    walked = [row.stop.pk for page in (first, second, third) for row in page.rows]
    assert walked == sorted(Suppression.objects.values_list("pk", flat=True), reverse=True)
    assert (first.newer, third.older) == (None, None)
    back = page_of_stops(maya, before=third.newer)
    assert [row.stop.pk for row in back.rows] == [row.stop.pk for row in second.rows]


def test_the_list_takes_as_many_questions_for_three_as_for_one(maya, django_assert_num_queries):
    for count in (1, 3):
        for person in ProspectFactory.create_batch(count, owner=maya, phone="+353915550100"):
            suppressing.suppress(
                person, by=maya, at=NOW, reason="No", origin=SuppressionOrigin.TOLD_US
            )
        with django_assert_num_queries(3):
            page_of_stops(maya)
        kept("".join(f"anna{n:02}@corrib.example\n" for n in range(3)), maya)


def test_a_channel_is_known_by_its_word_on_the_screen(maya):
    kept("a@corrib.example,E-mail\nb@corrib.example,linkedin\n", maya)
    assert {each[2] for each in stops()} == {Channel.EMAIL, Channel.LINKEDIN}
