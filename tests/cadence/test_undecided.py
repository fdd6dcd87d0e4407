"""Mail from a domain that two companies share: shown to both, silence at both, and a person says whose it is."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cadence.enums import ReplyKind
from cadence.models import Hold, Reply, UndecidedMail
from cadence.selectors.queue import queue_of
from cadence.selectors.undecided import undecided_for
from cadence.services import deciding, holding, reviewing, settling
from mailbox.enums import Verdict
from mailbox.models import InboundMessage
from prospects.enums import ActivityKind
from prospects.models import Activity, Prospect
from team.enums import Role
from team.models import User
from team.refusals import Refused
from tests import journeys
from tests.cadence.answers import answer_to, named, reviewed, write
from tests.cadence.answers import wrote as said
from tests.cadence.attacks import reserve
from tests.cadence.browsing import Browser, text_of
from tests.cadence.test_matching import rung_without_a_domain
from tests.cadence.test_settling import LATER, held, sent, wrote
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory
from tests.journeys import LOOKS
from tests.roles import refused as refused_by_the_database

pytestmark = pytest.mark.usefixtures("clock", "sandbox")

SEAN = "sean@claddagh.example"


@pytest.fixture
def aoife() -> Prospect:
    return rung_without_a_domain("aoife@claddagh.example")


@pytest.fixture
def una(aoife: Prospect) -> Prospect:
    """At another company whose people have addresses at the same domain."""
    return rung_without_a_domain("una@claddagh.example")


def came(to: Prospect, **fields: object) -> UndecidedMail:
    given = {"from_address": SEAN, "from_name": "Sean Walsh", "text": "Please call me."}
    wrote(journeys.connected(to.owner), **(given | fields))
    settling.settle(LATER)
    return UndecidedMail.objects.latest("pk")


def decided(mail: UndecidedMail, person: Prospect | None, by: User) -> Reply | None:
    return deciding.decide(mail, person, by=by, at=LATER)


def test_it_is_kept_and_shown_to_the_reps_of_both_companies(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife)

    assert not Reply.objects.exists()
    assert InboundMessage.objects.get().text == "Please call me."
    for rep in (aoife.owner, una.owner):
        assert list(undecided_for(rep)) == [mail]
        assert queue_of(rep, LATER).undecided == 1
        page = text_of(Browser(rep).get("undecided"))
        assert "Sean Walsh" in page
        assert "Please call me." in page
    assert "1 mail is from one company or another" in text_of(Browser(una.owner).get("queue"))
    assert queue_of(journeys.rep(), LATER).undecided == 0


def test_the_page_costs_the_same_however_many_wait(aoife: Prospect, una: Prospect) -> None:
    browser = Browser(aoife.owner)
    costs: list[int] = []
    for size in (1, 3):
        for _more in range(size - len(costs)):
            came(aoife)
        with CaptureQueriesContext(connection) as queries:
            page = text_of(browser.get("undecided"))
        assert page.count("Please call me.") == size
        assert page.count(f"{aoife.company.name}: {aoife.name}") == size
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_nobody_at_either_company_is_written_to_until_somebody_says_whose_it_is(
    aoife: Prospect, una: Prospect
) -> None:
    draft = journeys.drafted(una.owner, company=una.company, email="ida@elsewhere.example")
    mail = came(aoife)
    hold = Hold.objects.get(company=una.company)

    with pytest.raises(Refused, match=r"Somebody at claddagh\.example wrote") as refused:
        reviewing.approve(
            draft,
            by=una.owner,
            session=journeys.signed_in(una.owner),
            at=LATER,
            looks=LOOKS,
            read_aloud=True,
        )
    with pytest.raises(Refused, match="Say that first"):
        holding.lift(hold, by=una.owner, at=LATER, reason="We spoke.")
    assert (held(aoife), held(una), refused.value.code) == (True, True, "on_hold")

    decided(mail, aoife, aoife.owner)

    assert (held(aoife), held(una)) == (True, False)


def test_an_answer_that_is_open_there_waits_for_that_too(aoife: Prospect) -> None:
    una = journeys.enrolled(
        email="una@claddagh.example", company=CompanyFactory.create(domain="")
    ).prospect
    answer = answer_to(named(said(una), ReplyKind.INTERESTED))
    write(answer, "Hi Aoife,\n\nThank you. Ten on Tuesday suits me.\n\nMaya")
    approval = reviewed(answer)
    mail = came(aoife)

    with pytest.raises(Refused, match=r"may be from .*Say whose it is first") as refused:
        reviewed(answer)
    with refused_by_the_database("EA208"):
        reserve(approval)
    assert refused.value.code == "on_hold"

    decided(mail, aoife, aoife.owner)
    assert reserve(approval).touch == answer


def test_a_machines_mail_keeps_no_answer_back(aoife: Prospect) -> None:
    una = journeys.enrolled(
        email="una@claddagh.example", company=CompanyFactory.create(domain="")
    ).prospect
    answer = answer_to(named(said(una), ReplyKind.INTERESTED))
    write(answer, "Hi Aoife,\n\nThank you. Ten on Tuesday suits me.\n\nMaya")
    came(aoife, verdict=Verdict.AUTO_REPLY)

    assert reserve(reviewed(answer)).touch == answer


def test_what_somebody_said_it_is_becomes_their_answer(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife)

    reply = decided(mail, una, aoife.owner)

    assert reply == Reply.objects.get()
    assert (reply.prospect, reply.owner, reply.text) == (una, una.owner, "Please call me.")
    assert (reply.message, reply.kind) == (mail.message, "")
    assert reply.suggested_kind == ReplyKind.INTERESTED
    assert Hold.objects.get(company=una.company, lifted_at=None).reply == reply
    mail.refresh_from_db()
    assert (mail.prospect, mail.decided_by, mail.decided_at) == (una, aoife.owner, LATER)
    assert [row.key for row in queue_of(una.owner, LATER).rows] == [f"reply-{reply.pk}"]
    assert queue_of(aoife.owner, LATER).undecided == 0


def test_the_next_mail_from_there_is_known(aoife: Prospect, una: Prospect) -> None:
    decided(came(aoife), una, aoife.owner)

    wrote(journeys.connected(aoife.owner), from_address=SEAN.title(), text="And again.")
    settling.settle(LATER)

    assert [each.prospect for each in Reply.objects.all()] == [una, una]


def test_what_is_nobodys_is_forgotten_and_the_silence_ends(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife)

    assert decided(mail, None, una.owner) is None

    kept = InboundMessage.objects.get()
    assert (kept.text, kept.from_address, kept.from_name) == ("", "", "")
    assert (held(aoife), held(una), Reply.objects.count()) == (False, False, 0)


@pytest.mark.parametrize(
    ("nobodys", "there", "here"),
    [
        (True, *2 * ("The mail is nobody's of ours, and was forgotten.",)),
        (False, "The mail is from another company.", "The mail is from Aoife Ní Bhriain."),
    ],
)
def test_who_said_it_stands_on_the_timeline_of_each_company(
    aoife: Prospect, una: Prospect, nobodys: bool, there: str, here: str
) -> None:
    decided(came(aoife), None if nobodys else aoife, aoife.owner)

    lines = Activity.objects.filter(kind=ActivityKind.MAIL_DECIDED)
    assert {(each.company, each.actor, each.detail["reason"]) for each in lines} == {
        (una.company, aoife.owner, there),
        (aoife.company, aoife.owner, here),
    }


def test_what_else_was_heard_there_keeps_the_silence(aoife: Prospect, una: Prospect) -> None:
    first = came(aoife)
    second = came(aoife, text="Another thing.")
    wrote(journeys.connected(una.owner), from_address=una.email, text="Not now, please.")
    settling.settle(LATER)

    decided(first, None, aoife.owner)
    assert (held(aoife), held(una)) == (True, True)
    decided(second, None, aoife.owner)
    assert (held(aoife), held(una)) == (False, True)


def test_what_somebody_there_wrote_as_another_record_keeps_the_silence(
    aoife: Prospect, una: Prospect
) -> None:
    mail = came(aoife)
    said(journeys.enrolled(email="una+news@claddagh.example").prospect)

    decided(mail, None, aoife.owner)

    assert (held(aoife), held(una)) == (False, True)


def test_a_machines_mail_is_shown_and_holds_nobody(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife, verdict=Verdict.AUTO_REPLY)

    assert list(undecided_for(una.owner)) == [mail]
    assert (held(aoife), held(una)) == (False, False)


def test_it_is_said_once_and_by_somebody_who_works_there(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife)

    with pytest.raises(Refused, match="Whoever works at one"):
        decided(mail, una, journeys.rep())
    with pytest.raises(Refused, match="another company"):
        decided(mail, ProspectFactory.create(), aoife.owner)
    decided(mail, aoife, aoife.owner)
    with pytest.raises(Refused, match="already"):
        decided(mail, una, una.owner)

    assert Reply.objects.get().prospect == aoife


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_the_worker_brings_it_too(
    aoife: Prospect, una: Prospect, request: pytest.FixtureRequest
) -> None:
    wrote(journeys.connected(aoife.owner), from_address=SEAN)
    request.getfixturevalue("as_worker")

    assert settling.settle(LATER) == 1

    mail = UndecidedMail.objects.get()
    assert mail.companies.count() == 2
    assert (held(aoife), held(una)) == (True, True)


def test_the_database_wants_a_person_behind_it(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife)

    with (
        pytest.raises(IntegrityError, match="whose_mail_it_is_says_a_person"),
        transaction.atomic(),
    ):
        UndecidedMail.objects.filter(pk=mail.pk).update(prospect=una)


def test_a_press_says_whose_it_is(aoife: Prospect, una: Prospect) -> None:
    mail = came(aoife)
    browser = Browser(aoife.owner)

    strange = browser.post("decision", mail.pk, prospect="0")
    said = browser.post("decision", mail.pk, prospect=aoife.pk)
    again = browser.post("decision", mail.pk, prospect=aoife.pk)

    assert (strange.status_code, said.status_code, again.status_code) == (422, 302, 409)
    assert said["Location"].endswith(f"/replies/{Reply.objects.get().pk}/")
    assert Browser(journeys.rep()).post("decision", mail.pk, nobody="yes").status_code == 422


def test_another_press_says_that_it_is_nobodys_and_none_is_pressed_by_chance(
    aoife: Prospect, una: Prospect
) -> None:
    mail = came(aoife)
    browser = Browser(una.owner)

    assert browser.post("decision", mail.pk, prospect="").status_code == 422
    assert list(undecided_for(una.owner)) == [mail]
    assert browser.post("decision", mail.pk, prospect="", nobody="yes").status_code == 302

    assert InboundMessage.objects.get().text == ""
    assert Reply.objects.count() == 0


def test_of_a_rep_who_is_gone_their_manager_is_asked(aoife: Prospect, una: Prospect) -> None:
    User.objects.filter(pk=una.owner_id).update(is_active=False)
    ines = UserFactory.create(role=Role.MANAGER, team=una.owner.team)

    mail = came(aoife)

    assert list(undecided_for(ines)) == [mail]
    assert queue_of(ines, LATER).undecided == 1


def test_a_domain_that_one_company_has_and_anothers_people_use_is_shared_too(
    aoife: Prospect,
) -> None:
    owner = CompanyFactory.create(domain="claddagh.example")

    mail = came(aoife)

    assert {*mail.companies.all()} == {aoife.company, owner}


def test_a_mail_that_answers_our_letter_or_comes_from_somebody_known_is_decided(
    aoife: Prospect, una: Prospect
) -> None:
    wrote(journeys.connected(aoife.owner), from_address="una@claddagh.example")
    settling.settle(LATER)
    letter = sent(email="ida@claddagh.example", company=CompanyFactory.create(domain=""))
    wrote(letter.approval.mailbox, from_address=SEAN, in_reply_to=letter.message_id)
    settling.settle(LATER)

    assert not UndecidedMail.objects.exists()
    assert {each.prospect for each in Reply.objects.all()} == {una, letter.touch.prospect}


def test_a_domain_that_many_share_is_a_mail_provider_and_nobodys(aoife: Prospect) -> None:
    for number in range(5):
        ProspectFactory.create(
            company=CompanyFactory.create(domain=""), email=f"p{number}@claddagh.example"
        )

    wrote(journeys.connected(aoife.owner), from_address=SEAN)
    settling.settle(LATER)

    assert not UndecidedMail.objects.exists()
    assert InboundMessage.objects.get().from_address == ""


def test_where_we_have_talked_with_nobody_it_is_none_of_our_business(aoife: Prospect) -> None:
    ProspectFactory.create(company=CompanyFactory.create(domain=""), email="p@claddagh.example")

    wrote(journeys.connected(journeys.rep()), from_address=SEAN)
    settling.settle(LATER)

    assert not UndecidedMail.objects.exists()
