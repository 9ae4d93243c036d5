"""Where the server is, which model is asked, and with what key."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from dabir.analysis.errors import InputError

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_PATH = "/chat/completions"
_NO_ADDRESS = "is no address of a server; write it as https://HOST/v1."


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model on a server. Its key shows nowhere, not even in the representation.

    Some servers want the key in the query part of the address, so that is not shown either.
    """

    url: str = field(repr=False)
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0
    """For the whole of one answer, however slowly it comes."""

    largest: int = 1 << 20
    """The bytes of an answer; a longer one is not read to its end."""

    def __post_init__(self) -> None:
        """Check the address. Raises InputError."""
        try:
            parts = urlsplit(self.url)
            _ = parts.port
            name = (parts.hostname or "").encode("idna")
        except ValueError:  # brackets that do not close, a port or a name that cannot be
            raise InputError(f"The endpoint {_NO_ADDRESS}") from None  # its text may show a key
        wanted = f"{parts.path}?{parts.query}"
        if parts.scheme not in {"http", "https"} or not name or not _sendable(wanted):
            shown = "The endpoint" if "@" in self.url else f"“{self.shown}”"
            raise InputError(f"{shown} {_NO_ADDRESS}")
        if "@" in parts.netloc:
            raise InputError("Give the key in DABIR_ENDPOINT_KEY, not within the address.")
        if self.key is not None and not _sendable(self.key):
            raise InputError("DABIR_ENDPOINT_KEY holds blanks or letters that no key has.")
        if self.key and parts.scheme == "http" and parts.hostname not in _HERE:
            raise InputError(
                "The key would travel readable by all on the way: use https, or no key."
            )
        if not self.model.strip():
            raise InputError("Say which model is to be asked (--model).")

    @property
    def shown(self) -> str:
        """The address as it may be kept and shown."""
        return without_secrets(self.url)

    @property
    def secure(self) -> bool:
        """Whether the way to the server is encrypted."""
        return urlsplit(self.url).scheme == "https"

    @property
    def host(self) -> str:
        """The name of the server."""
        return urlsplit(self.url).hostname or ""

    @property
    def port(self) -> int:
        """The port of the server."""
        return urlsplit(self.url).port or (443 if self.secure else 80)

    @property
    def path(self) -> str:
        """What is asked for on the server: the address given, down to its chat completions."""
        parts = urlsplit(self.url)
        base = parts.path.rstrip("/")
        path = base if base.endswith(_PATH) else base + _PATH
        return f"{path}?{parts.query}" if parts.query else path


def without_secrets(url: str) -> str:
    """Return an address down to its path: no user, password, query or fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _sendable(text: str) -> bool:
    """Return whether a text can stand in the head of a request."""
    return text.isascii() and text.isprintable() and " " not in text
