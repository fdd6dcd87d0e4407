"""What the law of where they are says of a channel: asked before a word is drafted, and again before anything leaves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cadence.models import Touch
from cadence.policies.reaching import FALLBACKS, channel_is_usable
from prospects.enums import Channel
from prospects.models import CountryRule, Prospect
from prospects.places import country_name
from prospects.selectors.country_rules import Bar, channels_barred
from prospects.selectors.suppressions import channels_stopped
from team.refusals import Refused


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a try may not go by its channel, and by which other it may: "" where none is open."""

    why: str
    way: str


def check_lawful(touch: Touch) -> None:
    """Refuses a channel that their country's rule closes, or for which it asks for a basis that is not on record.

    What they asked for needs no rule.
    """
    if closed := barred(touch):
        raise Refused(closed.why, code="country_rule")


def barred(touch: Touch) -> Barred | None:
    """What a rule of their country says against this try, where one does; what they asked for needs no rule."""
    if they_asked_for(touch):
        return None
    bars = channels_barred([touch.prospect_id]).get(touch.prospect_id, {})
    if touch.channel not in bars:
        return None
    stopped = channels_stopped([touch.prospect_id]).get(touch.prospect_id, set())
    return Barred(
        why=sentence_of(touch.prospect, touch.channel, bars[touch.channel]),
        way=open_way(touch.prospect, touch.channel, stopped, bars),
    )


def they_asked_for(touch: Touch) -> bool:
    """A letter that answers them, and a call at an hour they named; a letter in place of that call is none."""
    return not touch.is_step or (touch.promised_at is not None and touch.channel == Channel.CALL)


def open_way(
    prospect: Prospect, wanted: str, stopped: Collection[str], bars: Mapping[str, Bar]
) -> str:
    """The wanted channel where the law leaves it open, else the next open one with an address of theirs; "" where none is."""
    ways = (each for each in (wanted, *FALLBACKS) if each not in stopped and each not in bars)
    return next((each for each in ways if channel_is_usable(prospect, each)), "")


def sentence_of(prospect: Prospect, channel: str, bar: Bar) -> str:
    """Why this channel is closed, where that stands, and what the rep can do."""
    rule = CountryRule.objects.filter(pk=bar.rule).first() if bar.rule else None
    said = {
        "who": prospect.greeting_name,
        "channel": Channel(channel).label,
        "country": country_name(prospect.country or prospect.company.country),
        "source": rule.source if rule else "",
    }
    if bar.why == "needs_basis":
        return (
            _(
                "%(channel)s to %(who)s needs a basis in %(country)s (%(source)s), and none that counts is "
                "on record. Record a basis, or use another channel."
            )
            % said
        )
    if bar.why == "expired":
        return (
            _(
                "The basis for %(channel)s to %(who)s has run out, and %(country)s asks for one (%(source)s). "
                "Record a basis, or use another channel."
            )
            % said
        )
    return (
        _("%(channel)s to %(who)s is not allowed in %(country)s (%(source)s). Use another channel.")
        % said
    )
