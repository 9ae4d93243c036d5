"""Amendments to amendments in several parts: withdrawn, ruled on, carried, drafted again."""

import pytest

from dabir.domain.drafting import Edit
from dabir.domain.procedure.verdicts import Refused
from dabir.stages.texts.acts import (
    amend_amendment,
    answer_treatment,
    ask_redraft,
    correct_version,
    derive_version,
    propose_treatment,
    redraft_amendment,
    reopen_operations,
    rule_amendment,
    rule_en_bloc,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.layers import base_of
from dabir.stages.texts.models import Amendment
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_text, propose

pytestmark = pytest.mark.django_db
ASIDE = {"fa": "این‌گونه نه."}


class World:
    """An amendment in two parts, and one to both of its parts by another body."""

    def __init__(self):
        self.group = make_group()
        self.body, self.other, self.third = map(make_body, ("اتحادیه", "انجمن", "بنیاد"))
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.neighbour = make_member(self.group, body=self.other)
        self.guest = make_member(self.group, body=self.third)
        self.text = make_text(self.group, self.secretary)
        self.above = propose(
            self.text,
            self.member,
            edit(self.text, "one", "هر ماه", "هر هفته"),
            edit(self.text, "two", "منتشر", "پخش"),
            body=self.body,
        )
        self.below = self.amend(("one", "هر هفته", "هر دو هفته"), ("two", "پخش", "اعلام"))

    def on(self, key, old, new):
        """An edit of what the amendment brings."""
        lowest = Amendment(base=self.above.base, amends=self.above)
        words = base_of(lowest)[UIDS[key]].text["fa"]
        start = words.index(old)
        return Edit(UIDS[key], "fa", start, start + len(old), old, new)

    def amend(self, *changes):
        return amend_amendment(
            amendment=self.above,
            operations=[self.on(*each) for each in changes],
            body=self.other,
            actor=self.neighbour,
            at=AT,
        )

    def withdraw(self, *places):
        withdraw_amendment(amendment=self.below, places=places, actor=self.neighbour, at=AT)
        self.refresh()

    def accept(self, amendment):
        rule_amendment(amendment=amendment, accept=True, actor=self.secretary, at=AT)
        self.refresh()

    def rule(self, amendment, ruling, *places):
        rule_operations(
            amendment=amendment,
            ruling=ruling,
            places=places,
            reasons=ASIDE,
            actor=self.secretary,
            at=AT,
        )
        self.refresh()

    def derive(self):
        version = derive_version(text=self.text, actor=self.secretary, at=AT)
        self.refresh()
        return version

    def rival(self):
        return propose(
            self.text, self.guest, edit(self.text, "note", "محرمانه", "سری"), body=self.third
        )

    def refresh(self):
        self.above.refresh_from_db()
        self.below.refresh_from_db()


@pytest.fixture
def world():
    return World()


def words(version, key):
    return version.clauses.get(uid=UIDS[key]).wordings.get(language="fa").text


def test_one_part_of_an_amendment_to_an_amendment_is_withdrawn(world):
    world.withdraw(0)
    assert world.below.state == "proposed"
    world.accept(world.below)
    world.accept(world.above)
    version = world.derive()
    assert "هر هفته" in words(version, "one")
    assert "اعلام" in words(version, "two")


def test_the_other_part_is_taken_up_where_it_was_accepted_before(world):
    world.rule(world.below, "accepted", 1)
    world.withdraw(0)
    assert world.below.state == "carried"
    world.accept(world.above)
    version = world.derive()
    assert "هر هفته" in words(version, "one")
    assert "اعلام" in words(version, "two")


def test_what_was_withdrawn_or_ruled_goes_along_to_the_next_version(world):
    world.withdraw(0)
    world.accept(world.rival())
    version = world.derive()
    assert (world.below.state, world.below.base) == ("proposed", version)
    world.accept(world.below)
    world.accept(world.above)
    after = world.derive()
    assert "هر هفته" in words(after, "one")
    assert "اعلام" in words(after, "two")


def test_what_was_rejected_of_it_stays_rejected_in_the_next_version(world):
    world.rule(world.below, "rejected", 0)
    world.accept(world.rival())
    world.derive()
    world.rule(world.below, "accepted", 1)
    assert world.below.state == "carried"
    world.accept(world.above)
    after = world.derive()
    assert "هر هفته" in words(after, "one")
    assert "اعلام" in words(after, "two")


def test_other_words_are_not_ruled_on_by_what_was_ruled_on_those_before(world):
    world.rule(world.below, "rejected", 0)
    rival = world.amend(("two", "پخش", "چاپ"))
    world.accept(rival)
    assert world.below.state == "redraft"
    redraft_amendment(
        amendment=world.below,
        operations=[world.on("two", "چاپ", "اعلام")],
        actor=world.neighbour,
        at=AT,
    )
    world.refresh()
    assert not world.below.operation_rulings.filter(base=world.below.base).exists()
    assert world.below.state == "proposed"


def test_what_was_rejected_and_fits_no_more_stops_nothing(world):
    world.rule(world.below, "rejected", 0, 1)
    assert world.below.state == "rejected"
    world.accept(world.amend(("two", "پخش", "چاپ")))
    reopen_operations(amendment=world.below, actor=world.secretary, at=AT)
    world.refresh()
    third = world.amend(("one", "هر هفته", "هر روز"))
    world.accept(third)
    third.refresh_from_db()
    assert third.state == "carried"


def test_an_amendment_to_an_amendment_is_not_left_in_brackets(world):
    with pytest.raises(Refused):
        world.rule(world.below, "bracketed", 0, 1)


def test_a_correction_that_does_an_undecided_part_leaves_what_was_ruled(world):
    world.withdraw(0, 1)
    world.rule(world.above, "accepted", 0)
    version = correct_version(
        text=world.text,
        operations=[edit(world.text, "two", "منتشر", "پخش")],
        reasons=ASIDE,
        actor=world.secretary,
        at=AT,
    )
    world.refresh()
    assert (world.above.state, world.above.base) == ("accepted", version)
    assert "هر هفته" in words(world.derive(), "one")


def test_nobody_has_agreed_to_words_that_came_since(world):
    propose_treatment(amendment=world.above, what="accept", actor=world.secretary, at=AT)
    answer_treatment(
        treatment=world.above.treatments.get(),
        body=world.body,
        agrees=True,
        actor=world.member,
        at=AT,
    )
    world.accept(world.below)
    with pytest.raises(Refused):
        rule_en_bloc(text=world.text, amendments=[world.above], actor=world.secretary, at=AT)


def test_nothing_is_proposed_for_words_that_are_drafted_again(world):
    rival = world.rival()
    propose_treatment(amendment=rival, what="accept", actor=world.secretary, at=AT)
    answer_treatment(
        treatment=rival.treatments.get(), body=world.third, agrees=True, actor=world.guest, at=AT
    )
    ask_redraft(amendment=rival, reasons=ASIDE, actor=world.secretary, at=AT)
    redraft_amendment(
        amendment=rival,
        operations=[edit(world.text, "note", "محرمانه", "پنهان")],
        actor=world.guest,
        at=AT,
    )
    with pytest.raises(Refused):
        rule_en_bloc(text=world.text, amendments=[rival], actor=world.secretary, at=AT)
