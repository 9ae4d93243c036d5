"""Compiling in the background: for all who read a version, letting others' work come in between."""

import pytest

from dabir.foundation.trace.models import Confidentiality
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.jobs import compiling
from dabir.stages.texts.compiling.keeping_ready import make_ready
from dabir.stages.texts.models import CompiledForm
from dabir.stages.texts.reactions import COMPILE, go_on_compiling
from tests.factories import make_body, make_group, make_member, make_secretary
from tests.stages.drafts import edit, make_text, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def readers(group):
    body, other = map(make_body, ("اتحادیه", "انجمن"))
    return [
        make_secretary(group),
        make_member(group, body=body),
        make_member(group, body=other),
    ]


@pytest.fixture
def version(group, readers):
    """A version of which the readers see different amendments."""
    secretary, member, _neighbour = readers
    text = make_text(group, secretary)
    body = member.memberships.get().body
    hidden = {"confidentiality": Confidentiality.BODIES, "bodies": [body]}
    propose(text, member, edit(text, "one", "هر ماه", "هر هفته"), body=body)
    propose(text, member, edit(text, "two", "منتشر", "پخش"), body=body, **hidden)
    return text.versions.get()


def test_what_took_long_goes_on_where_it_ended(version, readers):
    first = make_ready(version, readers, go_on=lambda: False)
    assert not first.everybody
    there = set(CompiledForm.objects.values_list("key", flat=True))
    assert there
    last = make_ready(version, readers, go_on=lambda: False)
    assert last.everybody
    assert there < set(CompiledForm.objects.values_list("key", flat=True))
    assert last == make_ready(version, readers)


@pytest.mark.parametrize(("patience", "pieces"), [(60, 1), (-1, 2)])
def test_the_rest_is_left_to_a_piece_of_its_own(version, monkeypatch, patience, pieces):
    monkeypatch.setattr(compiling, "PATIENCE", patience)
    go_on_compiling(version.pk)
    assert run_waiting() == pieces
    work = Work.objects.filter(name=COMPILE)
    assert set(work.values_list("queue", "state")) == {("quick", "done")}
    assert work.count() == pieces
