"""The editor: one press at a time, and nobody writes over a colleague unseen."""

import html
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cadence.drafting import VALUE_GROUPS
from cadence.models import CadenceVersion, Step
from cadence.selectors.plans import plan_of_version
from cadence.services import designing
from team.enums import Role
from team.models import User
from tests import journeys
from tests.cadence.browsing import Browser, text_of
from tests.cadence.conftest import Clock
from tests.factories.team import UserFactory
from tests.journeys import NOW


@pytest.fixture(autouse=True)
def _at_one_instant(clock: Clock) -> None:
    """Every test stands at NOW."""


@pytest.fixture
def noor() -> Browser:
    return Browser(UserFactory.create(name="Noor Haddad", role=Role.ADMIN))


@pytest.fixture
def ines() -> Browser:
    return Browser(UserFactory.create(name="Ines Duarte", role=Role.ADMIN))


@pytest.fixture
def draft(noor: Browser) -> CadenceVersion:
    """The draft of version 2 of Ten conversations."""
    first = designing.publish_ten_conversations(by=noor.user, at=NOW)
    return designing.open_draft(first.cadence, by=noor.user, at=NOW)


def at(version: CadenceVersion, *more: int) -> tuple[int, ...]:
    return (version.cadence_id, version.number, *more)


def numbered(version: CadenceVersion, number: int) -> Step:
    return version.steps.get(number=number)


def panel(step: Step, **typed: Any) -> dict[str, Any]:
    """What the panel of this step posts, with these fields typed over."""
    before = Step.objects.filter(version=step.version, number=step.number - 1).first()
    stands = {
        "revision": CadenceVersion.objects.get(pk=step.version_id).revision,
        "channel": step.channel,
        "gap": step.day - before.day if before else "",
        "title": step.title,
        "purpose": step.purpose,
        "guidance": step.guidance,
        "value_kind": step.value_kind,
        "allowed_kinds": step.allowed_kinds or list(VALUE_GROUPS),
        "must_pass": step.must_pass,
        "call_hour": f"{step.call_hour:%H:%M}" if step.call_hour else "",
        "subject_template": step.subject_template,
        "body_template": step.body_template,
    }
    return stands | typed


def days(version: CadenceVersion) -> list[int]:
    return list(version.steps.order_by("number").values_list("day", flat=True))


def test_only_an_admin_edits_and_a_manager_reads(draft: CadenceVersion) -> None:
    manager = Browser(journeys.rep(role=Role.MANAGER))
    step = numbered(draft, 2)

    assert manager.get("editor", *at(draft)).status_code == 403
    assert manager.post("plan-step", *at(draft, step.pk), **panel(step)).status_code == 403
    assert manager.post("plan-draft", draft.cadence_id).status_code == 403
    assert manager.get("cadence", draft.cadence_id, version="2").status_code == 200


def test_the_page_shows_rules_picture_table_and_the_step_with_its_letter(
    noor: Browser, draft: CadenceVersion
) -> None:
    aoife = journeys.researched()

    page = text_of(noor.get("editor", *at(draft), step=str(numbered(draft, 1).pk)))

    assert "12 steps, at least 10" in page
    assert "Nothing to fix." in page
    assert 'class="halo"' in page
    assert "Day 1, a Monday" in page
    assert f"{aoife.name}, {aoife.company.name}" in page
    assert f"Reading about {aoife.company.name}" in page


def test_what_is_not_known_of_the_person_is_listed(noor: Browser, draft: CadenceVersion) -> None:
    journeys.researched()

    page = text_of(noor.get("editor", *at(draft), step=str(numbered(draft, 4).pk)))

    assert "Not known of Aoife yet: What changed" in page
    assert "[What changed]" in page


def test_a_change_answers_with_rules_picture_table_and_preview(
    noor: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)

    answer = noor.post_part("plan-step", *at(draft, step.pk), **panel(step, gap="9", title="Later"))
    page = text_of(answer)

    assert answer.status_code == 200
    for part in ("plan-head", "plan-rules", "plan-picture", "plan-steps", "panel-gap", "preview"):
        assert f'hx-target="#{part}"' in page
    assert "Longest gap is 9 days. The limit is 7" in page
    assert 'class="path broke"' in page
    assert '<span class="over">9 days</span>' in page
    assert "Make it 6 days" in page
    assert 'aria-disabled="true"' in page
    assert days(draft)[:5] == [1, 3, 12, 15, 20]
    assert numbered(draft, 3).title == "Later"


