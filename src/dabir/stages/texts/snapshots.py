"""The rows of this stage as the drafting rules know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dabir.domain import drafting
from dabir.domain.drafting import Proposed, Symbol
from dabir.domain.drafting.plain import from_plain, from_plain_list, to_plain
from dabir.stages.texts.models import Amendment, Clause, Version, Wording


def snapshot(version: Version) -> drafting.Version:
    """Return a version with all its clauses; two queries, whatever its length."""
    headings: dict[int, dict[str, str]] = {}
    texts: dict[int, dict[str, str]] = {}
    wordings = Wording.objects.filter(clause__version=version)
    for clause, language, heading, text in wordings.values_list(
        "clause", "language", "heading", "text"
    ):
        headings.setdefault(clause, {})[language] = heading
        texts.setdefault(clause, {})[language] = text
    rows = version.clauses.values_list("pk", "uid", "parent_uid", "order", "kind", "style")
    return drafting.Version.of(
        Symbol(version.order),
        [
            drafting.Clause(
                uid=str(uid),
                parent=str(parent) if parent else None,
                order=order,
                kind=drafting.Kind(kind),
                style=drafting.NumberStyle(style),
                heading=headings.get(pk, {}),
                text=texts.get(pk, {}),
            )
            for pk, uid, parent, order, kind, style in rows
        ],
    )


def snapshot_of(version: Version, clauses: Iterable[Clause]) -> drafting.Version:
    """Return a version made of clauses that are already loaded with their wordings."""
    return drafting.Version.of(
        Symbol(version.order),
        [
            drafting.Clause(
                uid=str(clause.uid),
                parent=str(clause.parent_uid) if clause.parent_uid else None,
                order=clause.order,
                kind=drafting.Kind(clause.kind),
                style=drafting.NumberStyle(clause.style),
                heading=_wordings(clause, "heading"),
                text=_wordings(clause, "text"),
            )
            for clause in clauses
        ],
    )


def _wordings(clause: Clause, part: str) -> Mapping[str, str]:
    return {wording.language: getattr(wording, part) for wording in clause.wordings.all()}


def as_drafted(amendment: Amendment) -> drafting.Amendment:
    """Return an amendment with its operations against its present base."""
    return drafting.Amendment(
        number=amendment.number,
        base=Symbol(amendment.base.order),
        proposers=(str(amendment.proposer_id),) if amendment.proposer_id else (),
        operations=from_plain_list(amendment.operations),
    )


def placed(amendment: Amendment) -> tuple[Proposed, ...]:
    """Return the operations of an amendment, each with its permanent place in it.

    Places have gaps once some of the operations were carried into a version.
    """
    return tuple(
        Proposed(amendment.number, data.get("place", index), from_plain(data))
        for index, data in enumerate(amendment.operations)
    )


def stored(operations: Iterable[Proposed]) -> list[dict[str, Any]]:
    """Return operations as `Amendment.operations` keeps them, with their places."""
    return [{**to_plain(each.operation), "place": each.place} for each in operations]


def proposed(amendments: Iterable[Amendment]) -> list[Proposed]:
    """Return the operations of several amendments with their ranks."""
    return [each for amendment in amendments for each in placed(amendment)]
