"""Which language models a run asks; none unless somebody chose them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dabir.analysis.assistants.endpoint import Asker, Endpoint
from dabir.analysis.assistants.endpoint.address import without_secrets
from dabir.analysis.errors import InputError

KEY = "DABIR_ENDPOINT_KEY"
CALLS = 500


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a run, and how much an endpoint is asked."""

    embeddings: str | None = None
    """The name of an embedding model, with the digest of its files."""

    endpoint: str | None = field(default=None, repr=False)
    """Its whole address, which may hold a key."""

    model: str | None = None
    calls: int = CALLS
    per_minute: float | None = None

    def told(self) -> dict[str, Any]:
        """Return what a run keeps, shows, and is known by: no path, no secret of the address.

        How many calls are allowed, and how fast, makes no other run.
        """
        return {
            "embeddings": self.embeddings,
            "endpoint": without_secrets(self.endpoint) if self.endpoint else None,
            "model": self.model,
        }

    def asker(self, folder: Path) -> Asker | None:
        """Return who asks the endpoint, keeping answers in a folder; None where there is none.

        The key is that of the environment. Raises InputError for an address that is none.
        """
        if self.endpoint is None:
            if self.model:
                raise InputError("Say at which address the model is to be asked (--endpoint).")
            return None
        endpoint = Endpoint(
            self.endpoint, self.model or "", key=os.environ.get(KEY, "").strip() or None
        )
        return Asker(endpoint, folder, calls=self.calls, per_minute=self.per_minute)
