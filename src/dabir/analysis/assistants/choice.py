"""Which language models a run asks; none unless somebody chose them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dabir.analysis.assistants.endpoint import Asker, Endpoint
from dabir.analysis.errors import InputError

KEY = "DABIR_ENDPOINT_KEY"
CALLS = 500


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a run, as its settings name them: neither a path nor the key is among them."""

    embeddings: str | None = None
    """The name of an embedding model, with the digest of its files."""

    endpoint: str | None = None
    model: str | None = None
    calls: int = CALLS
    per_minute: float | None = None

    def asker(self, folder: Path) -> Asker | None:
        """Return who asks the endpoint, keeping answers in a folder; None where there is none.

        The key is that of the environment. Raises InputError for an address that is none.
        """
        if self.endpoint is None:
            if self.model:
                raise InputError("Say at which address the model is to be asked (--endpoint).")
            return None
        endpoint = Endpoint(self.endpoint, self.model or "", key=os.environ.get(KEY) or None)
        return Asker(endpoint, folder, calls=self.calls, per_minute=self.per_minute)
