"""A sentence, what is proposed to it, and its compilation."""

from dabir.domain.drafting import (
    Clause,
    Edit,
    Kind,
    Proposed,
    Version,
    compile_amendments,
)
from dabir.domain.drafting.versions import ZERO_DRAFT

WORDING = "States shall strengthen cooperation in research and training."
PROPOSERS = {
    1: ("France",),
    2: ("Japan",),
    3: ("Egypt",),
    4: ("Chile", "Peru"),
}


def text(*wordings, language="en"):
    return Version.of(
        ZERO_DRAFT,
        [
            Clause(f"c{place}", None, place, Kind.ARTICLE, text={language: wording})
            for place, wording in enumerate(wordings)
        ],
    )


def edit(wording, old, new, *, uid="c0", language="en"):
    start = wording.index(old)
    return Edit(uid, language, start, start + len(old), old, new)


def insertion(wording, after, new, *, uid="c0"):
    at = wording.index(after) + len(after)
    return Edit(uid, "en", at, at, "", new)


def proposed(*operations):
    """Each operation, or each list of them, as an amendment of its own."""
    return [
        Proposed(number, place, operation)
        for number, amendment in enumerate(operations, start=1)
        for place, operation in enumerate(amendment if isinstance(amendment, list) else [amendment])
    ]


def compiled(base, *operations):
    return compile_amendments(base, proposed(*operations), PROPOSERS)


def words_of(slot):
    return [(option.words, option.supporters) for option in slot.options]
