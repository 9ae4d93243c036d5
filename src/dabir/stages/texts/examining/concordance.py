"""The table of concordance: draft clauses beside upstream clauses, with what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dabir.foundation.people.queries import Reader
from dabir.stages.texts.examining.following import changed
from dabir.stages.texts.models import Clause, Finding, Upstream, UpstreamClause, Version
from dabir.stages.texts.queries import (
    clauses_visible_to,
    documents_visible_to,
    findings_visible_to,
    upstream_visible_to,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding; `stale` says that the draft clause has changed since it was noted."""

    finding: Finding
    clause: Clause
    upstream: UpstreamClause
    stale: bool


@dataclass(frozen=True)
class Concordance:
    """Both directions: each clause with its entries, in the order of the text and of documents.

    `clauses` are those of the version, `documents` those of the group with their clauses, as far as
    the reader may see; what has no entry is there with none.
    """

    version: Version
    clauses: Sequence[tuple[Clause, Sequence[Entry]]]
    documents: Sequence[tuple[Upstream, Sequence[tuple[UpstreamClause, Sequence[Entry]]]]]

    @property
    def examined(self) -> int:
        """How many clauses of the draft were examined against something."""
        return sum(1 for _clause, entries in self.clauses if entries)


def concordance(version: Version, reader: Reader) -> Concordance:
    """Lay the clauses of a version beside the upstream documents of its group, in six queries.

    Of several findings on a pair in different versions the last counts; in one version all do.
    """
    clauses = list(clauses_visible_to(reader).filter(version=version).order_by("order"))
    by_uid = {clause.uid: clause for clause in clauses}
    upstream = list(
        upstream_visible_to(reader)
        .filter(document__group_id=version.text.group_id)
        .order_by("document", "order")
    )
    by_pk = {each.pk: each for each in upstream}
    last: dict[tuple[UUID, int], list[Finding]] = {}
    for finding in (
        findings_visible_to(reader)
        .filter(clause__version__text=version.text_id, clause__version__order__lte=version.order)
        .prefetch_related("clause__wordings")
        .order_by("clause__version__order", "pk")
    ):
        key = (finding.clause.uid, finding.upstream_id)
        held = last.get(key, [])
        same = held and held[0].clause.version_id == finding.clause.version_id
        last[key] = [*held, finding] if same else [finding]
    ours: dict[UUID, list[Entry]] = {}
    theirs: dict[int, list[Entry]] = {}
    for (uid, pk), findings in last.items():
        if uid not in by_uid or pk not in by_pk:
            continue
        for finding in findings:
            clause = by_uid[uid]
            stale = finding.clause_id != clause.pk and changed(finding.clause, clause)
            entry = Entry(finding, clause, by_pk[pk], stale)
            ours.setdefault(uid, []).append(entry)
            theirs.setdefault(pk, []).append(entry)
    documents = documents_visible_to(reader).filter(group_id=version.text.group_id)
    return Concordance(
        version,
        [
            (each, sorted(ours.get(each.uid, ()), key=lambda one: _place(one.upstream)))
            for each in clauses
        ],
        [
            (
                document,
                [
                    (each, sorted(theirs.get(each.pk, ()), key=lambda one: one.clause.order))
                    for each in upstream
                    if each.document_id == document.pk
                ],
            )
            for document in documents
        ],
    )


def _place(clause: UpstreamClause) -> tuple[int, int]:
    return clause.document_id, clause.order
