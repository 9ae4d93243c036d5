"""New wordings that only say that the old one goes."""

from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.words import HashedWords, hashed_words

NOTICES = (
    *("deleted", "delete", "to be deleted", "deletion", "omitted", "repealed"),
    *("entfällt", "gestrichen", "wird gestrichen", "streichen", "aufgehoben"),
    *("supprimé", "supprimée", "supprimés", "supprimées", "supprimer", "à supprimer"),
    *("suprimido", "suprimida", "suprimidos", "suprimidas", "suprimir", "se suprime"),
    *("soppresso", "soppressa", "soppressi", "soppresse", "sopprimere"),
    *("schrappen", "geschrapt", "wordt geschrapt", "skreśla się", "skreślony", "skreślona"),
    *("utgår", "udgår", "poistetaan", "διαγράφεται", "исключить", "исключен"),
    *("حذف", "حذف شد", "حذف شود", "حذف می‌شود", "حذف گردد", "حذف شده", "حذف‌شده"),
    *("يحذف", "تحذف", "محذوف", "محذوفة", "تم الحذف", "الحذف"),
)
"""What tables of amendments write in the place of a wording that is to go."""


def is_deletion(new: HashedWords, old: HashedWords) -> NDArray[np.bool_]:
    """Return for each row whether its new wording is a notice that the old one is deleted.

    An old wording of one word is rather a term that is put in another's place ("erasure",
    "deletion"), and one that is a notice itself may be a heading: neither is taken for deleted.
    """
    several = np.diff(old.offsets) > 1
    return several & _is_notice(new) & ~_is_notice(old)


def _is_notice(side: HashedWords) -> NDArray[np.bool_]:
    sizes = np.diff(side.offsets)
    found = np.zeros(len(sizes), np.bool_)
    for notice in _notices():
        rows = np.flatnonzero(sizes == len(notice))
        same = np.ones(len(rows), np.bool_)
        for place, word in enumerate(notice):
            same &= side.hashes[side.offsets[rows] + place] == word
        found[rows[same]] = True
    return found


@cache
def _notices() -> frozenset[tuple[np.uint64, ...]]:
    split = hashed_words(pa.array(NOTICES, pa.large_string()))
    return frozenset(
        tuple(split.hashes[first:last])
        for first, last in zip(split.offsets[:-1], split.offsets[1:], strict=True)
    )
