"""Where each clause stands in an Akoma Ntoso document, and what it is called there.

Identifiers follow the naming convention (`art_5__cl_2`), with ASCII digits whatever is printed, so
that all languages share them. As articles run through the chapters, so do their identifiers; in
an annex they begin again. What has no number is counted among its like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from dabir.domain.drafting import Clause, Kind, Numbering, Version
from dabir.formats.akoma_ntoso.names import ABBREVIATIONS, TAGS

# `quote` writes a percent sign only before two hexadecimal digits.
_EMPTY = "%"


@dataclass(frozen=True, slots=True)
class Place:
    """The element of a clause: its tag, its name if it is generic, and its `eId`."""

    tag: str
    name: str
    id: str


def places(version: Version) -> dict[str, Place]:
    """Return the place of every clause by uid."""
    preambles = preambular(version)
    numbering = Numbering(version)
    found: dict[str, Place] = {}
    counts: dict[tuple[str, str], int] = {}
    for _, clause in version.walk():
        tag, name = _element(version, clause, preambles)
        prefix = found[clause.parent].id if clause.parent is not None else ""
        number = numbering.number(clause.uid)
        step = name or ABBREVIATIONS.get(tag, tag)
        counted = tag in {"recital", "recitals", "container"} or clause.kind in {
            Kind.PREAMBLE,
            Kind.PARAGRAPH,
        }
        if number is None or counted:
            counts[prefix, step] = counts.get((prefix, step), 0) + 1
            mark = str(counts[prefix, step]) if counted else f"nn-{counts[prefix, step]}"
        else:
            mark = str(number)
            if clause.kind is Kind.ARTICLE:
                prefix = _annex_above(version, clause, found)
        found[clause.uid] = Place(tag, name, f"{prefix}__" * bool(prefix) + f"{step}_{mark}")
    return found


def element_ids(version: Version) -> dict[str, str]:
    """Return the `eId` of every clause by uid."""
    return {uid: place.id for uid, place in places(version).items()}


def first_ids(versions: Iterable[Version]) -> dict[str, str]:
    """Return each clause's identifier in the first of ``versions``, oldest first, that has it."""
    first: dict[str, str] = {}
    for version in versions:
        first = element_ids(version) | first
    return first


def preambular(version: Version) -> frozenset[str]:
    """Return the clauses at the top that stand before the body, in the preamble.

    Those are the preambles that a text begins with, if nothing stands in them but a row of
    clauses in which nothing stands.
    """
    leading = []
    for uid in version.children(None):
        if version[uid].kind is not Kind.PREAMBLE:
            break
        if any(version.children(child) for child in version.children(uid)):
            break
        leading.append(uid)
    return frozenset(leading)


def write_uid(uid: str) -> str:
    """Return a uid as `GUID` holds it: without blanks, and never empty."""
    return quote(uid, safe="!$&'()*+,/:;=@", errors="surrogatepass") or _EMPTY


def read_uid(guid: str) -> str:
    """Return the uid that `write_uid` wrote."""
    return "" if guid == _EMPTY else unquote(guid, errors="surrogatepass")


def _element(version: Version, clause: Clause, preambles: frozenset[str]) -> tuple[str, str]:
    if clause.uid in preambles:
        return ("recitals", "") if version.children(clause.uid) else ("container", "preamble")
    if clause.parent in preambles:
        return "recital", ""
    return TAGS[clause.kind]


def _annex_above(version: Version, clause: Clause, found: Mapping[str, Place]) -> str:
    for above in version.ancestors(clause.uid):
        if version[above].kind is Kind.ANNEX:
            return found[above].id
    return ""
