"""A version, or what is proposed to it, as data for other programs: JSON in UTF-8.

Wordings, marks and titles are by language. Operations are those of `dabir.domain.drafting.plain`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dabir.domain.drafting import (
    Amendment,
    ClauseChoice,
    ClauseOption,
    Compilation,
    Numbering,
    Option,
    Slot,
    Version,
)
from dabir.domain.drafting.plain import to_plain
from dabir.formats.text_facts import TextFacts, languages_of

TEXT_FORMAT = "dabir.text/1"
COMPILATION_FORMAT = "dabir.text-compilation/1"

Data = dict[str, Any]


def write_json(version: Version, about: TextFacts, *, languages: Sequence[str] = ()) -> bytes:
    """Return a version as JSON: its facts, and its clauses in the order of reading."""
    return _bytes(_version(version, about, languages))


def write_compilation_json(
    compilation: Compilation,
    about: TextFacts,
    *,
    amendments: Sequence[Amendment] = (),
    states: Mapping[int, str] | None = None,
    languages: Sequence[str] = (),
) -> bytes:
    """Return a compilation as JSON: the base, the amendments and each contested place.

    `amendments` are those that are listed; the places name no others. `states` are theirs.
    """
    shown = {each.number for each in amendments}
    return _bytes(
        _version(compilation.base, about, languages)
        | {
            "format": COMPILATION_FORMAT,
            "amendments": [
                {
                    "number": each.number,
                    "proposers": list(each.proposers),
                    "state": (states or {}).get(each.number, ""),
                    "operations": [to_plain(operation) for operation in each.operations],
                }
                for each in amendments
            ],
            "slots": [_slot(each, shown) for each in compilation.slots],
            "choices": [_choice(each, shown) for each in compilation.choices],
        }
    )


def _version(version: Version, about: TextFacts, languages: Sequence[str]) -> Data:
    codes = tuple(languages) or languages_of(version, about)
    numbering = Numbering(version)
    return {
        "format": TEXT_FORMAT,
        "title": dict(about.title),
        "number": about.number,
        "group": about.group,
        "classification": about.classification,
        "status": about.status,
        "version": version.symbol.number,
        "symbol": {code: version.symbol.label(code) for code in codes},
        "day": about.day.isoformat() if about.day else "",
        "languages": list(codes),
        "clauses": [
            {
                "uid": clause.uid,
                "parent": clause.parent,
                "depth": depth,
                "kind": clause.kind.value,
                "style": clause.style.value,
                "mark": {code: numbering.label(clause.uid, code).mark for code in codes},
                "citation": {code: numbering.citation(clause.uid, code) for code in codes},
                "heading": _words(clause.heading, codes),
                "text": _words(clause.text, codes),
            }
            for depth, clause in version.walk()
        ],
    }


def _words(words: Mapping[str, str], codes: Sequence[str]) -> dict[str, str]:
    return {code: words[code] for code in codes if words.get(code)}


def _slot(slot: Slot, shown: set[int]) -> Data:
    clause, part, language = slot.target
    return {
        "uid": slot.uid,
        "clause": clause,
        "part": part.value,
        "language": language,
        "start": slot.start,
        "base": slot.base_words,
        "contested": slot.contested,
        "reasons": sorted(each.value for each in slot.reasons),
        "options": [
            _option(each, shown) | {"words": each.words, "spelling_only": each.spelling_only}
            for each in slot.options
        ],
    }


def _choice(choice: ClauseChoice, shown: set[int]) -> Data:
    return {
        "uid": choice.uid,
        "clause": choice.clause,
        "addition": choice.addition,
        "contested": choice.contested,
        "reasons": sorted(each.value for each in choice.reasons),
        "options": [
            _option(each, shown)
            | {
                "what": each.what,
                "clauses": [
                    {"uid": one.uid, "heading": dict(one.heading), "text": dict(one.text)}
                    for one in each.clauses
                ],
            }
            for each in choice.options
        ],
    }


def _option(option: Option | ClauseOption, shown: set[int]) -> Data:
    return {
        "supporters": list(option.supporters),
        "amendments": [number for number in option.amendments if number in shown],
        "keeps_base": option.keeps_base,
    }


def _bytes(data: Data) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"
