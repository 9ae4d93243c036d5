"""Many proposed links decided in one act, all or none."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.stages.texts.acts import (
    confirm_links,
    derive_version,
    dismiss_links,
    propose_links,
    rule_amendment,
)
from dabir.stages.texts.acts.matching import Found
from dabir.stages.texts.models import Ground, Likeness
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, edit, make_consideration, make_text, propose

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
def version(text):
    return text.versions.get()


@pytest.fixture
def links(group, secretary, version):
    clause = version.clauses.get(uid=UIDS["one"])
    lines = [make_consideration(group, secretary) for _ in range(3)]
    found = [Found(clause.pk, 0.5, [], consideration=each.pk) for each in lines]
    propose_links(version=version, found=found, at=AT)
    return list(Likeness.objects.order_by("pk"))


def test_links_become_grounds_together_and_each_is_recorded(version, links, secretary):
    before = Entry.objects.count()
    assert confirm_links(version=version, likenesses=links, actor=secretary, at=AT) == 3
    assert Ground.objects.count() == 3
    assert Entry.objects.count() > before + 3


def test_none_is_confirmed_where_one_was_decided_before(version, links, secretary):
    dismiss_links(version=version, likenesses=links[2:], actor=secretary, at=AT)
    with pytest.raises(NotNow):
        confirm_links(version=version, likenesses=links, actor=secretary, at=AT)
    assert not Ground.objects.exists()


def test_members_decide_no_links_and_nobody_decides_none(version, links, secretary, group):
    for decide in (confirm_links, dismiss_links):
        with pytest.raises(NotPermitted):
            decide(version=version, likenesses=links, actor=make_member(group), at=AT)
        with pytest.raises(Refused):
            decide(version=version, likenesses=[], actor=secretary, at=AT)


def test_links_of_an_earlier_version_are_not_decided_with_those_of_another(
    text, version, links, secretary
):
    amendment = propose(text, secretary, edit(text, "one", "هر ماه", "هر سال"))
    rule_amendment(amendment=amendment, accept=True, actor=secretary, at=AT)
    later = derive_version(text=text, actor=secretary, at=AT)
    with pytest.raises(Refused):
        confirm_links(version=later, likenesses=links, actor=secretary, at=AT)
    with pytest.raises(NotNow):
        confirm_links(version=version, likenesses=links, actor=secretary, at=AT)
