"""What every act of this stage asks of the words it is given."""

from __future__ import annotations

from collections.abc import Mapping

from dabir.domain.procedure.verdicts import Refused


def require_names(names: Mapping[str, str], missing: str) -> dict[str, str]:
    """Return the names that say something, by language.

    Raises:
        Refused: with `missing`, when none does.
    """
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(missing)
    return kept
