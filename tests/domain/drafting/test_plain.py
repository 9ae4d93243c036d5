"""Operations kept as plain data come back as they were."""

import json

import pytest
from hypothesis import given

from dabir.domain.drafting import Add, Delete, Edit, Kind, Move, NumberStyle, Part
from dabir.domain.drafting.plain import (
    Unreadable,
    from_plain,
    from_plain_list,
    to_plain,
    to_plain_list,
)
from tests.domain.drafting.strategies import flat, proposals

EDIT = {
    "kind": "edit",
    "clause": "c1",
    "part": "text",
    "language": "fa",
    "start": 0,
    "end": 4,
    "old": "دبیر",
    "new": "کارگروه",
}


@given(proposals())
def test_whatever_can_be_proposed_survives_json(drawn):
    operations = tuple(each.operation for each in flat(drawn[1]))
    assert from_plain_list(json.loads(json.dumps(to_plain_list(operations)))) == operations


@pytest.mark.parametrize(
    "operation",
    [
        Edit("c1", "fa", 2, 4, "یر", "", Part.HEADING),
        Add("c2", None, "c1", Kind.NOTE, NumberStyle.ABJAD, {"en": "Scope"}, {"fa": "متن"}),
        Add("c3", "c2", None, Kind.ITEM),
        Delete("c1"),
        Move("c1", "c2", None),
    ],
)
def test_each_kind_of_operation_survives_json(operation):
    assert from_plain(json.loads(json.dumps(to_plain(operation)))) == operation


@pytest.mark.parametrize(
    "spoilt",
    [
        {},
        {"kind": "rename", "clause": "c1"},
        {"kind": "delete", "clause": 1},
        {"kind": "move", "clause": "c1", "parent": None},
        {key: value for key, value in EDIT.items() if key != "old"},
        EDIT | {"start": True},
        EDIT | {"end": 9},
        EDIT | {"part": "footnote"},
        {"kind": "add", "clause": "c1", "parent": None, "after": None}
        | {"clause_kind": "article", "style": "digits", "heading": {"fa": 1}, "text": {}},
    ],
)
def test_what_is_no_operation_is_refused(spoilt):
    with pytest.raises(Unreadable):
        from_plain(spoilt)


def test_an_edit_is_read_back_field_by_field():
    assert from_plain(EDIT) == Edit("c1", "fa", 0, 4, "دبیر", "کارگروه")
