"""Unsent words shared with a delegation: seen and kept by it, and by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dabir.domain.procedure.verdicts import NotNow, NotPermitted
from dabir.foundation.people.models import Membership
from dabir.foundation.unsent.keeping import KeptOtherwise, forget, keep, kept_at
from dabir.foundation.unsent.models import Shared
from dabir.foundation.unsent.sharing import (
    delegations_of,
    keep_shared,
    share,
    shared_by,
    shared_with,
    take_back,
)
from tests.factories import AT, make_body, make_group, make_member, make_secretary

pytestmark = pytest.mark.django_db
PLACE = "texts/1/x"


class World:
    def __init__(self):
        self.group = make_group()
        self.body = make_body("اتحادیه")
        self.author = make_member(self.group, body=self.body)
        self.colleague = make_member(self.group, body=self.body)
        self.stranger = make_member(self.group, body=make_body("سازمان"))
        self.secretary = make_secretary(self.group)

    def share(self, **more):
        keep(person=self.author, place=PLACE, values={"text": ["یک"]}, at=AT)
        given = {"person": self.author, "revision": 1, "body": self.body} | more
        return share(place=PLACE, group=self.group, at=AT, **given)

    def seen_by(self, person):
        return list(shared_with(person, self.group, "texts/1/"))


@pytest.fixture
def world():
    return World()


def test_a_delegation_sees_what_one_of_it_shares_and_nobody_else_does(world):
    shared = world.share()
    assert world.seen_by(world.author) == world.seen_by(world.colleague) == [shared]
    assert world.seen_by(world.stranger) == world.seen_by(world.secretary) == []
    assert list(shared_with(world.colleague, world.group, "texts/2/")) == []
    assert list(shared_with(world.colleague, make_group(), "texts/1/")) == []


def test_a_secretary_who_comes_for_the_body_is_none_of_its_delegation(world):
    world.share()
    for role in ("secretary", "principal"):
        Membership.objects.create(
            group=world.group, body=world.body, person=world.secretary, role=role
        )
        assert world.seen_by(world.secretary) == []
        assert not delegations_of(world.secretary, world.group).exists()


def test_who_left_the_delegation_sees_nothing_and_takes_their_words_along(world):
    world.share()
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=world.colleague).update(until=yesterday)
    assert world.seen_by(world.colleague) == []
    Membership.objects.filter(person=world.colleague).update(until=None)
    Membership.objects.filter(person=world.author).update(until=yesterday)
    assert world.seen_by(world.colleague) == []


def test_nothing_is_shared_with_another_delegation_or_unseen(world):
    with pytest.raises(NotPermitted):
        world.share(body=make_body("دیگران"))
    with pytest.raises(NotPermitted):
        world.share(person=world.secretary)
    with pytest.raises(NotNow):
        world.share(revision=2)
    with pytest.raises(NotNow):
        share(
            person=world.colleague,
            place=PLACE,
            revision=1,
            group=world.group,
            body=world.body,
            at=AT,
        )
    assert not Shared.objects.exists()


def test_one_of_the_delegation_writes_over_what_they_saw_and_over_nothing_else(world):
    shared = world.share()

    def write(words, known, person=world.colleague):
        values = {"text": [words]}
        return keep_shared(shared=shared, person=person, values=values, known=known, at=AT)

    assert write("دو", 1).revision == 2
    assert kept_at(world.author, PLACE).values == {"text": ["دو"]}
    (now,) = world.seen_by(world.author)
    assert now.last_by == world.colleague
    with pytest.raises(KeptOtherwise) as otherwise:
        write("سه", 1)
    assert otherwise.value.kept.values == {"text": ["دو"]}
    for person in (world.stranger, world.secretary):
        with pytest.raises(NotPermitted):
            write("بیگانه", 2, person)
    keep(person=world.author, place=PLACE, values={"text": ["چهار"]}, known=2, at=AT)
    (now,) = world.seen_by(world.author)
    assert now.last_by == world.author


def test_what_is_gone_is_not_begun_again_for_its_author(world):
    shared = world.share()
    forget(world.author, [PLACE])
    assert not Shared.objects.exists()
    with pytest.raises(NotPermitted):
        keep_shared(shared=shared, person=world.colleague, values={}, known=0, at=AT)
    assert kept_at(world.author, PLACE) is None


def test_a_revision_that_nobody_can_know_is_none(world):
    shared = world.share()
    with pytest.raises(KeptOtherwise):
        keep_shared(shared=shared, person=world.colleague, values={}, known=0, at=AT)


def test_only_its_author_takes_a_draft_back(world):
    world.share()
    assert not take_back(person=world.colleague, place=PLACE)
    assert list(shared_by(world.author, "texts/1/")) == [PLACE]
    assert take_back(person=world.author, place=PLACE)
    assert world.seen_by(world.colleague) == []
    assert kept_at(world.author, PLACE)
