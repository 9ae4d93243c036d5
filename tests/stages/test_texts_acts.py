"""Texts: zero draft, grounds, amendments and the versions they make, act by act."""

import pytest
from django.utils import translation

from dabir.domain.drafting import Edit
from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused, Verdict
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.texts.acts import (
    approve_text,
    ask_redraft,
    cosponsor_amendment,
    derive_version,
    disclose_text,
    draft_zero,
    issue_text,
    redraft_amendment,
    rename_text,
    return_text,
    rule_amendment,
    shelve_text,
    start_text,
    submit_text,
    withdraw_amendment,
)
from dabir.stages.texts.models import Amendment, Clause, Text
from dabir.stages.texts.queries import clauses_visible_to, history, visible_to
from tests.factories import (
    AT,
    make_body,
    make_group,
    make_member,
    make_person,
    make_secretary,
    seat,
)
from tests.stages.drafts import UIDS, add_note, delete, drafted, edit, make_text, move, propose

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
def text(group, secretary):
    return make_text(group, secretary)


def accept(amendment, secretary):
    return rule_amendment(amendment=amendment, accept=True, actor=secretary, at=AT)


def derive(text, secretary):
    return derive_version(text=text, actor=secretary, at=AT)


def words(version, key, language="fa"):
    return version.clauses.get(uid=UIDS[key]).wordings.get(language=language).text


def recorded(name):
    return Entry.objects.filter(act=f"texts.{name}").exists()


def test_a_text_carries_out_a_duty_and_is_recorded(group, secretary):
    text = start_text(
        group=group, titles={"fa": "طرح"}, kind="plan", actor=secretary, at=AT, language="fa"
    )
    assert text.state == Text.State.DRAFTING
    assert recorded("start_text")


@pytest.mark.parametrize("titles", [{}, {"fa": "  "}])
def test_a_text_without_a_title_is_refused(group, secretary, titles):
    with pytest.raises(Refused):
        start_text(group=group, titles=titles, kind="plan", actor=secretary, at=AT)


def test_only_the_secretariat_starts_texts(group, member):
    with pytest.raises(NotPermitted):
        start_text(group=group, titles={"fa": "طرح"}, kind="plan", actor=member, at=AT)


def test_the_zero_draft_is_numbered_and_labelled_in_both_languages(text):
    zero = text.versions.get()
    with translation.override("fa"):
        assert zero.symbol == "پیش‌نویس صفر"
        assert [clause.label for clause in zero.clauses.all()] == [
            "ماده ۱",
            "ماده ۲",
            "تبصره ماده ۲",
        ]
    with translation.override("en"):
        assert [clause.mark for clause in zero.clauses.all()] == ["Article 1", "Article 2", "Note"]
    assert recorded("draft_zero")


def test_a_draft_without_clauses_is_refused(group, secretary):
    text = make_text(group, secretary, zero=False)
    with pytest.raises(Refused):
        draft_zero(text=text, clauses=[], actor=secretary, at=AT)


def test_the_zero_draft_can_be_written_anew_and_kept_clauses_keep_their_address(text, secretary):
    before = Clause.objects.get(uid=UIDS["two"]).address_id
    draft_zero(text=text, clauses=drafted()[1:], actor=secretary, at=AT)
    zero = text.versions.get()
    assert [str(clause.uid) for clause in zero.clauses.all()] == [UIDS["two"], UIDS["note"]]
    assert zero.clauses.get(uid=UIDS["two"]).address_id == before


def test_the_zero_draft_stays_once_somebody_proposes_to_amend_it(text, secretary, member, body):
    propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    with pytest.raises(NotNow):
        draft_zero(text=text, clauses=drafted(), actor=secretary, at=AT)


def test_an_amendment_links_the_clause_it_changes(text, member, body):
    amendment = propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    clause = Clause.objects.get(uid=UIDS["one"])
    assert amendment.number == 1
    assert Link.objects.get(target=amendment.address).source_id == clause.address_id
    assert recorded("propose_amendment")


def test_an_amendment_is_widened_to_whole_words(text, member, body):
    amendment = propose(text, member, edit(text, "one", "ارگروه هر", "ارخانه هر"), body=body)
    assert amendment.operations[0]["old"] == "کارگروه هر"


