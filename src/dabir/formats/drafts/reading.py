"""One door for the files of drafts: whatever the format, printed lines come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dabir.domain.drafting.copies import PrintedClause, read_printed
from dabir.domain.language import detect_language
from dabir.formats.documents import Language
from dabir.formats.drafts.draft import HEADING, Draft
from dabir.formats.errors import (
    AnotherKind,
    Damaged,
    EmptyFile,
    NotAText,
    TooLarge,
    UnknownFormat,
)
from dabir.formats.laid_out import refuse_laid_out
from dabir.formats.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from dabir.formats.names import extension
from dabir.formats.plain_reading import clean, read_plain

if TYPE_CHECKING:
    from dabir.formats.drafts.tracked import TrackedDraft

_PLAIN = {".txt", ".text", ".md", ".markdown", ""}
_OTHERS = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<", b"\x89PNG", b"\xff\xd8")
_KINDS = {
    ".docx": ("docx", "Word"),
    ".docm": ("docx", "Word"),
    ".odt": ("odt", "OpenDocument"),
    ".pdf": ("pdf", "PDF"),
}
_XML = (b"<?xml", b"<akomaNtoso")
_CLAUSE = re.compile(rb"<!-- @\S+ [a-z]+ [a-z]+(?: headed)? -->")
"""What our Markdown writes behind the first line of a clause."""


def read_draft(
    data: bytes,
    *,
    name: str,
    language: Language | None = None,
    limits: Limits = DEFAULT_LIMITS,
    apart: bool = False,
) -> Draft:
    """Read a draft: plain text, Markdown, docx, odt, PDF, HTML, Akoma Ntoso, e-mail.

    Tracked changes are read as if all were accepted. `language` is found out where it is None.
    Clauses of files with structure (Akoma Ntoso, our own Markdown) are a line each; with `apart`
    their headings are lines of their own, as in files that have but paragraphs.

    Raises a subclass of `dabir.formats.errors.Unreadable`, among them
    `dabir.formats.laid_out.LaidOut`.
    """
    if len(data) > limits.file_size:
        raise TooLarge(limit=limits.file_size // MEGABYTE)
    if not data.strip():
        raise EmptyFile
    refuse_laid_out(data)
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if extension(name) in _PLAIN and _CLAUSE.search(data) is not None:
        return _markdown(data, name, language, limits, apart=apart)
    if extension(name) in _PLAIN and not start.startswith(_OTHERS):
        document = read_plain(data, "txt")
        lines = read_printed(clean(document.text))
        return draft_of(name, "txt", lines, language, tuple(str(note) for note in document.notes))
    if start.startswith(_XML) and b"akomaNtoso" in data[:4096]:
        return _akoma_ntoso(data, name, language, limits, apart=apart)
    return _office(data, name, language, limits)


def draft_of(
    name: str,
    kind: str,
    lines: list[PrintedClause],
    language: Language | None,
    notes: tuple[str, ...] = (),
    *,
    verified: bool = True,
) -> Draft:
    """Return a draft of lines; `language` is found out where it is None.

    Raises:
        NotAText: there is no line.
    """
    if not lines:
        raise NotAText
    return Draft(
        name=name,
        format=kind,
        language=language or language_of(lines),
        lines=tuple(lines),
        notes=notes,
        verified=verified,
    )


def language_of(lines: list[PrintedClause]) -> Language:
    """Return the language that most of a text is in, of the two that are written."""
    return "fa" if detect_language("\n".join(_sample(lines))) in {"fa", "ar"} else "en"


_SAMPLE = 20_000


def _sample(lines: list[PrintedClause]) -> Iterator[str]:
    taken = 0
    for each in lines:
        yield each.line
        taken += len(each.line)
        if taken > _SAMPLE:
            return


def _office(data: bytes, name: str, language: Language | None, limits: Limits) -> Draft:
    from dabir.formats.read_document import CHANGES_ACCEPTED
    from dabir.formats.reading import read_text

    if recognise_draft(data, name, limits) == "docx":
        tracked = read_word(data, name=name, language=language, limits=limits)
        if not tracked.target.lines:
            raise NotAText
        draft = replace(tracked.target, data=data)
        if not tracked.by_author:
            return draft
        return replace(draft, notes=(*draft.notes, str(CHANGES_ACCEPTED)))
    document = read_text(data, filename=name, limits=limits)
    return draft_of(
        name,
        document.format,
        read_printed(document.text),
        language,
        tuple(str(note) for note in document.notes),
        verified=document.verified,
    )


def recognise_draft(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the format of a file, which must be the one that an office file's name promises.

    Letters to a secretariat come with all sorts of endings, and there the contents decide; but
    what is sent as a draft and is none would be compared as a text that wholly differs.

    Raises:
        AnotherKind: the name says Word, OpenDocument or PDF, and the contents are something else.
    """
    from dabir.formats.sniffing import recognise

    ending = extension(name)
    promised, kind = _KINDS.get(ending, ("", ""))
    try:
        found = recognise(data, filename=name, limits=limits)
    except UnknownFormat as error:
        if promised:
            raise AnotherKind(ending=ending, named=kind) from error
        raise
    except Damaged as error:
        if promised:
            raise Damaged(format=promised) from error
        raise
    if promised and found != promised:
        raise AnotherKind(ending=ending, named=kind)
    return found


def read_word(
    data: bytes, *, name: str, language: Language | None = None, limits: Limits = DEFAULT_LIMITS
) -> TrackedDraft:
    """Read a Word file with what each author changed in it.

    Raises a subclass of `dabir.formats.errors.Unreadable`.
    """
    from dabir.formats.drafts.tracked import read_tracked_draft

    recognise_draft(data, name, limits)

    def make(lines: list[PrintedClause]) -> Draft:
        return draft_of(name, "docx", lines, language)

    return read_tracked_draft(data, make, limits=limits)


def _markdown(
    data: bytes, name: str, language: Language | None, limits: Limits, *, apart: bool
) -> Draft:
    from dabir.formats.drafts.versions import lines_of_version
    from dabir.formats.texts import read_markdown

    read = read_markdown(data, language=language or "", limits=limits)
    lines = lines_of_version(read.version, read.language, apart=apart)
    # An id that the reader made up says nothing of what a clause is.
    named = [line if _whose(line) in read.bound else replace(line, uid="") for line in lines]
    return draft_of(name, "md", named, language)


def _whose(line: PrintedClause) -> str:
    return line.uid.removesuffix(HEADING)


def _akoma_ntoso(
    data: bytes, name: str, language: Language | None, limits: Limits, *, apart: bool
) -> Draft:
    from dabir.formats.akoma_ntoso import read_akoma_ntoso
    from dabir.formats.drafts.versions import lines_of_version

    read = read_akoma_ntoso(data, limits=limits)
    code = language if language in read.languages else read.languages[0]
    lines = lines_of_version(read.version, code, read.numbers, apart=apart)
    draft = draft_of(name, "akn", lines, language, tuple(str(each) for each in read.remarks))
    return replace(draft, laid_out=True) if read.slots else draft
