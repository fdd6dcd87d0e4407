"""Which servers we may speak to.

A rep types the host, so the host is input: it must be a host name, and unless private servers are allowed every address
behind the name must be a public one. Callers connect to the address that was checked, never to the name again.
"""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

_LONGEST_NAME = 253
_LONGEST_LABEL = 63
# each may take the whole time to connect, and a person is waiting
_MOST_ADDRESSES = 3
_LABEL_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")

MAIL_PORTS = frozenset({25, 143, 465, 587, 993, 2525})


class HostRefusedError(OSError):
    """The name leads to an address that is not public."""


def is_host_name(text: str) -> bool:
    """True for a DNS name or an IPv4 address; nothing else can be a mail server here."""
    name = text.lower()
    if not name or len(name) > _LONGEST_NAME:
        return False
    return all(_is_label(label) for label in name.split("."))


def _is_label(label: str) -> bool:
    if not label or len(label) > _LONGEST_LABEL or label[0] == "-" or label[-1] == "-":
        return False
    return _LABEL_CHARACTERS.issuperset(label)


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def private_hosts_allowed() -> bool:
    return bool(settings.DEBUG or settings.DEMO or settings.ALLOW_PRIVATE_MAIL_HOSTS)


def port_allowed(port: int) -> bool:
    return private_hosts_allowed() or port in MAIL_PORTS


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses behind `host`. One that is not public refuses the whole name: half a trap is a trap."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private_hosts_allowed():
        for address in found:
            if not _is_public(address):
                raise HostRefusedError(f"{host} leads to {address}")
    return found


def open_socket(host: str, port: int, timeout: float) -> socket.socket:
    """Connect to a checked address of `host`; the last failure is raised when none answers."""
    failure: OSError = OSError(f"{host} has no address")
    for address in addresses_of(host, port)[:_MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def cut_off_after(line: socket.socket, seconds: float) -> Iterator[None]:
    """Hang up on a server that drips: a timeout of the socket begins anew with each byte."""
    watchdog = threading.Timer(seconds, _hang_up, args=[line])
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and not parsed.is_multicast
