"""Databases of the Discourse Network Analyzer: its tables, its rows, its way of counting."""

import base64
import hashlib
import sqlite3
from datetime import UTC, datetime

import pytest

from dabir.formats.discourse import (
    TABLES,
    Document,
    Statement,
    password_digest,
    utf16_stretch,
    write_discourse,
)

AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
TEXT = "𐎠 تابلو لازم است. I reject it."


def documents():
    start = TEXT.index("تابلو")
    yes = Statement(start, start + 5, "contributor K7", "citizen", "تابلو", agrees=True)
    no = Statement(start, len(TEXT), "contributor K7", "citizen", "x" * 300, agrees=False)
    return [
        Document("K7", TEXT, "contributor K7", "A call", AT, [yes, no]),
        Document("K8", "nothing", "contributor K8", "A call", AT, []),
    ]


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "codes.dna"
    assert write_discourse(path, documents(), password="secret") == 2
    opened = sqlite3.connect(path)
    yield opened
    opened.close()


def test_it_has_the_tables_and_variables_that_dna_looks_for(database):
    names = {
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    assert names == set(TABLES)
    rows = list(database.execute("SELECT Variable, DataType, StatementTypeId FROM VARIABLES"))
    assert rows[:4] == [
        ("person", "short text", 1),
        ("organization", "short text", 1),
        ("concept", "short text", 1),
        ("agreement", "boolean", 1),
    ]
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert list(database.execute("PRAGMA foreign_key_check")) == []
    assert database.execute("SELECT Value FROM SETTINGS WHERE Property='version'").fetchone()


def test_statements_say_who_agrees_with_what(database):
    rows = list(
        database.execute(
            "SELECT p.Value, o.Value, c.Value, b.Value FROM STATEMENTS s "
            "JOIN DATASHORTTEXT dp ON dp.StatementId=s.ID AND dp.VariableId=1 "
            "JOIN ENTITIES p ON p.ID=dp.Entity "
            "JOIN DATASHORTTEXT do ON do.StatementId=s.ID AND do.VariableId=2 "
            "JOIN ENTITIES o ON o.ID=do.Entity "
            "JOIN DATASHORTTEXT dc ON dc.StatementId=s.ID AND dc.VariableId=3 "
            "JOIN ENTITIES c ON c.ID=dc.Entity "
            "JOIN DATABOOLEAN b ON b.StatementId=s.ID AND b.VariableId=4 ORDER BY s.ID"
        )
    )
    assert rows == [
        ("contributor K7", "citizen", "تابلو", 1),
        ("contributor K7", "citizen", "x" * 190, 0),
    ]


def test_positions_are_those_that_java_counts(database):
    start, stop = database.execute("SELECT Start, Stop FROM STATEMENTS ORDER BY ID").fetchone()
    units = TEXT.encode("utf-16-le")
    assert units[2 * start : 2 * stop].decode("utf-16-le") == "تابلو"
    assert start == TEXT.index("تابلو") + 1
    assert utf16_stretch("ab", 0, 2) == (0, 2)


def test_documents_carry_their_moment_in_seconds(database):
    rows = list(database.execute("SELECT Title, Text, Date FROM DOCUMENTS"))
    assert rows == [("K7", TEXT, int(AT.timestamp())), ("K8", "nothing", int(AT.timestamp()))]


def test_the_password_is_kept_as_dna_checks_it():
    kept = base64.b64decode(password_digest("secret", b"0123456789abcdef"))
    salt, digest = kept[:16], kept[16:]
    assert salt == b"0123456789abcdef"
    again = salt + b"secret"
    for _round in range(100_000):
        again = hashlib.sha256(again).digest()
    assert digest == again
    assert password_digest("secret") != password_digest("secret")
