"""Files that people send with a form."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError

from dabir.foundation.files.sizes import refusal_of_size


def within_limit(upload: Any) -> Any:
    """Return the file of a form, if any came, for a field's `clean`.

    Raises:
        ValidationError: it is larger than the installation takes.
    """
    if upload and (refusal := refusal_of_size(upload.name, upload.size)):
        raise ValidationError(refusal)
    return upload
