"""Ready reasons: a group's own, in their order; the common ones where it has none."""

from __future__ import annotations

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.stages.submissions.acts import add_reason, change_reason, retire_reason
from dabir.stages.submissions.models import Reason
from dabir.stages.submissions.queries import common_reasons, offered_reasons
from tests.factories import AT, make_group, make_member, make_secretary

pytestmark = pytest.mark.django_db
USE = Reason.Use.DECLINE


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


def add(group, secretary, text):
    return add_reason(group=group, use=USE, texts={"fa": text}, actor=secretary, at=AT)


@pytest.mark.parametrize("use", list(Reason.Use))
def test_the_common_ones_are_offered_in_every_language(group, use):
    for texts in offered_reasons(group, use):
        assert set(texts) == {"fa", "en"}
        assert texts["fa"] != texts["en"]


def test_a_groups_own_take_the_place_of_the_common_ones(group, secretary):
    add(group, secretary, "یک")
    add(group, secretary, "دو")
    assert [one["fa"] for one in offered_reasons(group, USE)] == ["یک", "دو"]
    assert offered_reasons(make_group(), USE) == common_reasons(USE)


def test_a_retired_one_is_offered_no_more(group, secretary):
    first = add(group, secretary, "یک")
    add(group, secretary, "دو")
    retire_reason(reason=first, actor=secretary, at=AT)
    assert [one["fa"] for one in offered_reasons(group, USE)] == ["دو"]
    with pytest.raises(NotNow):
        retire_reason(reason=first, actor=secretary, at=AT)


def test_a_reason_is_changed_and_says_something(group, secretary):
    reason = add(group, secretary, "یک")
    change_reason(reason=reason, texts={"fa": "سه"}, actor=secretary, at=AT)
    assert offered_reasons(group, USE) == [{"fa": "سه"}]
    with pytest.raises(Refused):
        change_reason(reason=reason, texts={"fa": " "}, actor=secretary, at=AT)


def test_members_edit_no_reasons(group):
    with pytest.raises(NotPermitted):
        add(group, make_member(group), "یک")
