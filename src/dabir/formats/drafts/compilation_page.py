"""A compilation of files as one web page that needs nothing else: who wants which words where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dabir.domain.drafting import Compilation
from dabir.domain.drafting.compiling.compilation import CompiledClause
from dabir.domain.drafting.compiling.slots import ClauseChoice, ClauseOption, Option, Slot
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import Draft
from dabir.formats.drafts.pages import depth_class, fact, page, seen, text
from dabir.formats.drafts.proposals import Proposal
from dabir.formats.drafts.standing import joined_to, restructured, standings
from dabir.formats.drafts.words import numeral, say

_FOLDED = 2
"""More untouched clauses in a row than this are folded."""
_QUOTED = 240
_STYLE = """
.by { font-size: .82rem; color: var(--faint); white-space: nowrap; margin-inline-start: .35em;
  text-decoration: none; display: inline-block; }
.by::before { content: "— "; }
.bracket { border-radius: 3px; padding-inline: .1em; background: var(--doubt-ground); }
.bracket b { color: var(--doubt); font-weight: 700; }
.contested { border-color: var(--doubt); }
.options { margin: .4rem 0 .2rem; padding: 0; list-style: none; white-space: normal;
  font-weight: 400; }
.options li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(7rem, 14rem);
  gap: .2rem 1rem; padding: .3rem .5rem; border-block-start: 1px solid var(--line); }
.options li > :last-child { color: var(--faint); font-size: .9rem; }
.options li.base { color: var(--faint); }
.slots { border: 0; margin: 0; }
.slots summary { color: var(--doubt); font-size: .9rem; }
.proposer ul { margin: .2rem 0 .6rem; padding-inline-start: 1.3rem; }
:target { outline: 2px solid var(--move); outline-offset: 2px; }
@media (max-width: 30rem) { .options li { grid-template-columns: 1fr; } }
@media print { .bracket { background: none; } .slots { display: none; } }
"""

Contest = Slot | ClauseChoice


def compilation_page(compilation: Compilation, base: Draft, proposals: Sequence[Proposal]) -> str:
    """Return the page: proposers, contested places, the whole text, and each proposer's list."""
    return _Page(compilation, base, proposals).written()


