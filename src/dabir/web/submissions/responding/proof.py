"""Proof of work: what a browser computes before it sends, in place of a puzzle that calls home.

The protocol is ALTCHA's second, with SHA-256: the browser looks for the counter that, hashed after
salt and nonce, gives a key that begins as the challenge says. To find it takes a phone a second or
two; to check it takes one hash and one signature, so the door checks thousands a second. Challenges
are signed, not stored: what keeps a solution from counting twice is the unique `Proof.once`.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from altcha import create_challenge
from django.conf import settings
from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import Refused
from dabir.stages.calls.models import Call

STANDS_FOR = timedelta(hours=6)
"""How long a challenge may be answered: an unhurried person writes for an hour."""
PAYLOAD_LENGTH = 2_000
COUNTERS = range(2**32)

_PURPOSE = b"dabir.submissions.proof-of-work"


class Unproven(Refused):
    """The work was not done, was done for something else, or too long ago."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Work that was done. `once` names its challenge: later challenges have later names."""

    once: str


@functools.cache
def _key_from(secret: str) -> bytes:
    return hmac.digest(secret.encode(), _PURPOSE, "sha256")


def _key() -> bytes:
    return _key_from(settings.SECRET_KEY)


def _wrong() -> Unproven:
    return Unproven(_("The check of your browser is not valid for this form. Please send again."))


def _attempts() -> int:
    """How many attempts a solution takes: never many times the usual, so nobody waits long."""
    usual: int = settings.PROOF_ATTEMPTS
    return usual // 2 + secrets.randbelow(usual + 1)


def issue_challenge(call: Call, at: datetime, *, counter: int | None = None) -> dict[str, Any]:
    """Return a new challenge for answering this call, as JSON takes it.

    `counter` is the solution; by itself it is drawn around the installation's ``PROOF_ATTEMPTS``.
    """
    challenge = create_challenge(
        "SHA-256",
        1,
        counter=_attempts() if counter is None else counter,
        expires_at=int((at + STANDS_FOR).timestamp()),
        data={"call": call.code},
        hmac_secret=_key(),
    )
    parts: dict[str, Any] = challenge.to_dict()
    return parts


def prove(payload: str, call: Call, at: datetime) -> Proof:
    """Check what a browser sends with the form: ALTCHA's payload, base64 of JSON.

    ALTCHA's own check reads the system's clock and takes five times as long.

    Raises:
        Unproven: no solution, of a challenge that is not ours, not of this call, or not fresh.
    """
    if not payload or len(payload) > PAYLOAD_LENGTH:
        raise Unproven(_("Your browser did not do its part of the check. Please send again."))
    try:
        given = json.loads(base64.b64decode(payload, validate=True))
        parameters, signature = given["challenge"]["parameters"], given["challenge"]["signature"]
        signed = json.dumps(parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        expected = hmac.digest(_key(), signed.encode(), "sha256").hex()
        ours = hmac.compare_digest(expected.encode(), signature.encode())
        counter = given["solution"]["counter"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _wrong() from None
    if not ours:
        raise _wrong()
    # From here on the parameters are those that `issue_challenge` signed.
    if parameters["data"]["call"] != call.code:
        raise _wrong()
    if parameters["expiresAt"] < at.timestamp():
        raise Unproven(_("The form was open for too long. Please send again."))
    if type(counter) is not int or counter not in COUNTERS:
        raise _wrong()
    tried = bytes.fromhex(parameters["salt"] + parameters["nonce"]) + counter.to_bytes(4, "big")
    if not hashlib.sha256(tried).hexdigest().startswith(parameters["keyPrefix"]):
        raise _wrong()
    return Proof(once=f"{parameters['expiresAt']:08x}{parameters['nonce']}")
