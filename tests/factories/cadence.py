"""Cadences for tests that are not about their texts."""

import factory

from cadence.enums import VersionState
from cadence.models import Cadence, CadenceVersion, Step
from prospects.enums import Channel
from tests.factories.prospects import NOW
from tests.factories.team import UserFactory

CHANNELS = (Channel.EMAIL, Channel.CALL, Channel.LINKEDIN)


class CadenceFactory(factory.django.DjangoModelFactory[Cadence]):
    class Meta:
        model = Cadence

    name = factory.Sequence(lambda n: f"Ten conversations {n}")


def draft_version(
    steps: int = 12, gap: int = 4, channels: tuple[Channel, ...] = CHANNELS
) -> CadenceVersion:
    """An unpublished version with this many steps, `gap` days apart, on turning channels."""
    version = CadenceVersion.objects.create(cadence=CadenceFactory.create(), number=1)
    Step.objects.bulk_create(
        Step(
            version=version,
            number=number,
            day=1 + (number - 1) * gap,
            channel=channels[(number - 1) % len(channels)],
            purpose=f"purpose-{number}",
            title=f"Something new, number {number}",
            body_template="Good morning.",
        )
        for number in range(1, steps + 1)
    )
    return version


def published_version(
    steps: int = 12, gap: int = 4, channels: tuple[Channel, ...] = CHANNELS
) -> CadenceVersion:
    version = draft_version(steps, gap, channels)
    version.state = VersionState.PUBLISHED
    version.published_at = NOW
    version.published_by = UserFactory.create()
    version.save(update_fields=["state", "published_at", "published_by"])
    return version
