"""A draft that one of the delegation proposed while another one had it open."""

import re

import pytest

from dabir.foundation.people.models import Membership
from dabir.foundation.trace.models import Address
from dabir.foundation.unsent.keeping import KEPT_FOR, forget_stale, keep, kept_at
from dabir.foundation.unsent.models import SentTogether, Shared
from dabir.web.texts.proposing import views
from dabir.web.texts.proposing.places import Place
from tests.factories import AT, make_body, seat
from tests.stages.drafts import UIDS
from tests.web.catalogue import left_in_english
from tests.web.test_texts_drafts_together import NEW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    return World(client)


def propose_as_colleague(world, shared, words=NEW):
    sent = world.typed(words, propose="1", shared_revision="1")
    world.act_as(world.colleague).client.post(world.address(shared), sent)
    assert world.text.amendments.get().by == world.colleague
    return Place.read(shared.unsent.place).address(world.text)


def send_as_author(world, shared, here, words=NEW, **more):
    unsent = {"unsent": shared.unsent.place, "unsent_revision": "1"}
    sent = world.typed(words, **unsent) | (more or {"propose": "1"})
    return world.act_as(world.author).client.post(here, sent)


@pytest.mark.parametrize("words", [NEW, "گزارش به همه داده می‌شود."])
def test_its_author_makes_no_second_one_of_what_a_colleague_proposed(world, words):
    shared = world.share()
    here = propose_as_colleague(world, shared)
    answer = send_as_author(world, shared, here, words)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert world.text.amendments.count() == 1
    assert str(world.colleague) in html
    assert world.url("amendment", 1) in html
    assert world.url("amend_amendment", 1, UIDS["one"]) in html
    assert words in html


def test_its_author_proposes_theirs_as_another_one_knowing_of_the_first(world):
    shared = world.share()
    here = propose_as_colleague(world, shared)
    html = send_as_author(world, shared, here).content.decode()
    (number,) = re.findall(r'name="anyway" value="(\d+)"', html)
    assert send_as_author(world, shared, here, anyway="7").status_code == 200
    assert world.text.amendments.count() == 1
    assert send_as_author(world, shared, here, anyway=number).status_code == 302
    assert [each.by for each in world.text.amendments.order_by("number")] == [
        world.colleague,
        world.author,
    ]


def test_a_colleague_is_told_that_its_author_proposed_it(world):
    shared = world.share()
    here = Place.read(shared.unsent.place).address(world.text)
    assert send_as_author(world, shared, here).status_code == 302
    # Pressed twice it leads to the same.
    assert send_as_author(world, shared, here).status_code == 302
    assert not Shared.objects.exists()
    sent = world.typed(propose="1", shared_revision="1")
    answer = world.act_as(world.colleague).client.post(world.address(shared), sent)
    html = answer.content.decode()
    assert str(world.author) in html
    assert NEW in html
    assert world.url("amendment", 1) in html
    assert world.text.amendments.count() == 1
    answer = world.client.post(world.address(shared), sent | {"anyway": "1"})
    assert answer.status_code == 302
    assert world.text.amendments.count() == 2


def test_its_author_does_not_propose_past_what_a_colleague_wrote(world):
    shared = world.share()
    here = Place.read(shared.unsent.place).address(world.text)
    changed = NEW.replace("هفته", "روز")
    sent = world.typed(changed, keep="1", shared_revision="1")
    world.act_as(world.colleague).client.post(world.address(shared), sent)
    html = send_as_author(world, shared, here).content.decode()
    assert changed in html
    assert not world.text.amendments.exists()
    assert 'name="unsent_revision" value="2"' in html
    answer = send_as_author(world, shared, here, propose="1", unsent_revision="2")
    assert answer.status_code == 302
    assert world.text.amendments.count() == 1


