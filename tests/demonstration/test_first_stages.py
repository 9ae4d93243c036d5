"""The demonstration's people and mandate stand as their content files say."""

from datetime import date

import pytest

from dabir.demonstration import load_mandates, load_people
from dabir.demonstration.world import World
from dabir.foundation.files.keeping import read_original
from dabir.foundation.people.models import Membership
from dabir.foundation.people.queries import roles_in
from dabir.foundation.proposals.models import Proposal, Reading
from dabir.stages.mandates.counting import counted_due
from dabir.web.mandates.open_points.found import told_at_the_desk
from tests.demonstration.content import MANDATE, PATHS, PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


@pytest.fixture
def world(db):
    made = World()
    load_people.load(made)
    load_mandates.load(made)
    return made


def test_the_mandate_and_its_people_stand_as_written(world):
    """One test for all of it: loading takes seconds."""
    mandate = world.mandates["resolution-37"]
    assert read_original(mandate.original) == world.document("mandate.txt")
    assert set(world.clauses) >= PATHS
    waiting = Reading.objects.get(state="open")
    assert not Proposal.objects.filter(state="open").exclude(reading=waiting).exists()
    assert not waiting.proposals.exclude(state="open").exists()
    assert waiting.proposals.filter(kind="impossible_date").exists()
    assert len(told_at_the_desk(waiting)) == 1

    administrators = [name for name, person in world.persons.items() if person.is_administrator]
    assert administrators == ["administrator"]
    assert Membership.objects.count() == len(PEOPLE["memberships"])
    assert not Membership.objects.filter(person=None).exists()
    for row in PEOPLE["memberships"]:
        if row.get("until") is None:
            roles = roles_in(world.persons[row["person"]], world.groups[row["group"]])
            assert row["role"] in roles, row

    for row in MANDATE["duties"]:
        duty = world.duties[row["clause"]]
        assert (duty.state, duty.percent, duty.due_on) == (row["state"], row["percent"], row["due"])
        parts = {one.body: one.part for one in duty.assignments.all()}
        assert parts == {world.bodies[key]: "responsible" for key in row["bodies"]} | {
            world.bodies[key]: "supporting" for key in row["supporting"]
        }
        axis = duty.axis.names["en"] if duty.axis else None
        wanted = {each["key"]: each["names"]["en"] for each in MANDATE["axes"]}
        assert axis == wanted.get(row.get("axis"))
        if row.get("anchor") in {"approval", "notification"}:
            assert counted_due(duty) == row["due"]
        last = duty.reports.order_by("-at").first()
        assert last.text in row["last_report"].values()

    late = [duty for duty in world.duties.values() if duty.due_on and duty.state == "in_progress"]
    assert sum(duty.due_on < date(2026, 11, 21) for duty in late) == 2