class _Page:
    def __init__(
        self, compilation: Compilation, base: Draft, proposals: Sequence[Proposal]
    ) -> None:
        self._of = compilation
        self._base = base
        self._proposals = proposals
        self._language: Language = base.language
        self._joint = "، " if base.language == "fa" else ", "
        self._standing = standings(compilation, base, proposals)
        self._restructured = restructured(compilation, proposals)

    def written(self) -> str:
        title = f"{self._say('compilation')}: {self._base.title}"
        return page(title=title, language=self._language, body=self._body(), style=_STYLE)

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _body(self) -> Iterator[str]:
        contests = list(self._of.contests.values())
        yield f"<header><h1><bdi>{text(self._base.title)}</bdi></h1>\n"
        lead = self._say(
            "compiled",
            count=len(self._of.proposed),
            base=f"<bdi>{text(self._base.name)}</bdi>",
        )
        yield f'<p class="lead">{self._say("compilation")} · {lead}</p>\n<ul class="facts">'
        for number, key in (
            (len(dict.fromkeys(each.copy.proposer for each in self._proposals)), "proposers"),
            (sum(each.contested for each in contests), "contested"),
            (sum(_is_shared(each) for each in contests), "cosponsored"),
        ):
            yield fact(self._language, number, key)
        yield "</ul></header>\n"
        yield from self._notes()
        yield from self._doubts()
        yield from self._restructurings()
        yield from self._proposers()
        contested = [each for each in contests if each.contested]
        if contested:
            yield f'<details class="screen"><summary>{text(self._say("contests"))}</summary><ol>'
            for contest in contested:
                yield f'<li><a href="#{contest.uid}">{self._about(contest)}</a></li>\n'
            yield "</ol></details>\n"
        yield f"<h2>{text(self._say('everything'))}</h2>\n<main>\n"
        if not contests:
            yield f"<p>{text(self._say('nothing'))}</p>\n"
        for touched, group in groupby(self._of.walk(), key=_is_touched):
            clauses = list(group)
            folded = not touched and len(clauses) > _FOLDED and bool(contests)
            if folded:
                count = self._say("unchanged", count=len(clauses))
                yield f'<details><summary class="kept">{text(count)}</summary>\n'
            for each in clauses:
                yield from self._clause(each)
            if folded:
                yield "</details>\n"
        yield "</main>\n"

    # -- before the text -------------------------------------------------------------------------

    def _notes(self) -> Iterator[str]:
        drafts = {self._base.name: self._base} | {
            each.copy.file: each.copy.draft for each in self._proposals
        }
        notes = [(name, note) for name, draft in drafts.items() for note in draft.notes]
        if notes:
            yield f"<details><summary>{text(self._say('notes'))}</summary><ul>"
            for name, note in notes:
                yield f'<li><bdi>{text(name)}</bdi>: <bdi dir="auto">{text(note)}</bdi></li>'
            yield "</ul></details>\n"

    def _doubts(self) -> Iterator[str]:
        doubts = [
            (each.copy.proposer, each.aligned, pairing)
            for each in self._proposals
            for pairing in each.aligned.doubtful
        ]
        if doubts:
            yield f'<div class="doubts"><p>{text(self._say("doubts"))}</p><ul>'
            for name, aligned, pairing in doubts:
                one = aligned.old[pairing.old[0]].line
                other = aligned.new[pairing.new[0]].line
                yield (
                    f"<li><bdi>{text(name)}</bdi>: <bdi>{text(_short(one))}</bdi> → "
                    f"<bdi>{text(_short(other))}</bdi></li>"
                )
            yield "</ul></div>\n"

    def _restructurings(self) -> Iterator[str]:
        if not self._restructured:
            return
        yield f'<section class="screen"><h2>{text(self._say("restructured"))}</h2><ul>\n'
        for each in self._restructured:
            names = self._joint.join(self._standing[uid].name for uid in each.old)
            what = self._say("joined" if each.joined else "split")
            yield (
                f"<li><bdi>{text(names)}</bdi> → <bdi>{text(self._joint.join(each.new))}</bdi> "
                f'<span class="tag move">{text(what)} — '
                f"<bdi>{text(each.proposal.copy.proposer)}</bdi></span></li>\n"
            )
        yield "</ul></section>\n"

    def _proposers(self) -> Iterator[str]:
        found: dict[str, list[str]] = {each.copy.proposer: [] for each in self._proposals}
        for contest in self._of.contests.values():
            for option in contest.proposed:
                for name in option.supporters:
                    words = f'<a href="#{contest.uid}">{self._about(contest)}</a> '
                    found[name].append(words + self._option(contest, option))
        yield f'<section class="screen"><h2>{text(self._say("by proposer"))}</h2>\n'
        for name, items in found.items():
            count = numeral(self._language, len(items))
            yield (
                f'<details class="proposer"><summary><bdi>{text(name)}</bdi> '
                f'<span class="tag">{count}</span></summary><ul>'
            )
            yield from (f"<li>{item}</li>\n" for item in items)
            yield "</ul></details>\n"
        yield "</section>\n"

    def _about(self, contest: Contest) -> str:
        uid = contest.target[0] if isinstance(contest, Slot) else contest.clause
        name = self._standing[uid].name if uid in self._standing else ""
        if isinstance(contest, ClauseChoice) and contest.addition:
            # What stands here may be named by several numbers, or as something of the base is.
            name = f"{self._say('add clause')}: {name}" if name else self._say("add clause")
        return f"<bdi>{text(name)}</bdi>"

    def _option(self, contest: Contest, option: Option | ClauseOption) -> str:
        if isinstance(option, Option):
            base = contest.base_words if isinstance(contest, Slot) else ""
            old = f"<del>{text(_short(base))}</del> " if base.strip() else ""
            return old + (f"<ins>{text(_short(option.words))}</ins>" if option.words else "")
        words = _words_of(option)
        clause = contest.clause if isinstance(contest, ClauseChoice) else ""
        said = f'<span class="tag">{self._fate(clause, option)}</span>'
        return f"{said} <ins>{text(_short(words))}</ins>" if words else said

    # -- the text --------------------------------------------------------------------------------

    def _clause(self, each: CompiledClause) -> Iterator[str]:
        slots = [
            stretch
            for row in each.wordings.values()
            for stretch in row
            if isinstance(stretch, Slot)
        ]
        choice = each.choice
        contested = any(slot.contested for slot in slots) or (
            choice is not None and choice.contested
        )
        stands = self._standing[each.uid]
        classes = f"clause {_CLASSES[each.standing]}{depth_class(stands.line.depth)}"
        classes += " changed" if slots or choice is not None else ""
        classes += " contested" if contested else ""
        classes += " heading" if each.clause.heading else ""
        anchor = ""
        if choice is not None and each.standing != "moved_here":
            anchor = f' id="{choice.uid}"'
        yield f'<div class="{classes}"{anchor} dir="auto">'
        yield from self._tags(each)
        if each.standing == "moved_here":
            yield f"<ins>{text(stands.line.line)}</ins>"
        for row in each.wordings.values():
            for stretch in row:
                if isinstance(stretch, Slot):
                    yield self._slot(stretch)
                elif each.standing == "added":
                    yield f"<ins>{text(stretch.text)}</ins>"
                else:
                    yield text(stretch.text)
        yield from self._rows([slot for slot in slots if len(slot.proposed) > 1])
        yield "</div>\n"

    def _tags(self, each: CompiledClause) -> Iterator[str]:
        if each.choice is None:
            return
        if each.choice.contested:
            yield f'<span class="tag doubt">{text(self._say("contested"))}</span>'
        options = each.choice.proposed if each.option is None else (each.option,)
        for option in options:
            colour = {"add": "in", "delete": "out"}.get(option.what, "move")
            names = self._joint.join(option.supporters)
            said = self._fate(each.choice.clause, option)
            yield f'<span class="tag {colour}">{said} — <bdi>{text(names)}</bdi></span>'

    def _fate(self, clause: str, option: ClauseOption) -> str:
        if option.what == "delete":
            to = joined_to(self._restructured, clause, option.amendments)
            if to is not None:
                name = f"<bdi>{text(self._standing[to].name)}</bdi>"
                return self._say("joined to", clause=name)
        return text(self._say(_FATES[option.what]))

    def _slot(self, slot: Slot) -> str:
        options = slot.proposed
        if len(options) == 1:
            option = options[0]
            lead, words, _ = _bare(option.words)
            before, base, trail = _bare(slot.base_words)
            names = text(self._joint.join(option.supporters))
            by = f'<span class="by"><bdi>{names}</bdi></span>'
            old = f"{before}<del>{text(base)}</del>" if base else ""
            new = f"{lead if not base else ' '}<ins>{seen(words)}</ins>" if words else ""
            after = trail if base else option.words[len(option.words.rstrip()) :]
            return f'<span id="{slot.uid}">{old}{new}{by}</span>{after or " "}'
        lead, base, trail = _bare(slot.base_words)
        pieces = [f"<b>[</b>{text(base)}<b>]</b>"] if base else []
        for option in options:
            words = seen(option.words.strip()) or f"<i>({text(self._say('delete words'))})</i>"
            names = text(self._joint.join(option.supporters))
            by = f'<span class="by"><bdi>{names}</bdi></span>'
            pieces.append(f"<b>[</b>{words}{by}<b>]</b>")
        inside = " ".join(pieces)
        return f'{lead}<span class="bracket" id="{slot.uid}">{inside}</span>{trail or " "}'

    def _rows(self, slots: Sequence[Slot]) -> Iterator[str]:
        """Yield the options of contested words one below the other, where they are many."""
        for slot in slots:
            count = self._say("options", count=len(slot.proposed))
            yield (
                f'<details class="slots screen"><summary>{text(count)}</summary>'
                '<ul class="options">'
            )
            for option in slot.options:
                words = text(option.words.strip()) or f"({text(self._say('delete words'))})"
                if option.keeps_base:
                    words = text(option.words.strip()) or "—"
                names = self._joint.join(option.supporters)
                by = self._say("base") if option.keeps_base else names
                base = ' class="base"' if option.keeps_base else ""
                yield f"<li{base}><span>{words}</span><span><bdi>{text(by)}</bdi></span></li>"
            yield "</ul></details>"


_CLASSES = {"stands": "", "added": "added", "moved_here": "moved"}
_FATES = {
    "delete": "delete clause",
    "move": "move clause",
    "add": "add clause",
    "stay": "keep clause",
    "leave_out": "leave out",
}


def _is_touched(each: CompiledClause) -> bool:
    return each.choice is not None or any(
        isinstance(stretch, Slot) for row in each.wordings.values() for stretch in row
    )


def _is_shared(contest: Contest) -> bool:
    return any(len(option.supporters) > 1 for option in contest.proposed)


def _words_of(option: ClauseOption) -> str:
    return " ".join(words for clause in option.clauses for words in clause.wordings().values())


def _bare(words: str) -> tuple[str, str, str]:
    """Return words without the blanks around them, and those blanks."""
    bare = words.strip()
    if not bare:
        return words, "", ""
    start = words.index(bare)
    return words[:start], bare, words[start + len(bare) :]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _QUOTED else flat[:_QUOTED].rsplit(" ", 1)[0] + "…"
