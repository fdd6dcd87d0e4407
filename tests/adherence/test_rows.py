"""The rows behind the numbers: as many as each number says, on histories that nobody would plan."""

from collections import Counter

import pytest

from adherence.schedule import Period, Week
from adherence.selectors.lists import Listed, things_of
from adherence.selectors.rep_counts import promises_of
from adherence.selectors.rows import Behind, Thing
from cadence.models import Enrollment
from tests.adherence.counted_slowly import counted_slowly
from tests.adherence.histories import Histories
from tests.adherence.rollups import count_all
from tests.cadence.conftest import Clock
from tests.factories.cadence import published_version
from tests.times import NOW

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "worker"])


def everything(behind: Behind) -> list[Thing]:
    return [thing for batch in behind.batches() for thing in batch]


def lived(seed: int, clock: Clock, events: int = 130) -> Histories:
    """Two cadences, one in two versions, until the second half of a week; counted then and again after what came late."""
    histories = Histories(seed, clock, NOW)
    histories.versions.append(published_version(16, 3))
    for number in range(8, 12):
        histories.begin(number)
    histories.go_on(events)
    count_all(histories.now)
    histories.go_on(20)
    histories.wait((3 - histories.now.weekday()) % 7)
    count_all(histories.now)
    return histories


@pytest.mark.parametrize("seed", [7, 23])
def test_each_promise_of_each_rep_has_as_many_rows_as_its_number(seed: int, clock: Clock) -> None:
    histories = lived(seed, clock)
    this = Week.of(histories.now, histories.reps[0].zone)
    one, other = {version.cadence for version in histories.versions}
    seen = 0
    for weeks, of in ((1, None), (13, None), (40, one), (40, other)):
        period = Period(this, weeks)
        for rep in histories.reps:
            promises = promises_of([rep], period, of)
            for rate in promises.rates:
                listed = Listed(rate.promise.value)
                broken = Behind([rep], period, things_of(listed), of)
                every = Behind([rep], period, things_of(listed, every=True), of)
                assert len(everything(broken)) == broken.number == rate.broken
                assert len(everything(every)) == every.number == rate.of
                seen += rate.broken
            tries = Behind([rep], period, things_of(Listed.TRIES), of)
            assert sum(thing.place for thing in everything(tries)) == promises.tries.total
            assert len(everything(tries)) == promises.tries.of
    assert seen > 100


@pytest.mark.parametrize("seed", [5, 19])
def test_the_rows_are_those_of_the_slow_reader(seed: int, clock: Clock) -> None:
    histories = lived(seed, clock)
    period = Period(Week.of(histories.now, histories.reps[0].zone), 60)
    slow = counted_slowly(histories.now)
    versions = dict(Enrollment.objects.values_list("pk", "version"))

    for listed in Listed:
        things = things_of(listed, every=True)
        found = Counter(
            (thing.rep, versions[thing.enrollment], thing.week, thing.kind.column, thing.place)
            for thing in everything(Behind(histories.reps, period, things))
        )
        assert found == {
            thing: number
            for thing, number in slow.items()
            if thing[3] in {what.column for what in things}
        }
