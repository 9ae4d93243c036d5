"""Languages side by side: which wordings no longer say what the others say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dabir.domain.drafting.clauses import Part
from dabir.domain.drafting.spelling import spells_the_same
from dabir.domain.drafting.versions import Symbol, Version


@dataclass(frozen=True, slots=True)
class StaleTranslation:
    """A wording that was left as it was while another language of its clause was changed.

    `ahead` are the languages that it no longer follows, and `since` is the version in which it fell
    behind. `missing` says that there is no wording in `language` at all, though the clause has
    others and the text has that language.
    """

    uid: str
    part: Part
    language: str
    ahead: tuple[str, ...]
    since: Symbol
    missing: bool = False


def stale_translations(versions: Sequence[Version]) -> list[StaleTranslation]:
    """Return what is stale or missing in the last of `versions`, in the order of reading.

    `versions` are a text's, from its first on. A change of spelling makes no other language stale.
    What changes together is held to say the same, and a change of what was stale to catch up.
    """
    if not versions:
        return []
    clauses = versions[-1].clauses.values()
    languages = sorted({code for each in clauses for _, code in each.wordings()})
    found: list[StaleTranslation] = []
    for _, clause in versions[-1].walk():
        for part in Part:
            spoken = [code for code in languages if clause.wording(part, code)]
            behind = _behind(versions, clause.uid, part, languages) if spoken else {}
            for code, place in sorted(behind.items()):
                ahead = tuple(each for each in spoken if each not in behind)
                missing = code not in spoken
                since = versions[place].symbol
                found.append(StaleTranslation(clause.uid, part, code, ahead, since, missing))
    return found


def _behind(
    versions: Sequence[Version], uid: str, part: Part, languages: Sequence[str]
) -> dict[str, int]:
    """Return the languages in which a clause fell behind, and the place of the version."""
    behind: dict[str, int] = {}
    before = dict.fromkeys(languages, "")
    for place, version in enumerate(versions):
        clause = version.clauses.get(uid)
        words = {code: clause.wording(part, code) if clause else "" for code in languages}
        changed = {code for code in languages if not spells_the_same(before[code], words[code])}
        if any(words[code] and code not in behind for code in changed):
            for code in languages:
                if code not in changed:
                    behind.setdefault(code, place)
        for code in changed:
            if words[code]:
                behind.pop(code, None)
            else:
                behind.setdefault(code, place)
        before = words
    return behind