def test_refuses_words_that_the_version_does_not_say(text, member, body):
    stale = Edit(UIDS["one"], "fa", 0, 4, "هیچ‌", "چیز")
    with pytest.raises(Refused, match="not what the version says"), translation.override("en"):
        propose(text, member, stale, body=body)


def test_refuses_an_amendment_that_changes_nothing(text, member, body):
    with pytest.raises(Refused, match="changes nothing"), translation.override("en"):
        propose(text, member, edit(text, "one", "هر ماه", "هر ماه"), body=body)


def test_refuses_an_amendment_for_a_body_one_does_not_sit_for(text, member):
    with pytest.raises(NotPermitted):
        propose(text, member, delete("note"), body=make_body())


def test_a_guest_proposes_nothing(text, group):
    guest = make_person()
    seat(guest, group, Role.GUEST)
    with pytest.raises(NotPermitted):
        propose(text, guest, delete("note"))


def test_refuses_an_amendment_to_a_version_that_has_been_revised(text, secretary, member, body):
    zero = text.versions.get()
    accept(propose(text, member, delete("note"), body=body), secretary)
    derive(text, secretary)
    with pytest.raises(NotNow):
        propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body, base=zero)


def test_accepted_amendments_make_the_next_version(text, secretary, member, body):
    first = propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    second = propose(text, member, add_note("one", "گزارش کوتاه است."), body=body)
    third = propose(text, member, delete("two"), body=body)
    for amendment in (first, second):
        accept(amendment, secretary)
    rule_amendment(
        amendment=third, accept=False, reasons={"fa": "لازم است."}, actor=secretary, at=AT
    )
    version = derive(text, secretary)
    assert version.order == 1
    assert words(version, "one") == "کارگروه هر هفته گزارش می‌دهد."
    assert version.clauses.count() == 4
    first.refresh_from_db()
    third.refresh_from_db()
    assert (first.state, first.carried_into) == (Amendment.State.CARRIED, version)
    assert third.state == Amendment.State.REJECTED


def test_a_new_version_can_be_followed_back_through_the_amendment(text, secretary, member, body):
    amendment = propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    accept(amendment, secretary)
    version = derive(text, secretary)
    old, new = history(text, Clause.objects.filter(uid=UIDS["one"])[0].uid, secretary)
    origins = set(Link.objects.filter(target=new.address).values_list("source", "relation"))
    assert origins == {
        (amendment.address_id, Relation.AMENDS),
        (old.address_id, Relation.AMENDS),
    }
    untouched = version.clauses.get(uid=UIDS["note"])
    assert Link.objects.get(target=untouched.address).relation == Relation.GROUNDS


def test_a_translation_that_was_not_amended_is_known_to_be_older(text, secretary, member, body):
    accept(propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body), secretary)
    clause = derive(text, secretary).clauses.get(uid=UIDS["one"])
    assert {each.language: each.since for each in clause.wordings.all()} == {"fa": 1, "en": 0}


def test_what_excludes_one_another_is_named_and_refused(text, secretary, member, body):
    for new in ("هر هفته", "هر روز"):
        accept(propose(text, member, edit(text, "one", "هر ماه", new), body=body), secretary)
    with pytest.raises(NotNow) as refusal, translation.override("en"):
        derive(text, secretary)
    assert "Amendments ۱ and ۲" in str(refusal.value) or "Amendments 1 and 2" in str(refusal.value)
    assert "Article 1" in str(refusal.value)
    assert text.versions.count() == 1


def test_pending_amendments_are_carried_over_or_sent_back(text, secretary, member, body):
    accepted = propose(text, member, edit(text, "one", "هر ماه", "هر دو ماه"), body=body)
    later = propose(text, member, edit(text, "one", "می‌دهد", "می‌نویسد"), body=body)
    against = propose(text, member, edit(text, "one", "هر ماه", "هر روز"), body=body)
    same = propose(text, member, edit(text, "one", "هر ماه", "هر دو ماه"), body=body)
    accept(accepted, secretary)
    version = derive(text, secretary)
    for amendment in (later, against, same):
        amendment.refresh_from_db()
    assert (later.state, later.base) == (Amendment.State.PROPOSED, version)
    assert later.first_base.order == 0
    assert against.state == Amendment.State.REDRAFT
    assert against.rulings["fa"].startswith("نسخهٔ اصلاحی ۱")
    assert (same.state, same.carried_into) == (Amendment.State.CARRIED, version)
    accept(later, secretary)
    assert words(derive(text, secretary), "one") == "کارگروه هر دو ماه گزارش می‌نویسد."


