"""Those who were rung through all tries: enough of them that the demo's team page says something, and all by the rules."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.conf import settings

from adherence.schedule import Period, Week
from adherence.selectors.promises import Promise
from adherence.selectors.team_counts import team_counts
from cadence.enums import Ending, EnrollmentState
from cadence.models import Attempt, Enrollment, Touch
from cadence.policies.beginning import refusals
from cadence.selectors.proof import prove
from config.demo.loading import by_phone, world
from config.demo.loading.clock import DemoClock
from prospects.models import Prospect
from tests.adherence.rollups import count_all

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True, databases=["default", "worker"])
def test_every_rep_who_is_not_new_has_enough_people_for_shares() -> None:
    with DemoClock(settings.OWNER_DATABASE_URL) as clock:
        clock.set(NOW - timedelta(weeks=8))
        built = world.build(NOW - timedelta(weeks=8), NOW.date(), NOW)
        by_phone.live_through(built, clock, Random(1))
    count_all(NOW, limit=100)

    told = {each["email"]: each for each in by_phone.content()["rep"]}
    page = team_counts(built.manager, Period(Week.of(NOW, built.manager.zone), 4))
    shown = {row.rep.email: row.promises for row in page.reps if row.promises.finished}
    assert set(shown) == set(told)
    for email, promises in shown.items():
        assert promises.is_enough
        assert promises.rate(Promise.GIVEN_UP).broken == len(told[email]["early"])
        assert promises.rate(Promise.REPLIES).broken == told[email]["over"]
        assert promises.rate(Promise.RESEARCH).broken == 0
    let_go = Prospect.objects.filter(enrollments__ending=Ending.NOT_A_FIT)
    assert len(let_go) == 5
    assert refusals(list(let_go.select_related("company", "owner")), NOW, by=built.manager) == {}
    assert prove().violations == []
    assert not Enrollment.objects.exclude(state=EnrollmentState.ENDED).exists()
    assert not Touch.objects.open().exists()
    assert not Attempt.objects.filter(at__gt=NOW).exists()
    assert max(Counter(Attempt.objects.values_list("enrollment", "at__date")).values()) == 1
