"""Amendments to amendments, the proposed procedure and its block, corrections of a version."""

import pytest

from dabir.domain.drafting import Edit
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    amend_amendment,
    answer_treatment,
    correct_version,
    propose_treatment,
    redraft_amendment,
    rule_amendment,
    rule_en_bloc,
    withdraw_amendment,
)
from dabir.stages.texts.compiling.treating import treated, undecided
from dabir.stages.texts.queries import amendments_visible_to
from dabir.stages.texts.snapshots import placed
from dabir.stages.texts.waiting import waiting
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_text, propose
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


def sub(amendment, person, body, old, new, **more):
    """Other words for those that an amendment would put into the first clause."""
    before = amendment.base.clauses.get(uid=UIDS["one"]).wordings.get(language="fa").text
    brought = before.replace("هر ماه", "هر هفته")
    start = brought.index(old)
    return amend_amendment(
        amendment=amendment,
        operations=[Edit(UIDS["one"], "fa", start, start + len(old), old, new)],
        body=body,
        actor=person,
        at=AT,
        **more,
    )


def test_an_amendment_to_an_amendment_is_ruled_first_and_taken_up(
    two, text, neighbour, other, secretary
):
    below = sub(two, neighbour, other, "هر هفته", "هر دو هفته")
    with pytest.raises(NotNow):
        rule(two, "accepted", secretary)
    rule_amendment(amendment=below, accept=True, actor=secretary, at=AT)
    below.refresh_from_db()
    two.refresh_from_db()
    assert below.state == "carried"
    rule(two, "accepted", secretary)
    assert "هر دو هفته" in words(derive(text, secretary), "one")


def test_a_rejected_amendment_to_an_amendment_leaves_it_as_it_was(
    two, text, neighbour, other, secretary
):
    below = sub(two, neighbour, other, "هر هفته", "هر دو هفته")
    rule_amendment(amendment=below, accept=False, reasons=WHY, actor=secretary, at=AT)
    rule(two, "accepted", secretary)
    version = derive(text, secretary)
    assert "هر هفته" in words(version, "one")
    assert "دو" not in words(version, "one")


def test_an_amendment_to_an_amendment_is_no_more_open_than_that(
    text, neighbour, other, member, body
):
    hidden = propose(
        text,
        neighbour,
        edit(text, "one", "هر ماه", "هر هفته"),
        body=other,
        confidentiality=Confidentiality.BODIES,
        bodies=[other],
    )
    below = sub(hidden, neighbour, other, "هر هفته", "هر روز")
    assert not amendments_visible_to(member).filter(pk=below.pk).exists()
    with pytest.raises(NotPermitted):
        sub(hidden, member, body, "هر هفته", "هر روز")


def test_amendments_to_an_amendment_fall_with_it(two, neighbour, other, member):
    below = sub(two, neighbour, other, "هر هفته", "هر دو هفته")
    withdraw_amendment(amendment=two, actor=member, at=AT)
    below.refresh_from_db()
    assert below.state == "rejected"
    assert below.rulings["fa"]


def test_amendments_to_an_amendment_go_along_with_it(two, text, neighbour, other, secretary):
    below = sub(two, neighbour, other, "هر هفته", "هر دو هفته")
    rival = propose(text, neighbour, edit(text, "two", "منتشر", "پخش"), body=other)
    rule(rival, "accepted", secretary)
    version = derive(text, secretary)
    below.refresh_from_db()
    assert (below.state, below.base) == ("proposed", version)
    rule_amendment(amendment=below, accept=True, actor=secretary, at=AT)
    two.refresh_from_db()
    rule(two, "accepted", secretary)
    assert "هر دو هفته" in words(derive(text, secretary), "one")


