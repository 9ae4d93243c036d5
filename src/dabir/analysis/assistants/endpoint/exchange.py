"""One request and its answer, within a time and a size that nothing outlasts."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dabir.analysis.assistants.endpoint.address import Endpoint
from dabir.analysis.assistants.endpoint.errors import NoAnswer, Refused, Unavailable, Unfit

_LONGEST_WAIT = 60.0
_PIECE = 1 << 16
_LATER = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_SHAPE_UNKNOWN = frozenset({400, 422})


class ShapeUnknown(NoAnswer):
    """The server does not know how a shape of answers is asked for."""


def post(endpoint: Endpoint, body: Mapping[str, Any]) -> str:
    """Send a request for one completion; return what the model wrote.

    Redirections are not followed and proxies not asked. Raises Unavailable, Unfit, Refused,
    ShapeUnknown.
    """
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    try:
        with _connected(endpoint) as connection:
            connection.request("POST", endpoint.path, data, _headers(endpoint))
            with connection.getresponse() as response:
                _require_success(response, endpoint)
                answer = _read(response, endpoint.largest)
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable(
            f"{endpoint.host} did not answer in time or broke off ({type(error).__name__})."
        ) from error
    return _written(answer)


@contextmanager
def _connected(endpoint: Endpoint) -> Iterator[http.client.HTTPConnection]:
    """Open a connection that ends when its time is over, though bytes may still drip in."""
    connection: http.client.HTTPConnection
    if endpoint.secure:
        connection = http.client.HTTPSConnection(
            endpoint.host,
            endpoint.port,
            timeout=endpoint.seconds,
            context=ssl.create_default_context(),
        )
    else:
        connection = http.client.HTTPConnection(
            endpoint.host, endpoint.port, timeout=endpoint.seconds
        )
    begun = time.monotonic()
    try:
        connection.connect()
        left = max(endpoint.seconds - (time.monotonic() - begun), 0.01)
        end = threading.Timer(left, _cut_off, [connection.sock])
        end.daemon = True
        end.start()
        try:
            yield connection
        finally:
            end.cancel()
    finally:
        connection.close()


def _cut_off(connected: socket.socket) -> None:
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


def _headers(endpoint: Endpoint) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    return headers


def _require_success(response: http.client.HTTPResponse, endpoint: Endpoint) -> None:
    status = response.status
    if status == 200:
        return
    if status in _LATER:
        raise Unavailable(f"{endpoint.host} answered {status}.", after=_wait(response))
    if status in _SHAPE_UNKNOWN:
        raise ShapeUnknown(f"{endpoint.host} answered {status}.")
    meaning = {
        401: "the key is missing or wrong",
        403: "the key does not allow it",
        404: f"there is no such address, or no model {endpoint.model}",
    }.get(status, "it is no server of chat completions")
    raise Refused(f"{endpoint.host} answered {status}: {meaning}.")


def _wait(response: http.client.HTTPResponse) -> float | None:
    try:
        return min(max(float(response.headers.get("Retry-After", "")), 0.0), _LONGEST_WAIT)
    except ValueError:
        return None


def _read(response: http.client.HTTPResponse, largest: int) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            raise Unfit("The answer is larger than any that was asked for.")
    if response.length:
        raise Unavailable("The answer broke off.")
    return b"".join(pieces)


def _written(answer: bytes) -> str:
    """Return the text of the first choice of a completion."""
    try:
        choice = json.loads(answer)["choices"][0]
        text, reason = choice["message"]["content"], choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unfit("The answer is no chat completion.") from error
    if not isinstance(text, str):
        raise Unfit("The answer holds no text.")
    if reason == "length":
        raise Unfit("The answer was cut off at its longest.")
    return text
