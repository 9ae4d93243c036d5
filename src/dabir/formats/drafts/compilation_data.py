"""A compilation of files as data: what `docs/reference/compilation.schema.json` describes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dabir.domain.drafting import Compilation, Proposed
from dabir.domain.drafting.compiling.compilation import CompiledClause
from dabir.domain.drafting.compiling.slots import ClauseChoice, ClauseOption, Option, Slot
from dabir.domain.drafting.copies.redlining import count_words
from dabir.domain.drafting.plain import to_plain
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.proposals import Proposal
from dabir.formats.drafts.standing import (
    Restructured,
    Standing,
    joined_to,
    restructured,
    standings,
)

FORMAT = "dabir.compilation/1"

Data = dict[str, Any]


def compilation_data(compilation: Compilation, base: Draft, proposals: Sequence[Proposal]) -> Data:
    """Return a compilation as JSON values."""
    standing = standings(compilation, base, proposals)
    names = {uid: each.name for uid, each in standing.items()}
    numbers = {proposal.number: proposal for proposal in proposals}
    changes = restructured(compilation, proposals)
    shared = list(_cosponsored(compilation, names))
    conflicts = [cluster for cluster in compilation.clusters if _hard(cluster.reasons)]
    return {
        "format": FORMAT,
        "base": {
            "file": base.name,
            "format": base.format,
            "title": base.title,
            "clauses": len(base.lines),
            "words": sum(count_words(line.words) for line in base.lines),
            "verified": base.verified,
            "notes": list(base.notes),
        },
        "language": base.language,
        "proposers": [_proposal(proposal) for proposal in proposals],
        "counts": {
            "proposers": len({proposal.copy.proposer for proposal in proposals}),
            "operations": len(compilation.proposed),
            "slots": len(compilation.slots),
            "choices": len(compilation.choices),
            "contested": sum(each.contested for each in compilation.contests.values()),
            "conflicts": len(conflicts),
            "cosponsored": len(shared),
        },
        "clauses": [_clause(each, standing) for each in compilation.walk()],
        "slots": [_slot(slot, names) for slot in compilation.slots],
        "choices": [_choice(choice, names, changes) for choice in compilation.choices],
        "restructured": [
            {
                "proposer": each.proposal.copy.proposer,
                "amendment": each.proposal.number,
                "what": "joined" if each.joined else "split",
                "clauses": list(each.old),
                "names": [names[uid] for uid in each.old],
                "into": list(each.new),
                "uncertain": each.uncertain,
            }
            for each in changes
        ],
        "conflicts": [
            {
                "reasons": sorted(reason.value for reason in cluster.reasons),
                "proposers": list(compilation.supporters(cluster.operations)),
                "clauses": list(
                    dict.fromkeys(names.get(each.operation.uid, "") for each in cluster.operations)
                ),
                "operations": [_operation(each, numbers) for each in cluster.operations],
            }
            for cluster in conflicts
        ],
        "cosponsors": shared,
        "uncertain": [
            {
                "proposer": proposal.copy.proposer,
                "file": proposal.copy.file,
                "old": proposal.aligned.old[pairing.old[0]].line,
                "new": proposal.aligned.new[pairing.new[0]].line,
                "confidence": pairing.confidence,
                "moved": pairing.moved,
            }
            for proposal in proposals
            for pairing in proposal.aligned.doubtful
        ],
    }


def _hard(reasons: Iterable[Any]) -> bool:
    return any(reason.hard for reason in reasons)


def _proposal(proposal: Proposal) -> Data:
    return {
        "name": proposal.copy.proposer,
        "amendment": proposal.number,
        "file": proposal.copy.file,
        "tracked": proposal.copy.tracked,
        "operations": len(proposal.operations),
        "verified": proposal.copy.draft.verified,
        "notes": list(proposal.copy.draft.notes),
    }


def _operation(proposed: Proposed, numbers: dict[int, Proposal]) -> Data:
    return {
        "proposer": numbers[proposed.amendment].copy.proposer,
        "amendment": proposed.amendment,
        **to_plain(proposed.operation),
    }


def _clause(each: CompiledClause, standing: dict[str, Standing]) -> Data:
    stands = standing[each.uid]
    data: Data = {
        "clause": each.uid,
        "name": stands.name,
        "kind": stands.line.kind.value,
        "mark": stands.line.mark,
        "heading": stands.line.heading,
        "parent": stands.parent,
        "standing": each.standing,
        "depth": stands.line.depth,
        "choice": each.choice.uid if each.choice is not None else None,
        "stretches": [
            {"slot": stretch.uid} if isinstance(stretch, Slot) else {"text": stretch.text}
            for row in each.wordings.values()
            for stretch in row
        ],
    }
    if each.option is not None:
        data |= {"option": each.option.uid, "supporters": list(each.option.supporters)}
    return data


def _slot(slot: Slot, names: dict[str, str]) -> Data:
    return {
        "slot": slot.uid,
        "clause": slot.target[0],
        "name": names.get(slot.target[0], ""),
        "start": slot.start,
        "end": slot.end,
        "base": slot.base_words,
        "contested": slot.contested,
        "reasons": sorted(reason.value for reason in slot.reasons),
        "options": [_option(option) for option in slot.options],
    }


def _option(option: Option) -> Data:
    return {
        "option": option.uid,
        "words": option.words,
        "keeps_base": option.keeps_base,
        "supporters": list(option.supporters),
        "amendments": list(option.amendments),
        "spelling_only": option.spelling_only,
    }


def _choice(choice: ClauseChoice, names: dict[str, str], changes: Sequence[Restructured]) -> Data:
    return {
        "choice": choice.uid,
        "clause": choice.clause,
        "name": names.get(choice.clause, ""),
        "addition": choice.addition,
        "contested": choice.contested,
        "reasons": sorted(reason.value for reason in choice.reasons),
        "options": [
            _fate(option, names) | _joined(choice, option, changes) for option in choice.options
        ],
    }


def _joined(choice: ClauseChoice, option: ClauseOption, changes: Sequence[Restructured]) -> Data:
    if option.what != "delete":
        return {}
    to = joined_to(changes, choice.clause, option.amendments)
    return {} if to is None else {"joined_to": to}


def _fate(option: ClauseOption, names: dict[str, str]) -> Data:
    data: Data = {
        "option": option.uid,
        "what": option.what,
        "keeps_base": option.keeps_base,
        "supporters": list(option.supporters),
        "amendments": list(option.amendments),
    }
    if option.what in {"move", "add"}:
        data |= {"after": option.after, "after_name": names.get(option.after or "", "")}
    if option.clauses:
        data["words"] = "\n".join(
            text for clause in option.clauses for text in clause.wordings().values()
        )
    return data


def _cosponsored(compilation: Compilation, names: dict[str, str]) -> Iterable[Data]:
    """Yield every option that several proposers came to."""
    for slot in compilation.slots:
        for option in slot.proposed:
            if len(option.supporters) > 1:
                yield {
                    "slot": slot.uid,
                    "option": option.uid,
                    "name": names.get(slot.target[0], ""),
                    "words": option.words,
                    "supporters": list(option.supporters),
                }
    for choice in compilation.choices:
        for fate in choice.proposed:
            if len(fate.supporters) > 1:
                yield {
                    "choice": choice.uid,
                    "name": names.get(choice.clause, ""),
                    **_fate(fate, names),
                }
