"""Grounds of clauses, consultation on a draft, and who sees what of texts."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.calls.models import Call
from dabir.stages.texts.acts import (
    consult_on,
    derive_version,
    draft_zero,
    ground_clause,
    rule_amendment,
    unground_clause,
)
from dabir.stages.texts.models import Amendment, Text
from dabir.stages.texts.queries import (
    amendments_visible_to,
    clauses_visible_to,
    grounds_visible_to,
    total,
    versions_visible_to,
    visible_to,
)
from dabir.stages.texts.waiting import waiting
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.drafts import (
    UIDS,
    delete,
    drafted,
    edit,
    make_call,
    make_consideration,
    make_text,
    propose,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def body():
    return make_body()


@pytest.fixture
def member(group, body):
    return make_member(group, body=body)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


def clause(text, key):
    return text.versions.last().clauses.get(uid=UIDS[key])


def ground(text, key, consideration, person):
    return ground_clause(clause=clause(text, key), consideration=consideration, actor=person, at=AT)


def derived(text, secretary, *amendments):
    for amendment in amendments:
        rule_amendment(amendment=amendment, accept=True, actor=secretary, at=AT)
    return derive_version(text=text, actor=secretary, at=AT)


def test_a_ground_is_linked_and_goes_along_to_later_versions(text, group, secretary):
    consideration = make_consideration(group, secretary)
    ground(text, "one", consideration, secretary)
    version = derived(text, secretary, propose(text, secretary, delete("note")))
    carried = version.clauses.get(uid=UIDS["one"])
    assert carried.grounds.get().consideration == consideration
    outcomes = Link.objects.filter(source=consideration.address, relation=Relation.GROUNDS)
    assert {each.target_id for each in outcomes} == {
        carried.address_id,
        text.versions.get(order=0).clauses.get(uid=UIDS["one"]).address_id,
    }


def test_a_clause_is_grounded_once_in_the_same_consideration(text, group, secretary):
    consideration = make_consideration(group, secretary)
    assert ground(text, "one", consideration, secretary) == ground(
        text, "one", consideration, secretary
    )


@pytest.mark.parametrize("state", ["proposed", "set_aside"])
def test_only_adopted_considerations_ground_a_clause(text, group, secretary, state):
    with pytest.raises(NotNow):
        ground(text, "one", make_consideration(group, secretary, state=state), secretary)


def test_a_consideration_of_another_group_grounds_nothing(text, secretary):
    other = make_group()
    with pytest.raises(Refused):
        ground(text, "one", make_consideration(other, make_secretary(other)), secretary)


def test_a_member_notes_no_grounds(text, group, member, secretary):
    with pytest.raises(NotPermitted):
        ground(text, "one", make_consideration(group, secretary), member)


def test_a_ground_is_taken_back_with_its_link(text, group, secretary):
    held = ground(text, "one", make_consideration(group, secretary), secretary)
    unground_clause(ground=held, actor=secretary, at=AT)
    assert not clause(text, "one").grounds.exists()
    assert not Link.objects.filter(relation=Relation.GROUNDS).exists()
    assert Entry.objects.filter(act="texts.unground_clause").exists()


def test_grounds_of_an_earlier_version_stay_as_they_were(text, group, secretary):
    held = ground(text, "one", make_consideration(group, secretary), secretary)
    derived(text, secretary, propose(text, secretary, delete("note")))
    with pytest.raises(NotNow):
        unground_clause(ground=held, actor=secretary, at=AT)


def test_a_clause_left_out_of_a_new_zero_draft_leaves_no_ground(text, group, secretary):
    consideration = make_consideration(group, secretary)
    ground(text, "one", consideration, secretary)
    draft_zero(text=text, clauses=drafted()[1:], actor=secretary, at=AT)
    assert not Link.objects.filter(source=consideration.address).exists()


def test_a_draft_is_copied_into_the_call_that_consults_on_it(text, group, secretary):
    call = make_call(group, secretary)
    consult_on(version=text.versions.get(), call=call, actor=secretary, at=AT)
    exhibits = list(call.exhibits.all())
    assert [str(each.uid) for each in exhibits] == [UIDS["one"], UIDS["two"], UIDS["note"]]
    assert exhibits[0].texts["fa"] == "گزارش\nکارگروه هر ماه گزارش می‌دهد."
    assert Link.objects.filter(
        source=clause(text, "one").address, target=exhibits[0].address, relation=Relation.ASKS
    ).exists()
    text.refresh_from_db()
    assert text.consultation == call


def test_a_text_is_consulted_on_once_and_then_its_zero_draft_stays(text, group, secretary):
    consult_on(
        version=text.versions.get(), call=make_call(group, secretary), actor=secretary, at=AT
    )
    with pytest.raises(NotNow):
        consult_on(
            version=text.versions.get(), call=make_call(group, secretary), actor=secretary, at=AT
        )
    with pytest.raises(NotNow):
        draft_zero(text=text, clauses=drafted(), actor=secretary, at=AT)


def test_only_a_call_for_comments_on_a_draft_takes_clauses(text, group, secretary):
    with pytest.raises(NotNow):
        consult_on(
            version=text.versions.get(),
            call=make_call(group, secretary, "input"),
            actor=secretary,
            at=AT,
        )


def test_a_failed_consultation_leaves_nothing_behind(text, group, secretary):
    call = make_call(group, secretary)
    Call.objects.filter(pk=call.pk).update(state=Call.State.CLOSED)
    with pytest.raises(NotNow):
        consult_on(version=text.versions.get(), call=call, actor=secretary, at=AT)
    text.refresh_from_db()
    assert text.consultation is None


def test_members_see_texts_of_the_group_and_strangers_do_not(text, group, member, secretary):
    stranger = make_member(make_group())
    for reader in (secretary, member):
        assert visible_to(reader).get() == text
        assert versions_visible_to(reader).count() == 1
        assert clauses_visible_to(reader).count() == 3
        assert total(reader, group) == 1
    for reader in (stranger, make_person(), None):
        assert not visible_to(reader).exists()
        assert not clauses_visible_to(reader).exists()
        assert total(reader, group) == 0


def test_a_guest_sees_no_text_of_the_group(text, group):
    guest = make_person()
    seat(guest, group, Role.GUEST)
    assert not visible_to(guest).exists()


def test_a_text_for_named_bodies_is_theirs_alone(group, secretary, member, body):
    text = make_text(group, secretary, confidentiality=Confidentiality.BODIES, bodies=[body])
    other = make_member(group)
    assert clauses_visible_to(member).filter(version__text=text).count() == 3
    assert not clauses_visible_to(other).filter(version__text=text).exists()
    version = derived(text, secretary, propose(text, secretary, delete("note")))
    assert clauses_visible_to(member).filter(version=version).count() == 2
    assert not clauses_visible_to(other).filter(version=version).exists()


def test_a_text_one_may_not_see_takes_no_amendment(group, secretary, member, body):
    text = make_text(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    with pytest.raises(NotPermitted):
        propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)


def test_a_confidential_ground_is_not_shown(text, group, member, secretary):
    hidden = make_consideration(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    ground(text, "one", hidden, secretary)
    assert grounds_visible_to(secretary).count() == 1
    assert not grounds_visible_to(member).exists()


def test_an_amendment_for_the_secretariat_is_counted_for_nobody_else(
    text, group, secretary, member
):
    propose(text, secretary, delete("note"), confidentiality=Confidentiality.SECRETARIAT)
    assert amendments_visible_to(secretary).count() == 1
    assert not amendments_visible_to(member).exists()


def test_what_waits_is_told_to_whom_it_concerns(text, group, secretary, member, body):
    first = propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    propose(text, member, delete("note"), body=body)
    rule_amendment(amendment=first, accept=True, actor=secretary, at=AT)
    assert [each.count for each in waiting(secretary, group, AT)] == [1, 1]
    assert waiting(member, group, AT) == []
    Amendment.objects.filter(pk=first.pk).update(state=Amendment.State.REDRAFT)
    assert [each.count for each in waiting(member, group, AT)] == [1]
    assert waiting(None, group, AT) == []


def test_nothing_waits_in_a_text_that_is_handed_up(text, group, secretary, member, body):
    propose(text, member, delete("note"), body=body)
    Text.objects.update(state=Text.State.SUBMITTED)
    assert waiting(secretary, group, AT) == []
