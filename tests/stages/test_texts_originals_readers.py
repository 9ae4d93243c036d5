"""Only who may read the file that a text was made of has the text in the layout of that file."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from dabir.formats.word_changes import read_tracked
from dabir.foundation.files.keeping import Altered, folder
from dabir.foundation.trace.models import Confidentiality, Grant
from dabir.stages.texts.acts import keep_draft_file
from dabir.stages.texts.files.going_out import write_between
from dabir.stages.texts.files.redlining import write_redline
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.formats.word_originals.files import p, run, word
from tests.stages.drafts import make_text
from tests.stages.originals import World, fronts, is_as_it_came, letterhead, parts, persian

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World(persian())


def test_what_a_reader_may_not_see_is_not_in_it(world):
    body = world.member.memberships.get().body
    secret = world.propose(
        world.edit(0, "هر ماه", "هر هفته"), confidentiality=Confidentiality.BODIES, bodies=[body]
    )
    stranger = make_member(world.group, body=make_body("شورا"))
    Grant.objects.create(address=world.file.original.address, person=stranger)
    assert secret.number == 1
    data = world.compiled(stranger)
    assert is_as_it_came(data)
    assert "هفته" not in "".join(parts(data).values())
    assert "هفته" in "".join(parts(world.compiled()).values())


def test_who_may_not_read_the_original_has_our_layout_whatever_they_ask_for(world, client):
    zero = world.latest
    world.propose(world.edit(0, "هر ماه", "هر هفته"), accept=True)
    world.derive()
    client.force_login(world.member)
    address = reverse("texts:exchange", args=[world.group.code, world.text.pk])
    page = client.get(address).content.decode()
    assert 'name="layout"' not in page
    assert "سرصفحه" not in page
    asked = {"version": 1, "before": 0, "after": 1, "contests": "rows", "ending": "docx"}
    for name in ("version_file", "compiled_file", "between_file"):
        file = reverse(f"texts:{name}", args=[world.group.code, world.text.pk])
        for more in ({}, {"layout": "original"}):
            answer = client.get(file, asked | more)
            assert answer.status_code == 200
            assert not letterhead(answer.content)
            assert "از نو صفحه" not in "".join(fronts(answer.content))
    for data in (
        world.version(reader=world.member),
        world.version(reader=AnonymousUser()),
        world.compiled(world.member),
        write_between(zero, world.latest, world.member, world.shape()).data,
    ):
        assert not letterhead(data)


def test_what_is_delivered_to_others_is_in_our_layout(world):
    zero = world.latest
    world.propose(world.edit(0, "هر ماه", "هر هفته"), accept=True)
    world.derive()
    data = write_redline(zero, world.latest, "docx", world.secretary)
    assert read_tracked(data).is_changed
    assert not letterhead(data)


def test_an_original_that_was_changed_since_it_came_is_not_passed_over(client):
    # Equal bytes are kept once, so those of other tests are left alone.
    world = World(word(p(run("ماده ۱ ـ این پرونده دست خواهد خورد.")), rtl=True))
    original = world.file.original
    (folder() / original.path).write_bytes(b"another file")
    with pytest.raises(Altered):
        world.version()
    client.force_login(world.secretary)
    file = reverse("texts:version_file", args=[world.group.code, world.text.pk])
    asked = {"version": 0, "ending": "docx"}
    answer = client.get(file, asked | {"layout": "original"})
    assert answer.status_code == 500
    assert "مدیر سامانه" in answer.content.decode()
    assert client.get(file, asked | {"layout": "own"}).status_code == 200


def test_the_page_offers_the_layout_where_there_is_one(world, client):
    client.force_login(world.secretary)
    address = reverse("texts:exchange", args=[world.group.code, world.text.pk])
    assert 'name="layout"' in client.get(address).content.decode()
    file = reverse("texts:version_file", args=[world.group.code, world.text.pk])
    asked = {"version": 0, "ending": "docx"}
    assert is_as_it_came(client.get(file, asked | {"layout": "original"}).content)
    assert not is_as_it_came(client.get(file, asked).content)
    assert not is_as_it_came(client.get(file, asked | {"layout": "own"}).content)
    assert client.get(file, asked | {"layout": "nonsense"}).status_code == 404
    other = make_text(world.group, world.secretary)
    address = reverse("texts:exchange", args=[world.group.code, other.pk])
    assert 'name="layout"' not in client.get(address).content.decode()


def test_who_makes_a_draft_is_told_what_goes_out_unread(client):
    group = make_group()
    secretary = make_secretary(group)
    text = make_text(group, secretary, zero=False)
    client.force_login(secretary)
    told = []
    for name, data in (("a.docx", persian()), ("a.txt", "ماده ۱ ـ کارگروه.".encode())):
        file = keep_draft_file(text=text, data=data, name=name, actor=secretary, at=AT)
        page = client.get(reverse("texts:draft_received", args=[group.code, text.pk, file.pk]))
        told.append("سرصفحه" in page.content.decode())
    assert told == [True, False]
