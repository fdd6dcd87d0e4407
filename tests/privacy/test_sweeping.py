"""What was kept long enough goes, by rules that an admin switched on, and nothing else does."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from adherence.services import sweeping
from cadence.enums import Ending, ReplyKind
from cadence.models import Hold, Reply
from cadence.services import enrolling, holding
from mailbox.models import InboundMessage
from prospects.enums import Kept
from prospects.models import Erasure, ImportPart, Prospect, RetentionRule, StagedRow, Sweep
from prospects.services import importing
from team.enums import AuditKind, Role
from team.models import AuditEvent
from team.refusals import Refused
from tests import journeys
from tests.adherence.as_worker import the_worker
from tests.adherence.weeks import Reader, colleague
from tests.cadence import answers
from tests.cadence.conftest import Clock
from tests.factories.prospects import ProspectFactory
from tests.roles import connected_as
from tests.times import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "worker"]),
    pytest.mark.usefixtures("sandbox"),
]
YEARS_LATER = NOW + timedelta(days=3 * 365)


def on(what: Kept, *, is_on: bool = True, months: int = 24) -> RetentionRule:
    return sweeping.keep_for(
        what, months=months, is_on=is_on, by=colleague(role=Role.ADMIN), at=NOW
    )


def swept(clock: Clock, at: datetime = YEARS_LATER) -> int:
    clock.move(at)
    with the_worker():
        return sweeping.sweep_due()


def silent(**fields: object) -> Prospect:
    """In a cadence that ended without a word of theirs."""
    enrollment = journeys.enrolled(**fields)
    enrolling.end(enrollment, Ending.NOT_A_FIT, by=enrollment.owner, at=NOW, note="Too small.")
    return enrollment.prospect


def test_people_who_never_answered_are_erased_and_the_audit_says_how_many(clock: Clock) -> None:
    gone, running = (
        silent(),
        journeys.enrolled(email="seamus@corrib.example", phone="", linkedin_url="").prospect,
    )
    heard = answers.said_no(
        journeys.enrolled(email="una@corrib.example", phone="", linkedin_url="").prospect
    )
    on(Kept.PEOPLE)

    assert swept(clock) == 1
    erased = Erasure.objects.get()
    assert (erased.prospect_id, erased.by_id) == (gone.pk, None)
    assert Prospect.objects.get(pk=gone.pk).name == "(erased)"
    kept = {each.name for each in Prospect.objects.filter(pk__in=[running.pk, heard.prospect_id])}
    assert "(erased)" not in kept
    told = AuditEvent.objects.get(kind=AuditKind.SWEPT)
    assert (told.detail["what"], told.detail["rows"], told.actor) == ("people", 1, None)
    assert AuditEvent.objects.filter(kind=AuditKind.ERASED, actor=None).count() == 1
    assert swept(clock) == 0
    call_command("verify_audit", stdout=StringIO())


def test_records_of_one_person_go_together_and_only_when_none_is_worked_on(clock: Clock) -> None:
    kept = silent()
    other = ProspectFactory.create(company=kept.company, owner=kept.owner, email="una@home.example")
    once = silent(email="seamus@corrib.example", phone="", linkedin_url="")
    running = journeys.enrolled(email="now@corrib.example", phone="", linkedin_url="").prospect
    Prospect.objects.filter(pk=other.pk).update(merged_into=kept)
    Prospect.objects.filter(pk=once.pk).update(merged_into=running)
    on(Kept.PEOPLE)

    assert swept(clock) == 1
    assert set(Erasure.objects.values_list("prospect", flat=True)) == {kept.pk, other.pk}
    assert Prospect.objects.get(pk=other.pk).email == ""


def test_nobody_at_a_company_on_hold_goes(clock: Clock) -> None:
    person = silent()
    Hold.objects.create(company=person.company, reason="Somebody answered.", placed_at=NOW)
    on(Kept.PEOPLE)
    assert swept(clock) == 0


def test_nothing_goes_before_its_months_are_over_or_while_its_rule_is_off(clock: Clock) -> None:
    silent()
    on(Kept.PEOPLE)
    assert swept(clock, NOW + timedelta(days=300)) == 0
    on(Kept.PEOPLE, is_on=False)
    assert swept(clock) == 0
    assert Sweep.objects.count() == 0


def test_a_kind_that_cannot_be_swept_keeps_no_other_and_its_fault_is_told(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = answers.said_no(full_text="All of it.")
    holding.lift(Hold.objects.get(), by=reply.owner, at=NOW, reason="Read.")
    for what in (Kept.PEOPLE, Kept.REPLIES):
        on(what)
    bite = sweeping._sweep

    def but_people(what: str, limit: int) -> int:
        if what == Kept.PEOPLE:
            raise Refused("Somebody cannot go.", code="not_swept")
        return bite(what, limit)

    monkeypatch.setattr(sweeping, "_sweep", but_people)

    with pytest.raises(Refused, match="cannot go"):
        swept(clock)

    assert Reply.objects.get().text == "(erased)"


@pytest.mark.parametrize(
    ("what", "walked"),
    [
        (Kept.PEOPLE, "enrollment_by_end"),
        (Kept.REPLIES, "reply_by_day"),
        (Kept.MAIL, "inbound_kept_whole"),
    ],
)
def test_what_a_sweep_takes_is_found_by_walking_from_the_oldest(what: Kept, walked: str) -> None:
    """So that a page or a bite asks what keeps a thousand of them, not all there ever was."""
    with connected_as("owner") as owner, owner.transaction(force_rollback=True):
        body = owner.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = 'earnest_kept_long_enough'"
        ).fetchone()
        assert body is not None
        of_kind = body[0].partition(f"of_kind = '{what}'")[2]
        question = of_kind.partition("RETURN QUERY ")[2].partition(";")[0]
        question = question.replace("since", "now()").replace("LIMIT most", "LIMIT 1000")
        for way in ("seqscan", "bitmapscan", "sort"):
            owner.execute(f"SET LOCAL enable_{way} = off".encode())
        plan = "\n".join(line for (line,) in owner.execute(f"EXPLAIN {question}".encode()))
    assert f"using {walked}" in plan
    assert "-> Sort" not in " ".join(plan.split())


def test_words_of_replies_go_and_that_they_came_stays(clock: Clock) -> None:
    reply = answers.said_no(full_text="All of it.", html="<p>All of it.</p>")
    hold = Hold.objects.get(company=reply.company)
    holding.lift(hold, by=reply.owner, at=NOW, reason="Read.")
    on(Kept.REPLIES)
    assert swept(clock) == 1
    kept = Reply.objects.get(pk=reply.pk)
    assert (kept.text, kept.kind) == ("(erased)", ReplyKind.NO)
    mail = InboundMessage.objects.get(reply=reply)
    assert (mail.full_text, mail.html) == ("", "")


def test_an_answer_that_nobody_read_is_kept(clock: Clock) -> None:
    answers.wrote(journeys.enrolled().prospect, full_text="All of it.")
    on(Kept.REPLIES)
    on(Kept.MAIL)
    assert swept(clock) == 0


def test_files_and_their_rows_go(clock: Clock) -> None:
    clock.move(NOW)
    row = b"Name,Company,E-mail\nUna Burke,Corrib,una@corrib.example\n"
    importing.bring([row], file_name="people.csv", by=colleague(), at=NOW)
    on(Kept.IMPORTS, months=1)
    assert swept(clock) == 1
    assert (ImportPart.objects.count(), StagedRow.objects.count()) == (0, 0)


def test_a_preview_says_what_would_go_and_takes_nothing(clock: Clock) -> None:
    person = silent()
    on(Kept.PEOPLE, is_on=False)
    clock.move(YEARS_LATER)
    said = StringIO()
    call_command("sweep", "--preview", stdout=said)
    assert said.getvalue() == "people, kept 24 months, off: 1 to go\n"
    page = Reader(colleague(role=Role.ADMIN)).client.get(reverse("adherence:retention"))
    assert person.name in page.content.decode()
    assert Erasure.objects.count() == 0


def test_whom_another_span_would_take_is_seen_before_it_is_kept(clock: Clock) -> None:
    person = silent()
    on(Kept.PEOPLE, months=120)
    clock.move(YEARS_LATER)
    admin, address = Reader(colleague(role=Role.ADMIN)), reverse("adherence:retention")
    for unseen in ({}, {"seen": "people 24 True"}):
        asked = {"what": "people", "months": "12", "is_on": "on"} | unseen

        shown = admin.client.post(address, asked).content.decode()

        assert "Nothing is saved yet." in shown
        assert "1 has been kept for 12 months." in shown
        assert person.name in shown
        assert 'name="seen" value="people 12 True"' in shown
    assert RetentionRule.objects.get().months == 120


def test_an_admin_alone_says_how_long_and_it_stands_in_the_audit(clock: Clock) -> None:
    manager = colleague(role=Role.MANAGER)
    with pytest.raises(Refused):
        sweeping.keep_for(Kept.PEOPLE, months=12, is_on=True, by=manager, at=NOW)
    asked = {"what": "people", "months": "12", "is_on": "on"}
    address = reverse("adherence:retention")
    assert Reader(manager).client.post(address, asked).status_code == 403
    admin = Reader(colleague(role=Role.ADMIN))
    asked["seen"] = "people 12 True"
    assert admin.client.post(address, asked).status_code == 302
    assert admin.client.post(address, asked).status_code == 422
    assert admin.client.post(address, asked | {"months": "0"}).status_code == 422
    told = AuditEvent.objects.get(kind=AuditKind.POLICY_CHANGED)
    assert told.detail == {
        "before": None, "after": {"months": 12, "is_on": True}, "db_role": "earnest_web",
    }  # fmt: skip
