"""What every act of this stage asks of the words it is given."""

from __future__ import annotations

from collections.abc import Mapping

from dabir.domain.procedure.verdicts import Refused
from dabir.stages.calls.models import Call

Words = str | Mapping[str, str]
"""What is published with a change: by language, or one text in the language of the group."""


def require_names(names: Mapping[str, str], missing: str) -> dict[str, str]:
    """Return the names that say something, by language.

    Raises:
        Refused: with `missing`, when none does.
    """
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused(missing)
    return kept


def require_words(call: Call, words: Words, missing: str) -> dict[str, str]:
    """Return what is published with a change of the call, by language.

    Raises:
        Refused: with `missing`, when nothing is said.
    """
    said = {call.group.language: words} if isinstance(words, str) else words
    return require_names(said, missing)