def test_without_scripts_a_change_leads_back_to_its_step(
    noor: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)

    answer = noor.post("plan-step", *at(draft, step.pk), **panel(step, title="Later"))

    assert answer.status_code == 302
    assert answer.url.endswith(f"/v/2/edit/?step={step.pk}")


def test_what_cannot_be_kept_is_said_and_stays_typed(noor: Browser, draft: CadenceVersion) -> None:
    step = numbered(draft, 2)
    typed = panel(step, call_hour="06:00", title="At six")

    answer = noor.post("plan-step", *at(draft, step.pk), **typed)

    assert answer.status_code == 422
    assert "Ring between 08:30 and 18:00." in text_of(answer)
    assert 'value="At six"' in text_of(answer)
    assert numbered(draft, 2).title == "One good question"


def test_a_text_that_cannot_be_a_letter_is_kept_and_told(
    noor: Browser, draft: CadenceVersion
) -> None:
    journeys.researched()
    step = numbered(draft, 1)

    page = text_of(
        noor.post_part(
            "plan-step",
            *at(draft, step.pk),
            **panel(step, body_template="Hi {{ person.nickname }}"),
        )
    )

    assert (
        "There is no field “person.nickname”. Look at line 1, column 7 of the step's text." in page
    )
    assert "Every text can be written" in page


def test_steps_move_by_their_arrows_and_by_the_box_and_days_stay(
    noor: Browser, draft: CadenceVersion
) -> None:
    before, step = days(draft), numbered(draft, 5)

    noor.post_part("plan-place", *at(draft, step.pk), to="4", revision=draft.revision)
    noor.post_part("plan-place", *at(draft, step.pk), to="9", revision=draft.revision + 1)

    assert Step.objects.get(pk=step.pk).number == 9
    assert days(draft) == before
    assert list(draft.steps.order_by("number").values_list("number", flat=True)) == [*range(1, 13)]


def test_a_step_is_added_behind_the_open_one_and_before_the_good_ending(
    noor: Browser, draft: CadenceVersion
) -> None:
    noor.post("plan-steps", *at(draft), after="2", revision=draft.revision)
    noor.post("plan-steps", *at(draft), after="13", revision=draft.revision + 1)

    purposes = list(draft.steps.order_by("number").values_list("purpose", flat=True))
    assert (purposes[2], purposes[12], purposes[13]) == ("", "", "good-ending")
    assert days(draft)[:4] == [1, 3, 6, 11]


def test_a_step_is_removed_and_what_follows_comes_earlier(
    noor: Browser, draft: CadenceVersion
) -> None:
    noor.post("plan-removal", *at(draft, numbered(draft, 3).pk), revision=draft.revision)
    noor.post("plan-removal", *at(draft, numbered(draft, 1).pk), revision=draft.revision + 1)

    assert days(draft) == [1, 4, 9, 14, 17, 22, 28, 31, 37, 42]
    assert numbered(draft, 1).purpose == "first-question"


def test_a_colleagues_change_is_shown_beside_mine_and_nothing_typed_is_lost(
    noor: Browser, ines: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)
    mine = panel(step, title="Mine", guidance="A long note of mine")
    ines.post("plan-step", *at(draft, step.pk), **panel(step, title="Hers"))

    answer = noor.post_part("plan-step", *at(draft, step.pk), **mine)
    page = text_of(answer)

    assert answer.status_code == 409
    assert "Ines changed this draft at " in page
    assert '<dd class="told">Mine</dd>' in page
    assert '<dd class="told">Hers</dd>' in page
    assert numbered(draft, 3).title == "Hers"

    kept = mine | {"revision": CadenceVersion.objects.get(pk=draft.pk).revision}
    assert noor.post("plan-step", *at(draft, step.pk), **kept).status_code == 302
    assert numbered(draft, 3).guidance == "A long note of mine"


def test_the_whole_page_answers_a_conflict_without_scripts(
    noor: Browser, ines: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)
    mine = panel(step, title="Mine")
    ines.post("plan-removal", *at(draft, numbered(draft, 7).pk), revision=draft.revision)

    answer = noor.post("plan-step", *at(draft, step.pk), **mine)

    assert answer.status_code == 409
    assert '<input type="hidden" name="title" value="Mine">' in text_of(answer)


def test_the_pages_own_earlier_change_never_stands_in_its_way(
    noor: Browser, ines: Browser, draft: CadenceVersion
) -> None:
    step, hand = numbered(draft, 3), "a" * 32
    first = panel(step, title="Fi", hand=hand)
    second = panel(step, title="First", hand=hand)

    assert noor.post_part("plan-step", *at(draft, step.pk), **first).status_code == 200
    assert noor.post_part("plan-step", *at(draft, step.pk), **second).status_code == 200
    hers = panel(numbered(draft, 4), title="Hers")
    assert ines.post_part("plan-step", *at(draft, numbered(draft, 4).pk), **hers).status_code == 200
    assert noor.post_part("plan-step", *at(draft, step.pk), **second).status_code == 409
    assert numbered(draft, 3).title == "First"