def test_what_a_colleague_wrote_while_its_author_proposed_is_shown(world, monkeypatch):
    shared = world.share()
    here = Place.read(shared.unsent.place).address(world.text)
    changed = NEW.replace("هفته", "روز")
    sent = world.typed(changed, keep="1", shared_revision="1")
    world.act_as(world.colleague).client.post(world.address(shared), sent)
    # As though it were written after the page had looked, before the act did.
    looked = views.written_over
    asked = []

    def look(*of):
        asked.append(of)
        return looked(*of) if len(asked) > 1 else None

    monkeypatch.setattr(views, "written_over", look)
    html = send_as_author(world, shared, here).content.decode()
    assert changed in html
    assert 'name="unsent_revision" value="2"' in html
    assert left_in_english(html, "texts") == []
    assert not world.text.amendments.exists()
    assert send_as_author(world, shared, here, propose="1", unsent_revision="2").status_code == 302


def test_the_list_says_of_what_was_typed_on_that_it_was_proposed(world):
    shared = world.share()
    propose_as_colleague(world, shared)
    values = {name: [str(value)] for name, value in world.typed().items()}
    keep(person=world.author, place=shared.unsent.place, values=values, at=AT)
    html = world.drafts(world.author)
    assert str(world.colleague) in html
    assert world.url("amendment", 1) in html


def test_the_list_says_who_proposed_what_was_ticked(world):
    shared = world.share()
    chosen = {"draft": [f"{Place.read(shared.unsent.place).token}:1"]}
    propose_as_colleague(world, shared)
    html = world.act_as(world.author).client.post(world.url("my_drafts"), chosen).content.decode()
    assert str(world.colleague) in html
    assert world.text.amendments.count() == 1


def test_who_may_not_see_the_amendment_is_told_nothing_of_it(world):
    shared = world.share()
    here = propose_as_colleague(world, shared)
    for person in (world.stranger, world.secretary):
        html = world.act_as(person).client.get(world.address(shared), follow=True).content.decode()
        assert 'id="before"' not in html
        html = world.client.get(here).content.decode()
        assert 'id="before"' not in html
    Address.objects.filter(kind="texts.amendment").update(confidentiality="secretariat")
    assert 'id="before"' not in send_as_author(world, shared, here, preview="1").content.decode()
    assert send_as_author(world, shared, here).status_code == 302
    assert world.text.amendments.count() == 2


@pytest.mark.parametrize("how", ["propose", "list"])
def test_its_author_who_left_the_delegation_is_told_nothing_of_what_others_did(world, how):
    shared = world.share()
    here = propose_as_colleague(world, shared)
    Membership.objects.filter(person=world.author).delete()
    other = make_body("انجمن")
    seat(world.author, world.group, body=other)
    if how == "list":
        values = {name: [str(value)] for name, value in world.typed().items()}
        keep(person=world.author, place=shared.unsent.place, values=values, at=AT)
        assert str(world.colleague) not in world.drafts(world.author)
        return
    answer = send_as_author(world, shared, here, propose="1", body=other.pk)
    assert answer.status_code == 302
    assert [each.proposer for each in world.text.amendments.order_by("number")] == [
        world.body,
        other,
    ]


def test_what_became_of_a_draft_is_forgotten_with_unsent_words(world):
    shared = world.share()
    propose_as_colleague(world, shared)
    sent = SentTogether.objects.get()
    forget_stale(sent.at)
    assert SentTogether.objects.exists()
    forget_stale(sent.at + KEPT_FOR)
    assert not SentTogether.objects.exists()


def test_nothing_is_noted_of_a_draft_that_was_not_shared(world):
    kept = world.keep()
    chosen = {"draft": [f"{Place.read(kept.place).token}:1"]}
    world.client.post(world.url("my_drafts"), chosen)
    assert world.text.amendments.count() == 1
    assert not SentTogether.objects.exists()
    assert kept_at(world.author, kept.place) is None


def test_the_notices_speak_persian(world):
    shared = world.share()
    here = propose_as_colleague(world, shared)
    assert left_in_english(send_as_author(world, shared, here).content.decode(), "texts") == []
    values = {name: [str(value)] for name, value in world.typed().items()}
    keep(person=world.author, place=shared.unsent.place, values=values, at=AT)
    assert left_in_english(world.drafts(world.author), "texts") == []
