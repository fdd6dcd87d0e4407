"""The figures as Prometheus reads them. Labels name our own ids and states, never a person or an address."""

from collections.abc import Iterable, Iterator

from prometheus_client import generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from config.operations import figures, timing
from config.operations.figures import Figures
from config.version import version

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def text() -> bytes:
    """All metrics: what the database tells now, and the request times of every web process."""
    registry = timing.of_all_processes()
    registry.register(Told(figures.read()))
    return generate_latest(registry)


class Told(Collector):
    def __init__(self, told: Figures) -> None:
        self.told = told

    def collect(self) -> Iterator[Metric]:
        told = self.told
        yield InfoMetricFamily("earnest", "Which Earnest this is.", {"version": version()})
        yield _gauge(
            "earnest_queue_depth",
            f"Rows that wait for the worker, at most {figures.MOST_COUNTED}.",
            "queue",
            ((queue.name, queue.depth) for queue in told.queues),
        )
        yield _gauge(
            "earnest_queue_oldest_due_seconds",
            "How long the first of them has been due.",
            "queue",
            ((queue.name, queue.oldest.total_seconds()) for queue in told.queues),
        )
        yield from self._clock()
        yield from self._letters()

    def _clock(self) -> Iterator[Metric]:
        bells = self.told.bells.all
        yield _gauge(
            "earnest_heartbeat_age_seconds",
            "Since a bell of the clock was last heard to its end.",
            "bell",
            ((bell.name, bell.age.total_seconds()) for bell in bells),
        )
        yield _gauge(
            "earnest_heartbeat_late",
            "1 for a bell that was missed five times.",
            "bell",
            ((bell.name, bell.is_late) for bell in bells),
        )
        yield _gauge(
            "earnest_poll_age_seconds",
            "Since a mailbox was last read; of one that never was, nothing.",
            "mailbox",
            (
                (str(each.mailbox.pk), each.age.total_seconds())
                for each in self.told.mailboxes
                if each.age is not None
            ),
        )

    def _letters(self) -> Iterator[Metric]:
        yield _gauge(
            "earnest_deliveries_last_day",
            "Letters reviewed in the last 24 hours, by what became of them.",
            "state",
            self.told.recent_outcomes.items(),
        )
        yield _gauge(
            "earnest_deliveries_open",
            "Letters, however old, that are under way or wait for their sender to say what became of them.",
            "state",
            self.told.under_way.items(),
        )
        drafts = "Drafts whose day has come, that wait for their rep."
        yield GaugeMetricFamily("earnest_drafts_waiting", drafts, self.told.drafts_waiting)
        yield _gauge(
            "earnest_imports",
            "Imports of the last 14 days, by state.",
            "state",
            self.told.imports.items(),
        )


def _gauge(name: str, says: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[label])
    for value_of, value in values:
        family.add_metric([value_of], value)
    return family
