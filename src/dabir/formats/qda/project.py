"""The project of REFI-QDA: users, codebook, sources with their coded stretches, notes."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO
from uuid import UUID
from xml.sax.saxutils import quoteattr

from dabir.domain.language.printable import printable
from dabir.formats.qda.codebook import Code, write_codes
from dabir.formats.qda.writing import XmlWriter

PROJECT = "urn:QDA-XML:project:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
FOLDER = "sources"
_SPOOLED = 8 * 2**20


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who coded."""

    guid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody noted."""

    guid: UUID
    name: str
    text: str
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Coding:
    """That a code is on a stretch, by whom and when."""

    guid: UUID
    code: UUID
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of a text, in code points, with its codings and notes."""

    guid: UUID
    start: int
    end: int
    name: str
    codings: tuple[Coding, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its coded stretches; `variables` by name, empty values are left out."""

    guid: UUID
    name: str
    text: str
    selections: tuple[Selection, ...]
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Project:
    """What all of a project shares. `variables` names those that sources have, with their ids."""

    name: str
    origin: str
    codes: Sequence[Code]
    variables: Mapping[str, UUID]
    at: datetime


def write_project(
    target: IO[bytes], project: Project, sources: Iterable[Source], users: Iterable[User]
) -> None:
    """Write a project file (`.qdpx`); sources are read once, and their users asked for after them.

    The texts are UTF-8 without a mark, their lines end in a line feed.
    """
    with (
        tempfile.SpooledTemporaryFile(_SPOOLED) as described,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        notes = _write_sources(described, archive, project, sources)
        described.seek(0)
        with archive.open("project.qde", "w", force_zip64=True) as file:
            _write_head(file, project, list(users))
            while piece := described.read(2**16):
                file.write(piece)
            _write_tail(file, notes)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _guid(one: UUID | None) -> str:
    return str(one) if one else ""


def _write_sources(
    target: IO[bytes], archive: zipfile.ZipFile, project: Project, sources: Iterable[Source]
) -> list[Note]:
    """Write the texts into the archive and their description into `target`; return their notes."""
    out = XmlWriter(target, document=False)
    notes: list[Note] = []
    begun = False
    for source in sources:
        if not begun:
            target.write(b"<Sources>")
            begun = True
        text = _same_length(source.text)
        archive.writestr(f"{FOLDER}/{source.guid}.txt", text.encode())
        attributes = {
            "guid": str(source.guid),
            "name": source.name,
            "plainTextPath": f"internal://{source.guid}.txt",
            "creationDateTime": _moment(project.at),
        }
        with out.element("TextSource", attributes):
            for selection in source.selections:
                _write_selection(out, selection)
                notes += selection.notes
            for name, value in source.variables.items():
                if value:
                    with out.element("VariableValue"):
                        ref = {"targetGUID": str(project.variables[name])}
                        out.empty("VariableRef", ref)
                        out.text("TextValue", value)
    out.close()
    if begun:
        target.write(b"</Sources>")
    return notes


def _same_length(text: str) -> str:
    """Return a text whose unprintable signs are spaces, so that no offset moves."""
    if printable(text) == text:
        return text
    return "".join(printable(sign) or " " for sign in text)


def _write_selection(out: XmlWriter, selection: Selection) -> None:
    attributes = {
        "guid": str(selection.guid),
        "name": selection.name,
        "startPosition": str(selection.start),
        "endPosition": str(selection.end),
    }
    with out.element("PlainTextSelection", attributes):
        for coding in selection.codings:
            made = {
                "guid": str(coding.guid),
                "creatingUser": _guid(coding.by),
                "creationDateTime": _moment(coding.at),
            }
            with out.element("Coding", made):
                out.empty("CodeRef", {"targetGUID": str(coding.code)})
        for note in selection.notes:
            out.empty("NoteRef", {"targetGUID": str(note.guid)})


def _write_head(target: IO[bytes], project: Project, users: Sequence[User]) -> None:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<Project{_attributes(project)}>'
    target.write(head.encode())
    with tempfile.SpooledTemporaryFile(_SPOOLED) as part:
        out = XmlWriter(part, document=False)
        if users:
            with out.element("Users"):
                for user in users:
                    out.empty("User", {"guid": str(user.guid), "name": user.name})
        if project.codes:
            with out.element("CodeBook"), out.element("Codes"):
                write_codes(out, project.codes)
        if project.variables:
            with out.element("Variables"):
                for name, guid in project.variables.items():
                    about = {"guid": str(guid), "name": name, "typeOfVariable": "Text"}
                    out.empty("Variable", about)
        out.close()
        part.seek(0)
        target.write(part.read())


def _attributes(project: Project) -> str:
    given = {
        "xmlns": PROJECT,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{PROJECT} {SCHEMA}",
        "name": project.name,
        "origin": project.origin,
        "creationDateTime": _moment(project.at),
    }
    return "".join(f" {name}={quoteattr(printable(value))}" for name, value in given.items())


def _write_tail(target: IO[bytes], notes: Sequence[Note]) -> None:
    with tempfile.SpooledTemporaryFile(_SPOOLED) as part:
        out = XmlWriter(part, document=False)
        if notes:
            with out.element("Notes"):
                for note in notes:
                    attributes = {
                        "guid": str(note.guid),
                        "name": note.name,
                        "creatingUser": _guid(note.by),
                        "creationDateTime": _moment(note.at),
                    }
                    with out.element("Note", attributes):
                        out.text("PlainTextContent", note.text)
        out.close()
        part.seek(0)
        target.write(part.read())
    target.write(b"</Project>\n")
