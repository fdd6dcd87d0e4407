"""All people of a rep go to colleagues in one wizard: counted, shared out, seen before it is done, and kept account of."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadence.enums import GapCause
from cadence.models import Enrollment, Reply, Touch
from cadence.selectors import handovers
from cadence.services import enrolling, handing_over, replanning
from prospects.enums import ActivityKind
from prospects.models import Activity, Company, Prospect
from prospects.services import editing, uniting
from research.services import introducing
from team.enums import AuditKind, Role
from team.models import AuditEvent, Team, TimeOff, User
from tests import journeys, races
from tests.cadence import absences
from tests.cadence.answers import acknowledgement, said_no, wrote
from tests.cadence.attacks import MIME, move, reserve
from tests.cadence.browsing import Browser, text_of
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.research import ImpactStoryFactory, QuestionFactory
from tests.factories.team import UserFactory
from tests.journeys import NOW

ALONE = {"phone": "", "linkedin_url": ""}

pytestmark = pytest.mark.usefixtures("clock", "sandbox")


@pytest.fixture
def jonas() -> User:
    return journeys.rep(name="Jonas Berg")


def colleague(rep: User, name: str, role: Role = Role.REP, **fields: object) -> User:
    return UserFactory.create(**({"name": name, "team": rep.team, "role": role} | fields))


def known(rep: User, *names: str, **fields: object) -> list[Prospect]:
    return [ProspectFactory.create(owner=rep, name=name, **fields) for name in names]


def given(people: list[Prospect], to: User) -> dict[int, User]:
    return {person.pk: to for person in people}


def whose() -> dict[str, str]:
    return dict(Prospect.objects.values_list("name", "owner__name"))


def unsettled(rep: User) -> Prospect:
    approval = journeys.approved(rep)
    delivery = reserve(approval)
    move(delivery, "sending", mime_sha256=MIME)
    move(delivery, "unknown")
    return approval.touch.prospect


# What there is


def test_the_page_counts_what_a_rep_has(jonas: User) -> None:
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)
    journeys.planned(jonas, **ALONE)
    wrote(journeys.planned(jonas, **ALONE).prospect)
    acknowledgement(said_no(journeys.enrolled(jonas, **ALONE).prospect))
    (sean,) = known(jonas, "Sean Walsh")
    words = {"introducer": "Niamh Walsh", "words": "Would you introduce us?"}
    introducing.ask(sean, by=jonas, at=NOW, **words)
    for factory in (ImpactStoryFactory, QuestionFactory):
        factory.create(owner=jonas)

    had = handovers.holdings_of(jonas, NOW)
    page = text_of(Browser(ines).get("handover", jonas.pk))

    assert had == handovers.Holdings(
        people=4, running=2, answers=1, letters=1, tries=2, holds=2, introductions=1, library=2
    )
    assert "<dt>People</dt><dd>4</dd><dt>In a cadence</dt><dd>2</dd>" in page
    assert "<dt>Letters owed</dt><dd>1</dd><dt>Open tries</dt><dd>2</dd>" in page


# Who gets whom


def test_several_share_evenly_and_a_company_stays_with_one_of_them(jonas: User) -> None:
    together = known(jonas, "Aoife", "Sean", "Niamh", company=CompanyFactory.create())
    known(jonas, "Ciara", "Oisin", "Roisin")
    takers = [colleague(jonas, name) for name in ("Maya Lindgren", "Piotr Nowak")]
    people = handovers.people_of(jonas)

    to = handovers.share_out(people, handovers.loads_of(takers, NOW))

    assert len({to[person.pk] for person in together}) == 1
    shares = handovers.shares_of(handovers.given_to(people, to), handovers.loads_of(takers, NOW))
    assert [share.people for share in shares] == [3, 3]


def test_those_in_play_are_shared_evenly_and_so_are_all_the_others(jonas: User) -> None:
    for _each in range(2):
        journeys.planned(jonas, **ALONE)
    known(jonas, "Sean", "Aoife", "Ciara", "Oisin")
    takers = [colleague(jonas, name) for name in ("Maya Lindgren", "Piotr Nowak")]
    people, loads = handovers.people_of(jonas), handovers.loads_of(takers, NOW)

    shares = handovers.shares_of(
        handovers.given_to(people, handovers.share_out(people, loads)), loads
    )

    assert [(share.people, share.in_play) for share in shares] == [(3, 1), (3, 1)]


def test_who_carries_less_is_given_the_odd_one(jonas: User) -> None:
    busy, free = colleague(jonas, "Anna Busy"), colleague(jonas, "Piotr Free")
    journeys.planned(busy)
    known(jonas, "Sean Walsh")

    to = handovers.share_out(handovers.people_of(jonas), handovers.loads_of([busy, free], NOW))

    assert set(to.values()) == {free}


def test_the_preview_says_what_each_would_have_and_changes_nothing(jonas: User) -> None:
    journeys.planned(jonas)
    known(jonas, "Sean Walsh")
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    page = text_of(Browser(ines).get("handover", jonas.pk, to=str(maya.pk)))

    assert (
        '<th scope="row">Maya Lindgren</th><td class="n">2</td><td class="n">0</td>'
        '<td class="n"><b>1</b></td>'
    ) in page
    assert set(whose().values()) == {"Jonas Berg"}


def test_exceptions_by_person_are_counted_before_and_kept_when_done(jonas: User) -> None:
    sean, aoife, niamh = known(jonas, "Sean", "Aoife", "Niamh")
    maya, piotr = colleague(jonas, "Maya Lindgren"), colleague(jonas, "Piotr Nowak")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))
    said = {
        "to": [maya.pk, piotr.pk],
        f"p-{sean.pk}": maya.pk,
        f"p-{aoife.pk}": piotr.pk,
        f"p-{niamh.pk}": "stays",
    }

    looked = text_of(browser.post("handover", jonas.pk, look="1", **said))
    assert looked.count('<td class="n">1</td><td class="n">0</td>') == 2
    assert set(whose().values()) == {"Jonas Berg"}

    browser.post("handover", jonas.pk, do="1", **said)
    assert whose() == {"Sean": "Maya Lindgren", "Aoife": "Piotr Nowak", "Niamh": "Jonas Berg"}


# The press


def test_all_that_is_open_goes_along_and_what_was_made_stays(jonas: User) -> None:
    unread = wrote(journeys.planned(jonas).prospect)
    letter = acknowledgement(said_no(journeys.enrolled(jonas, **ALONE).prospect))
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)
    people = handovers.people_of(jonas)

    went, kept = handing_over.hand_over_many(given(people, maya), by=ines, at=NOW, had_by=jonas)

    assert (went, kept) == (2, [])
    assert {each.owner for each in Enrollment.objects.all()} == {maya}
    assert {each.owner for each in Touch.objects.open()} == {maya}
    assert Reply.objects.get(pk=unread.pk).owner == maya
    named = Reply.objects.exclude(kind="").get()
    assert (named.owner, named.named_by) == (jonas, jonas)
    assert letter.drafts.order_by("-number").first().body.endswith("\nMaya")


def test_a_try_on_a_day_that_the_new_rep_has_off_is_planned_anew(jonas: User) -> None:
    enrollments = [absences.called(jonas, **ALONE | {"phone": "+353915550100"}) for _each in "ab"]
    friday, other = [journeys.next_touch(each, NOW) for each in enrollments]
    maya, ines = colleague(jonas, "Maya Lindgren"), colleague(jonas, "Ines Duarte", Role.MANAGER)
    TimeOff.objects.create(user=maya, first_day=friday.due_on, last_day=friday.due_on)
    replanning.replan_changed(NOW)

    handing_over.hand_over(friday.prospect, to=maya, by=ines, at=NOW)
    handing_over.hand_over_many(given([other.prospect], maya), by=ines, at=NOW)
    replanning.replan_changed(NOW)

    for touch in Touch.objects.open():
        assert (touch.owner, touch.moved_from) == (maya, friday.due_on)
        assert touch.moved_cause == GapCause.TIME_OFF
    assert Touch.objects.open().count() == 2


def test_every_person_says_so_and_the_account_names_them_all(jonas: User) -> None:
    people = known(jonas, "Sean", "Aoife")
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    handing_over.hand_over_many(given(people, maya), by=ines, at=NOW)

    lines = Activity.objects.filter(kind=ActivityKind.HANDED_OVER)
    assert {(line.prospect, line.actor, line.detail["text"]) for line in lines} == {
        (person, ines, "From Jonas Berg to Maya Lindgren.") for person in people
    }
    event = AuditEvent.objects.get(kind=AuditKind.HANDED_OVER)
    assert (event.actor, event.subject, event.detail) == (
        ines,
        "2 prospects",
        {"from": jonas.pk, "to": maya.pk, "people": [person.pk for person in people]},
    )


def test_the_record_that_somebody_stands_for_goes_along_with_its_unread_answer(jonas: User) -> None:
    unread = wrote(journeys.enrolled(jonas, **ALONE).prospect)
    kept, other = known(jonas, "Sean")[0], unread.prospect
    Enrollment.objects.filter(prospect=other).update(state="ended", ending="replied", ended_at=NOW)
    Touch.objects.open().filter(prospect=other).update(state="cancelled")
    uniting.merge(kept, other, take=(), by=jonas, at=NOW)
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    assert handing_over.hand_over_many(given([kept], maya), by=ines, at=NOW) == (1, [])

    other.refresh_from_db()
    unread.refresh_from_db()
    assert (other.owner, unread.owner) == (maya, maya)
    assert [load.colleague for load, _people in handovers.loads_of_reps(ines, NOW)] == [maya]


def test_a_letter_of_unknown_fate_keeps_that_person_only(jonas: User) -> None:
    stuck = unsettled(jonas)
    (sean,) = known(jonas, "Sean Walsh")
    maya = colleague(jonas, "Maya Lindgren")
    browser = Browser(colleague(jonas, "Ines Duarte", Role.MANAGER))

    page = text_of(browser.get("handover", jonas.pk, to=str(maya.pk)))
    browser.post("handover", jonas.pk, **{f"p-{each.pk}": maya.pk for each in (stuck, sean)})

    assert f"Nobody can tell yet whether a letter to {stuck.name} left." in page
    assert f'name="p-{stuck.pk}"' not in page
    assert whose() == {stuck.name: "Jonas Berg", "Sean Walsh": "Maya Lindgren"}


def test_pressed_twice_everybody_is_given_once(jonas: User) -> None:
    people = known(jonas, "Sean", "Aoife")
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    first, second = (
        handing_over.hand_over_many(given(people, maya), by=ines, at=NOW, had_by=jonas)
        for _press in range(2)
    )

    assert (first, second) == ((2, []), (0, []))
    assert Activity.objects.filter(kind=ActivityKind.HANDED_OVER).count() == 2


def test_whoever_went_to_somebody_else_meanwhile_stays_there(jonas: User) -> None:
    (sean,) = known(jonas, "Sean Walsh")
    maya, piotr = colleague(jonas, "Maya Lindgren"), colleague(jonas, "Piotr Nowak")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)
    handing_over.hand_over(sean, to=piotr, by=ines, at=NOW)

    went, kept = handing_over.hand_over_many(given([sean], maya), by=ines, at=NOW, had_by=jonas)

    assert (went, [each.why for each in kept]) == (0, ["Sean Walsh is with Piotr by now."])


def test_nobody_goes_to_another_team_or_to_somebody_who_is_gone(jonas: User) -> None:
    sean, aoife = known(jonas, "Sean Walsh", "Aoife Walsh")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)
    far = colleague(jonas, "Far Away", team=Team.objects.create(name="Elsewhere"))
    gone = colleague(jonas, "Gone Away", is_active=False)

    went, kept = handing_over.hand_over_many({sean.pk: far, aoife.pk: gone}, by=ines, at=NOW)

    assert (went, {each.why for each in kept}) == (
        0,
        {"Sean Walsh cannot go to Far.", "Aoife Walsh cannot go to Gone."},
    )


def test_a_company_goes_along_once_the_rep_has_nobody_left_there(jonas: User) -> None:
    company = CompanyFactory.create(owner=jonas)
    sean, aoife = known(jonas, "Sean", "Aoife", company=company)
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    owners = []
    for person in (sean, aoife):
        handing_over.hand_over_many(given([person], maya), by=ines, at=NOW)
        owners.append(Company.objects.get(pk=company.pk).owner)

    assert owners == [jonas, maya]


def test_many_go_at_the_price_of_two_and_half_of_them_never_do(
    jonas: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    maya = colleague(jonas, "Maya Lindgren")
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)
    few = [journeys.planned(jonas).prospect for _ in range(2)]
    many = [journeys.planned(jonas).prospect for _ in range(6)]
    costs = []
    for people in (few, many):
        with CaptureQueriesContext(connection) as queries:
            went, _kept = handing_over.hand_over_many(given(people, maya), by=ines, at=NOW)
        assert went == len(people)
        costs.append(len(queries))
    assert costs[0] == costs[1]

    monkeypatch.setattr(handing_over, "_tell", _breaks)
    with pytest.raises(ZeroDivisionError):
        handing_over.hand_over_many(given(few, jonas), by=ines, at=NOW)
    assert {person.owner for person in Prospect.objects.all()} == {maya}


def _breaks(*_given: object, **_named: object) -> None:
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_everybody_is_given_once(jonas: User) -> None:
    people = [journeys.planned(jonas, **ALONE).prospect for _each in range(3)]
    to = given(people, colleague(jonas, "Maya Lindgren"))
    ines = colleague(jonas, "Ines Duarte", Role.MANAGER)

    came = races.at_once(
        *[lambda: handing_over.hand_over_many(to, by=ines, at=NOW, had_by=jonas)[0]] * 2
    )

    assert came in ([0, 3], [3, 0])
    assert Activity.objects.filter(kind=ActivityKind.HANDED_OVER).count() == 3


@pytest.mark.django_db(transaction=True)
def test_somebody_is_given_away_while_two_there_are_edited_and_nobody_waits_in_a_circle(
    jonas: User,
) -> None:
    first = journeys.researched(jonas)
    second = journeys.researched(jonas, company=first.company, email="second@corrib.example")
    maya, ines = colleague(jonas, "Maya Lindgren"), colleague(jonas, "Ines Duarte", Role.MANAGER)

    def edit(person: Prospect) -> None:
        editing.edit_person(
            person, by=jonas, at=NOW, revision=person.revision, details={"title": "Head of Nights"}
        )

    def give() -> None:
        handing_over.hand_over_many(given([first, second], maya), by=ines, at=NOW)

    with races.elsewhere(partial(edit, second), then=partial(edit, first)) as go_on:
        refusal = races.at_last(give, once_it_waits=go_on)

    assert refusal == ""
    people = Prospect.objects.values_list("owner", "title")
    assert set(people) == {(maya.pk, "Head of Nights")}


@pytest.mark.django_db(transaction=True)
def test_somebody_is_given_away_while_their_rep_begins_with_them_and_neither_waits_in_a_circle(
    jonas: User,
) -> None:
    person, version = journeys.researched(jonas), published_version()
    Company.objects.filter(pk=person.company_id).update(owner=jonas)
    maya, ines = colleague(jonas, "Maya Lindgren"), colleague(jonas, "Ines Duarte", Role.MANAGER)

    def look_at_their_company() -> None:
        Company.objects.select_for_update(no_key=True).get(pk=person.company_id)

    def begin() -> None:
        enrolling.enroll(person, version, by=jonas, at=NOW)

    def give() -> None:
        handing_over.hand_over(person, to=maya, by=ines, at=NOW)

    with races.elsewhere(look_at_their_company, then=begin) as go_on:
        refusal = races.at_last(give, once_it_waits=go_on)

    assert refusal == ""
    assert Enrollment.objects.get().owner == maya
