"""Where an item comes from and what became of it, as far as the reader may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dabir.chain.trace import as_json, as_prov, heaps, trace
from dabir.chain.trace_picture import picture
from dabir.foundation.people.models import Role
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Confidentiality, Grant, Relation
from dabir.foundation.trace.queries import visible_to
from dabir.stages.mandates.models import Clause, Duty, Mandate
from tests.factories import AT, make_body, make_group, make_member, make_person, seat

pytestmark = pytest.mark.django_db

PUBLIC, GROUP = Confidentiality.PUBLIC, Confidentiality.GROUP
BODIES, SECRETARIAT = Confidentiality.BODIES, Confidentiality.SECRETARIAT


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def clause(group):
    mandate = Mandate.objects.create(
        address=new_address(Mandate, group=group, confidentiality=PUBLIC),
        group=group,
        names={"fa": "مصوبه"},
    )
    return Clause.objects.create(
        address=new_address(Clause, group=group, confidentiality=PUBLIC),
        mandate=mandate,
        order=0,
        path="1",
        kind="clause",
        text="کارگروه گزارش تهیه کند.",
    )


def make_duty(group, text="گزارش", confidentiality=PUBLIC, bodies=()):
    address = new_address(Duty, group=group, confidentiality=confidentiality, bodies=bodies)
    return Duty.objects.create(address=address, group=group, text=text)


def tie(origin, outcome, relation=Relation.TASKS):
    return link(origin, outcome, relation, by=None, at=AT)


def names(met):
    return [each.item.name for each in met]


def test_walks_both_ways(group, clause):
    first, second = make_duty(group, "نخست"), make_duty(group, "دوم")
    tie(clause, first)
    tie(first, second)
    found = trace(first.address_id, None)
    assert [each.item.item for each in found.origins] == [clause]
    assert names(found.outcomes) == ["دوم"]
    assert found.outcomes[0].distance == 1


def test_reaches_far_ends_level_by_level(group, clause):
    duties = [make_duty(group, str(number)) for number in range(4)]
    for origin, outcome in zip([clause, *duties], duties, strict=False):
        tie(origin, outcome)
    outcomes = trace(clause.address_id, None).outcomes
    assert [each.distance for each in outcomes] == [1, 2, 3, 4]


def test_a_circle_ends(group):
    first, second = make_duty(group, "نخست"), make_duty(group, "دوم")
    tie(first, second)
    tie(second, first)
    assert names(trace(first.address_id, None).outcomes) == ["دوم", "نخست"]


def test_the_same_link_twice_is_one(group, clause):
    duty = make_duty(group)
    assert tie(clause, duty) == tie(clause, duty)


def test_ends_silently_at_what_the_reader_may_not_see(group, clause):
    hidden = make_duty(group, "پنهان", SECRETARIAT)
    beyond = make_duty(group, "پس از آن", PUBLIC)
    tie(clause, hidden)
    tie(hidden, beyond)
    assert trace(clause.address_id, None).outcomes == ()
    secretary = make_person()
    seat(secretary, group, Role.SECRETARY)
    assert names(trace(clause.address_id, secretary).outcomes) == ["پنهان", "پس از آن"]


def test_an_item_that_may_not_be_seen_has_no_trace(group):
    assert trace(make_duty(group, "پنهان", GROUP).address_id, None) is None


def test_does_not_scatter_over_what_is_gathered(group, clause, monkeypatch):
    """What gathers two duties makes neither the other's origin, but leads on to its own."""
    first, other, issued = (make_duty(group, name) for name in ("یک", "دو", "ابلاغ"))
    monkeypatch.setattr(
        "dabir.chain.trace.scattering",
        lambda: {"gathering": [Clause.KIND], "parts": [Duty.KIND]},
    )
    tie(clause.mandate, clause)
    for part in (first, other):
        tie(part, clause)
    tie(clause, issued)
    tie(first, issued)
    assert set(names(trace(issued.address_id, None).origins)) == {"یک", "سند تشکیل، ۱", "مصوبه"}
    assert {"یک", "دو"} < set(names(trace(clause.address_id, None).origins))


