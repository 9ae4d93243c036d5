"""Keys that can be destroyed: what was encrypted under one is then gone, wherever a copy lies.

Each contributor's identity and originals are encrypted (AES-256-GCM) under a key of their own,
which is itself stored encrypted under a key derived from the installation's secret.
"""

from __future__ import annotations

import functools
import os
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from dabir.foundation.files.models import ErasableKey

KEY_BYTES = 32
NONCE_BYTES = 12
PURPOSE = b"dabir erasable keys 1"


class Erased(Exception):
    """What is asked for was encrypted under a key that has been destroyed."""


class Unsealable(Exception):
    """Encrypted bytes were changed, or belong to another key or another installation."""


@functools.lru_cache(maxsize=1)
def _derived(secret: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
    return derive.derive(secret.encode())


def _installation_key() -> bytes:
    return _derived(settings.SECRET_KEY)


def _encrypt(key: bytes, data: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def _decrypt(key: bytes, sealed: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except InvalidTag as error:
        message = "encrypted bytes do not open under this key"
        raise Unsealable(message) from error


def new_wrapped() -> bytes:
    """Return a new key, wrapped, without a row: for what is written down before it is taken in."""
    return _encrypt(_installation_key(), os.urandom(KEY_BYTES))


def seal_wrapped(wrapped: bytes | memoryview, data: bytes) -> bytes:
    """Encrypt under a wrapped key."""
    return _encrypt(_decrypt(_installation_key(), bytes(wrapped)), data)


def open_wrapped(wrapped: bytes | memoryview | None, sealed: bytes | memoryview) -> bytes:
    """Decrypt what was encrypted under a wrapped key.

    Raises:
        Erased: there is no key any more.
        Unsealable: the bytes were changed or belong to another key.
    """
    if wrapped is None:
        message = "the key was destroyed"
        raise Erased(message)
    return _decrypt(_decrypt(_installation_key(), bytes(wrapped)), bytes(sealed))


class PieceCipher:
    """Encrypts a long file piece by piece under a wrapped key.

    Each piece holds to its number and to whether it is the last: pieces that change places, or a
    file that is cut short, do not open.
    """

    OVERHEAD = NONCE_BYTES + 16
    """By how many bytes a piece grows."""

    def __init__(self, wrapped: bytes | memoryview | None) -> None:
        if wrapped is None:
            message = "the key was destroyed"
            raise Erased(message)
        self._cipher = AESGCM(_decrypt(_installation_key(), bytes(wrapped)))

    def seal(self, piece: bytes, number: int, *, last: bool) -> bytes:
        """Encrypt the piece of this number, from 0."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, piece, _place(number, last))

    def open(self, sealed: bytes, number: int, *, last: bool) -> bytes:
        """Decrypt the piece of this number.

        Raises:
            Unsealable: it was changed, or belongs elsewhere.
        """
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, rest, _place(number, last))
        except InvalidTag as error:
            message = "a piece of an encrypted file does not open under this key"
            raise Unsealable(message) from error


def _place(number: int, last: bool) -> bytes:
    return b"%d %d" % (number, last)


def new_key() -> ErasableKey:
    """Return a new key, saved."""
    return ErasableKey.objects.create(wrapped=new_wrapped())


def _opened(key: ErasableKey) -> bytes:
    if key.wrapped is None:
        message = f"key {key.pk} was destroyed"
        raise Erased(message)
    return _decrypt(_installation_key(), bytes(key.wrapped))


def seal(key: ErasableKey, data: bytes) -> bytes:
    """Encrypt under a key.

    Raises:
        Erased: the key was destroyed.
    """
    return _encrypt(_opened(key), data)


def open_sealed(key: ErasableKey, sealed: bytes | memoryview) -> bytes:
    """Decrypt what was encrypted under a key.

    Raises:
        Erased: the key was destroyed.
        Unsealable: the bytes were changed or belong to another key.
    """
    return _decrypt(_opened(key), bytes(sealed))


def destroy_key(key: ErasableKey, at: datetime) -> None:
    """Destroy a key, and with it everything that was encrypted under it."""
    key.wrapped = None
    key.destroyed_at = at
    key.save(update_fields=["wrapped", "destroyed_at"])
