"""No test reaches the network: only loopback and unix sockets may be connected to, only loopback names looked up."""

import ipaddress
import socket
import sys
from typing import Any

LOCAL_NAMES = frozenset({"", "localhost", socket.gethostname()})


class NetworkBlocked(RuntimeError):
    """Not an OSError, so that no code under test mistakes it for a server that is down."""


def block() -> None:
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = args[1]
        if isinstance(address, tuple) and not _is_local(str(address[0])):
            raise NetworkBlocked(f"a test tried to reach {address[0]} port {address[1]}")
    elif event == "socket.getaddrinfo" and not _is_local(_text(args[0])):
        raise NetworkBlocked(f"a test tried to look up {_text(args[0])}")


def _text(host: str | bytes | None) -> str:
    return host.decode(errors="replace") if isinstance(host, bytes) else host or ""


def _is_local(host: str) -> bool:
    if host in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
