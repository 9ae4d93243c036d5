"""Rulings on single operations and contested places, what is carried and supported."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    cosponsor_amendment,
    join_option,
    leave_option,
    merge_options,
    reopen_contest,
    reopen_operations,
    rule_contest,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.compiled import compile_seen, kept_form
from dabir.stages.texts.models import Amendment, CompiledForm, OperationRuling, OptionSupport
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.snapshots import placed
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, delete, edit, make_text, propose
from tests.stages.ruled import WHY, derive, propose_two, rule, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body("اتحادیه")


@pytest.fixture
def member(group, body):
    return make_member(group, body=body)


@pytest.fixture
def other():
    return make_body("انجمن")


@pytest.fixture
def neighbour(group, other):
    return make_member(group, body=other)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


@pytest.fixture
def two(text, member, body):
    return propose_two(text, member, body)


def slot_of(version, reader, key="one"):
    contests = kept_form(version, reader).contests
    return next(each for each in contests if each.part and each.clause == UIDS[key])


def test_the_state_of_an_amendment_follows_from_the_rulings_on_its_operations(two, secretary):
    states = [
        rule(two, "accepted", secretary, 0).state,
        rule(two, "bracketed", secretary, 1).state,
        rule(two, "rejected", secretary, 1).state,
        rule(two, "rejected", secretary, 0).state,
    ]
    assert states == ["proposed", "bracketed", "accepted", "rejected"]
    row = OperationRuling.objects.get(amendment=two, place=1)
    assert (row.ruling, row.reasons, row.by, row.at) == ("rejected", WHY, secretary, AT)


def test_a_ruling_can_be_taken_back_until_it_is_carried(two, text, secretary):
    rule(two, "accepted", secretary)
    assert reopen_operations(amendment=two, places=[0], actor=secretary, at=AT).state == "proposed"
    with pytest.raises(Refused):
        reopen_operations(amendment=two, places=[0], actor=secretary, at=AT)
    derive(text, secretary)
    assert OperationRuling.objects.get(amendment=two, place=1).carried_into.order == 1
    two.refresh_from_db()
    with pytest.raises(Refused):
        reopen_operations(amendment=two, actor=secretary, at=AT)


def test_an_operation_is_not_rejected_without_a_reason(two, secretary):
    with pytest.raises(Refused):
        rule(two, "rejected", secretary, 0, reasons={"fa": " "})


@pytest.mark.parametrize("ruling", ["withdrawn", "nonsense"])
def test_the_secretariat_rules_nothing_else(two, secretary, ruling):
    with pytest.raises(Refused):
        rule(two, ruling, secretary)


def test_there_is_no_ruling_on_what_is_not_there(two, secretary):
    with pytest.raises(Refused):
        rule(two, "accepted", secretary, 7)


def test_members_do_not_rule_on_operations(two, member):
    with pytest.raises(NotPermitted):
        rule(two, "accepted", member, 0)


def test_an_accepted_operation_is_carried_while_the_other_one_stays_open(two, text, secretary):
    rule(two, "accepted", secretary, 0)
    version = derive(text, secretary)
    two.refresh_from_db()
    assert "هر هفته" in words(version, "one")
    assert (two.state, two.base) == ("proposed", version)
    assert [each.place for each in placed(two)] == [1]
    rule(two, "accepted", secretary, 1)
    last = derive(text, secretary)
    two.refresh_from_db()
    assert two.state == "carried"
    assert last.clauses.count() == version.clauses.count() + 1


def test_what_is_in_brackets_goes_along_to_the_next_version_in_brackets(
    two, text, secretary, member
):
    rule(two, "accepted", secretary, 1)
    rule(two, "bracketed", secretary, 0)
    version = derive(text, secretary)
    two.refresh_from_db()
    assert "هر ماه" in words(version, "one")
    assert (two.state, two.base) == ("bracketed", version)
    row = OperationRuling.objects.get(amendment=two, base=version)
    assert (row.ruling, row.place, row.reasons) == ("bracketed", 0, WHY)
    slot = slot_of(version, member)
    assert [option.words for option in slot.proposed] == ["هر هفته"]


def test_a_rejected_operation_is_not_carried_with_the_others(two, text, secretary):
    rule(two, "accepted", secretary, 1)
    rule(two, "rejected", secretary, 0)
    version = derive(text, secretary)
    two.refresh_from_db()
    assert (two.state, two.carried_into) == ("carried", version)
    assert "هر ماه" in words(version, "one")


def test_one_part_of_an_amendment_is_withdrawn_by_its_proposer(two, member, neighbour, secretary):
    with pytest.raises(NotPermitted):
        withdraw_amendment(amendment=two, places=[0], actor=neighbour, at=AT)
    withdraw_amendment(amendment=two, places=[0], actor=member, at=AT)
    two.refresh_from_db()
    assert two.state == "proposed"
    compiled = compile_seen(two.base, secretary).compilation
    assert {each.place for each in compiled.proposed} == {1}
    with pytest.raises(Refused):
        rule(two, "accepted", secretary, 0)
    withdraw_amendment(amendment=two, actor=member, at=AT)
    two.refresh_from_db()
    assert two.state == "withdrawn"


def test_what_is_ruled_on_is_not_withdrawn(two, member, secretary):
    rule(two, "accepted", secretary, 0)
    with pytest.raises(NotNow):
        withdraw_amendment(amendment=two, places=[0], actor=member, at=AT)


def test_choosing_an_option_rules_on_all_that_meet_there(two, text, neighbour, other, secretary):
    rival = propose(text, neighbour, edit(text, "one", "هر ماه", "هر فصل"), body=other)
    slot = slot_of(two.base, secretary)
    chosen = next(each for each in slot.proposed if each.words == "هر فصل")
    ruled = rule_contest(
        version=two.base, contest=slot.uid, options=[chosen.uid], actor=secretary, at=AT
    )
    assert [each.number for each in ruled] == [two.number, rival.number]
    rival.refresh_from_db()
    assert rival.state == "accepted"
    rejected = OperationRuling.objects.get(amendment=two)
    assert (rejected.ruling, rejected.place) == ("rejected", 0)
    assert set(rejected.reasons) == {"fa", "en"}


def test_leaving_a_place_in_brackets_rejects_nothing(two, text, neighbour, other, secretary):
    rival = propose(text, neighbour, edit(text, "one", "هر ماه", "هر فصل"), body=other)
    slot = slot_of(two.base, secretary)
    rule_contest(
        version=two.base, contest=slot.uid, options=[], bracketed=True, actor=secretary, at=AT
    )
    assert set(OperationRuling.objects.values_list("amendment__number", "ruling")) == {
        (two.number, "bracketed"),
        (rival.number, "bracketed"),
    }


def test_rulings_on_a_place_are_taken_back_together(two, text, neighbour, other, secretary):
    rival = propose(text, neighbour, edit(text, "one", "هر ماه", "هر فصل"), body=other)
    slot = slot_of(two.base, secretary)
    place = {"version": two.base, "contest": slot.uid, "actor": secretary, "at": AT}
    with pytest.raises(Refused):
        reopen_contest(**place)
    rule_contest(**place, options=[slot.options[0].uid])
    assert [each.number for each in reopen_contest(**place)] == [two.number, rival.number]
    assert not OperationRuling.objects.exists()
    with pytest.raises(NotPermitted):
        reopen_contest(**place | {"actor": neighbour})
    with pytest.raises(NotNow):
        reopen_contest(**place | {"contest": "s0"})


def test_a_place_that_has_changed_since_is_not_decided(two, secretary):
    with pytest.raises(NotNow):
        rule_contest(version=two.base, contest="s0", options=[], actor=secretary, at=AT)


def test_an_option_that_somebody_may_not_see_leaves_neither_words_nor_a_gap(
    two, text, neighbour, other, member, secretary
):
    hidden = propose(
        text,
        neighbour,
        edit(text, "one", "هر ماه گزارش", "هر فصل"),
        body=other,
        confidentiality=Confidentiality.BODIES,
        bodies=[other],
    )
    seen, whole = slot_of(two.base, member), slot_of(two.base, secretary)
    assert whole.base == "هر ماه گزارش"
    assert seen.base == "هر ماه"
    assert hidden.number not in seen.numbers
    assert slot_of(two.base, neighbour) == whole
    # Both were kept, and each reader goes on to see their own.
    assert CompiledForm.objects.count() == 2
    assert slot_of(two.base, member) == seen


def test_a_kept_form_is_not_shown_once_words_were_withdrawn(two, member):
    assert slot_of(two.base, member).proposed
    withdraw_amendment(amendment=two, places=[0], actor=member, at=AT)
    assert not [each for each in kept_form(two.base, member).contests if each.part]


def test_bodies_join_and_leave_single_words(two, neighbour, other, body):
    join_option(amendment=two, places=[0], body=other, actor=neighbour, at=AT)
    assert OptionSupport.objects.get().place == 0
    with pytest.raises(Refused):
        join_option(amendment=two, places=[0], body=other, actor=neighbour, at=AT)
    leave_option(amendment=two, places=[0], body=other, actor=neighbour, at=AT)
    assert not OptionSupport.objects.exists()
    with pytest.raises(Refused):
        leave_option(amendment=two, places=[0], body=other, actor=neighbour, at=AT)
    with pytest.raises(NotPermitted):
        join_option(amendment=two, places=[0], body=body, actor=neighbour, at=AT)


def test_a_sponsor_leaves_one_part_and_stays_with_the_rest(two, neighbour, other):
    cosponsor_amendment(amendment=two, body=other, actor=neighbour, at=AT)
    leave_option(amendment=two, places=[1], body=other, actor=neighbour, at=AT)
    row = OptionSupport.objects.get()
    assert (row.place, row.left) == (1, True)
    join_option(amendment=two, places=[1], body=other, actor=neighbour, at=AT)
    assert not OptionSupport.objects.exists()


def test_merged_words_are_one_more_option_and_say_what_they_merge(
    two, text, neighbour, other, secretary
):
    rival = propose(text, neighbour, edit(text, "one", "هر ماه", "هر فصل"), body=other)
    slot = slot_of(two.base, secretary)
    made = merge_options(
        version=two.base, contest=slot.uid, words="هر دو هفته", actor=secretary, at=AT
    )
    assert set(made.merges.all()) == {two, rival}
    assert [each.words for each in slot_of(two.base, secretary).proposed] == [
        "هر هفته",
        "هر فصل",
        "هر دو هفته",
    ]
    with pytest.raises(Refused):
        merge_options(version=two.base, contest=slot.uid, words="هر فصل", actor=secretary, at=AT)


def test_merged_words_are_as_closed_as_what_they_merge(
    two, text, neighbour, other, member, secretary
):
    propose(
        text,
        neighbour,
        edit(text, "one", "هر ماه", "هر فصل"),
        body=other,
        confidentiality=Confidentiality.BODIES,
        bodies=[other],
    )
    slot = slot_of(two.base, secretary)
    made = merge_options(
        version=two.base, contest=slot.uid, words="هر دو هفته", actor=secretary, at=AT
    )
    assert made.address.confidentiality == Confidentiality.BODIES
    assert not amendments_visible_to(member).filter(pk=made.pk).exists()
    assert amendments_visible_to(neighbour).filter(pk=made.pk).exists()


def test_conflicting_places_are_named_before_a_version_is_made(
    two, text, neighbour, other, secretary
):
    rival = propose(text, neighbour, delete("one"), body=other)
    rule(two, "accepted", secretary)
    rule(rival, "accepted", secretary)
    with pytest.raises(NotNow):
        derive(text, secretary)
    assert Amendment.objects.filter(state="carried").count() == 0
