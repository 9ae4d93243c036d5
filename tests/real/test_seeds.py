"""The two documents that define the work, from the received file to group, duties and call.

A secretary confirms what is read; where the reader differs from the reading made by hand, they
correct it. How often that is needed is measured elsewhere.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from dabir.domain.language.search_key import search_key
from dabir.domain.outline import read_outline
from dabir.domain.outline.open_points import open_points
from dabir.domain.outline.standing import standing_of
from dabir.foundation.files.keeping import read_original
from dabir.foundation.proposals.acts import (
    accept_proposal,
    add_proposal,
    correct_proposal,
    decline_proposal,
    read_document,
)
from dabir.foundation.proposals.drafts import SINGLE
from dabir.stages.calls.acts import take_over_call
from dabir.stages.mandates.acts import take_over_mandate
from tests.factories import AT, make_group, make_secretary

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not SEEDS.is_dir(), reason="Runs where ../shared/seeds is kept beside this repository."
    ),
]


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


def gold(name):
    return json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))


def facts(read):
    """The facts of a reading by hand, by the kind of proposal."""
    group, call = read["working_group"] or {}, read["call"] or {}
    found = {
        "document_kind": [read["kind"]],
        "title": [read["title"]],
        "number": [read["number"]],
        "session": [read["session"]],
        "date": [read["date"]],
        "issuer": [read["issuer"]],
        "group_title": [group.get("title")],
        "responsible_body": [group.get("responsible_body")],
        "member": read["members"],
        "deadline": [call.get("deadline")],
        "contact": call.get("contact", []),
        "invited": call.get("invited", []),
        "duty": [
            {
                "text": duty["starts"],
                "bodies": duty["bodies"],
                "supporting": duty["with"],
                "due": duty["due"],
                "due_text": duty["due_text"] or "",
                "within": duty["relative"] or "",
                "clause": None,
            }
            for duty in read["duties"]
        ],
    }
    return {kind: [value for value in values if value] for kind, values in found.items()}


def same(kind, proposed, wanted):
    if kind == "duty":
        return proposed["text"].startswith(wanted["text"]) and proposed["due"] == wanted["due"]
    return proposed == wanted


def confirm(reading, wanted, actor):
    """Decide on everything as the reading by hand has it."""
    for proposal in reading.proposals.exclude(kind="impossible_date"):
        left = wanted.get(proposal.kind)
        if left is None:
            accept_proposal(proposal=proposal, actor=actor, at=AT)
            continue
        met = next((one for one in left if same(proposal.kind, proposal.value, one)), None)
        if met is not None:
            left.remove(met)
            accept_proposal(proposal=proposal, actor=actor, at=AT)
        elif proposal.kind in SINGLE and left:
            correct_proposal(proposal=proposal, value=left.pop(), actor=actor, at=AT)
        else:
            decline_proposal(proposal=proposal, actor=actor, at=AT)
    for kind, values in wanted.items():
        for value in values:
            add_proposal(reading=reading, kind=kind, value=value, actor=actor, at=AT)


def received(name, group, secretary):
    data = (SEEDS / f"{name}.txt").read_bytes()
    reading = read_document(data=data, name=f"{name}.txt", group=group, actor=secretary, at=AT)
    assert read_original(reading.original) == data
    assert reading.original.sha256 == hashlib.sha256(data).hexdigest()
    return reading


def test_the_resolution_becomes_a_group_with_members_and_duties(group, secretary):
    read = gold("resolution")
    reading = received("resolution", group, secretary)
    confirm(reading, facts(read), secretary)
    mandate = take_over_mandate(reading=reading, actor=secretary, at=AT)
    assert (mandate.session, mandate.adopted_on) == (
        read["session"],
        date.fromisoformat(read["date"]),
    )
    assert mandate.issuer.names["fa"] == read["issuer"]
    assert mandate.group.responsible_body.names["fa"] == read["working_group"]["responsible_body"]
    bodies = {seat.body.names["fa"] for seat in group.memberships.exclude(body=None)}
    assert bodies == set(read["members"])
    duties = list(group.duties.all())
    assert len(duties) == len(read["duties"])
    dated = [duty for duty in duties if duty.due_on]
    assert [duty.due_on.isoformat() for duty in dated] == [
        duty["due"] for duty in read["duties"] if duty["due"]
    ]
    (carrier,) = dated[0].assignments.filter(part="responsible")
    assert carrier.body.names["fa"] == next(d["bodies"][0] for d in read["duties"] if d["due"])
    named_group = [duty for duty in duties if duty.assignments.filter(committee=group).exists()]
    assert len(named_group) == 10


def test_every_clause_of_the_resolution_points_into_the_original(group, secretary):
    reading = received("resolution", group, secretary)
    confirm(reading, facts(gold("resolution")), secretary)
    mandate = take_over_mandate(reading=reading, actor=secretary, at=AT)
    clauses = list(mandate.clauses.all())
    assert [clause.path for clause in clauses] == [
        item["path"] for item in gold("resolution")["items"]
    ]
    for clause, item in zip(clauses, gold("resolution")["items"], strict=True):
        assert clause.text.startswith(item["starts"])
        assert clause.text in reading.text[clause.start : clause.end]


def test_the_call_becomes_a_draft_with_deadline_address_and_invited(group, secretary):
    read = gold("call")
    reading = received("call", group, secretary)
    confirm(reading, facts(read), secretary)
    call = take_over_call(reading=reading, code="joining", actor=secretary, at=AT)
    assert call.state == "draft"
    assert call.closes_at.astimezone().date() >= date.fromisoformat(read["call"]["deadline"])
    assert search_key(call.contact) == search_key(read["call"]["contact"][0])
    assert {one.names["fa"] for one in call.invitations.all()} == set(read["call"]["invited"])


def test_the_resolution_is_a_press_copy_that_lacks_its_second_annex_and_names_two_bodies():
    text = (SEEDS / "resolution.txt").read_text(encoding="utf-8")
    outline = read_outline(text)
    assert standing_of(outline, text).value == "press"
    found = {point.kind: point for point in open_points(outline, text)}
    assert set(found) == {"annex_absent", "issuer_differs", "group_differs"}
    assert found["annex_absent"].values["annex"] == "2"
    assert found["issuer_differs"].values["session"] == "110"
