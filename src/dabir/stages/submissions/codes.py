"""Receipt numbers and follow-up secrets: random, easy to type, hard to mistype.

Both are in Crockford's base 32, which has no I, L, O or U. A receipt number says which submission
is meant and opens nothing; the secret of the follow-up link opens it, and only its digest is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.conf import settings

from dabir.domain.language.digits import to_ascii_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKED_BY = 37
"""Crockford's check symbol is the number modulo 37."""
RECEIPT_LETTERS = 12
RECEIPTS = len(ALPHABET) ** RECEIPT_LETTERS
RECEIPT_PURPOSE = b"dabir receipt of a secret"
SECRET_BITS = 128
SECRET_LETTERS = 26

_MEANT = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐-―\u200b-\u200f]+")


_PAIRS = [first + second for first in ALPHABET for second in ALPHABET]


def _written(number: int, letters: int) -> str:
    """Return a number in an even count of letters, two at a time."""
    found = []
    for _pair in range(letters // 2):
        number, pair = divmod(number, len(_PAIRS))
        found.append(_PAIRS[pair])
    return "".join(reversed(found))


def _value(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return number


def _in_groups(letters: str) -> str:
    groups = [letters[at : at + 4] for at in range(0, RECEIPT_LETTERS, 4)]
    return "-".join(groups) + letters[RECEIPT_LETTERS:]


def new_receipt() -> str:
    """Return a random receipt number as ``7K3M-9QXT-2BHW4``; its last sign checks the others.

    Numbers whose check would be one of Crockford's five extra signs are not given out, so that a
    receipt is letters and digits alone.
    """
    while True:
        receipt = _receipt(secrets.randbelow(RECEIPTS))
        if receipt is not None:
            return receipt


def _receipt(number: int) -> str | None:
    check = number % CHECKED_BY
    if check >= len(ALPHABET):
        return None
    return _in_groups(_written(number, RECEIPT_LETTERS) + ALPHABET[check])


def receipt_of(secret: str) -> str:
    """Return the receipt number that goes with a secret, which nobody can work out from it.

    What has just arrived is found by its receipt, so no other index grows while it comes in.
    """
    found = read_secret(secret).encode()
    while True:
        found = hmac.digest(found, RECEIPT_PURPOSE, "sha256")
        receipt = _receipt(int.from_bytes(found) % RECEIPTS)
        if receipt is not None:
            return receipt


def _plain(typed: str) -> str:
    return _BETWEEN.sub("", to_ascii_digits(typed)).upper().translate(_MEANT)


def read_receipt(typed: str) -> str | None:
    """Return a typed receipt number as it is written, or None when it was mistyped.

    Small letters, Persian digits, other hyphens, and O, I and L for 0 and 1 are understood.
    """
    plain = _plain(typed)
    if len(plain) != RECEIPT_LETTERS + 1 or any(letter not in ALPHABET for letter in plain):
        return None
    if _value(plain[:-1]) % CHECKED_BY != ALPHABET.index(plain[-1]):
        return None
    return _in_groups(plain)


def new_secret() -> str:
    """Return a secret of 128 random bits, in small letters for an address."""
    return _written(secrets.randbits(SECRET_BITS), SECRET_LETTERS).lower()


def read_secret(typed: str) -> str:
    """Return a typed secret as it is written; what is no secret comes back as no secret."""
    return _plain(typed).lower()


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(read_secret(secret).encode()).hexdigest()


def opens(secret: str, digest: str) -> bool:
    """Whether a secret has this digest, in the same time whichever sign differs."""
    return bool(secret) and hmac.compare_digest(digest_of(secret), digest)


def confirmation_of(secret: str) -> str:
    """Return the code that confirms what was sent under a secret; who knows the secret cannot.

    It goes to the sender by mail, so that confirming shows that the mail was read.
    """
    key = settings.SECRET_KEY.encode()
    code = hmac.digest(
        key, b"dabir.submissions.confirmation:" + read_secret(secret).encode(), "sha256"
    )
    return _written(int.from_bytes(code[:16]), SECRET_LETTERS).lower()


def confirms(code: str, secret: str) -> bool:
    """Whether a code is the one that confirms, in the same time whichever sign differs."""
    return hmac.compare_digest(read_secret(code).encode(), confirmation_of(secret).encode())
