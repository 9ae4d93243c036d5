"""Texts and compilations as PDF, with their Akoma Ntoso source inside."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dabir.domain.drafting import Symbol, Version
from dabir.domain.drafting.compiling.compilation import Compilation
from dabir.domain.language.printable import printable_data
from dabir.drawing.typeface import FONTS
from dabir.formats.akoma_ntoso.writing import write_akoma_ntoso
from dabir.formats.documents import Attachment
from dabir.formats.laid_out import LAID_OUT
from dabir.formats.text_facts import TextFacts, direction_of, file_name, languages_of
from dabir.formats.texts.brackets import Contests, bracketed, contest_number, option_rows
from dabir.formats.texts.layout import (
    Line,
    Row,
    Side,
    contests_of,
    lay_out,
    lay_out_compilation,
    plain,
    wants_contents,
)
from dabir.formats.texts.words import text_words
from dabir.formats.typesetting import attach, typeset

MEDIA_TYPE = "application/akn+xml"


def write_text_pdf(
    version: Version,
    about: TextFacts,
    *,
    languages: Sequence[str] = (),
    line_numbers: bool = False,
    with_source: bool = True,
    fonts: Path = FONTS,
) -> bytes:
    """Return a version as PDF; two ``languages`` stand side by side.

    It is PDF/A-3a and PDF/UA-1 when ``about`` has a day, which those standards demand, and carries
    the same version as Akoma Ntoso, ``with_source``, as the file it was made from.

    Raises :class:`~dabir.drawing.errors.FontsMissing`.
    """
    codes = tuple(languages) or languages_of(version, about)
    sources = []
    if with_source:
        source = write_akoma_ntoso(version, about, languages=codes)
        sources = [_attached(source, about, version.symbol, codes[0])]
    return _write(
        lay_out(version, codes),
        about,
        version.symbol,
        codes,
        sources,
        fonts=fonts,
        line_numbers=line_numbers,
    )


def write_compilation_pdf(
    compilation: Compilation,
    about: TextFacts,
    *,
    languages: Sequence[str] = (),
    contests: Contests = "brackets",
    line_numbers: bool = False,
    fonts: Path = FONTS,
) -> bytes:
    """Return a compilation as PDF: brackets in the running text, or rows of options below it.

    Raises :class:`~dabir.drawing.errors.FontsMissing`.
    """
    codes = tuple(languages) or languages_of(compilation.base, about)
    return _write(
        lay_out_compilation(compilation, codes),
        about,
        compilation.base.symbol,
        codes,
        (),
        fonts=fonts,
        line_numbers=line_numbers,
        contests=contests,
        keywords=(LAID_OUT,),
    )


def _write(
    rows: Sequence[Row],
    about: TextFacts,
    symbol: Symbol,
    languages: Sequence[str],
    sources: Sequence[Attachment],
    *,
    fonts: Path,
    line_numbers: bool,
    contests: Contests = "brackets",
    keywords: Sequence[str] = (),
) -> bytes:
    language = languages[0]
    words = text_words(language)
    files: dict[str, bytes] = {}
    data: dict[str, Any] = {
        "language": _typst_code(language),
        "direction": direction_of(language),
        "title": about.title_in(language),
        "titles": [
            {
                "words": about.title[code],
                "language": _typst_code(code),
                "direction": direction_of(code),
            }
            for code in languages[1:]
            if about.title.get(code)
        ],
        "group": about.group,
        "number": about.number,
        "classification": about.classification,
        "particulars": [
            [name, value, _direction_of_words(value, language)]
            for name, value in (
                (words.number, about.number),
                (words.version, symbol.label(language)),
                (words.day, about.day_text),
                (words.classification, about.classification),
            )
            if value
        ],
        "day": about.day,
        "words": words.as_data(),
        "contents": wants_contents(rows),
        "line_numbers": line_numbers,
        "contests": contests,
        "keywords": list(keywords),
        "rows": [_row(row, language) for row in rows],
    }
    data = printable_data(data)
    attach(sources, data, files)
    return typeset("text.typ", data, files, archival=about.day is not None, fonts=fonts)


def _direction_of_words(words: str, language: str) -> str:
    """Return the direction of the first letter in words, or of `language` where there is none."""
    for letter in words:
        match unicodedata.bidirectional(letter):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return direction_of(language)


def _typst_code(language: str) -> str:
    """Return a code of a language as typst takes it: two or three letters, "und" for others."""
    code = language.partition("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isascii() and code.isalpha() else "und"


def _attached(source: bytes, about: TextFacts, symbol: Symbol, language: str) -> Attachment:
    return Attachment(
        name=f"{file_name(about, symbol)}.xml",
        data=source,
        media_type=MEDIA_TYPE,
        description=text_words(language).source,
    )


def _row(row: Row, language: str) -> dict[str, Any]:
    words = text_words(language)
    return {
        "id": row.id,
        "depth": row.depth,
        "shape": row.shape,
        "level": row.level,
        "sides": [_side(side) for side in row.sides],
        "notes": [
            {
                "what": note.what,
                "words": words.as_data()[note.what],
                "by": words.joint.join(note.supporters),
            }
            for note in row.notes
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "language": _typst_code(side.language),
        "direction": side.direction,
        "mark": side.mark,
        "dash": text_words(side.language).dash,
        "heading": _line(side.heading, side.language),
        "heading_words": plain(side.heading),
        "paragraphs": [_line(line, side.language) for line in side.paragraphs],
        "choices": [
            asdict(option)
            for contest in contests_of([side.heading, *side.paragraphs])
            for option in option_rows(contest, side.language)
        ],
    }


def _line(line: Line, language: str) -> list[dict[str, Any]]:
    return [
        {"text": piece}
        if isinstance(piece, str)
        else {
            "number": contest_number(piece, language),
            "base": piece.choices[0].words,
            "brackets": [asdict(bracket) for bracket in bracketed(piece, language)],
        }
        for piece in line
    ]
