"""Invented documents in every manner the reader knows, each with its reading beside it."""

import json
from pathlib import Path

import pytest

from dabir.domain.outline import read_outline, to_json

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.txt"))


def reading_of(source: Path) -> dict[str, object]:
    return json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", DOCUMENTS, ids=lambda source: source.stem)
def test_reads_the_document_as_a_careful_secretary_would(source):
    outline = to_json(read_outline(source.read_text(encoding="utf-8")))
    expected = reading_of(source)
    assert list(outline) == list(expected)
    for part, value in expected.items():
        assert outline[part] == value, part


@pytest.mark.parametrize("source", DOCUMENTS, ids=lambda source: source.stem)
def test_reads_the_same_with_windows_line_ends(source):
    text = source.read_text(encoding="utf-8")
    windows = to_json(read_outline(text.replace("\n", "\r\n")))
    unix = to_json(read_outline(text))
    assert windows["items"] == unix["items"]
    assert windows["members"] == unix["members"]
    assert [d["bodies"] for d in windows["duties"]] == [d["bodies"] for d in unix["duties"]]


@pytest.mark.parametrize("source", DOCUMENTS, ids=lambda source: source.stem)
def test_reads_the_same_in_arabic_letters(source):
    text = source.read_text(encoding="utf-8")
    arabic = text.replace("ی", "ي").replace("ک", "ك")
    theirs, ours = to_json(read_outline(arabic)), to_json(read_outline(text))
    for part in ("kind", "session", "date"):
        assert theirs[part] == ours[part]
    assert [i["path"] for i in theirs["items"]] == [i["path"] for i in ours["items"]]
    assert [len(d["bodies"]) for d in theirs["duties"]] == [
        len(d["bodies"]) for d in ours["duties"]
    ]
    assert [(d["due"], d["relative"]) for d in theirs["duties"]] == [
        (d["due"], d["relative"]) for d in ours["duties"]
    ]
