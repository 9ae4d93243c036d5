"""The duties of a text: who must do what, with whom, by when.

Reads the structure, its sentences, the dates and deadlines and what kind of text it is; writes
``Duty``s in order. A call imposes nothing.
"""

from bisect import bisect_left
from dataclasses import replace

from dabir.domain.outline.deeds import Deadline, Deed, DutyContext, Range
from dabir.domain.outline.duty_dates import day_of, qualifies, recurs, relative_of
from dabir.domain.outline.duty_rules_en import deeds_en, supporters_en
from dabir.domain.outline.duty_rules_fa import deeds_fa
from dabir.domain.outline.duty_subjects_fa import supporters
from dabir.domain.outline.keyed_lines import keyed_bodies, keyed_dues, length_of_time
from dabir.domain.outline.leads import Lead, Leads, find_leads
from dabir.domain.outline.milestones import (
    between_dashes,
    carried_by,
    completion,
    date_beginning,
    date_ending,
    in_last_bracket,
    is_done,
    is_milestone_heading,
)
from dabir.domain.outline.model import Duty, Finding
from dabir.domain.outline.names_en import is_agent, split_names
from dabir.domain.outline.names_fa import whole_stretch
from dabir.domain.outline.patterns import rx
from dabir.domain.outline.reading_copy import ReadingCopy
from dabir.domain.outline.sentences import Sentence, sentences_of
from dabir.domain.outline.structure import Structure, beginning
from dabir.domain.outline.tables import Row, names_in_cell

_PERMITTED = rx(r"(?<!\w)(?:می‌تواند|می‌توانند|مجاز است|مجازند|may|might)(?!\w)")


def find_duties(
    structure: Structure, context: DutyContext, group: Finding[str] | None
) -> tuple[Duty, ...]:
    """Return the duties that the text imposes, in its order."""
    if context.kind == "call":
        return ()
    return tuple(_Reader(structure, context, group).read())


