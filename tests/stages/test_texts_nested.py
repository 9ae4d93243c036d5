"""Rulings on a clause that would be added and on what would stand in it."""

import pytest

from dabir.domain.drafting import Add
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.trace.models import new_id
from dabir.stages.texts.acts import (
    derive_version,
    reopen_operations,
    rule_amendment,
    rule_operations,
)
from dabir.stages.texts.models import OperationRuling
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, add_note, edit, make_text, propose

pytestmark = pytest.mark.django_db
WHY = {"fa": "چنین نمی‌شود."}


class World:
    """An amendment that adds a note with a paragraph in it, and another that is accepted."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body("اتحادیه")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.text = make_text(self.group, self.secretary)
        note = add_note("one", "جلسه‌ها علنی است.")
        inner = Add(str(new_id()), note.uid, None, note.kind, note.style, {}, {"fa": "مگر آنکه"})
        self.both = propose(self.text, self.member, note, inner, body=self.body)
        self.other = propose(
            self.text, self.member, edit(self.text, "two", "منتشر", "پخش"), body=self.body
        )
        rule_amendment(amendment=self.other, accept=True, actor=self.secretary, at=AT)

    def rule(self, ruling, *places):
        rule_operations(
            amendment=self.both,
            ruling=ruling,
            places=places,
            reasons=WHY,
            actor=self.secretary,
            at=AT,
        )
        self.both.refresh_from_db()

    def rulings(self):
        return dict(
            OperationRuling.objects.filter(amendment=self.both).values_list("place", "ruling")
        )

    def derive(self):
        version = derive_version(text=self.text, actor=self.secretary, at=AT)
        self.both.refresh_from_db()
        return version


@pytest.fixture
def world():
    return World()


def test_with_a_rejected_clause_all_that_stands_in_it_is_rejected(world):
    world.rule("accepted", 0)
    world.rule("rejected", 0)
    assert world.rulings() == {0: "rejected", 1: "rejected"}
    assert world.both.state == "rejected"
    assert not world.derive().clauses.filter(parent_uid=UIDS["one"]).exists()


def test_with_an_accepted_clause_comes_what_stands_in_it(world):
    world.rule("accepted", 0)
    assert world.both.state == "accepted"
    assert world.derive().clauses.filter(wordings__text="مگر آنکه").exists()


def test_what_was_rejected_in_it_before_stays_rejected(world):
    world.rule("rejected", 1)
    world.rule("accepted", 0)
    version = world.derive()
    assert version.clauses.filter(parent_uid=UIDS["one"]).exists()
    assert not version.clauses.filter(wordings__text="مگر آنکه").exists()


def test_nothing_is_accepted_in_a_clause_that_is_not(world):
    with pytest.raises(Refused):
        world.rule("accepted", 1)
    world.rule("accepted", 0, 1)
    assert world.both.state == "accepted"


def test_a_ruling_on_a_clause_is_taken_back_with_those_in_it(world):
    world.rule("accepted", 0)
    reopen_operations(amendment=world.both, places=[0], actor=world.secretary, at=AT)
    assert world.rulings() == {}


def test_while_a_clause_is_undecided_other_amendments_make_the_next_version(world):
    version = world.derive()
    assert (world.both.state, world.both.base) == ("proposed", version)
