"""Texts and compilations as web pages that need nothing else.

Each clause carries its permanent id (``data-clause``) and can be pointed at by the identifier that
it has in Akoma Ntoso ("#art_5").
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from lxml import etree

from dabir.domain.drafting import NumberStyle, Symbol, Version, write_numeral
from dabir.domain.drafting.compiling.compilation import Compilation
from dabir.formats.html_elements import POLICY, append, element, write_page
from dabir.formats.laid_out import LAID_OUT
from dabir.formats.text_facts import TextFacts, direction_of, languages_of
from dabir.formats.texts.brackets import Contests, bracketed, contest_number, option_rows
from dabir.formats.texts.html_style import STYLE
from dabir.formats.texts.layout import (
    Contested,
    Line,
    Note,
    Row,
    Side,
    contests_of,
    lay_out,
    lay_out_compilation,
    plain,
    wants_contents,
)
from dabir.formats.texts.words import text_words

# Letters in a numbered line: as many as a line of print holds at a readable size.
_LINE = 84
_COLUMN = 46
_EVERY = 5


def write_html(
    version: Version,
    about: TextFacts,
    *,
    languages: Sequence[str] = (),
    line_numbers: bool = False,
) -> bytes:
    """Return a version as one page in UTF-8; with two ``languages`` they stand side by side.

    With ``line_numbers`` the lines break where the file says, so that a line has the same number
    for whoever opens it.
    """
    codes = tuple(languages) or languages_of(version, about)
    page = _Page(about, version.symbol, codes, line_numbers=line_numbers)
    return page.write(lay_out(version, codes))


def write_compilation_html(
    compilation: Compilation,
    about: TextFacts,
    *,
    languages: Sequence[str] = (),
    contests: Contests = "rows",
) -> bytes:
    """Return a compilation as one page in UTF-8: what is contested, and who wants which words.

    ``contests`` as "rows" lists the options under each clause; as "brackets" they stand in the
    running text, as drafts are printed.
    """
    codes = tuple(languages) or languages_of(compilation.base, about)
    page = _Page(about, compilation.base.symbol, codes, contests=contests, laid_out=True)
    return page.write(lay_out_compilation(compilation, codes))


class _Page:
    def __init__(
        self,
        about: TextFacts,
        symbol: Symbol,
        languages: Sequence[str],
        *,
        line_numbers: bool = False,
        contests: Contests = "rows",
        laid_out: bool = False,
    ) -> None:
        self._about = about
        self._symbol = symbol
        self._languages = languages
        self._language = languages[0]
        self._words = text_words(self._language)
        self._contests = contests
        self._laid_out = laid_out
        self._lines: dict[str, int] | None = dict.fromkeys(languages, 0) if line_numbers else None

    def write(self, rows: Sequence[Row]) -> bytes:
        """Return the page."""
        names = [
            name
            for name, there in (
                ("wide", len(self._languages) > 1),
                ("numbered", self._lines is not None),
            )
            if there
        ]
        main = element("main", self._head(), class_=" ".join(names))
        if wants_contents(rows):
            main.append(self._contents(rows))
        main.extend(map(self._clause, rows))
        foot = [self._about.group, self._symbol.label(self._language), self._about.day_text]
        footer = element("footer")
        for part in filter(None, foot):
            append(footer, " · " if len(footer) else "")
            footer.append(element("bdi", part))
        main.append(footer)
        page = element(
            "html",
            element(
                "head",
                element("meta", charset="utf-8"),
                *([element("meta", name="keywords", content=LAID_OUT)] if self._laid_out else []),
                element("meta", http_equiv="Content-Security-Policy", content=POLICY),
                element("meta", name="viewport", content="width=device-width"),
                element("title", self._about.title_in(self._language)),
                element("style", STYLE),
            ),
            element("body", main),
            lang=self._language,
            dir=direction_of(self._language),
        )
        return write_page(page).encode()

    def _head(self) -> etree._Element:
        about, words = self._about, self._words
        head = element("header", class_="head")
        if about.group:
            head.append(element("p", about.group, class_="group"))
        listing = element("dl", class_="particulars")
        for name, value in (
            (words.number, about.number),
            (words.version, self._symbol.label(self._language)),
            (words.day, about.day_text),
            (words.classification, about.classification),
        ):
            if value:
                pair = element("dt", f"{name}:"), element("dd", element("bdi", value))
                listing.append(element("div", *pair))
        head.append(listing)
        for language in self._languages:
            if about.title.get(language) or language == self._language:
                title = about.title_in(language)
                tag = "h1" if language == self._language else "p"
                head.append(
                    element(tag, title, lang=language, dir=direction_of(language), class_="name")
                )
        return head

    def _contents(self, rows: Sequence[Row]) -> etree._Element:
        listing = element("ol")
        for row in rows:
            if not row.headed:
                continue
            side = row.sides[0]
            label = " ".join(part for part in (side.mark, plain(side.heading)) if part)
            entry = element("li", element("a", label or row.id, href=f"#{row.id}"))
            if row.level > 2:
                entry.set("class", "inner")
            listing.append(entry)
        details = element("details", element("summary", self._words.contents), listing, open="")
        return element("nav", details, class_="contents", aria_label=self._words.contents)

    def _clause(self, row: Row) -> etree._Element:
        names = ["clause", row.kind.value, row.shape]
        if row.level and row.shape != "title":
            names.append("headed")
        if any(note.what == "add" for note in row.notes):
            names.append("added")
        section = element(
            "section",
            class_=" ".join(names),
            id=row.id,
            data_clause=row.uid,
            style=f"--depth:{row.depth}",
        )
        if len(row.sides) == 1:
            self._side(section, row, row.sides[0])
        else:
            sides = element("div", class_="sides")
            for side in row.sides:
                box = element("div", lang=side.language, dir=side.direction)
                self._side(box, row, side)
                sides.append(box)
            section.append(sides)
        for note in row.notes:
            section.append(self._note(note))
        return section

    def _side(self, box: etree._Element, row: Row, side: Side) -> None:
        side_box = element("div", class_="side")
        box.append(side_box)
        mark = element("span", side.mark, class_="mark") if side.mark else None
        if row.shape == "hanging":
            side_box.append(mark if mark is not None else element("span"))
            body = element("div", class_="body")
            side_box.append(body)
            mark = None
        else:
            body = side_box
        if row.level and (side.heading or row.shape == "title"):
            heading = element(f"h{row.level}")
            if mark is not None:
                heading.append(mark)
                append(heading, " " if side.heading else "")
                mark = None
            self._line(heading, side.heading, side.language)
            body.append(heading)
        self._paragraphs(body, side, mark)
        if self._contests == "rows":
            self._choices(body, side)

    def _paragraphs(self, body: etree._Element, side: Side, mark: etree._Element | None) -> None:
        words = element("div", class_="words")
        lead = side.mark if mark is not None else ""
        if lead and not side.paragraphs:
            words.append(element("p", element("span", lead, class_="mark")))
        for number, line in enumerate(side.paragraphs):
            paragraph = element("p")
            if number == 0 and mark is not None:
                paragraph.append(mark)
                append(paragraph, f" {text_words(side.language).dash} ")
            self._line(paragraph, line, side.language)
            words.append(self._numbered(paragraph, side.language))
        if len(words):
            body.append(words)

    def _numbered(self, paragraph: etree._Element, language: str) -> etree._Element:
        """Break a paragraph into lines that count on, every fifth with its number shown."""
        if self._lines is None:
            return paragraph
        words = "".join(map(str, paragraph.itertext()))
        marks = [str(found.text) for found in paragraph.iter("span")]
        numbered = element("p")
        width = _LINE if len(self._languages) == 1 else _COLUMN
        for line in textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False):
            self._lines[language] += 1
            count = self._lines[language]
            shown = element("span", class_="line")
            if marks and line.startswith(marks[0]):
                bold = marks.pop(0)
                shown.append(element("span", bold, class_="mark"))
                append(shown, line[len(bold) :])
            else:
                marks.clear()
                append(shown, line)
            if count % _EVERY == 0:
                shown.set("data-n", write_numeral(count, NumberStyle.DIGITS, language))
            numbered.append(shown)
        return numbered

    def _line(self, parent: etree._Element, line: Line, language: str) -> None:
        for piece in line:
            if isinstance(piece, str):
                append(parent, piece)
            else:
                parent.append(self._contest(piece, language))

    def _contest(self, contest: Contested, language: str) -> etree._Element:
        shown = element("span", class_="contest")
        if self._contests == "brackets":
            for part in bracketed(contest, language):
                inner = element("span", part.words, class_="gone" if part.base else "new")
                append(shown, f"{part.before}[")
                shown.append(inner)
                if part.by:
                    shown.append(element("span", part.by, class_="by"))
                append(shown, f"]{part.after}")
            return shown
        base = contest.choices[0].words
        words = base.strip()
        append(shown, base[: len(base) - len(base.lstrip())] + "[" + words)
        append(shown, "]")
        shown.append(element("sup", contest_number(contest, language)))
        append(shown, base[len(base.rstrip()) :] if words else "")
        return shown

    def _choices(self, body: etree._Element, side: Side) -> None:
        for contest in contests_of([side.heading, *side.paragraphs]):
            listing = element("ul", class_="choices", id=contest.uid)
            for option in option_rows(contest, side.language):
                entry = element(
                    "li",
                    element("span", option.key, class_="key"),
                    element("span", *_broken(option.words)),
                    element("span", option.by, class_="by"),
                    class_="base" if option.base else "proposed",
                    id=f"{contest.uid}-{option.uid}",
                )
                listing.append(entry)
            body.append(listing)

    def _note(self, note: Note) -> etree._Element:
        words = self._words.as_data()[note.what]
        by = self._words.joint.join(note.supporters)
        return element("p", f"{words} — {by}" if by else words, class_=f"badge {note.what}")


def _broken(words: str) -> list[str | etree._Element]:
    """Return words with a break for each line end in them."""
    first, *rest = words.split("\n")
    parts: list[str | etree._Element] = [first]
    for line in rest:
        parts += [element("br"), line]
    return parts