class _Reader:
    def __init__(
        self, structure: Structure, context: DutyContext, group: Finding[str] | None
    ) -> None:
        self.structure = structure
        self.copy = structure.copy
        self.context = context
        self.group = group
        self.sentences = sentences_of(structure)
        self.index_of = {id(node): index for index, node in enumerate(structure.nodes)}
        self.paragraph_of = _paragraph_starts(self.copy)
        self.leads: Leads = find_leads(structure, self.sentences, context)

    def read(self) -> list[Duty]:
        duties: list[Duty] = []
        keyed = self._keyed_nodes()
        charter = self.context.kind == "charter"
        in_milestones = False
        seen_leads: set[int] = set()
        for sentence in self.sentences:
            text, start, end = self.context.text, sentence.start, sentence.end
            if keyed and (block := self._block(sentence)) in keyed:
                duties += keyed[block]
                keyed[block] = []
                if self._row(block) is not None:
                    del keyed[block]  # what follows the table speaks for itself
                continue
            due = completion(self.context, start, end) if duties else None
            if due and self._says_when(sentence, duties[-1]):
                duties[-1] = self._with_due(duties[-1], [due])
                continue
            if charter:
                in_milestones = in_milestones or is_milestone_heading(text, start, end)
                milestone = self._milestone(sentence, in_milestones=in_milestones)
                if milestone is not None:
                    duties += milestone
                    seen_leads.add(-1 if sentence.node is None else sentence.node)
                    continue
            lead = self.leads.by_bullet.get(start)
            if lead is None and sentence.node is not None and sentence.node not in seen_leads:
                lead = self.leads.by_node.get(sentence.node)
                seen_leads.add(sentence.node)
            if lead is not None:
                duties += self._led(sentence, lead)
            elif start not in self.leads.silent:
                for deed in self._deeds(sentence):
                    duties += self._duties(sentence, self._named(deed, sentence, duties))
        return duties

    def _named(self, deed: Deed, sentence: Sentence, before: list[Duty]) -> Deed:
        """Put the name for which "they" stands: whoever the sentence before spoke of."""
        text = self.context.text
        pronouns = [text[a:b].casefold() in {"they", "he", "she"} for a, b in deed.bodies]
        if not pronouns or not all(pronouns):
            return deed
        last = before[-1] if before else None
        if last is None or last.item_path != self._path(sentence):
            return replace(deed, bodies=())
        position = self.copy.position
        named = tuple((position(b.span.start), position(b.span.end)) for b in last.bodies)
        return replace(deed, bodies=named)

    def _says_when(self, sentence: Sentence, duty: Duty) -> bool:
        """Tell whether a deadline in a sentence of its own is that of the duty before it."""
        if sentence.node is None or duty.item_path != self._path(sentence):
            return False
        return duty.due is None and duty.relative is None

    # -- keyed lines ----------------------------------------------------------------------------

    def _block(self, sentence: Sentence) -> tuple[str, int]:
        """Key of the stretch whose keyed lines belong together: an item, or a paragraph."""
        if sentence.node is not None:
            return ("node", sentence.node)
        return ("paragraph", self.paragraph_of[sentence.line])

    def _keyed_nodes(self) -> dict[tuple[str, int], list[Duty]]:
        found: dict[tuple[str, int], list[Duty]] = {}
        blocks: dict[tuple[str, int], list[Sentence]] = {}
        for sentence in self.sentences:
            if sentence.node is not None:
                blocks.setdefault(("node", sentence.node), []).append(sentence)
        if self.context.kind in {"minutes", "news", "letter", "charter"}:
            blocks |= self._paragraphs()
        for key, sentences in blocks.items():
            row = self._row(key)
            if row is not None:
                found[key] = self._of_row(row, sentences[0])
                continue
            start, end = sentences[0].start, sentences[-1].end
            if self.context.text.find(":", start, end) < 0:
                continue
            bodies, helpers = keyed_bodies(self.context, start, min(end, start + 4_000))
            if not bodies or bodies[0][0] - start < 3:
                continue
            inner = [s for s in sentences if s.start <= bodies[0][0]]
            first = inner[0]
            owner = self._owner(key, blocks)
            if owner != key:
                found[key] = []
                first = blocks[owner][0]
            if not self.context.text[start : bodies[0][0]].count(" ") > 1:
                continue
            deed = Deed(tuple(bodies), tuple(helpers), (start, end), "keyed", 0.95)
            dues = keyed_dues(self.context, start, end)
            duties = self._duties(replace(first, end=end), deed)
            if not any(d.due or d.relative for d in duties) and dues:
                duties = self._with_keyed_due(duties, dues)
            found[owner] = duties
        return found

    def _row(self, key: tuple[str, int]) -> Row | None:
        rows = self.structure.rows
        if not rows or key[0] != "node":
            return None
        return rows.get(self.structure.nodes[key[1]].marker.start)

    def _of_row(self, row: Row, sentence: Sentence) -> list[Duty]:
        """Return the duty of a row of a table of decisions."""
        text, language = self.context.text, self.context.language
        bodies = names_in_cell(text, row.cells.get("responsible", (0, 0)), language)
        helpers = names_in_cell(text, row.cells.get("helping", (0, 0)), language)
        end = self.copy.lines[self.copy.line_at(row.start)].end
        deed = Deed(tuple(bodies), tuple(helpers), (sentence.start, end), "table-row", 0.9)
        duties = [
            replace(d, due=None, due_text=None, relative=None)
            for d in self._duties(replace(sentence, end=end), deed)
        ]
        cell = row.cells.get("deadline")
        if cell is None or not duties:
            return duties[:1]
        dated = self._with_keyed_due(duties[:1], [cell])
        if dated[0].due_text is None:
            return [replace(dated[0], due_text=self.copy.finding(*cell, "table-row", 0.8))]
        return dated

    def _owner(
        self, key: tuple[str, int], blocks: dict[tuple[str, int], list[Sentence]]
    ) -> tuple[str, int]:
        """Return the item whose keyed lines stand below the last item of its list.

        «۳) رفع نواقص: الف) نرده ب) روشنایی» and then «مسئول: ...» speaks of ۳ where ب alone of
        the list has such lines.
        """
        nodes = self.structure.nodes
        node = nodes[key[1]] if key[0] == "node" else None
        parent = node.parent if node else None
        if node is None or parent is None or parent.kind in {"annex", "chapter"}:
            return key
        siblings = parent.children
        if len(siblings) < 2 or siblings[-1] is not node:
            return key
        places = [("node", self.index_of[id(each)]) for each in siblings[:-1]]
        above = ("node", self.index_of[id(parent)])
        if above not in blocks or any(self._has_keys(blocks.get(place)) for place in places):
            return key
        return above

    def _has_keys(self, sentences: list[Sentence] | None) -> bool:
        if not sentences:
            return False
        bodies, _ = keyed_bodies(self.context, sentences[0].start, sentences[-1].end)
        return bool(bodies)

    def _paragraphs(self) -> dict[tuple[str, int], list[Sentence]]:
        blocks: dict[tuple[str, int], list[Sentence]] = {}
        for sentence in self.sentences:
            if sentence.node is None:
                blocks.setdefault(self._block(sentence), []).append(sentence)
        return {key: block for key, block in blocks.items() if key[1] > 0}

    def _with_keyed_due(self, duties: list[Duty], dues: list[Range]) -> list[Duty]:
        for start, end in dues:
            setting = [d for d in self._deadlines(start, end) if day_of(d) or relative_of(d)]
            if setting:
                return [self._with_due(d, setting) for d in duties]
            at = bisect_left(self.context.dates, start, key=lambda d: d.start)
            if at < len(self.context.dates) and self.context.dates[at].end <= end:
                found = self.context.dates[at]
                day = day_of(found)
                due_text = self.copy.finding(found.start, found.end, "keyed-due", 0.9)
                return [replace(d, due=day, due_text=due_text) for d in duties]
            length = length_of_time(self.context.text[start:end], self.context.language)
            if length:
                due_text = self.copy.finding(start, end, "keyed-due", 0.85)
                return [replace(d, relative=length, due_text=due_text) for d in duties]
        return duties

    # -- milestones -----------------------------------------------------------------------------

    def _milestone(self, sentence: Sentence, *, in_milestones: bool) -> list[Duty] | None:
        text, start, end = self.context.text, sentence.start, sentence.end
        found = date_beginning(self.context, sentence)
        if found is None and in_milestones:
            found = date_ending(self.context, start, end)
        if found is None:
            done_first = in_milestones and is_done(text, start, min(end, start + 12))
            return [] if done_first else None
        if not in_milestones and sentence.node is not None:
            return None
        if is_done(text, start, end):
            return []
        phrase = next(
            (
                d
                for d in self._deadlines(start, end)
                if d.start <= found.start and d.end >= found.end
            ),
            found,
        )
        deeds = self._deeds(sentence, in_item=True)
        bodies = deeds[0].bodies if deeds else ()
        helpers = deeds[0].supporting if deeds else self._helpers(start, end)
        if not bodies:
            bodies = self._set_apart(found.end if found.start < start + 3 else start, end)
        own = tuple(self._body(r, "milestone", 0.9) for r in bodies)
        if not own and self.group is not None:
            own = (replace(self.group, rule="milestone-of-group", confidence=0.8),)
        return [
            Duty(
                span=self.copy.span(start, end),
                starts=beginning(self.copy, start, end),
                bodies=own,
                supporting=tuple(self._body(r, "support", 0.9) for r in helpers),
                due=day_of(found),
                due_text=self.copy.finding(phrase.start, phrase.end, "milestone-date", 0.95),
                relative=None,
                item_path=self._path(sentence),
                rule="milestone",
                confidence=0.9,
            )
        ]

    def _set_apart(self, start: int, end: int) -> tuple[Range, ...]:
        """Return who is named between dashes or in the last bracket of a milestone."""
        text = self.context.text
        places = (
            carried_by(text, start, end),
            between_dashes(text, start, end),
            in_last_bracket(text, start, end),
        )
        for place in places:
            if place is None:
                continue
            if self.context.language != "en":
                bodies = whole_stretch(text, *place)
            else:
                bodies = split_names(text, *place) if is_agent(text, *place) else []
            if bodies:
                return tuple(bodies)
        return ()

    # -- sentences ------------------------------------------------------------------------------

    def _deeds(self, sentence: Sentence, *, in_item: bool | None = None) -> list[Deed]:
        inside = in_item if in_item is not None else sentence.node is not None or sentence.bulleted
        if sentence.node is None and not inside and self._preamble(sentence):
            return []
        if self.context.language == "en":
            return deeds_en(self.context, sentence.start, sentence.end)
        return deeds_fa(self.context, sentence.start, sentence.end, in_item=inside)

    def _preamble(self, sentence: Sentence) -> bool:
        return (
            self.context.kind in {"resolution", "bylaws"}
            and bool(self.structure.nodes)
            and sentence.start < self.structure.first
        )

    def _led(self, sentence: Sentence, lead: Lead) -> list[Duty]:
        start, end = sentence.start, sentence.end
        if _PERMITTED.search(self.context.text, start, end):
            return []
        helpers = (*lead.supporting, *self._helpers(start, end))
        deed = Deed(lead.bodies, tuple(dict.fromkeys(helpers)), (start, end), lead.rule, 0.9)
        duties = self._duties(sentence, deed, confidence=0.9)
        if any(d.due or d.relative for d in duties):
            return duties
        return [self._with_due(d, self._deadlines(*lead.reach)) for d in duties]

    def _helpers(self, start: int, end: int) -> tuple[Range, ...]:
        if self.context.language == "en":
            return supporters_en(self.context.text, start, end)
        return tuple(supporters(self.context, start, end))

    def _duties(
        self, sentence: Sentence, deed: Deed, confidence: float | None = None
    ) -> list[Duty]:
        bodies = tuple(
            self._body(r, deed.rule, deed.confidence) for r in dict.fromkeys(deed.bodies)
        )
        if not bodies:
            return []
        duty = Duty(
            span=self.copy.span(sentence.start, sentence.end),
            starts=beginning(self.copy, sentence.start, sentence.end),
            bodies=bodies,
            supporting=tuple(self._body(r, "support", 0.85) for r in deed.supporting),
            due=None,
            due_text=None,
            relative=None,
            item_path=self._path(sentence),
            rule=deed.rule,
            confidence=confidence or deed.confidence,
        )
        deadlines = self._deadlines(*deed.reach)
        setting = [d for d in deadlines if day_of(d) or relative_of(d)]
        if len(setting) > 1:
            return [self._with_due(duty, [each]) for each in setting[:3]]
        if not deadlines:
            ending = date_ending(self.context, *deed.reach)
            deadlines = [ending] if ending else []
        found = [self._with_due(duty, setting or deadlines)]
        if not setting and (dues := keyed_dues(self.context, *deed.reach)):
            return self._with_keyed_due(found, dues)
        return found

    def _deadlines(self, start: int, end: int) -> list[Deadline]:
        at = bisect_left(self.context.deadlines, start, key=lambda d: d.start)
        found = []
        while at < len(self.context.deadlines) and self.context.deadlines[at].start < end:
            each = self.context.deadlines[at]
            if not recurs(self.context.text, each.end) and not qualifies(
                self.context.text, each.start
            ):
                found.append(each)
            at += 1
        return found

    def _with_due(self, duty: Duty, deadlines: list[Deadline]) -> Duty:
        if not deadlines:
            return duty
        chosen = deadlines[0]
        return replace(
            duty,
            due=day_of(chosen),
            due_text=self.copy.finding(chosen.start, chosen.end, "deadline", 0.9),
            relative=relative_of(chosen),
        )

    def _body(self, place: Range, rule: str, confidence: float) -> Finding[str]:
        return self.copy.finding(*place, rule, confidence)

    def _path(self, sentence: Sentence) -> str | None:
        return None if sentence.node is None else self.structure.nodes[sentence.node].path


def _paragraph_starts(copy: ReadingCopy) -> list[int]:
    """For each line, the index of the line that begins its paragraph."""
    starts: list[int] = []
    for index, line in enumerate(copy.lines):
        starts.append(index if line.after_blank or not starts else starts[-1])
    return starts
