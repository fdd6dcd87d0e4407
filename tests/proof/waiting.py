"""Wait for a condition, never for a time."""

import socket
import time
from collections.abc import Callable


def wait_until(holds: Callable[[], bool], *, seconds: float, what: str) -> float:
    """How long it took; raises TimeoutError naming `what` when it never came."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{what} did not come within {seconds:.0f} s")
        time.sleep(0.02)
    return time.monotonic() - began


def wait_for_port(port: int, *, seconds: float = 20) -> float:
    return wait_until(lambda: listens(port), seconds=seconds, what=f"a server on port {port}")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
