"""Submissions that are like each other are hinted at; nothing is merged, no identity opened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dabir.foundation.work.running import run_waiting
from dabir.stages.submissions import queries
from dabir.stages.submissions.acts import compare_submissions, erase_submission
from dabir.stages.submissions.intake.contents import Contributor
from dabir.stages.submissions.models import Band, Fingerprint, Opening, Submission
from tests.factories import AT, make_group, make_secretary
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
LETTER = (
    "نصب دوربین در کوچه بدون تابلو اعتماد همسایه‌ها را از میان می‌برد و باید پیش از آن از ساکنان نظر "
    "خواست. نگه‌داری تصویر بیش از سی روز سودی برای امنیت محله ندارد و هزینهٔ آن بر دوش مردم است."
)
OTHER = "بودجهٔ آموزش معلمان روستا را پیش از خرید دستگاه‌های تازه در قانون سال آینده بیاورید."


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def secretary(group):
    return make_secretary(group)


@pytest.fixture
def call(group, secretary):
    return make_open_call(group, secretary)


def _sent(call, *texts, mail="a{}@example.org"):
    sent = [
        send(call, text, contributor=Contributor(email=mail.format(number))).submission
        for number, text in enumerate(texts)
    ]
    run_waiting(now=LATER)
    return sent


def test_a_letter_with_own_words_added_is_like_the_letter_and_another_is_not(call):
    first, spelled, added, other = _sent(
        call,
        LETTER,
        LETTER.replace("ی", "ي").replace("ک", "ك").replace("\u200c", ""),
        f"{LETTER} من در کوچهٔ سوم می‌نشینم.",
        OTHER,
    )
    alike = queries.alike_to(added)
    assert (alike.others, alike.same, alike.nearly) == (2, 1, 2)
    assert queries.alike_to(first).same == 2
    assert queries.alike_to(other) is None
    assert queries.numbers_alike([first, spelled, added, other]) == {
        first.pk: 2,
        spelled.pk: 2,
        added.pk: 2,
    }


def test_one_contributor_who_sends_twice_is_told_from_a_campaign(call, secretary):
    twice = _sent(call, LETTER, LETTER, mail="same@example.org")
    assert queries.alike_to(twice[0]).by_one
    other = make_open_call(call.group, secretary)
    many = _sent(other, LETTER, LETTER, LETTER)
    alike = queries.alike_to(many[0])
    assert (alike.by_one, alike.authors, alike.own) == (False, 3, 1)
    assert Opening.objects.count() == 0


def test_calls_are_compared_apart(call, secretary):
    _sent(call, LETTER)
    (elsewhere,) = _sent(make_open_call(call.group, secretary), LETTER)
    assert queries.alike_to(elsewhere) is None


def test_comparing_again_changes_nothing(call):
    sent = _sent(call, LETTER, LETTER)
    compare_submissions(call=call, submissions=sent, at=AT)
    assert Fingerprint.objects.get(pk=sent[0].pk).alike == 2
    assert Submission.objects.filter(call=call).count() == 2


def test_a_flood_of_one_letter_leaves_the_bands_of_one_leader(call):
    sent = _sent(call, *[LETTER] * 5)
    assert Band.objects.filter(leader=sent[0].pk).count() == Band.objects.count() == 10
    assert Fingerprint.objects.get(pk=sent[0].pk).alike == 5


def test_many_are_compared_in_few_queries(call, django_assert_max_num_queries):
    sent = [send(call, f"{LETTER} {number}").submission for number in range(6)]
    loaded = list(Submission.objects.filter(pk__in=[one.pk for one in sent]).select_related("key"))
    with django_assert_max_num_queries(16):
        assert compare_submissions(call=call, submissions=loaded, at=AT) == 5


def test_erasing_forgets_who_and_what_it_was(call, secretary):
    first, second = _sent(call, LETTER, LETTER)
    erase_submission(submission=first, actor=secretary, at=AT)
    assert Fingerprint.objects.get(pk=first.pk).author == ""
    erase_submission(submission=first, texts=True, actor=secretary, at=AT)
    assert bytes(Fingerprint.objects.get(pk=first.pk).sketch) == b""
    assert queries.alike_to(second).others == 1


def test_members_are_listed_newest_first_with_what_they_have_in_common(call):
    first, same, added = _sent(call, LETTER, LETTER, f"{LETTER} و دیگر هیچ نمی‌خواهیم.")
    readable = Submission.objects.all()
    found = queries.members_alike(first, readable, before=None, most=10)
    assert [(one.submission.pk, one.same) for one in found] == [(added.pk, False), (same.pk, True)]
    assert queries.members_alike(first, readable, before=same.pk, most=10) == []
