"""Where a web process is killed while it sends, and what must be known of the letter then.

The product has no hooks for this: each point is put around its functions from outside, in the process that is to die.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from cadence.services import sending
from mailbox.outbound import client
from mailbox.outbound.client import Client, stuffed

DOT = b".\r\n"


@dataclass(frozen=True, slots=True)
class Point:
    """After the kill the delivery is in `state` ("none": there is none) and the server accepted it `accepted` times."""

    name: str
    arm: Callable[[], None]
    state: str
    accepted: int = 0


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(owner: Any, name: str) -> Callable[[], None]:
    return lambda: setattr(owner, name, die)


def _after(owner: Any, name: str) -> Callable[[], None]:
    original = getattr(owner, name)

    def last_act(*given: Any, **named: Any) -> None:
        original(*given, **named)
        die()

    return lambda: setattr(owner, name, last_act)


def _at_the_commit_of(name: str) -> Callable[[], None]:
    """Everything inside this transaction of `sending` was done, and it is not committed."""
    original = getattr(sending, name)

    def doomed(*given: Any, **named: Any) -> Any:
        _before(BaseDatabaseWrapper, "_commit")()
        return original(*given, **named)

    return lambda: setattr(sending, name, doomed)


def _half_the_letter() -> None:
    def cut(speaker: Client, raw: bytes) -> None:
        speaker.send(stuffed(raw)[: len(raw) // 2])
        die()

    setattr(Client, "send_text", cut)  # noqa: B010


def _ended_and_not_heard() -> None:
    def cut(speaker: Client) -> None:
        speaker.send(DOT)
        die()

    setattr(Client, "end_letter", cut)  # noqa: B010


def _stop_before_the_letter() -> None:
    """The watchdog wakes as late as the rest: here it always comes last."""
    setattr(Client, "_hang_up", lambda _client: None)  # noqa: B010
    client.WHOLE_CONVERSATION_SECONDS = PATIENCE_OF_A_SLEEPER
    begin = sending._begin_sending

    def and_stop(*given: Any) -> bool:
        begun = begin(*given)
        os.kill(os.getpid(), signal.SIGSTOP)
        return begun

    setattr(sending, "_begin_sending", and_stop)  # noqa: B010


POINTS = (
    Point("request arrived", _before(WSGIHandler, "__call__"), "none"),
    Point("reserving, not committed", _at_the_commit_of("_reserve"), "none"),
    Point("reserved", _after(sending, "_reserve"), "reserved"),
    Point("greeted", _after(Client, "greet"), "reserved"),
    Point("signed in", _after(Client, "sign_in"), "reserved"),
    Point("sender named", _after(Client, "from_address"), "reserved"),
    Point("recipient named", _after(Client, "to_address"), "reserved"),
    Point("beginning, not committed", _at_the_commit_of("_begin_sending"), "reserved"),
    Point("begun, before DATA", _after(sending, "_begin_sending"), "sending"),
    Point("told to go ahead", _after(Client, "announce_letter"), "sending"),
    Point("half the letter", _half_the_letter, "sending"),
    Point("all but the dot", _after(Client, "send_text"), "sending"),
    Point("the dot, no answer read", _ended_and_not_heard, "sending", accepted=1),
    Point("answer read", _after(Client, "end_letter"), "sending", accepted=1),
    Point("settling, not committed", _at_the_commit_of("_settle"), "sending", accepted=1),
    Point("settled", _after(sending, "_settle"), "sent", accepted=1),
    Point("about to answer", _after(WSGIHandler, "__call__"), "sent", accepted=1),
)
# Not killed but stopped, in a process whose whole conversation may take this many seconds.
STOPPED = "stopped before DATA"
PATIENCE_OF_A_SLEEPER = 3.0
BY_NAME = {
    point.name: point for point in (*POINTS, Point(STOPPED, _stop_before_the_letter, "sending"))
}
