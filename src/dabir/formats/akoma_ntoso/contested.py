"""A compilation as Akoma Ntoso: contested words in their place, with all their options.

The words of the base stand in ``del`` and each proposal in ``ins``, which refer to the contest
(a concept of the document) and to those who support the option. Whoever knows nothing of contests
sees tracked changes; `read_akoma_ntoso` gives the base back, and the options as `slots`.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from dabir.domain.drafting import Clause, Part
from dabir.domain.drafting.compiling.compilation import Compilation
from dabir.domain.drafting.compiling.slots import ClauseOption, Option, Slot
from dabir.formats.akoma_ntoso.lines import fill
from dabir.formats.akoma_ntoso.metadata import Agent
from dabir.formats.akoma_ntoso.names import BY, LANG, OPTION, own
from dabir.formats.akoma_ntoso.naming import write_uid
from dabir.formats.akoma_ntoso.writing import Marked, TextWriter, finish
from dabir.formats.text_facts import TextFacts, languages_of


def write_contested_akoma_ntoso(
    compilation: Compilation, about: TextFacts, *, languages: Sequence[str] = ()
) -> bytes:
    """Return a compilation as an Akoma Ntoso 3.0 file, valid against the official schema.

    What is proposed for whole clauses (to add, delete or move them) stands in elements of ours in
    the metadata, with the words of those that would be added.

    Raises:
        NoSuchLanguage: a wording is in a language whose code no file can hold.
    """
    codes = tuple(languages) or languages_of(compilation.base, about)
    writer = _ContestedWriter(compilation, about, codes)
    root = writer.write("bill")
    text = next(root.iter(own("text")))
    for choice in compilation.choices:
        element = etree.SubElement(
            text, own("choice"), uid=choice.uid, clause=write_uid(choice.clause)
        )
        for option in choice.options:
            _option(element, option)
    return finish(root)


class _ContestedWriter(TextWriter):
    def __init__(
        self, compilation: Compilation, about: TextFacts, languages: Sequence[str]
    ) -> None:
        options: list[Option | ClauseOption] = []
        for slot in compilation.slots:
            options += slot.options
        for choice in compilation.choices:
            options += choice.options
        names = dict.fromkeys(name for option in options for name in option.supporters)
        self._agents = {name: f"party_{place}" for place, name in enumerate(names, start=1)}
        super().__init__(
            compilation.base,
            about,
            languages,
            agents=[Agent(place, name) for name, place in self._agents.items()],
            concepts=[
                Agent(slot.uid, slot.base_words)
                for slot in compilation.slots
                if slot.target[2] in languages
            ],
        )
        self._compilation = compilation

    def pieces(self, clause: Clause, part: Part, language: str) -> Sequence[str | Marked]:
        """Return the wording of the base with its contests."""
        pieces: list[str | Marked] = []
        for stretch in self._compilation.row((clause.uid, part, language)):
            if isinstance(stretch, Slot):
                pieces += self._slot(stretch)
            else:
                pieces.append(stretch.text)
        return pieces

    def has_words(self, clause: Clause, part: Part, language: str) -> bool:
        """Whether anything is or would be said there."""
        return bool(self._compilation.row((clause.uid, part, language)))

    def _slot(self, slot: Slot) -> list[str | Marked]:
        marked: list[str | Marked] = []
        for option in slot.options:
            refers = [slot.uid, *(self._agents[name] for name in option.supporters)]
            attributes = {"refersTo": " ".join(f"#{place}" for place in refers), OPTION: option.uid}
            if option.supporters:
                attributes[BY] = " ".join(map(write_uid, option.supporters))
            marked.append(Marked("del" if option.keeps_base else "ins", option.words, attributes))
        return marked


def _option(choice: etree._Element, option: ClauseOption) -> None:
    element = etree.SubElement(choice, own("option"), uid=option.uid, what=option.what)
    if option.supporters:
        element.set("by", " ".join(map(write_uid, option.supporters)))
    if option.what in {"move", "add"}:
        for name, place in (("parent", option.parent), ("after", option.after)):
            if place is not None:
                element.set(name, write_uid(place))
    for clause in option.clauses:
        added = etree.SubElement(
            element,
            own("clause"),
            uid=write_uid(clause.uid),
            kind=clause.kind.value,
            style=clause.style.value,
        )
        if clause.parent is not None:
            added.set("parent", write_uid(clause.parent))
        for (part, language), words in clause.wordings().items():
            said = etree.SubElement(added, own(part.value + "Words"), {LANG: language})
            fill(said, words)