def test_what_was_typed_over_a_published_version_goes_into_the_next_draft(
    noor: Browser, ines: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)
    mine = panel(step, title="Mine")
    ines.post("publication", *at(draft), revision=draft.revision)

    answer = noor.post("plan-step", *at(draft, step.pk), **mine)
    page = text_of(answer)

    assert answer.status_code == 409
    assert "Ines published version 2 at " in page
    assert "it can go into the draft of version 3." in page
    third = CadenceVersion.objects.get(cadence=draft.cadence, number=3)
    assert third.is_draft
    assert f'action="/cadences/{draft.cadence_id}/v/3/steps/{numbered(third, 3).pk}/"' in page
    assert numbered(draft, 3).title != "Mine"


def test_a_broken_plan_is_not_published_and_a_sound_one_is(
    noor: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)
    noor.post("plan-step", *at(draft, step.pk), **panel(step, gap="9"))
    draft.refresh_from_db()

    refused = noor.post("publication", *at(draft), revision=draft.revision)
    noor.post("plan-step", *at(draft, step.pk), **panel(numbered(draft, 3), gap="6"))
    draft.refresh_from_db()
    answer = noor.post("publication", *at(draft), revision=draft.revision)

    assert refused.status_code == 422
    assert "press “Make it 6 days”" in text_of(refused)
    assert answer.url == f"/cadences/{draft.cadence_id}/?version=2"
    assert not CadenceVersion.objects.get(pk=draft.pk).is_draft


def test_what_is_published_is_read_and_a_draft_is_opened_from_it(
    noor: Browser, draft: CadenceVersion
) -> None:
    designing.publish(draft, by=noor.user, at=NOW)

    assert noor.get("editor", *at(draft)).url == f"/cadences/{draft.cadence_id}/?version=2"
    assert (
        noor.post("plan-draft", draft.cadence_id).url == f"/cadences/{draft.cadence_id}/v/3/edit/"
    )
    third = CadenceVersion.objects.get(cadence=draft.cadence, number=3)
    assert plan_of_version(third) == plan_of_version(draft)


@pytest.mark.parametrize("name", ["plan-step", "plan-place", "plan-removal"])
def test_a_step_of_another_plan_is_not_there(
    noor: Browser, draft: CadenceVersion, name: str
) -> None:
    other: User = UserFactory.create(role=Role.ADMIN)
    strange = designing.duplicate(draft, "Another", by=other, at=NOW)

    answer = noor.post(
        name, *at(draft, numbered(strange, 1).pk), **panel(numbered(strange, 1), to="2")
    )

    assert answer.status_code == 404


def test_keeping_mine_takes_nothing_back_that_a_colleague_changed_elsewhere(
    noor: Browser, ines: Browser, draft: CadenceVersion
) -> None:
    step = numbered(draft, 3)
    page = text_of(noor.get("editor", *at(draft), step=str(step.pk)))
    was = re.search(r'name="was" value="([^"]+)"', page).group(1)
    mine = panel(step, guidance="A note of mine", was=was)
    ines.post("plan-step", *at(draft, step.pk), **panel(step, title="Hers", gap="4"))

    conflict = text_of(noor.post_part("plan-step", *at(draft, step.pk), **mine))
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', conflict)
    posted = QueryDict(mutable=True)
    for name, value in kept:
        posted.appendlist(name, html.unescape(value))
    answer = noor.client.post(
        reverse("cadence:plan-step", args=at(draft, step.pk)),
        posted.urlencode(),
        content_type="application/x-www-form-urlencoded",
    )

    assert '<dd class="told">Hers</dd>' not in conflict
    assert '<dd class="told">A note of mine</dd>' in conflict
    assert answer.status_code == 302
    stands = numbered(draft, 3)
    assert (stands.title, stands.guidance) == ("Hers", "A note of mine")
    assert days(draft)[2] == days(draft)[1] + 4
    assert stands.body_template == step.body_template


@pytest.mark.parametrize("steps", [1, 12])
def test_the_page_asks_the_same_number_of_questions_however_long_the_plan(
    noor: Browser,
    draft: CadenceVersion,
    steps: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    journeys.researched()
    Step.objects.filter(version=draft, number__gt=steps).delete()

    with django_assert_num_queries(22):
        noor.get("editor", *at(draft))
