"""The steps of versions, in order."""

from collections import defaultdict
from collections.abc import Iterable

from cadence.models import Step


def steps_by_version(versions: Iterable[int]) -> dict[int, list[Step]]:
    """Each version's steps by number, in one query."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(version__in=list(versions)).order_by("version", "number"):
        steps[step.version_id].append(step)
    return steps
