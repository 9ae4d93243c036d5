"""Who asks, and how often they may: by address or network, of which nothing is kept.

Behind a proxy the address is in a header that the proxy sets (``DABIR_ADDRESS_HEADER``); any other
header is what a visitor says of themselves, and is not believed.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dabir.foundation.limits.taking import Limit, refill, take

NETWORK = 64
"""Bits of an IPv6 address that tell subscribers apart; the rest is their own to change."""

WRONG_CODES = Limit("wrong codes", burst=30, hourly=60)
NEW_DRAFTS = Limit("new drafts", burst=100, hourly=200)
UNPROVEN = Limit("unproven", burst=10, hourly=10)
UNPROVEN_FILES = Limit("unproven files", burst=20, hourly=20)
UNPROVEN_TO = Limit("unproven to", burst=3, hourly=0.25)
OPEN_DATA = Limit("open data", burst=10, hourly=60)
CHALLENGES = Limit("challenges", burst=600, hourly=36_000)


def who_asks(request: HttpRequest) -> str:
    """Return the address a request came from; of IPv6 the network."""
    header = settings.ADDRESS_HEADER
    said = request.META.get(f"HTTP_{header.upper().replace('-', '_')}", "") if header else ""
    # A proxy adds the address it saw behind those that were said to it.
    address = said.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, NETWORK), strict=False))
    return str(found)


def may_go_on(request: HttpRequest, limit: Limit, at: datetime) -> bool:
    """Take one from the allowance of whoever asks; False when nothing is left of it."""
    return take(limit, who_asks(request), at)


def too_often(request: HttpRequest, sentence: str) -> HttpResponse:
    """Say that something was asked for too often, and what still works."""
    context = {"frame": "narrow", "reason": sentence}
    response = render(request, "refused.html", context, status=429)
    response["Retry-After"] = "3600"
    return response


class InProcess:
    """Allowances in the memory of one process, for what is asked for at every step of a rush.

    The oldest are let go when there are too many; each process counts by itself.
    """

    def __init__(self, limit: Limit, most: int = 10_000) -> None:
        self.limit = limit
        self.most = most
        self._left: OrderedDict[str, tuple[float, datetime]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str, at: datetime) -> bool:
        """Take one from somebody's allowance; False when nothing is left of it."""
        with self._lock:
            left, since = self._left.pop(who, (float(self.limit.burst), at))
            left = refill(left, at - since, self.limit)
            allowed = left >= 1
            self._left[who] = (left - 1 if allowed else left, at)
            if len(self._left) > self.most:
                self._left.popitem(last=False)
        return allowed
