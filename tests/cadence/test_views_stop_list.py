"""The stop list's pages: everybody looks and adds, managers lift, and nothing is kept unseen."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cadence.enums import Ending
from cadence.models import Enrollment
from cadence.services import stopping
from prospects.enums import SuppressionKind, SuppressionOrigin
from prospects.models import Suppression
from prospects.services import suppressing
from team.enums import AuditKind, Role
from team.models import AuditEvent, User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.factories.prospects import ProspectFactory
from tests.journeys import NOW

pytestmark = pytest.mark.usefixtures("clock")

ANNA = (SuppressionKind.EMAIL, "anna@corrib.example")
GIVEN = {"value": "Corrib.example", "channel": "", "why": "No more, they said", "until": ""}


def stopped(by: User, reason: str = "She rang") -> Suppression:
    return suppressing.suppress_value(ANNA, by=by, at=NOW, reason=reason)


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.ADMIN])
def test_everybody_looks_and_adds(role: Role) -> None:
    browser = Browser(journeys.rep(role=role))

    added = browser.post("stop-new", **GIVEN, confirmed="yes")

    assert added["Location"] == "/settings/stop-list/"
    page = text_of(browser.get("stop-list"))
    assert "corrib.example is on the list." in page
    for shown in ("Everywhere", "No more, they said", "They told one of us", "for good"):
        assert shown in page


@pytest.mark.parametrize("typed", ["gmail.com", "@Gmail.com", "https://www.gmail.com/"])
def test_a_domain_of_everybody_is_refused_in_words_at_once(typed: str) -> None:
    answer = Browser(journeys.rep()).post("stop-new", **GIVEN | {"value": typed})

    assert answer.status_code == 422
    assert "gmail.com is no company: stop the address instead." in text_of(answer)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.REP, 422), (Role.MANAGER, 302), (Role.ADMIN, 302)]
)
def test_managers_and_admins_lift(role: Role, status: int) -> None:
    by = journeys.rep(role=role)
    stop, browser = stopped(journeys.rep()), Browser(by)

    offered = "Lift" in text_of(browser.get("stop-list"))
    answer = browser.post("stop-lifting", stop.pk, why="She asked us back")

    assert (answer.status_code, offered) == (status, role != Role.REP)
    stop.refresh_from_db()
    assert (stop.lifted_by == by, stop.lift_reason) == (
        (False, "") if role == Role.REP else (True, "She asked us back")
    )
    if role == Role.REP:
        assert "this is theirs to decide" in text_of(answer)


def test_lifting_asks_for_the_reason_first() -> None:
    stop, browser = stopped(journeys.rep()), Browser(journeys.rep(role=Role.MANAGER))

    page = text_of(browser.get("stop-lifting", stop.pk))
    refused = browser.post("stop-lifting", stop.pk, why=" ")

    assert "anna@corrib.example. She rang" in page
    assert refused.status_code == 422
    stop.refresh_from_db()
    assert stop.lifted_at is None


@pytest.mark.parametrize(
    ("same_team", "whom"),
    [(True, "Aoife Ní Bhriain, "), (False, "Somebody of another team, ")],
)
def test_a_stop_for_a_person_is_lifted_by_their_name(same_team: bool, whom: str) -> None:
    prospect = journeys.researched()
    stopping.ask_to_stop(prospect, by=prospect.owner, at=NOW, words="She rang")
    stop = Suppression.objects.get(kind=SuppressionKind.PERSON)
    team = {"team": prospect.owner.team} if same_team else {}
    browser = Browser(journeys.rep(role=Role.MANAGER, **team))

    page = text_of(browser.get("stop-lifting", stop.pk))

    handles = (
        Suppression.objects.filter(stop_of=stop).order_by("pk").values_list("value", flat=True)
    )
    assert f"{whom}{', '.join(handles)}. She rang" in page


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN])
def test_what_the_link_stopped_offers_no_lifting_and_refuses_it(role: Role) -> None:
    person = ProspectFactory.create(email="anna@corrib.example")
    suppressing.suppress(
        person, by=None, at=NOW, reason="The link", origin=SuppressionOrigin.UNSUBSCRIBE
    )
    browser = Browser(journeys.rep(role=role))
    stop = Suppression.objects.filter(kind="email").get()

    assert "lifting" not in text_of(browser.get("stop-list"))
    answer = browser.post("stop-lifting", stop.pk, why="Please")
    assert answer.status_code == 422
    assert "That is theirs to undo, not ours." in text_of(answer)


def test_what_is_lifted_already_is_not_found() -> None:
    boss = journeys.rep(role=Role.ADMIN)
    stop = stopped(boss)
    suppressing.lift(stop, by=boss, at=NOW, reason="She asked us back")

    assert Browser(boss).get("stop-lifting", stop.pk).status_code == 404
    assert "Nobody asked us to stop yet" in text_of(Browser(boss).get("stop-list"))


def test_before_it_is_kept_the_page_says_whom_it_reaches() -> None:
    draft = journeys.drafted(email="aoife@corrib.example")
    browser = Browser(draft.touch.owner)

    page = text_of(browser.post("stop-new", **GIVEN))

    assert "Whom corrib.example reaches here" in page
    assert "1 person: " in page
    assert draft.touch.prospect.name in page
    assert "1 running cadence ends" in page
    assert "1 letter that waits stays here." in page
    assert not Suppression.objects.exists()

    answer = browser.post("stop-new", **GIVEN, confirmed="yes")
    assert "1 cadence ended." in text_of(browser.client.get(answer["Location"]))
    enrollment = Enrollment.objects.get()
    assert (enrollment.ending, enrollment.ending_note) == (Ending.STOPPED, "No more, they said")


def test_people_of_another_team_are_counted_and_not_named() -> None:
    draft = journeys.drafted(email="aoife@corrib.example")

    page = text_of(Browser(journeys.rep()).post("stop-new", **GIVEN))

    assert "1 person" in page
    assert draft.touch.prospect.name not in page


def test_a_value_of_nobody_here_holds_for_who_comes_later() -> None:
    page = text_of(Browser(journeys.rep()).post("stop-new", **GIVEN | {"value": "new.example"}))

    assert "Nobody we know yet. It holds for whoever comes in later." in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "nobody"},
        {"value": ""},
        {"why": " "},
        {"channel": "fax"},
        {"until": NOW.date().isoformat()},
        {"until": "soon"},
        {"value": "a" * 301},
        {"why": "x\0y"},
    ],
)
@pytest.mark.parametrize("confirmed", ["", "yes"])
def test_what_is_not_understood_is_not_kept(wrong: dict[str, str], confirmed: str) -> None:
    answer = Browser(journeys.rep()).post("stop-new", **GIVEN | wrong, confirmed=confirmed)

    assert answer.status_code == 422
    assert not Suppression.objects.exists()


def test_a_stop_until_a_day_ends_at_midnight_of_the_one_who_wrote_it() -> None:
    day = (NOW + timedelta(days=30)).date()

    Browser(journeys.rep()).post(
        "stop-new", **GIVEN | {"until": day.isoformat(), "channel": "call"}, confirmed="yes"
    )

    stop = Suppression.objects.get()
    assert stop.until is not None
    assert (stop.until.astimezone(stop.added_by.zone).isoformat()[:16], stop.channel) == (
        f"{day}T00:00",
        "call",
    )


def posted_list(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "why": "From the old system"} | more


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER, Role.ADMIN])
def test_everybody_brings_a_list_and_reads_its_count(role: Role) -> None:
    touch = journeys.planned(email="aoife@corrib.example")
    browser = Browser(journeys.rep(role=role))
    stopped(browser.user)

    answer = browser.post("stops-import", **posted_list("anna@corrib.example\ncorrib.example\n"))

    page = text_of(browser.client.get(answer["Location"]))
    assert "2 read: 1 new, 1 there already. 1 cadence ended." in page
    assert Enrollment.objects.get(pk=touch.enrollment_id).ending == Ending.STOPPED


def test_a_file_is_read_as_utf_8_or_refused() -> None:
    browser = Browser(journeys.rep())
    content = "value;channel;reason\nanna@corrib.example;;Non, c’est assez\n"

    refused = browser.post(
        "stops-import",
        **posted_list("", file=SimpleUploadedFile("stops.csv", content.encode("cp1252"))),
    )
    kept = browser.post(
        "stops-import",
        **posted_list("", file=SimpleUploadedFile("stops.csv", content.encode("utf-8-sig"))),
    )

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert Suppression.objects.get().reason == "Non, c’est assez"
    assert "Save it as" in text_of(refused)


def test_a_fault_is_told_with_its_line_and_keeps_all_of_it_out() -> None:
    answer = Browser(journeys.rep()).post(
        "stops-import", **posted_list("anna@corrib.example\nnobody\n")
    )

    assert answer.status_code == 422
    page = text_of(answer)
    assert "1 of 2 lines is not understood." in page
    assert "Line 2: “nobody” is no address, number, profile or domain." in page
    assert "anna@corrib.example" in page
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("text", ["", '"', "\n"])
def test_a_list_without_a_line_is_refused(text: str) -> None:
    assert Browser(journeys.rep()).post("stops-import", **posted_list(text)).status_code == 422


def test_a_search_answers_the_page_or_the_list_alone() -> None:
    browser = Browser(journeys.rep())
    stopped(browser.user)

    whole, part = browser.get("stop-list", q="anna"), browser.get_part("stop-list", q="anna")

    assert "<html" in text_of(whole)
    assert "<html" not in text_of(part)
    for answer in (whole, part):
        assert "anna@corrib.example" in text_of(answer)
    assert "Not on the list" in text_of(browser.get("stop-list", q="zebra"))


@pytest.mark.parametrize("query", [{"q": "\0"}, {"q": "x" * 5000}, {"after": "9" * 30}, {"q": "%"}])
def test_an_odd_question_is_answered(query: dict[str, str]) -> None:
    assert Browser(journeys.rep()).get("stop-list", **query).status_code == 200


def test_an_erased_stop_is_shown_as_that() -> None:
    browser = Browser(journeys.rep(role=Role.MANAGER))
    stop = stopped(browser.user)
    suppressing.forget([ANNA], at=NOW)

    page = text_of(browser.get("stop-list"))

    assert "Erased at their wish" in page
    assert "anna@corrib.example" not in page
    assert "Erased at their wish" in text_of(browser.get("stop-lifting", stop.pk))
    assert "Erased at their wish" in text_of(browser.get("stop-list", q="anna@corrib.example"))


def test_what_is_added_and_lifted_is_accounted_for() -> None:
    browser = Browser(journeys.rep(role=Role.MANAGER))
    browser.post("stop-new", **GIVEN, confirmed="yes")
    event = AuditEvent.objects.filter(kind=AuditKind.SUPPRESSED).get()

    assert (event.actor, event.subject) == (browser.user, f"stop {Suppression.objects.get().pk}")
