"""A tripwire for worker and beat: from `arm()` until the process ends, Python refuses to speak SMTP.

An audit hook cannot be removed once added. It stops mistakes in our code and in libraries; code outside Python (libpq,
ctypes) is not seen, which is why the worker also has no SEND_KEY, no right to insert a delivery and no route to a mail server.
"""

import platform
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

IMAP_PORTS = frozenset({143, 993})
_SMTP = frozenset({"smtplib.connect", "smtplib.send"})
_REACHES_OUT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_STARTS_PROGRAMS = frozenset({"os.system", "os.exec", "os.posix_spawn", "subprocess.Popen"})


class AutonomousSendBlocked(RuntimeError):
    """Something in a background process tried to send, or to start a program that could."""


def arm(*, broker_url: str) -> None:
    """Allow the broker, mailboxes over IMAP and unix sockets; refuse every other way out for good."""
    platform.platform()  # Celery's banner asks; the first answer starts a program, later ones remember it.
    sys.addaudithook(hook(IMAP_PORTS | broker_ports(broker_url)))


def broker_ports(url: str) -> frozenset[int]:
    parts = urlsplit(url)
    return frozenset({parts.port or 6379}) if parts.scheme in {"redis", "rediss"} else frozenset()


def hook(allowed_ports: frozenset[int]) -> Callable[[str, tuple[Any, ...]], None]:
    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event in _SMTP or event in _STARTS_PROGRAMS:
            raise AutonomousSendBlocked(f"{event} in a background process")
        if event in _REACHES_OUT:
            address = args[1]
            if isinstance(address, tuple) and address[1] not in allowed_ports:
                raise AutonomousSendBlocked(f"{event} to port {address[1]} in a background process")

    return watch