def test_refuses_to_derive_before_anything_is_accepted(text, secretary):
    with pytest.raises(NotNow):
        derive(text, secretary)


def test_an_amendment_that_must_be_drafted_again_can_be(text, secretary, member, body):
    amendment = propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    ask_redraft(amendment=amendment, reasons={"fa": "مبهم است."}, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        accept(amendment, secretary)
    again = redraft_amendment(
        amendment=amendment,
        operations=[edit(text, "one", "هر ماه", "هر دو هفته")],
        actor=member,
        at=AT,
    )
    assert again.state == Amendment.State.PROPOSED
    assert again.operations[0]["new"] == "هر دو هفته"
    assert recorded("redraft_amendment")


def test_a_redraft_wants_a_reason_and_so_does_a_rejection(text, secretary, member, body):
    amendment = propose(text, member, delete("note"), body=body)
    with pytest.raises(Refused):
        ask_redraft(amendment=amendment, reasons={}, actor=secretary, at=AT)
    with pytest.raises(Refused):
        rule_amendment(amendment=amendment, accept=False, actor=secretary, at=AT)


def test_only_the_secretariat_rules(text, member, body):
    amendment = propose(text, member, delete("note"), body=body)
    with pytest.raises(NotPermitted):
        accept(amendment, member)


def test_a_ruling_may_be_turned_round_before_the_next_version(text, secretary, member, body):
    amendment = accept(propose(text, member, delete("note"), body=body), secretary)
    again = rule_amendment(
        amendment=amendment, accept=False, reasons={"fa": "نه"}, actor=secretary, at=AT
    )
    assert again.state == Amendment.State.REJECTED
    assert accept(again, secretary).state == Amendment.State.ACCEPTED


def test_another_body_stands_behind_an_amendment_once(text, group, member, body):
    amendment = propose(text, member, delete("note"), body=body)
    other = make_body()
    supporter = make_member(group, body=other)
    cosponsor_amendment(amendment=amendment, body=other, actor=supporter, at=AT)
    assert list(amendment.sponsors.all()) == [other]
    with pytest.raises(Refused):
        cosponsor_amendment(amendment=amendment, body=other, actor=supporter, at=AT)
    with pytest.raises(Refused):
        cosponsor_amendment(amendment=amendment, body=body, actor=member, at=AT)


def test_the_proposer_withdraws_and_others_do_not(text, group, member, body):
    amendment = propose(text, member, delete("note"), body=body)
    with pytest.raises(NotPermitted):
        withdraw_amendment(amendment=amendment, actor=make_member(group), at=AT)
    gone = withdraw_amendment(amendment=amendment, actor=member, at=AT)
    assert gone.state == Amendment.State.WITHDRAWN
    with pytest.raises(NotNow):
        withdraw_amendment(amendment=amendment, actor=member, at=AT)


def test_a_moved_clause_takes_its_number_from_its_new_place(text, secretary, member, body):
    accept(propose(text, member, move("note", "one"), body=body), secretary)
    clause = derive(text, secretary).clauses.get(uid=UIDS["note"])
    assert clause.citations["fa"] == "تبصره ماده ۱"


def test_a_text_goes_up_comes_back_and_is_issued(text, secretary, member, body):
    submit_text(text=text, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        propose(text, member, delete("note"), body=body)
    with pytest.raises(Refused):
        return_text(text=text, reason=" ", actor=secretary, at=AT)
    back = return_text(text=text, reason="مادهٔ ۲ روشن نیست.", actor=secretary, at=AT)
    assert back.state == Text.State.RETURNED
    accept(propose(text, member, delete("note"), body=body), secretary)
    derive(text, secretary)
    submit_text(text=text, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        issue_text(text=text, actor=secretary, at=AT)
    approve_text(text=text, actor=secretary, at=AT)
    assert issue_text(text=text, actor=secretary, at=AT).state == Text.State.ISSUED
    assert all(
        recorded(name) for name in ("submit_text", "return_text", "approve_text", "issue_text")
    )


def test_handing_up_heeds_the_verdict_of_the_stage_that_asks(text, secretary):
    with pytest.raises(Refused, match="not yet"):
        submit_text(text=text, actor=secretary, at=AT, verdict=Verdict.no("not yet"))


def test_a_member_hands_nothing_up(text, member):
    with pytest.raises(NotPermitted):
        submit_text(text=text, actor=member, at=AT)


def test_an_empty_text_is_not_submitted(group, secretary):
    text = make_text(group, secretary, zero=False)
    with pytest.raises(NotNow):
        submit_text(text=text, actor=secretary, at=AT)


def test_a_text_is_renamed_and_shelved(text, secretary):
    renamed = rename_text(text=text, titles={"fa": "نام تازه"}, kind="plan", actor=secretary, at=AT)
    assert renamed.names == {"fa": "نام تازه"}
    with pytest.raises(Refused):
        shelve_text(text=text, reason="", actor=secretary, at=AT)
    shelve_text(text=text, reason="موضوع منتفی شد.", actor=secretary, at=AT)
    with pytest.raises(NotNow):
        rename_text(text=text, titles={"fa": "دیگر"}, kind="plan", actor=secretary, at=AT)


def test_what_is_disclosed_is_disclosed_with_its_clauses(text, secretary):
    outsider = make_person()
    assert not visible_to(outsider).exists()
    disclose_text(text=text, confidentiality=Confidentiality.PUBLIC, actor=secretary, at=AT)
    assert visible_to(outsider).get() == text
    assert clauses_visible_to(None).count() == 3


def test_a_confidential_amendment_is_hidden_from_other_members(
    text, group, member, body, secretary
):
    amendment = propose(
        text,
        secretary,
        delete("note"),
        confidentiality=Confidentiality.SECRETARIAT,
    )
    with pytest.raises(NotPermitted):
        cosponsor_amendment(amendment=amendment, body=body, actor=member, at=AT)


TEXT_EVENTS = {"submit": submit_text, "approve": approve_text, "issue": issue_text}


@pytest.mark.parametrize("state", Text.State.values)
@pytest.mark.parametrize("event", TEXT_EVENTS)
def test_each_event_moves_a_text_from_its_states_alone(text, secretary, state, event):
    Text.objects.filter(pk=text.pk).update(state=state)
    if Text.LIFE.allows(state, event):
        moved = TEXT_EVENTS[event](text=text, actor=secretary, at=AT)
        assert moved.state == Text.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            TEXT_EVENTS[event](text=text, actor=secretary, at=AT)


AMENDMENT_EVENTS = {
    "accept": accept,
    "reject": lambda amendment, person: rule_amendment(
        amendment=amendment, accept=False, reasons={"fa": "نه"}, actor=person, at=AT
    ),
    "withdraw": lambda amendment, person: withdraw_amendment(
        amendment=amendment, actor=person, at=AT
    ),
    "ask_redraft": lambda amendment, person: ask_redraft(
        amendment=amendment, reasons={"fa": "روشن نیست."}, actor=person, at=AT
    ),
    "redraft": lambda amendment, person: redraft_amendment(
        amendment=amendment,
        operations=[edit(amendment.text, "one", "هر ماه", "هر سال")],
        actor=person,
        at=AT,
    ),
}


@pytest.mark.parametrize("state", Amendment.State.values)
@pytest.mark.parametrize("event", AMENDMENT_EVENTS)
def test_each_event_moves_an_amendment_from_its_states_alone(text, secretary, state, event):
    amendment = propose(text, secretary, delete("note"))
    Amendment.objects.filter(pk=amendment.pk).update(state=state)
    if Amendment.LIFE.allows(state, event):
        moved = AMENDMENT_EVENTS[event](amendment, secretary)
        assert moved.state == Amendment.LIFE.next_state(state, event)
    else:
        with pytest.raises(NotNow):
            AMENDMENT_EVENTS[event](amendment, secretary)
