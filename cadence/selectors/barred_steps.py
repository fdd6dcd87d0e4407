"""Which steps of a cadence the law of where somebody is does not allow by their own channel."""

from dataclasses import dataclass

from cadence.models import CadenceVersion, Step
from cadence.policies.lawful import sentence_of
from prospects.enums import Channel
from prospects.models import Prospect
from prospects.selectors.country_rules import channels_barred


@dataclass(frozen=True, slots=True)
class BarredSteps:
    """These steps go by another channel, or wait for what the sentence asks for."""

    channel: Channel
    numbers: list[int]
    why: str


def barred_steps(prospect: Prospect, version: CadenceVersion) -> list[BarredSteps]:
    bars = channels_barred([prospect.pk]).get(prospect.pk, {})
    if not bars:
        return []
    steps = Step.objects.filter(version=version, channel__in=bars).order_by("number")
    numbers: dict[str, list[int]] = {}
    for number, channel in steps.values_list("number", "channel"):
        numbers.setdefault(channel, []).append(number)
    return [
        BarredSteps(Channel(channel), found, sentence_of(prospect, channel, bars[channel]))
        for channel, found in numbers.items()
    ]
