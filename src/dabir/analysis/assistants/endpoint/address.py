"""Where the server is, which model is asked, and with what key."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dabir.analysis.errors import InputError

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model on a server. The key shows nowhere, not even in the representation."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0
    """For the whole of one answer, however slowly it comes."""

    largest: int = 1 << 20
    """The bytes of an answer; a longer one is not read to its end."""

    def __post_init__(self) -> None:
        """Check the address. Raises InputError."""
        parts = urlsplit(self.url)
        try:
            number = parts.port
        except ValueError:
            number = -1
        if parts.scheme not in {"http", "https"} or not parts.hostname or number == -1:
            raise InputError(f"{parts.netloc or self.url!r} is no address of a server (https://…).")
        if parts.username or parts.password:
            raise InputError("Give the key in DABIR_ENDPOINT_KEY, not within the address.")
        if self.key and parts.scheme == "http" and parts.hostname not in _HERE:
            raise InputError(
                "The key would travel readable by all on the way: use https, or no key."
            )
        if not self.model.strip():
            raise InputError("Say which model is to be asked (--model).")

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
