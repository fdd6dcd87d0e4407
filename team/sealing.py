"""Seal a secret so that only the right key opens it, and only where it belongs.

AES-256-GCM. The associated data names what the secret is bound to: of a mailbox, whose it is and where it may be presented,
so a sealed value that was moved to another row, or a row whose host was quietly changed, does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE_BYTES = 12
SHORTEST_KEY = 32


class CannotOpenError(Exception):
    """The key is absent or wrong, or the sealed value was made for something else."""


def seal(secret: str, *, key: str | bytes, bound_to: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    locked = _cipher(key).encrypt(nonce, secret.encode(), bound_to.encode())
    return _VERSION + nonce + locked


def unseal(sealed: bytes, *, key: str | bytes, bound_to: str) -> str:
    version, rest = sealed[:1], sealed[1:]
    if version != _VERSION:
        raise CannotOpenError("unknown seal version")
    nonce, locked = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        return _cipher(key).decrypt(nonce, locked, bound_to.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise CannotOpenError("the seal does not match") from error


def _cipher(key: str | bytes) -> AESGCM:
    material = key.encode() if isinstance(key, str) else key
    if len(material) < SHORTEST_KEY:
        raise CannotOpenError("no usable key in this process")
    derived = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=None, info=b"earnest mailbox seal"
    ).derive(material)
    return AESGCM(derived)
