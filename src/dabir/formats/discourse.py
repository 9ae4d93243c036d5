"""Statements as the Discourse Network Analyzer (DNA, version 3) keeps them: a SQLite file.

A statement is a stretch of a document in which a person, of an organisation, agrees or disagrees
with a concept. The tables, columns and rows that a new database begins with are those of DNA 3;
offsets count UTF-16 units, as Java does, and dates are seconds since 1970.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dabir.domain.language.printable import printable

VERSION = "3.0"
LONGEST = 190
"""Signs that DNA's short texts take."""
PERSON, ORGANISATION, CONCEPT, AGREEMENT = 1, 2, 3, 4
_ITERATIONS = 100_000
_SALT = 16
_SHADE = "INTEGER NOT NULL DEFAULT 0 CHECK ({0} BETWEEN 0 AND 255)"
_COLOURS = ", ".join(f"{name} {_SHADE.format(name)}" for name in ("Red", "Green", "Blue"))
_RIGHTS = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements",
    "EditStatements", "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes",
    "EditCoders", "EditCoderRelations", "ViewOthersDocuments", "EditOthersDocuments",
    "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip


def _flag(name: str, default: int = 1) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _short(name: str, rest: str = "NOT NULL") -> str:
    return f"{name} TEXT {rest} CHECK (LENGTH({name}) < 191)"


def _to(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


_EMPTY = "NOT NULL DEFAULT ''"
_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_DATUM = (
    f"{_ID}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {{0}}, "
    f"{_to('StatementId', 'STATEMENTS')}, {_to('VariableId', 'VARIABLES')}, {{1}}"
    "UNIQUE (StatementId, VariableId)"
)
TABLES = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": ", ".join(
        (
            _ID,
            _short("Name"),
            _COLOURS,
            "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
            "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14",
            _short("Password"),
            "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
            _flag("ColorByCoder", 0),
            _flag("PopupDecoration", 0),
            _flag("PopupAutoComplete"),
            *(_flag(f"Permission{right}") for right in _RIGHTS),
        )
    ),
    "DOCUMENTS": ", ".join(
        (
            _ID,
            _short("Title"),
            "Text TEXT NOT NULL",
            "Coder INTEGER",
            *(_short(name, _EMPTY) for name in ("Author", "Source", "Section")),
            "Notes TEXT NOT NULL DEFAULT ''",
            _short("Type", _EMPTY),
            "Date INTEGER NOT NULL",
            _to("Coder", "CODERS"),
        )
    ),
    "STATEMENTTYPES": f"{_ID}, {_short('Label')}, {_COLOURS}",
    "VARIABLES": (
        f"{_ID}, {_short('Variable')}, DataType TEXT NOT NULL CHECK (DataType IN "
        "('boolean', 'integer', 'long text', 'short text')) DEFAULT 'short text', "
        f"StatementTypeId INTEGER, {_to('StatementTypeId', 'STATEMENTTYPES')}, "
        "UNIQUE (Variable, StatementTypeId)"
    ),
    "VARIABLELINKS": (
        f"{_ID}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
        "CHECK (TargetVariableId != SourceVariableId), "
        f"{_to('SourceVariableId', 'VARIABLES')}, {_to('TargetVariableId', 'VARIABLES')}"
    ),
    "REGEXES": f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191), {_COLOURS}",
    "CODERRELATIONS": ", ".join(
        (
            _ID,
            "Coder INTEGER CHECK(Coder > 0)",
            "OtherCoder INTEGER CHECK(OtherCoder > 0)",
            *(
                _flag(name)
                for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
            ),
            "CHECK (Coder != OtherCoder)",
            _to("Coder", "CODERS"),
            _to("OtherCoder", "CODERS"),
        )
    ),
    "STATEMENTS": (
        f"{_ID}, StatementTypeId INTEGER, DocumentId INTEGER, "
        "Start INTEGER NOT NULL CHECK(Start >= 0), Stop INTEGER NOT NULL CHECK(Stop >= 0), "
        f"Coder INTEGER, CHECK (Start < Stop), {_to('StatementTypeId', 'STATEMENTTYPES')}, "
        f"{_to('Coder', 'CODERS')}, {_to('DocumentId', 'DOCUMENTS')}"
    ),
    "DATABOOLEAN": _DATUM.format("Value INTEGER NOT NULL DEFAULT 1", ""),
    "DATAINTEGER": _DATUM.format("Value INTEGER NOT NULL DEFAULT 0", ""),
    "ENTITIES": (
        f"{_ID}, VariableId INTEGER NOT NULL, {_short('Value', _EMPTY)}, "
        "Red INTEGER CHECK (Red BETWEEN 0 AND 255), Green INTEGER CHECK (Green BETWEEN 0 AND 255), "
        "Blue INTEGER CHECK (Blue BETWEEN 0 AND 255), ChildOf INTEGER CHECK(ChildOf > 0), "
        f"UNIQUE (VariableId, Value), {_to('ChildOf', 'ENTITIES')}, "
        f"{_to('VariableId', 'VARIABLES')}"
    ),
    "DATASHORTTEXT": _DATUM.format("Entity INTEGER NOT NULL", f"{_to('Entity', 'ENTITIES')}, "),
    "DATALONGTEXT": _DATUM.format("Value TEXT DEFAULT ''", ""),
    "ATTRIBUTEVARIABLES": (
        f"{_ID}, VariableId INTEGER NOT NULL, {_short('AttributeVariable')}, "
        f"UNIQUE(VariableId, AttributeVariable), {_to('VariableId', 'VARIABLES')}"
    ),
    "ATTRIBUTEVALUES": (
        f"{_ID}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
        "AttributeValue TEXT NOT NULL DEFAULT '' CHECK (LENGTH(AttributeValue) < 191), "
        f"UNIQUE (EntityId, AttributeVariableId), {_to('EntityId', 'ENTITIES')}, "
        f"{_to('AttributeVariableId', 'ATTRIBUTEVARIABLES')}"
    ),
}
"""What DNA 3 creates in a new SQLite file, table by table."""


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody agrees with a concept or not, at a stretch of a document in code points."""

    start: int
    end: int
    person: str
    organisation: str
    concept: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is stated in it."""

    title: str
    text: str
    author: str
    kind: str
    at: datetime
    statements: Sequence[Statement]


