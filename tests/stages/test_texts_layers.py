"""Amendments to amendments when parts of that one are withdrawn, and when drafted again."""

import json

import pytest

from dabir.domain.drafting import Add, Edit
from dabir.domain.procedure.verdicts import NotNow, Refused
from dabir.foundation.record.models import Content
from dabir.foundation.trace.models import new_id
from dabir.stages.texts.acts import (
    amend_amendment,
    ask_redraft,
    derive_version,
    join_option,
    redraft_amendment,
    rule_amendment,
    rule_operations,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.compiled import kept_form
from dabir.stages.texts.compiling.layers import base_of
from dabir.stages.texts.models import OptionSupport
from dabir.stages.texts.snapshots import placed
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, add_note, edit, make_text, propose

pytestmark = pytest.mark.django_db
ASIDE = {"fa": "این‌گونه نه."}


class World:
    """An amendment in two parts, and one to its first part by another body."""

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
        self.below = self.amend("هر هفته", "هر دو هفته")

    def on(self, key, old, new):
        """An edit of what the amendment brings."""
        words = base_of(self.below)[UIDS[key]].text["fa"]
        start = words.index(old)
        return Edit(UIDS[key], "fa", start, start + len(old), old, new)

    def amend(self, old, new):
        brought = "کارگروه هر هفته گزارش می‌دهد."
        start = brought.index(old)
        return amend_amendment(
            amendment=self.above,
            operations=[Edit(UIDS["one"], "fa", start, start + len(old), old, new)],
            body=self.other,
            actor=self.neighbour,
            at=AT,
        )

    def withdraw(self, *places):
        withdraw_amendment(amendment=self.above, places=places, actor=self.member, at=AT)
        self.refresh()

    def accept(self, amendment):
        rule_amendment(amendment=amendment, accept=True, actor=self.secretary, at=AT)
        self.refresh()

    def send_back(self):
        ask_redraft(amendment=self.below, reasons=ASIDE, actor=self.secretary, at=AT)
        self.refresh()

    def redraft(self, *operations, **more):
        redraft_amendment(
            amendment=self.below, operations=operations, actor=self.neighbour, at=AT, **more
        )
        self.refresh()

    def derive(self):
        return derive_version(text=self.text, actor=self.secretary, at=AT)

    def refresh(self):
        self.above.refresh_from_db()
        self.below.refresh_from_db()


@pytest.fixture
def world():
    return World()


def words(version, key):
    return version.clauses.get(uid=UIDS[key]).wordings.get(language="fa").text


def test_withdrawing_another_part_leaves_both_to_be_ruled_on(world):
    world.withdraw(1)
    assert (world.above.state, world.below.state) == ("proposed", "proposed")
    world.accept(world.below)
    assert world.below.state == "carried"
    world.accept(world.above)
    version = world.derive()
    assert words(version, "one") == "کارگروه هر دو هفته گزارش می‌دهد."
    assert words(version, "two") == "دبیرخانه گزارش را منتشر می‌کند."


def test_what_was_made_to_a_withdrawn_part_is_drafted_again_and_stops_nothing(world):
    world.withdraw(0)
    assert world.below.state == "redraft"
    world.accept(world.above)
    version = world.derive()
    assert words(version, "one") == "کارگروه هر ماه گزارش می‌دهد."
    assert words(version, "two") == "دبیرخانه گزارش را پخش می‌کند."


def test_a_withdrawn_part_is_not_amended(world):
    world.withdraw(0)
    with pytest.raises(Refused):
        world.amend("هفته", "روز")


def test_more_may_be_amended_once_a_part_is_withdrawn(world):
    world.withdraw(1)
    assert world.amend("گزارش", "خبر").state == "proposed"


def test_what_is_left_goes_along_to_the_next_version_with_what_is_made_to_it(world):
    world.withdraw(1)
    rival = propose(
        world.text, world.guest, edit(world.text, "note", "محرمانه", "سری"), body=world.third
    )
    world.accept(rival)
    version = world.derive()
    world.refresh()
    assert (world.below.state, world.below.base) == ("proposed", version)
    world.accept(world.below)
    world.accept(world.above)
    assert "هر دو هفته" in words(world.derive(), "one")


def test_parts_that_nothing_changes_keep_their_places_and_those_behind_them(world):
    for place in (0, 1):
        join_option(
            amendment=world.above, places=[place], body=world.third, actor=world.guest, at=AT
        )
    world.accept(world.below)
    held = {each.operation.uid: each.place for each in placed(world.above)}
    assert held == {UIDS["one"]: 2, UIDS["two"]: 1}
    assert list(OptionSupport.objects.values_list("place", flat=True)) == [1]


def test_it_is_drafted_again_against_the_words_that_the_other_brings(world):
    world.send_back()
    world.redraft(world.on("one", "هر هفته", "هر روز"))
    assert world.below.state == "proposed"
    world.accept(world.below)
    world.accept(world.above)
    assert words(world.derive(), "one") == "کارگروه هر روز گزارش می‌دهد."


def test_the_plain_words_of_the_version_are_not_what_it_is_drafted_against(world):
    world.send_back()
    with pytest.raises(Refused):
        world.redraft(edit(world.text, "one", "هر ماه", "هر روز"))


def test_it_is_not_drafted_again_once_the_other_is_ruled_on(world):
    world.send_back()
    again = world.on("one", "هر هفته", "هر روز")
    rule_operations(
        amendment=world.above, ruling="accepted", places=[1], actor=world.secretary, at=AT
    )
    with pytest.raises(NotNow):
        world.redraft(again)


def test_nobody_amends_or_drafts_again_what_was_changed_since_they_read_it(world):
    world.send_back()
    again, read = world.on("one", "هر هفته", "هر روز"), world.above.edition
    world.withdraw(1)
    with pytest.raises(NotNow):
        world.redraft(again, edition=read)
    with pytest.raises(NotNow):
        amend_amendment(
            amendment=world.above,
            operations=[again],
            body=world.other,
            actor=world.neighbour,
            at=AT,
            edition=read,
        )
    world.redraft(again, edition=world.above.edition)
    assert world.below.state == "proposed"


def test_the_compilation_stands_without_a_withdrawn_part(world):
    world.withdraw(1)
    contests = kept_form(world.above.base, world.secretary).contests
    assert {each.clause for each in contests} == {UIDS["one"]}


def test_what_stands_in_a_clause_that_is_not_added_any_more_goes_with_it(world):
    article = add_note("one", "جلسه‌ها علنی است.")
    inner = Add(
        str(new_id()), article.uid, None, article.kind, article.style, {}, {"fa": "مگر آنکه"}
    )
    whole = propose(
        world.text,
        world.member,
        edit(world.text, "note", "محرمانه", "سری"),
        article,
        inner,
        body=world.body,
    )
    withdraw_amendment(amendment=whole, places=[1], actor=world.member, at=AT)
    assert list(whole.operation_rulings.values_list("place", "ruling")) == [
        (1, "withdrawn"),
        (2, "withdrawn"),
    ]
    assert kept_form(whole.base, world.secretary).contests
    world.accept(whole)
    assert "سری" in words(world.derive(), "note")


def test_what_follows_a_clause_that_is_not_added_any_more_stays(world):
    first = add_note("one", "جلسه‌ها علنی است.")
    second = add_note("one", "جلسه‌ها کوتاه است.", after=first.uid)
    third = add_note("one", "جلسه‌ها هفتگی است.", after=second.uid)
    whole = propose(world.text, world.member, first, second, third, body=world.body)
    withdraw_amendment(amendment=whole, places=[0, 1], actor=world.member, at=AT)
    assert kept_form(whole.base, world.secretary).contests
    world.accept(whole)
    notes = world.derive().clauses.filter(parent_uid=UIDS["one"])
    assert [each.wordings.get().text for each in notes] == ["جلسه‌ها هفتگی است."]


def told(amendment, *acts):
    """What the record says of an amendment by these acts."""
    entries = Content.objects.filter(entry__about=amendment.address, entry__act__in=acts)
    return [json.loads(each.payload)["what"] for each in entries.order_by("entry")]


def test_what_becomes_of_each_of_them_is_recorded_with_it(world):
    world.accept(world.below)
    (taken,) = [each for each in told(world.above, "texts.rule_amendment") if "taken_up" in each]
    assert taken["before"] != taken["after"] == world.above.operations
    again = amend_amendment(
        amendment=world.above,
        operations=[world.on("one", "هر دو هفته", "هر روز")],
        body=world.other,
        actor=world.neighbour,
        at=AT,
    )
    withdraw_amendment(amendment=world.above, actor=world.member, at=AT)
    assert [each["state"] for each in told(again, "texts.withdraw_amendment")] == ["rejected"]
