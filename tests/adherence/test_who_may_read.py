"""Who may read which page of this room about whom: role by address by owner, each answered as a browser would be."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from adherence.models import Sample
from adherence.selectors.lists import Listed
from adherence.urls import urlpatterns
from prospects.models import Prospect
from team.enums import Role
from team.models import User
from tests.adherence.drawn import sample
from tests.adherence.weeks import Reader, colleague
from tests.cadence.conftest import Clock
from tests.factories.team import TeamFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]

OWN = {"the rep", "their manager", "an admin"}
TEAMS = OWN | {"a colleague"}
ABOVE = {"their manager", "an admin"}
EVERYBODY = TEAMS | {"another's manager", "a stranger", "a manager without a team"}
# Whoever is not named here gets a 404, as if it were not there.
MAY_READ = {
    "team": ABOVE,
    "beneath": ABOVE,
    "evidence": ABOVE,
    "rep_method": OWN,
    "rows": OWN,
    "rows-file": OWN,
    "try": TEAMS,
    "gaps": OWN,
    "gaps-file": OWN,
    "reps-file": ABOVE,
    "tries-file": ABOVE,
    "person-gaps": TEAMS,
    "heard": TEAMS,
    "coaching": TEAMS,
    "sample": OWN,
    "examples": EVERYBODY,
}
# Nothing there is a rep's, whoever they are: they are told so.
FOR_MANAGERS = {"beneath"}
REPS = {"the rep", "a colleague", "a stranger"}
# tests/access holds these, whoever they are about.
ELSEWHERE = {"audit", "audit-file", "erasure", "export-html", "export-json", "retention"}
# They act, and the tests of what they do say who may.
POSTED = {
    "heard-note", "reason", "fact", "question", "look", "comment", "comment-answer", "comment-trial", "example-new",
    "example-consent",
}  # fmt: skip


@pytest.fixture
def drawn(clock: Clock) -> Sample:
    return sample(clock)


def readers(rep: User) -> dict[str, Client]:
    team = TeamFactory.create()
    return {
        who: Reader(user).client
        for who, user in {
            "the rep": rep,
            "a colleague": colleague(rep.team),
            "their manager": colleague(rep.team, role=Role.MANAGER),
            "an admin": colleague(team, role=Role.ADMIN),
            "a stranger": colleague(team),
            "another's manager": colleague(team, role=Role.MANAGER),
            "a manager without a team": without_a_team(),
        }.items()
    }


def without_a_team() -> User:
    user = colleague(role=Role.MANAGER)
    User.objects.filter(pk=user.pk).update(team=None)
    user.refresh_from_db()
    return user


def addresses(drawn: Sample) -> Iterator[tuple[str, str]]:
    """Every page, about this rep, their team, or somebody of theirs."""
    rep, of_team = drawn.rep, f"?team={drawn.rep.team_id}"
    for name in (
        "team",
        "beneath",
        "evidence",
        "heard",
        "coaching",
        "reps-file",
        "tries-file",
    ):
        yield name, reverse(f"adherence:{name}") + of_team
    yield "rep_method", reverse("adherence:rep_method", args=[rep.pk])
    for listed in Listed.values:
        yield "rows", reverse("adherence:rows", args=[rep.pk, listed])
        yield "rows-file", reverse("adherence:rows-file", args=[rep.pk, listed])
    yield "try", reverse("adherence:try", args=[drawn.attempt.touch_id])
    yield "gaps-file", f"{reverse('adherence:gaps-file')}?rep={rep.pk}"
    yield "gaps", f"{reverse('adherence:gaps')}?rep={rep.pk}"
    yield "person-gaps", reverse("adherence:person-gaps", args=[drawn.attempt.prospect_id])
    yield "sample", reverse("adherence:sample", args=[drawn.pk])
    yield "examples", reverse("adherence:examples")


def expected(name: str, who: str) -> int:
    if who in MAY_READ[name]:
        return 200
    return 403 if name in FOR_MANAGERS and who in REPS else 404


def test_every_address_answers_whom_it_should_and_is_not_there_for_others(drawn: Sample) -> None:
    browsers = readers(drawn.rep)

    wrong = {
        (address, who): status
        for name, address in addresses(drawn)
        for who, browser in browsers.items()
        if (status := browser.get(address).status_code) != expected(name, who)
    }

    assert wrong == {}


def test_whom_a_rep_gave_to_another_team_is_named_to_an_admin_alone(drawn: Sample) -> None:
    person = drawn.attempt.prospect
    Prospect.objects.filter(pk=person.pk).update(owner=colleague(), name="Sorcha Quill")
    browsers = readers(drawn.rep)
    remarks = {
        "comment": {"sentence": "One question about it", "text": "Hm."},
        "example-new": {"why": "Good."},
    }

    for who in OWN:
        for address in (
            reverse("adherence:coaching"),
            reverse("adherence:sample", args=[drawn.pk]),
        ):
            page = browsers[who].get(f"{address}?team={drawn.rep.team_id}")
            words = page.content.decode()
            is_named = who == "an admin"
            assert page.status_code == 200
            assert ("Sorcha Quill" in words, "Somebody of another team" in words) == (
                is_named,
                not is_named,
            )
            assert is_named or (person.company.name not in words and "One question" not in words)
    for name, data in remarks.items():
        answer = browsers["their manager"].post(reverse(f"adherence:{name}", args=[drawn.pk]), data)
        assert answer.status_code == 404


def test_nobody_reads_anything_before_they_sign_in(drawn: Sample) -> None:
    for _name, address in addresses(drawn):
        answer = Client().get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
            302,
            reverse("account_login"),
        )


def test_a_list_of_all_is_of_all_whom_its_reader_may_see(drawn: Sample) -> None:
    browsers = readers(drawn.rep)
    address = reverse("adherence:rows", args=[None, "made"])
    everybody, team = User.objects.all(), User.objects.filter(team=drawn.rep.team)

    seen = {who: set(browsers[who].get(address).context["asked"].behind.reps) for who in browsers}

    assert seen["the rep"] == {drawn.rep}
    assert seen["their manager"] == set(team)
    assert seen["an admin"] == set(everybody)
    assert len(seen["a colleague"]) == len(seen["a manager without a team"]) == 1


def test_an_admin_reads_one_team_where_they_ask_for_it(drawn: Sample) -> None:
    admin = readers(drawn.rep)["an admin"]
    address = reverse("adherence:rows", args=[None, "made"])

    reps = admin.get(f"{address}?team={drawn.rep.team_id}").context["asked"].behind.reps

    assert {rep.team_id for rep in reps} == {drawn.rep.team_id}
    assert admin.get(f"{address}?team=999999").status_code == 404


def test_the_team_page_leads_a_rep_to_their_own(drawn: Sample) -> None:
    answer = readers(drawn.rep)["the rep"].get(reverse("adherence:team"))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/team/{drawn.rep.pk}/")


def test_no_page_of_the_room_is_left_out_here() -> None:
    names = {each.name for each in urlpatterns if isinstance(each, URLPattern)}

    assert names == set(MAY_READ) | POSTED | ELSEWHERE