def write_discourse(path: Path, documents: Iterable[Document], *, password: str) -> int:
    """Write a DNA database at `path`, which does not exist yet; return how many statements it has.

    DNA asks for a coder (Admin) and the `password`. Concepts and actors that are longer than it
    takes are cut.
    """
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        for name, columns in TABLES.items():
            database.execute(f"CREATE TABLE {name} ({columns})")
        _begin(database, password)
        entities = _Entities(database)
        statements = 0
        for document in documents:
            statements += _write_document(database, entities, document)
        database.commit()
    return statements


def _begin(database: sqlite3.Connection, password: str) -> None:
    """Write what a new database begins with: its coder, settings, types and variables."""
    database.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) "
        "VALUES (1, 'Admin', 255, 255, 0, ?)",
        (password_digest(password),),
    )
    database.execute("INSERT INTO SETTINGS VALUES ('version', ?)", (VERSION,))
    database.executemany(
        "INSERT INTO STATEMENTTYPES VALUES (?, ?, ?, ?, ?)",
        ((1, "DNA Statement", 239, 208, 51), (2, "Annotation", 211, 211, 211)),
    )
    database.executemany(
        "INSERT INTO VARIABLES VALUES (?, ?, ?, ?)",
        (
            (PERSON, "person", "short text", 1),
            (ORGANISATION, "organization", "short text", 1),
            (CONCEPT, "concept", "short text", 1),
            (AGREEMENT, "agreement", "boolean", 1),
            (5, "note", "long text", 2),
        ),
    )
    database.executemany(
        "INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)",
        (
            (variable, name)
            for variable in (PERSON, ORGANISATION, CONCEPT)
            for name in ("Type", "Alias", "Notes")
        ),
    )


class _Entities:
    """Persons, organisations and concepts, each once; every variable knows the empty one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: dict[tuple[int, str], int] = {}
        for variable in (PERSON, ORGANISATION, CONCEPT):
            self.of(variable, "")

    def of(self, variable: int, value: str) -> int:
        """Return the key of a value, which is written when it is met first."""
        kept = printable(value).replace("\n", " ").strip()[:LONGEST]
        key = self._known.get((variable, kept))
        if key is None:
            made = self._database.execute(
                "INSERT INTO ENTITIES (VariableId, Value, Red, Green, Blue) VALUES (?, ?, 0, 0, 0)",
                (variable, kept),
            )
            key = self._known[variable, kept] = int(made.lastrowid or 0)
        return key


def _write_document(database: sqlite3.Connection, entities: _Entities, document: Document) -> int:
    made = database.execute(
        "INSERT INTO DOCUMENTS (Title, Text, Coder, Author, Type, Date) VALUES (?, ?, 1, ?, ?, ?)",
        (
            printable(document.title)[:LONGEST],
            document.text,
            printable(document.author)[:LONGEST],
            printable(document.kind)[:LONGEST],
            int(document.at.timestamp()),
        ),
    )
    for one in document.statements:
        stated = database.execute(
            "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) "
            "VALUES (1, ?, ?, ?, 1)",
            (made.lastrowid, *utf16_stretch(document.text, one.start, one.end)),
        )
        database.executemany(
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)",
            (
                (stated.lastrowid, variable, entities.of(variable, value))
                for variable, value in (
                    (PERSON, one.person),
                    (ORGANISATION, one.organisation),
                    (CONCEPT, one.concept),
                )
            ),
        )
        database.execute(
            "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)",
            (stated.lastrowid, AGREEMENT, int(one.agrees)),
        )
    return len(document.statements)


def utf16_stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch in code points as one in UTF-16 units."""
    before = len(text[:start].encode("utf-16-le")) // 2
    return before, before + len(text[start:end].encode("utf-16-le")) // 2


def password_digest(password: str, salt: bytes = b"") -> str:
    """Return a password as DNA keeps it: SHA-256, salted and repeated, salt and digest in base64.

    It is the digest of Jasypt's strong password encryptor (16 bytes of salt, 100,000 rounds).
    """
    salt = salt or secrets.token_bytes(_SALT)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _round in range(_ITERATIONS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")
