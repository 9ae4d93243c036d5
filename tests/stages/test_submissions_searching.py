"""Submissions are found by their words and signs, at once and by those alone who may read them."""

from __future__ import annotations

import pytest

from dabir.stages.submissions.models import Submission
from dabir.stages.submissions.queries.searching import Sought, alternatives, keys_found
from tests.factories import make_group, make_secretary
from tests.stages.sent import make_open_call, send, send_accepted

pytestmark = pytest.mark.django_db


def found(words: str, *, everything: bool = True, **narrowed) -> set[int]:
    asked = alternatives(
        Sought(words=words, **narrowed), everything=everything, published=not everything
    )
    return set(keys_found(asked, 100))


def test_finds_what_was_taken_in():
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(group, secretary)
    one = send(call).submission
    other = send(call, "مدرسه‌های شهر ما کتابخانه ندارند").submission
    assert found("دوربین", group=group) == {one.pk}
    assert found("مدرسه", group=group) == {other.pk}
    assert found("كتابخانه ندارند", group=group) == {other.pk}
    assert found("کتابخ*", group=group) == {other.pk}
    assert found("کتابخ", group=group) == set()
    assert found("دوربین مدرسه", group=group) == set()
    assert found("", group=group, state="received") == {one.pk, other.pk}
    assert found("دوربین", group=make_group()) == set()


def test_follows_every_change_of_state():
    group = make_group()
    secretary = make_secretary(group)
    call = make_open_call(group, secretary)
    one = send_accepted(call, secretary)
    assert found("", group=group, state="received") == set()
    assert found("", group=group, state="accepted") == {one.pk}
    Submission.objects.filter(pk=one.pk).update(state="declined")
    assert found("", group=group, state="declined") == {one.pk}