def test_says_when_more_was_left_out(group, clause):
    for number in range(5):
        tie(clause, make_duty(group, str(number)))
    assert trace(clause.address_id, None).whole
    cut = trace(clause.address_id, None, most=3)
    assert not cut.whole
    assert len(cut.outcomes) == 3


def test_heaps_keep_the_nearest_in_sight(group, clause):
    for number in range(7):
        tie(clause, make_duty(group, str(number)))
    (heap,) = heaps(trace(clause.address_id, None).outcomes)
    assert heap.count == 7
    assert len(heap.nearest) + len(heap.rest) == 7
    assert heap.rest


def test_provenance_points_from_the_later_to_the_earlier(group, clause):
    duty = make_duty(group)
    tie(clause, duty)
    for address in (clause.address_id, duty.address_id):
        found = as_prov(trace(address, None), "https://dabir.example")
        (derivation,) = found["wasDerivedFrom"].values()
        assert derivation["prov:generatedEntity"] == f"dabir:{duty.address_id}"
        assert derivation["prov:usedEntity"] == f"dabir:{clause.address_id}"


def test_json_holds_each_direction(group, clause):
    duty = make_duty(group)
    tie(clause, duty)
    found = as_json(trace(duty.address_id, None))
    assert found["item"]["quote"] == duty.text
    assert found["comes_from"][0]["item"]["quote"] == clause.text
    assert found["comes_from"][0]["relation"] == "tasks"
    assert found["became"] == []


@pytest.mark.parametrize("right_to_left", [True, False])
def test_the_picture_holds_every_box_within_its_frame(group, clause, right_to_left):
    for number in range(12):
        tie(clause, make_duty(group, str(number)))
    drawn = picture(trace(clause.address_id, None), right_to_left=right_to_left)
    assert drawn.columns[0].more == 13 - len(drawn.boxes)
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.width - drawn.box_width
        assert 0 <= box.y <= drawn.height - drawn.box_height
    assert sum(box.traced for box in drawn.boxes) == 1


class TestConfidentiality:
    """The one door: who sees an item of which level."""

    @pytest.mark.parametrize(
        ("level", "seers"),
        [
            (PUBLIC, {"public", "guest", "member", "named", "secretary", "stranger"}),
            (GROUP, {"member", "named", "secretary"}),
            (BODIES, {"named", "secretary"}),
            (SECRETARIAT, {"secretary"}),
        ],
    )
    def test_each_level_has_its_readers(self, group, level, seers):
        body = make_body()
        readers = {
            "public": None,
            "stranger": make_person(is_administrator=True),
            "guest": make_person(),
            "member": make_member(group),
            "named": make_member(group, body),
            "secretary": make_person(),
        }
        seat(readers["guest"], group, Role.GUEST)
        seat(readers["secretary"], group, Role.SECRETARY)
        duty = make_duty(group, "متن", level, [body] if level == BODIES else [])
        seen = {
            name
            for name, reader in readers.items()
            if visible_to(reader).filter(pk=duty.address_id).exists()
        }
        assert seen == seers

    def test_a_grant_shows_one_item_until_its_day(self, group):
        guest = make_person()
        duty, other = make_duty(group, "یک", SECRETARIAT), make_duty(group, "دو", SECRETARIAT)
        grant = Grant.objects.create(address=duty.address, person=guest)
        assert list(visible_to(guest)) == [duty.address]
        assert not visible_to(guest).filter(pk=other.address_id).exists()
        grant.until = timezone.localdate() - timedelta(days=1)
        grant.save()
        assert not visible_to(guest).exists()

    def test_the_secretariat_of_a_group_sees_its_committees(self, group):
        secretary = make_person()
        seat(secretary, group, Role.SECRETARY)
        committee = make_group(parent=group)
        assert visible_to(secretary).filter(pk=make_duty(committee, "م", SECRETARIAT).address_id)

    def test_a_member_of_a_committee_sees_nothing_of_the_group_above(self, group):
        member = make_member(make_group(parent=group))
        assert not visible_to(member).filter(pk=make_duty(group, "م", GROUP).address_id)

    def test_an_ended_membership_shows_nothing(self, group):
        member = make_person()
        seat(member, group, Role.SECRETARY, until=timezone.localdate() - timedelta(days=1))
        assert not visible_to(member).filter(pk=make_duty(group, "م", GROUP).address_id)
