"""What of a compilation becomes tracked changes, and what is written in brackets.

Word holds one replacement of a range, not two that exclude each other. So what excludes nothing is
a tracked change of whoever proposes it. Where proposals overlap, the base stays in brackets and
each option stands after it, in brackets with the names of those who support it, as their insertion.
A deletion or a move of a clause that others work on stands as a remark in brackets at its end.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dabir.domain.drafting import (
    Add,
    Compilation,
    Delete,
    Edit,
    Move,
    Operation,
    Part,
    Proposed,
    Version,
    apply,
)
from dabir.domain.drafting.amendments import sameness
from dabir.domain.drafting.compiling.slots import ClauseChoice, ClauseOption, Slot
from dabir.domain.drafting.numbering import Numbering
from dabir.formats.word_changes.model import Revision


@dataclass(frozen=True, slots=True)
class Words:
    """What the writer adds itself, in one language; ``{after}`` is the number of a clause."""

    comma: str
    delete: str
    delete_clause: str
    move_clause: str
    move_first: str
    secretariat: str


WORDS = {
    "fa": Words(
        comma="، ",
        delete="(حذف)",
        delete_clause="این بند حذف شود",
        move_clause="این بند پس از {after} بیاید",
        move_first="این بند به آغاز {parent} برود",
        secretariat="دبیرخانه",
    ),
    "en": Words(
        comma=", ",
        delete="(delete)",
        delete_clause="delete this clause",
        move_clause="move this clause after {after}",
        move_first="move this clause to the beginning of {parent}",
        secretariat="Secretariat",
    ),
}
_WHOLE = {"fa": "متن", "en": "the text"}


@dataclass(frozen=True, slots=True)
class Span:
    """A change of ``wording[start:end]``: what is put before it and after, and who deletes it."""

    start: int
    end: int
    before: tuple[tuple[str, Revision], ...] = ()
    deleted: Revision | None = None
    after: tuple[tuple[str, Revision], ...] = ()


@dataclass(frozen=True)
class Adopted:
    """What changes a base: its structure in `target`, its words in spans.

    `adders`, `moves` and `deletes` say by uid who adds, moves and deletes a clause; `bracketed`
    whether options stand in brackets anywhere.
    """

    target: Version
    adders: Mapping[str, Revision]
    moves: Mapping[str, Revision]
    deletes: Mapping[str, Revision]
    renumberer: Revision
    bracketed: bool
    _spans: Mapping[tuple[str, Part], tuple[Span, ...]]

    def spans(self, uid: str, part: Part) -> tuple[Span, ...]:
        """Return the changes of one wording, in order."""
        return self._spans.get((uid, part), ())

    def deleter(self, base: Version, uid: str) -> Revision:
        """Return who deletes a clause, itself or with what it stands in."""
        for each in (uid, *base.ancestors(uid)):
            if each in self.deletes:
                return self.deletes[each]
        raise KeyError(uid)

    def shaper(self, uid: str, part: Part) -> Revision:
        """Return who gave a clause a part, or took it; who did so with the other, if nobody did.

        The number of a clause moves with its heading.
        """
        for span in self.spans(uid, part) or (
            *self.spans(uid, Part.HEADING),
            *self.spans(uid, Part.TEXT),
        ):
            if span.deleted is not None:
                return span.deleted
            for _, by in (*span.before, *span.after):
                return by
        return self.renumberer


class Adopting:
    """Makes `Adopted` of a compilation; `times` are those of its amendments, by their numbers."""

    def __init__(
        self,
        compilation: Compilation,
        language: str,
        *,
        times: Mapping[int, datetime | None],
        secretariat: str = "",
    ) -> None:
        self._of = compilation
        self._language = language
        self._words = WORDS["fa" if language == "fa" else "en"]
        self._times = times
        self._secretariat = Revision(secretariat or self._words.secretariat, _latest(times))
        self._plain: dict[Proposed, Revision] = {}
        self._spans: dict[tuple[str, Part], list[Span]] = {}
        self._notes: list[tuple[str, str, Revision]] = []
        self._renamed: dict[tuple[int, str], str] = {}
        self._bracketed = False

    def adopted(self) -> Adopted:
        """Return what is adopted."""
        for slot in self._of.slots:
            if slot.target[2] == self._language:
                self._slot(slot)
        for choice in self._of.choices:
            self._choice(choice)
        operations = {self._under_own_name(each): by for each, by in self._plain.items()}
        target = apply(self._of.base, operations)
        for uid, text, by in self._notes:
            self._note(uid, text, by)
        adders: dict[str, Revision] = {}
        moves: dict[str, Revision] = {}
        deletes: dict[str, Revision] = {}
        for proposed, by in operations.items():
            operation = proposed.operation
            if isinstance(operation, Add):
                adders.setdefault(operation.uid, by)
            elif isinstance(operation, Move):
                moves.setdefault(operation.uid, by)
            elif isinstance(operation, Delete):
                deletes.setdefault(operation.uid, by)
        structural = [*adders.values(), *moves.values(), *deletes.values()]
        return Adopted(
            target=target,
            adders=adders,
            moves=moves,
            deletes=deletes,
            renumberer=structural[0] if structural else self._secretariat,
            bracketed=self._bracketed,
            _spans={key: tuple(spans) for key, spans in self._spans.items()},
        )

    def _slot(self, slot: Slot) -> None:
        uid, part, _ = slot.target
        spans = self._spans.setdefault((uid, part), [])
        options = slot.proposed
        if len(options) == 1:
            by = self._by(options[0].supporters, options[0].operations)
            for proposed in options[0].adopted:
                self._plain[proposed] = by
            spans += _plain_spans((each.operation for each in options[0].adopted), by)
            return
        self._bracketed = True
        opened, closed = _edges(slot.base_words)
        secretariat = self._secretariat
        after: list[tuple[str, Revision]] = [("]", secretariat)]
        for option in options:
            names = self._words.comma.join(option.supporters)
            words = option.words.strip() or option.words or self._words.delete
            by = self._by(option.supporters, option.operations)
            after.append((f"[{words} — {names}]", by))
        inner = Span(
            slot.start + opened,
            slot.end - closed,
            before=(("[", secretariat),),
            after=tuple(after),
        )
        spans.append(inner)

    def _choice(self, choice: ClauseChoice) -> None:
        options = choice.proposed
        if choice.addition:
            for option in options:
                self._addition(option)
            return
        if len(options) == 1 and not choice.contested:
            by = self._by(options[0].supporters, options[0].operations)
            for proposed in options[0].adopted:
                self._plain[proposed] = by
            return
        self._bracketed = True
        for option in options:
            by = self._by(option.supporters, option.operations)
            names = self._words.comma.join(option.supporters)
            self._notes.append((choice.clause, f" [{self._said(option)} — {names}]", by))

    def _addition(self, option: ClauseOption) -> None:
        by = self._by(option.supporters, option.operations)
        for proposed in option.adopted:
            self._plain[proposed] = by
            operation = proposed.operation
            taken = isinstance(operation, Add) and any(
                isinstance(other.operation, Add)
                and other.operation.uid == operation.uid
                and other.operation != operation
                for other in self._plain
                if other.amendment != proposed.amendment
            )
            if taken and isinstance(operation, Add):
                key = proposed.amendment, operation.uid
                self._renamed[key] = f"{operation.uid}.{proposed.amendment}"

    def _under_own_name(self, proposed: Proposed) -> Proposed:
        """Return an operation with the names under which its amendment's additions are written."""
        if not self._renamed:
            return proposed

        def named(uid: str | None) -> str | None:
            return None if uid is None else self._renamed.get((proposed.amendment, uid), uid)

        operation = proposed.operation
        if isinstance(operation, (Add, Move)):
            operation = replace(
                operation,
                uid=named(operation.uid) or operation.uid,
                parent=named(operation.parent),
                after=named(operation.after),
            )
        return replace(proposed, operation=operation)

    def _said(self, option: ClauseOption) -> str:
        if option.what == "delete":
            return self._words.delete_clause
        numbering = Numbering(self._of.base)
        if option.after is not None and option.after in self._of.base:
            after = numbering.citation(option.after, self._language)
            return self._words.move_clause.format(after=after)
        parent = _WHOLE["fa" if self._language == "fa" else "en"]
        if option.parent is not None and option.parent in self._of.base:
            parent = numbering.citation(option.parent, self._language)
        return self._words.move_first.format(parent=parent)

    def _note(self, uid: str, text: str, by: Revision) -> None:
        clause = self._of.base[uid]
        words = clause.wording(Part.TEXT, self._language)
        heading = clause.wording(Part.HEADING, self._language)
        part = Part.HEADING if heading and not words else Part.TEXT
        end = len(heading if part is Part.HEADING else words)
        self._spans.setdefault((uid, part), []).append(Span(end, end, after=((text, by),)))

    def _by(self, supporters: Iterable[str], operations: Iterable[Proposed]) -> Revision:
        first = min(operations, key=lambda each: each.rank)
        return Revision(
            self._words.comma.join(supporters) or self._secretariat.author,
            self._times.get(first.amendment),
        )


def _plain_spans(operations: Iterable[Operation], by: Revision) -> Iterable[Span]:
    # Co-sponsors may spell the same edit otherwise: the first stands for all.
    once: dict[Hashable, Edit] = {}
    for each in operations:
        if isinstance(each, Edit):
            once.setdefault(sameness(each), each)
    for edit in sorted(once.values(), key=lambda edit: (edit.start, edit.end)):
        yield Span(
            edit.start,
            edit.end,
            deleted=by if edit.old else None,
            after=((edit.new, by),) if edit.new else (),
        )


def _edges(words: str) -> tuple[int, int]:
    """Return how much white space is at either end, none where there is nothing else."""
    if not words.strip():
        return 0, 0
    return len(words) - len(words.lstrip()), len(words) - len(words.rstrip())


def _latest(times: Mapping[int, datetime | None]) -> datetime | None:
    known = [each for each in times.values() if each is not None]
    return max(known, default=None)
