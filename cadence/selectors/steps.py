"""The steps of versions, in order."""

from collections import defaultdict
from collections.abc import Iterable

from cadence.enums import VersionState
from cadence.models import Step

# A published version never changes (sql/method.sql), so what was read of one is kept.
_published: dict[int, list[Step]] = {}


def steps_by_version(versions: Iterable[int]) -> dict[int, list[Step]]:
    """Each version's steps by number, in one query; in none, when all are published and were read before."""
    wanted = set(versions)
    found = {version: _published[version] for version in wanted & _published.keys()}
    unknown = wanted - found.keys()
    if not unknown:
        return found
    read: dict[int, list[Step]] = defaultdict(list)
    steps = Step.objects.filter(version__in=unknown).select_related("version")
    for step in steps.order_by("version", "number"):
        read[step.version_id].append(step)
    for version, its in read.items():
        if its[0].version.state == VersionState.PUBLISHED:
            _published[version] = its
    return {**found, **read}
