"""Examining drafts: guards of red lines, upstream documents, findings."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Confidentiality, Link, Relation
from dabir.stages.texts.acts import (
    UpstreamDraft,
    derive_version,
    enter_upstream,
    lift_guard,
    note_finding,
    rule_amendment,
    set_guard,
    submit_text,
)
from dabir.stages.texts.examining.guarding import check
from dabir.stages.texts.models import Finding, Guard, Text
from dabir.stages.texts.queries import (
    findings_visible_to,
    guards_visible_to,
    upstream_visible_to,
)
from dabir.stages.texts.snapshots import snapshot
from dabir.stages.themes.models import Consideration
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, delete, edit, make_consideration, make_text, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def text(group, secretary):
    return make_text(group, secretary)


@pytest.fixture
def red_line(group, secretary):
    line = make_consideration(group, secretary, confidentiality=Confidentiality.SECRETARIAT)
    line.kind = Consideration.Kind.RED_LINE
    line.save()
    return line


def clause(text, key="one"):
    return text.versions.last().clauses.get(uid=UIDS[key])


def guard(text, red_line, person, must=("هر ماه",), must_not=(), key="one"):
    return set_guard(
        clause=clause(text, key),
        consideration=red_line,
        language="fa",
        must_contain=must,
        must_not_contain=must_not,
        actor=person,
        at=AT,
    )


def derived(text, secretary, *operations):
    amendment = propose(text, secretary, *operations)
    rule_amendment(amendment=amendment, accept=True, actor=secretary, at=AT)
    return derive_version(text=text, actor=secretary, at=AT)


def checked(text):
    return [each.kept for each in check(Guard.objects.all(), snapshot(text.versions.last()))]


def enter(group, person, **more):
    details = {
        "names": {"fa": "قانون بالادست"},
        "rank": "statute",
        "clauses": [UpstreamDraft("ماده ۷", "گزارش همگانی است."), UpstreamDraft(" ", "x")],
    }
    return enter_upstream(group=group, actor=person, at=AT, **(details | more))


def find(text, document, person, outcome="conflict", notes=None, **more):
    return note_finding(
        clause=clause(text),
        upstream=document.clauses.get(),
        outcome=outcome,
        notes={"fa": "همگانی نیست."} if notes is None else notes,
        actor=person,
        at=AT,
        **more,
    )


def test_a_guard_follows_its_clause_through_the_versions(text, secretary, red_line):
    guard(text, red_line, secretary)
    assert checked(text) == [True]
    derived(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    assert checked(text) == [False]


def test_a_guard_whose_clause_is_gone_is_crossed(text, secretary, red_line):
    guard(text, red_line, secretary, must=(), must_not=("هرگز",), key="note")
    derived(text, secretary, delete("note"))
    assert checked(text) == [False]


def test_a_text_that_crosses_a_red_line_is_not_submitted(text, secretary, red_line):
    guard(text, red_line, secretary, must=(), must_not=("هر ماه",))
    with pytest.raises(NotNow, match="هر ماه"):
        submit_text(text=text, actor=secretary, at=AT)
    derived(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    assert submit_text(text=text, actor=secretary, at=AT).state == Text.State.SUBMITTED


def test_a_guard_is_as_confidential_as_its_red_line(text, group, secretary, red_line):
    guard(text, red_line, secretary)
    assert guards_visible_to(secretary).count() == 1
    assert not guards_visible_to(make_member(group)).exists()


def test_a_guard_without_phrases_or_red_line_is_refused(text, group, secretary, red_line):
    with pytest.raises(Refused):
        guard(text, red_line, secretary, must=(" ",))
    with pytest.raises(Refused):
        guard(text, make_consideration(group, secretary), secretary)


def test_members_guard_nothing(text, group, red_line):
    with pytest.raises(NotPermitted):
        guard(text, red_line, make_member(group))


def test_a_guard_is_lifted_with_a_reason(text, secretary, red_line):
    held = guard(text, red_line, secretary, must=("هرگز",))
    with pytest.raises(Refused):
        lift_guard(guard=held, reason="", actor=secretary, at=AT)
    lift_guard(guard=held, reason="خط قرمز برداشته شد.", actor=secretary, at=AT)
    assert checked(text) == []
    assert Entry.objects.filter(act="texts.lift_guard").exists()


def test_an_upstream_document_is_entered_with_its_clauses(group, secretary):
    document = enter(group, secretary)
    assert [each.label for each in document.clauses.all()] == ["ماده ۷"]
    assert upstream_visible_to(make_member(group)).count() == 1


@pytest.mark.parametrize("fault", [{"names": {}}, {"clauses": []}])
def test_a_document_without_name_or_clauses_is_refused(group, secretary, fault):
    with pytest.raises(Refused):
        enter(group, secretary, **fault)


def test_members_enter_no_documents(group):
    with pytest.raises(NotPermitted):
        enter(group, make_member(group))


def test_a_finding_binds_a_draft_clause_to_an_upstream_clause(text, group, secretary):
    document = enter(group, secretary)
    finding = find(text, document, make_member(group))
    origins = Link.objects.filter(target=finding.address).values_list("source", "relation")
    assert set(origins) == {
        (clause(text).address_id, Relation.ASKS),
        (document.clauses.get().address_id, Relation.GROUNDS),
    }


def test_examining_again_changes_the_finding(text, group, secretary):
    document = enter(group, secretary)
    find(text, document, secretary)
    find(text, document, secretary, "consistent", {"fa": "می‌خواند."})
    assert [each.outcome for each in Finding.objects.all()] == ["consistent"]


def test_a_finding_says_what_was_found(text, group, secretary):
    with pytest.raises(Refused):
        find(text, enter(group, secretary), secretary, notes={"fa": " "})


def test_a_document_of_another_group_is_not_there(text, secretary):
    other = make_group()
    with pytest.raises(Refused):
        find(text, enter(other, make_secretary(other)), secretary)


def test_a_confidential_finding_is_not_shown(text, group, secretary):
    find(text, enter(group, secretary), secretary, confidentiality=Confidentiality.SECRETARIAT)
    assert findings_visible_to(secretary).count() == 1
    assert not findings_visible_to(make_member(group)).exists()
