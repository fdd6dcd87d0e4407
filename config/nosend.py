"""A tripwire for worker and beat: from `arm()` until the process ends, Python refuses to speak SMTP.

An audit hook cannot be removed once added. Beside it the two ways of starting a program that raise no event in this process
are taken away by name: `_posixsubprocess.fork_exec` (multiprocessing's spawn and forkserver) and `os.spawn*`. A plain fork
stays: Celery's pool is one, and a child keeps the hook.

It stops mistakes in our code and in libraries. It does not see what C code does by itself (libpq, any extension module; a
library that ctypes opened before `arm()`), nor somebody who loads a fresh copy of a C module to get a name back. That is why
the worker also has no SEND_KEY, no right to insert a delivery and no route to a mail server.
"""

import _posixsubprocess
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

IMAP_PORTS = frozenset({143, 993})
_SMTP = frozenset({"smtplib.connect", "smtplib.send"})
_REACHES_OUT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_STARTS_PROGRAMS = frozenset(
    {"os.system", "os.exec", "os.posix_spawn", "os.forkpty", "pty.spawn", "subprocess.Popen"}
)
# Into C, where nothing is seen any more. A pool's child asks for prctl alone, to die with its worker.
_FINDS_IN_C = frozenset({"ctypes.dlsym", "ctypes.dlsym/handle"})
_FOUND_IN_C = "prctl"
# Where a program is started without an event: the module, and the name in it.
_UNSEEN = ((_posixsubprocess, "fork_exec"), (subprocess, "_fork_exec"), (os, "_spawnvef"))


class AutonomousSendBlocked(RuntimeError):
    """Something in a background process tried to send, or to start a program that could."""


def arm(*, broker_url: str) -> None:
    """Allow the broker, mailboxes over IMAP and unix sockets; refuse every other way out for good."""
    platform.platform()  # Celery's banner asks; the first answer starts a program, later ones remember it.
    for module, name in _UNSEEN:
        setattr(module, name, _refuse_to_start)
    sys.addaudithook(hook(IMAP_PORTS | broker_ports(broker_url)))


def broker_url(environment: Mapping[str, str]) -> str:
    """As the settings read it, which are not loaded yet: from the environment, or from a file that it leads to."""
    if file := environment.get("REDIS_URL_FILE"):
        return Path(file).read_text().strip()
    return environment.get("REDIS_URL", "redis://127.0.0.1:6379/0")


def _refuse_to_start(*_: object) -> NoReturn:
    raise AutonomousSendBlocked("a program started in a background process")


def broker_ports(url: str) -> frozenset[int]:
    parts = urlsplit(url)
    return frozenset({parts.port or 6379}) if parts.scheme in {"redis", "rediss"} else frozenset()


def hook(allowed_ports: frozenset[int]) -> Callable[[str, tuple[Any, ...]], None]:
    def watch(event: str, args: tuple[Any, ...]) -> None:
        if event in _SMTP or event in _STARTS_PROGRAMS:
            raise AutonomousSendBlocked(f"{event} in a background process")
        if event == "ctypes.dlopen" and args[0] is not None:
            raise AutonomousSendBlocked(f"{event} of {args[0]} in a background process")
        if event in _FINDS_IN_C and _FOUND_IN_C not in args:
            raise AutonomousSendBlocked(f"{event} in a background process")
        if event in _REACHES_OUT:
            address = args[1]
            if isinstance(address, tuple) and address[1] not in allowed_ports:
                raise AutonomousSendBlocked(f"{event} to port {address[1]} in a background process")

    return watch
