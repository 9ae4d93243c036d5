"""Keys that can be destroyed: what was encrypted under one is then gone, wherever a copy lies.

Each contributor's identity and originals are encrypted (AES-256-GCM) under a key of their own,
which is itself stored encrypted under a key derived from the installation's secret.
"""

from __future__ import annotations

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


def _installation_key() -> bytes:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
    return derive.derive(settings.SECRET_KEY.encode())


def _encrypt(key: bytes, data: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def _decrypt(key: bytes, sealed: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
    except InvalidTag as error:
        message = "encrypted bytes do not open under this key"
        raise Unsealable(message) from error


def new_key() -> ErasableKey:
    """Return a new key, saved."""
    wrapped = _encrypt(_installation_key(), AESGCM.generate_key(KEY_BYTES * 8))
    return ErasableKey.objects.create(wrapped=wrapped)


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