def test_what_is_agreed_goes_as_one_block(two, text, member, neighbour, body, other, secretary):
    rival = propose(text, neighbour, edit(text, "two", "منتشر", "پخش"), body=other)
    for amendment, what in ((two, "accept"), (rival, "reject")):
        propose_treatment(amendment=amendment, what=what, reasons=WHY, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        rule_en_bloc(text=text, amendments=[two], actor=secretary, at=AT)
    for amendment, person, whose in ((two, member, body), (rival, neighbour, other)):
        answer_treatment(
            treatment=amendment.treatments.get(), body=whose, agrees=True, actor=person, at=AT
        )
    rule_en_bloc(text=text, amendments=[two, rival], actor=secretary, at=AT)
    two.refresh_from_db()
    rival.refresh_from_db()
    assert (two.state, rival.state) == ("accepted", "rejected")
    assert Entry.objects.filter(act="texts.rule_en_bloc").count() == 2


def test_whoever_insists_takes_an_amendment_off_the_block(
    two, text, member, neighbour, body, other, secretary
):
    treatment = propose_treatment(amendment=two, what="accept", actor=secretary, at=AT)

    def answer(person, whose, *, agrees):
        answer_treatment(treatment=treatment, body=whose, agrees=agrees, actor=person, at=AT)
        return treated(undecided(text, secretary))[0].on_block

    assert answer(member, body, agrees=True)
    assert not answer(neighbour, other, agrees=False)
    with pytest.raises(NotNow):
        rule_en_bloc(text=text, amendments=[two], actor=secretary, at=AT)
    assert answer(neighbour, other, agrees=True)
    assert not answer(member, body, agrees=False)


def test_only_its_proposer_agrees_for_an_amendment(two, neighbour, other, secretary):
    treatment = propose_treatment(amendment=two, what="accept", actor=secretary, at=AT)
    with pytest.raises(Refused):
        answer_treatment(treatment=treatment, body=other, agrees=True, actor=neighbour, at=AT)


def test_a_procedure_to_reject_says_why(two, secretary, member):
    with pytest.raises(Refused):
        propose_treatment(amendment=two, what="reject", actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        propose_treatment(amendment=two, what="accept", actor=member, at=AT)


def test_a_correction_makes_a_version_and_carries_all_that_is_pending_with_its_rulings(
    two, text, secretary
):
    rule(two, "accepted", secretary, 1)
    version = correct_version(
        text=text,
        operations=[edit(text, "one", "کارگروه", "کارگروه ملی")],
        reasons=WHY,
        actor=secretary,
        at=AT,
    )
    two.refresh_from_db()
    assert (version.order, two.base, two.state) == (1, version, "proposed")
    assert "کارگروه ملی" in words(version, "one")
    assert version.clauses.count() == 3
    assert two.operation_rulings.get(base=version).ruling == "accepted"
    derive(text, secretary)
    two.refresh_from_db()
    assert [each.place for each in placed(two)] == [0]


def test_what_a_correction_contradicts_is_drafted_again(two, text, member, secretary):
    correct_version(
        text=text,
        operations=[edit(text, "one", "هر ماه", "ماهانه")],
        reasons=WHY,
        actor=secretary,
        at=AT,
    )
    two.refresh_from_db()
    assert two.state == "redraft"
    redraft_amendment(
        amendment=two, operations=[edit(text, "one", "ماهانه", "هفتگی")], actor=member, at=AT
    )
    two.refresh_from_db()
    assert two.state == "proposed"


def test_a_correction_says_why_and_is_the_secretariats(text, member, secretary):
    operations = [edit(text, "one", "هر ماه", "ماهانه")]
    with pytest.raises(Refused):
        correct_version(text=text, operations=operations, reasons={}, actor=secretary, at=AT)
    with pytest.raises(NotPermitted):
        correct_version(text=text, operations=operations, reasons=WHY, actor=member, at=AT)


def test_a_body_is_told_that_a_procedure_waits_for_its_answer(
    two, text, member, neighbour, body, other, secretary, group
):
    def told(person):
        return [each.count for each in waiting(person, group, AT)]

    treatment = propose_treatment(amendment=two, what="accept", actor=secretary, at=AT)
    assert told(member) == [1]
    answer_treatment(treatment=treatment, body=other, agrees=False, actor=neighbour, at=AT)
    assert told(member) == [1]
    assert told(neighbour) == []
    answer_treatment(treatment=treatment, body=body, agrees=True, actor=member, at=AT)
    assert told(member) == []
