"""Why somebody of the demo said no, read from their own words as a rep would."""

from cadence.enums import NoReason
from config.demo import texts


def reason_in(words: str) -> NoReason | None:
    """None where their words do not say why."""
    for reason, pieces in texts.words().said["why"].items():
        if any(piece in words for piece in pieces):
            return NoReason(reason)
    return None
