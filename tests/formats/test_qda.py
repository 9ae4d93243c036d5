"""REFI-QDA files, against the order of elements and the attributes that its schemas ask for."""

import io
import re
import zipfile
from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from dabir.formats.qda import (
    Code,
    Coding,
    Note,
    Project,
    Selection,
    Source,
    User,
    write_codebook,
    write_project,
)

ROOT = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# What Project.xsd (QDA-XML 1.0, 18 March 2019) asks of the elements that are written here: their
# children in this order (* any number, ? at most one), then required and allowed attributes. No
# copy of the schema is kept; this says of it what the writer needs.
SHAPES = {
    "Project": ("Users? CodeBook? Variables? Sources? Notes?", "name",
                "origin creationDateTime schemaLocation"),
    "Users": ("User*", "", ""),
    "User": ("", "guid", "name"),
    "CodeBook": ("Codes", "", ""),
    "Codes": ("Code*", "", ""),
    "Code": ("Description? Code*", "guid name isCodable", "color"),
    "Variables": ("Variable*", "", ""),
    "Variable": ("", "guid name typeOfVariable", ""),
    "Sources": ("TextSource*", "", ""),
    "TextSource": ("PlainTextSelection* VariableValue*", "guid",
                   "name plainTextPath creationDateTime"),
    "PlainTextSelection": ("Coding* NoteRef*", "guid startPosition endPosition", "name"),
    "Coding": ("CodeRef", "guid", "creatingUser creationDateTime"),
    "CodeRef": ("", "targetGUID", ""),
    "NoteRef": ("", "targetGUID", ""),
    "VariableValue": ("VariableRef TextValue", "", ""),
    "VariableRef": ("", "targetGUID", ""),
    "Notes": ("Note*", "", ""),
    "Note": ("PlainTextContent", "guid", "name creatingUser creationDateTime"),
}  # fmt: skip
LEAVES = {"Description", "TextValue", "PlainTextContent"}


def local(tag):
    return tag.rsplit("}", 1)[-1]


def check(element):
    """Fail where an element is not as the schema wants it."""
    name = local(element.tag)
    if name in LEAVES:
        assert not list(element)
        return
    children, required, allowed = SHAPES[name]
    pattern = "".join(
        f"(?:{child.rstrip('*?')};){child[-1] if child[-1] in '*?' else ''}"
        for child in children.split()
    )
    found = "".join(f"{local(child.tag)};" for child in element)
    assert re.fullmatch(pattern, found), (name, found)
    given = {local(attribute) for attribute in element.attrib}
    assert set(required.split()) <= given <= {*required.split(), *allowed.split()}, (name, given)
    for attribute, value in element.attrib.items():
        if "guid" in attribute.lower() or attribute == "creatingUser":
            assert GUID.fullmatch(value), (name, attribute, value)
        if attribute == "color":
            assert re.fullmatch("#[0-9A-Fa-f]{6}", value)
    for child in element:
        check(child)


def guid(name):
    return uuid5(ROOT, name)


CODES = (
    Code(guid("signs"), "تابلو", "signs", children=(
        Code(guid("for"), "تابلو: موافق", color="#2E7D32"),
        Code(guid("below"), 'Below & "quoted" <ok>'),
    )),
    Code(guid("privacy"), "حریم", codable=False),
)  # fmt: skip


def project_of(texts, *, words="روشن"):
    """Write a project whose every text holds one coded stretch; return the opened archive."""
    sources = [
        Source(
            guid(f"source {number}"),
            f"receipt {number}",
            text,
            (
                Selection(
                    guid(f"selection {number}"),
                    start,
                    end,
                    "a passage",
                    (Coding(guid(f"coding {number}"), guid("signs"), guid("user"), AT),),
                    (Note(guid(f"note {number}"), "why", words, guid("user"), AT),),
                ),
            ),
            {"sector": "citizen", "province": ""},
        )
        for number, (text, start, end) in enumerate(texts)
    ]
    project = Project("A call", "Dabir", CODES, {"sector": guid("v1"), "province": guid("v2")}, AT)
    file = io.BytesIO()
    write_project(file, project, iter(sources), [User(guid("user"), "coder 1")])
    return zipfile.ZipFile(file)


def read(archive):
    return etree.fromstring(archive.read("project.qde"))


def test_a_project_is_as_its_schema_wants_it():
    archive = project_of([("یک دو سه", 3, 5), ("one two", 0, 3)])
    root = read(archive)
    assert root.tag == "{urn:QDA-XML:project:1.0}Project"
    check(root)
    assert sorted(archive.namelist()) == sorted(
        ["project.qde", *(f"sources/{guid(f'source {number}')}.txt" for number in range(2))]
    )
    ids = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len(ids) == len(set(ids))
    targets = {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")}
    assert targets <= set(ids)


def test_an_empty_project_is_one_too():
    file = io.BytesIO()
    write_project(file, Project("A call", "Dabir", (), {}, AT), iter(()), ())
    root = read(zipfile.ZipFile(file))
    check(root)
    assert list(root) == []


@given(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    st.text(min_size=1, max_size=12),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)
@settings(max_examples=60)
def test_positions_count_code_points_of_the_text_that_is_written(before, words, after):
    archive = project_of([(before + words + after, len(before), len(before) + len(words))])
    selection = next(one for one in read(archive).iter() if local(one.tag) == "PlainTextSelection")
    (name,) = [name for name in archive.namelist() if name.startswith("sources/")]
    text = archive.read(name).decode("utf-8")
    start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
    assert (start, end) == (len(before), len(before) + len(words))
    assert len(text) == len(before + words + after)
    plain = words.isprintable()
    assert not plain or text[start:end] == words


def test_what_xml_cannot_hold_is_left_out():
    archive = project_of([("a\x00b\x07c 𐎠", 0, 7)], words="bad \x00\x0b & <b>")
    root = read(archive)
    note = next(one for one in root.iter() if local(one.tag) == "PlainTextContent")
    assert note.text == "bad \n & <b>"
    (name,) = [name for name in archive.namelist() if name.startswith("sources/")]
    assert archive.read(name).decode() == "a b c 𐎠"


def test_a_codebook_holds_the_tree():
    file = io.BytesIO()
    write_codebook(file, CODES, origin="Dabir")
    root = etree.fromstring(file.getvalue())
    assert root.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    assert set(root.attrib) == {"origin"}
    (codes,) = root
    check(codes)
    names = [one.get("name") for one in root.iter() if local(one.tag) == "Code"]
    assert names == ["تابلو", "تابلو: موافق", 'Below & "quoted" <ok>', "حریم"]
    with pytest.raises(ValueError, match="at least one code"):
        write_codebook(io.BytesIO(), (), origin="Dabir")
