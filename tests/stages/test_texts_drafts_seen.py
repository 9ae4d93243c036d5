"""A draft that others of a delegation write over is not proposed past what they wrote."""

import pytest
from django.db import close_old_connections, connection, transaction

from dabir.domain.procedure.verdicts import NotNow, NotPermitted
from dabir.foundation.unsent.keeping import keep, kept_at
from dabir.foundation.unsent.models import SentTogether
from dabir.foundation.unsent.sharing import keep_shared, share
from dabir.stages.texts.acts import propose_amendment
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import edit, make_text
from tests.stages.test_texts_at_once import Doing, waits


class World:
    def __init__(self):
        self.group = make_group()
        self.body = make_body("اتحادیه")
        self.author = make_member(self.group, body=self.body)
        self.colleague = make_member(self.group, body=self.body)
        self.text = make_text(self.group, make_secretary(self.group))
        self.place = f"texts/{self.text.pk}/x"
        self.write("یک", 0)
        self.shared = share(
            person=self.author,
            place=self.place,
            revision=1,
            group=self.group,
            body=self.body,
            at=AT,
        )

    def write(self, words, known):
        keep(person=self.author, place=self.place, values={"text": [words]}, known=known, at=AT)

    def write_over(self, known=1):
        values = {"text": ["سخن همکار"]}
        return keep_shared(
            shared=self.shared, person=self.colleague, values=values, known=known, at=AT
        )

    def propose(self, revision):
        return propose_amendment(
            text=self.text,
            operations=[edit(self.text, "one", "ماه", "هفته")],
            body=self.body,
            draft=self.place,
            revision=revision,
            actor=self.author,
            at=AT,
        )


@pytest.fixture
def world(db):
    return World()


@pytest.mark.parametrize("seen", [None, 0, 1, 3])
def test_what_its_author_did_not_see_is_not_proposed_past(world, seen):
    world.write_over()
    with pytest.raises(NotNow):
        world.propose(seen)
    assert not world.text.amendments.exists()
    assert world.propose(2).number == 1
    assert SentTogether.objects.get().by == world.author


@pytest.mark.parametrize("seen", [None, 1, 2])
def test_what_its_author_typed_in_another_window_stops_nothing(world, seen):
    world.write("دو", 1)
    assert world.propose(seen).number == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_over_a_draft_waits_while_it_is_proposed():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes one at a time; make postgresql runs it")
    world = World()
    with transaction.atomic():
        world.propose(1)
        writing = Doing(world.write_over)
        assert waits(writing)
    with pytest.raises(NotPermitted):
        writing.done()
    assert kept_at(world.author, world.place).values == {"text": ["یک"]}
    close_old_connections()


@pytest.mark.django_db(transaction=True)
def test_whoever_proposes_waits_for_who_writes_over_the_draft_and_meets_it():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes one at a time; make postgresql runs it")
    world = World()
    with transaction.atomic():
        world.write_over()
        proposing = Doing(lambda: world.propose(1))
        assert waits(proposing)
    with pytest.raises(NotNow):
        proposing.done()
    assert not world.text.amendments.exists()
    close_old_connections()
