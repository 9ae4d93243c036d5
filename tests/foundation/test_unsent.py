"""Unsent words: kept for one person, never written over unseen, forgotten when they are old."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Address
from dabir.foundation.unsent import keeping
from dabir.foundation.unsent.keeping import KeptOtherwise, Page, forget, keep, kept_at, kept_under
from dabir.foundation.unsent.models import Unsent
from dabir.jobs.sweeping import forget_unsent
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db
WORDS = {"text": ["کارگروه هر هفته گزارش می‌دهد."]}


def keep_words(person, values=WORDS, place="texts/1", **more):
    return keep(person=person, place=place, values=values, at=AT, **more)


def test_what_is_kept_comes_back_to_its_author_alone():
    author, other = make_person(), make_person()
    keep_words(author, page=Page("ماده ۱", "/g/x/"))
    kept = kept_at(author, "texts/1")
    assert kept.values == WORDS
    assert (kept.heading, kept.address, kept.revision) == ("ماده ۱", "/g/x/", 1)
    assert kept_at(other, "texts/1") is None
    assert kept_under(other, "texts/") == []


def test_nothing_of_it_stands_in_the_record_the_trace_or_in_plain_words():
    keep_words(make_person())
    assert not Entry.objects.exists()
    assert not Address.objects.exists()
    assert "هفته".encode() not in bytes(Unsent.objects.get().sealed)


def test_a_window_that_knows_an_older_revision_writes_over_nothing():
    author = make_person()
    first = keep_words(author)
    second = keep_words(author, {"text": ["دوم"]}, known=first.revision)
    with pytest.raises(KeptOtherwise) as otherwise:
        keep_words(author, {"text": ["سوم"]}, known=first.revision)
    assert otherwise.value.kept.values == {"text": ["دوم"]}
    assert kept_at(author, "texts/1").revision == second.revision == 2


def test_a_window_that_knows_of_nothing_writes_over_nothing():
    author = make_person()
    keep_words(author)
    with pytest.raises(KeptOtherwise):
        keep_words(author, {"text": ["دیگر"]})


def test_the_same_words_are_no_conflict():
    author = make_person()
    keep_words(author)
    assert keep_words(author).revision == 1


def test_what_was_sent_from_another_window_is_said_to_be_gone():
    author = make_person()
    kept = keep_words(author)
    assert forget(author, ["texts/1"]) == 1
    with pytest.raises(KeptOtherwise) as otherwise:
        keep_words(author, {"text": ["باز"]}, known=kept.revision)
    assert otherwise.value.kept is None


def test_what_another_window_wrote_since_is_not_forgotten_with_older_words():
    author = make_person()
    first = keep_words(author)
    keep_words(author, {"text": ["دوم"]}, known=first.revision)
    assert forget(author, ["texts/1"], known=first.revision) == 0
    assert kept_at(author, "texts/1").values == {"text": ["دوم"]}
    assert forget(author, ["texts/1"], known=2) == 1


def test_too_long_and_too_many_are_refused(monkeypatch):
    author = make_person()
    with pytest.raises(Refused):
        keep_words(author, {"text": ["x" * keeping.LENGTH]})
    monkeypatch.setattr(keeping, "PLACES", 1)
    keep_words(author)
    with pytest.raises(Refused):
        keep_words(author, place="texts/2")
    keep_words(author, {"text": ["هنوز"]}, known=1)


def test_what_nobody_touched_for_thirty_days_is_forgotten():
    author = make_person()
    keep_words(author)
    assert forget_unsent(AT + timedelta(days=30)) == 0
    assert forget_unsent(AT + timedelta(days=31)) == 1
    assert kept_at(author, "texts/1") is None


def test_it_is_erased_with_its_author():
    author = make_person()
    keep_words(author)
    author.delete()
    assert not Unsent.objects.exists()
