"""A setback teaches: two questions after it, shown to whoever writes to that company next."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cadence.enums import Ending, ReplyKind
from cadence.models import Enrollment, Hold, Setback
from cadence.selectors.setbacks import learned_at, research_panel, unasked
from cadence.services import enrolling, holding, listening, reflecting
from prospects.enums import ActivityKind, Channel
from prospects.models import Activity, Prospect
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests import journeys
from tests.cadence.attacks import attacks
from tests.factories.research import FindingFactory
from tests.journeys import NOW
from tests.roles import answer, connected_as, refused

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

NEVER_MIND = {"about_them": "They buy in March.", "about_us": "We came in November."}


def lost(owner: User | None = None, **fields: Any) -> Enrollment:
    """A no, named by its rep; others there may be written to again."""
    enrollment = journeys.enrolled(owner, **fields)
    listening.record_reply(
        enrollment.prospect,
        by=enrollment.owner,
        at=NOW,
        channel=Channel.CALL,
        text="No, thanks.",
        kind=ReplyKind.NO,
    )
    hold = Hold.objects.get(company=enrollment.prospect.company, lifted_at=None)
    holding.lift(hold, by=enrollment.owner, at=NOW, reason="Read and answered")
    enrollment.refresh_from_db()
    return enrollment


def learn(enrollment: Enrollment, **changed: Any) -> Setback:
    given: dict[str, Any] = {"by": enrollment.owner, "at": NOW, **NEVER_MIND}
    return reflecting.learn(enrollment, **(given | changed))


def reach(number: int) -> dict[str, str]:
    """Another person's addresses: a no holds for all of one person's records."""
    return {
        "email": f"person{number}@corrib.example",
        "phone": f"+3539155502{number:02}",
        "linkedin_url": f"https://www.linkedin.com/in/person{number}",
    }


def colleague_at(company_of: Prospect) -> Enrollment:
    return journeys.enrolled(company_of.owner, company=company_of.company, **reach(0))


def address(enrollment: Enrollment) -> str:
    return reverse("cadence:setback", args=[enrollment.pk])


def test_a_no_asks_two_questions_once_and_keeps_the_answers_on_the_timeline() -> None:
    enrollment = lost()
    assert unasked(enrollment.prospect) == enrollment

    setback = learn(enrollment, about_them=" They buy in March. ")

    assert (setback.about_them, setback.about_us) == ("They buy in March.", "We came in November.")
    assert unasked(enrollment.prospect) is None
    note = Activity.objects.get(kind=ActivityKind.NOTE)
    assert note.detail["text"] == (
        "What we learned. About them: They buy in March. About us: We came in November."
    )


@pytest.mark.parametrize("ending", [Ending.NOT_A_FIT, Ending.COMPANY_CLOSED])
def test_where_nothing_was_lost_nothing_is_asked(ending: Ending) -> None:
    enrollment = journeys.enrolled()
    assert unasked(enrollment.prospect) is None
    ended = enrolling.end(enrollment, ending, by=enrollment.owner, at=NOW)

    with pytest.raises(Refused) as no:
        learn(ended)

    assert no.value.code == "nothing_lost"
    assert unasked(enrollment.prospect) is None


def test_one_answer_is_enough_and_none_is_not() -> None:
    enrollment = lost()

    with pytest.raises(Refused) as no:
        learn(enrollment, about_them=" ", about_us="")

    assert no.value.code == "words_missing"
    assert learn(enrollment, about_them="").about_them == ""


def test_a_colleague_does_not_answer_for_somebody_elses_person() -> None:
    with pytest.raises(Refused):
        learn(lost(), by=journeys.rep())


@attacks("EA145")
def test_not_even_past_the_service_is_something_learned_before_it_ended() -> None:
    enrollment = journeys.enrolled()

    with refused("EA145"):
        Setback.objects.create(enrollment=enrollment, by=enrollment.owner, at=NOW, **NEVER_MIND)


@attacks("EA146")
@pytest.mark.django_db(transaction=True)
def test_what_was_learned_stays_as_it_was_said() -> None:
    setback = learn(lost())

    with connected_as("owner") as owner:
        for statement in (
            "UPDATE cadence_setback SET about_us = '' WHERE id = %s",
            "DELETE FROM cadence_setback WHERE id = %s",
        ):
            assert answer(owner, statement, setback.pk) == "EA146"


def test_two_empty_answers_are_none() -> None:
    enrollment = lost()

    with pytest.raises(IntegrityError, match="a_setback_teaches"), transaction.atomic():
        Setback.objects.create(enrollment=enrollment, by=enrollment.owner, at=NOW)


def test_the_next_person_to_write_there_reads_it_at_the_desk(client: Client) -> None:
    enrollment = lost()
    touch = journeys.next_touch(colleague_at(enrollment.prospect), NOW + timedelta(days=3))
    client.force_login(touch.owner)
    before = client.get(reverse("cadence:touch", args=[touch.pk])).text
    learn(enrollment)

    page = client.get(reverse("cadence:touch", args=[touch.pk])).text

    assert "What we learned there" not in before
    assert "They buy in March." in page
    assert "We came in November." in page


def test_the_research_page_asks_for_it_by_its_address_and_shows_what_was_used(
    client: Client,
) -> None:
    enrollment = lost()
    learn(enrollment)
    other = journeys.next_touch(colleague_at(enrollment.prospect), NOW + timedelta(days=3))
    finding = FindingFactory.create(prospect=other.prospect, claim="Hires two supervisors.")
    other.finding = finding
    other.save(update_fields=["finding"])
    client.force_login(other.owner)
    panel = reverse("cadence:research-panel", args=[other.prospect_id])

    page = client.get(reverse("research:brief", args=[other.prospect_id])).text
    shown = client.get(panel).text

    assert f'hx-get="{panel}"' in page
    assert "Hires two supervisors." in shown
    assert "Try 1" in shown
    assert "They buy in March." in shown


def test_people_of_another_team_stay_their_own() -> None:
    setback = learn(lost())
    company = setback.enrollment.prospect.company_id

    assert learned_at(company, setback.by) == [setback]
    assert learned_at(company, journeys.rep()) == []


@pytest.mark.parametrize("setbacks", [1, 3])
def test_the_panel_costs_the_same_for_one_and_for_three(
    setbacks: int, django_assert_num_queries: Any
) -> None:
    first = lost()
    learn(first)
    for number in range(1, setbacks):
        learn(lost(first.owner, company=first.prospect.company, **reach(number)))

    with django_assert_num_queries(3):
        panel = research_panel(first.owner, first.prospect)

    assert len(panel.learned) == setbacks


def test_ending_it_without_an_answer_leads_to_the_two_questions(client: Client) -> None:
    enrollment = journeys.enrolled()
    listening.record_reply(
        enrollment.prospect,
        by=enrollment.owner,
        at=NOW,
        channel=Channel.CALL,
        text="Interesting.",
        kind=ReplyKind.INTERESTED,
    )
    client.force_login(enrollment.owner)

    answered = client.post(
        reverse("cadence:ending", args=[enrollment.pk]), {"ending": Ending.REPLIED}
    )

    assert answered.status_code == 302
    assert answered["Location"] == address(enrollment)


def test_the_questions_are_answered_over_the_page_and_kept_once(client: Client) -> None:
    enrollment = lost()
    client.force_login(enrollment.owner)
    person = reverse("cadence:person-panel", args=[enrollment.prospect_id])
    assert address(enrollment) in client.get(person).text

    assert client.get(address(enrollment)).status_code == 200
    assert client.post(address(enrollment), {"about_us": " "}).status_code == 422
    kept = client.post(address(enrollment), NEVER_MIND)
    again = client.post(address(enrollment), {"about_us": "My other words"})

    assert kept.status_code == 302
    assert again.status_code == 409
    assert "They buy in March. We came in November." in again.text
    assert "My other words</textarea>" in again.text
    assert address(enrollment) not in client.get(person).text


@pytest.mark.parametrize(
    ("role", "same_team", "status"),
    [
        (Role.REP, True, 404),
        (Role.REP, False, 404),
        (Role.MANAGER, True, 200),
        (Role.MANAGER, False, 404),
        (Role.ADMIN, False, 200),
    ],
)
def test_who_may_answer(client: Client, role: Role, same_team: bool, status: int) -> None:
    enrollment = lost()
    team = {"team": enrollment.owner.team} if same_team else {}
    client.force_login(journeys.rep(role=role, **team))

    assert client.get(address(enrollment)).status_code == status
    panel = reverse("cadence:research-panel", args=[enrollment.prospect_id])
    sees = same_team or role == Role.ADMIN
    assert client.get(panel).status_code == (200 if sees else 404)


def test_there_is_nothing_to_answer_while_it_runs(client: Client) -> None:
    enrollment = journeys.enrolled()
    client.force_login(enrollment.owner)

    assert client.get(address(enrollment)).status_code == 404
