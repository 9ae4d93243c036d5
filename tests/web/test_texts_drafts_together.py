"""Drafts that a delegation works on: seen, changed and proposed by any of them, by nobody else."""

import re

import pytest
from django.urls import reverse

from dabir.foundation.record.models import Entry
from dabir.foundation.unsent.keeping import keep, kept_at, kept_under
from dabir.foundation.unsent.models import Shared
from dabir.stages.texts.acts import DraftAmendment, RefusedTogether, propose_amendments
from dabir.web.texts.proposing.places import Place
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, WORDS, edit, make_text
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db
NEW = "کارگروه هر هفته گزارش می‌دهد."


class World:
    def __init__(self, client):
        self.client = client
        self.group = make_group()
        self.body = make_body("اتحادیه")
        self.secretary = make_secretary(self.group)
        self.author = make_member(self.group, body=self.body)
        self.colleague = make_member(self.group, body=self.body)
        self.stranger = make_member(self.group, body=make_body("سازمان"))
        self.text = make_text(self.group, self.secretary)
        self.act_as(self.author)

    def act_as(self, person):
        self.client.force_login(person)
        return self

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

    def typed(self, words=NEW, **more):
        return {
            "text_fa": words,
            "heading_fa": "گزارش",
            "text_en": WORDS["one"]["en"],
            "body": self.body.pk,
            "confidentiality": "group",
            "seen": "0",
        } | more

    def keep(self):
        self.client.post(self.url("words", UIDS["one"]), self.typed() | {"keep": "1"})
        return kept_under(self.author, f"texts/{self.text.pk}/")[-1]

    def share(self):
        kept = self.keep()
        token = Place.read(kept.place).token
        chosen = f"{token}:{kept.revision}:{self.body.pk}"
        self.client.post(self.url("my_drafts"), {"share": chosen})
        return Shared.objects.get()

    def drafts(self, person):
        return self.act_as(person).client.get(self.url("my_drafts")).content.decode()

    def address(self, shared):
        place = Place.read(shared.unsent.place)
        return f"{place.address(self.text)}&shared={shared.unsent.person_id}"


@pytest.fixture
def world(client):
    return World(client)


def test_a_draft_is_shared_with_the_delegation_alone_and_stands_in_no_record(world):
    before = Entry.objects.count()
    shared = world.share()
    assert "هفته" in world.drafts(world.colleague)
    for person in (world.stranger, world.secretary):
        html = world.drafts(person)
        assert "هفته" not in html
        assert str(world.author) not in html
        answer = world.client.get(world.address(shared), follow=True)
        assert NEW not in answer.content.decode()
        assert answer.redirect_chain
    assert Entry.objects.count() == before


def test_one_of_the_delegation_changes_it_and_the_author_sees_who_did(world):
    shared = world.share()
    here = world.address(shared)
    html = world.act_as(world.colleague).client.get(here).content.decode()
    assert NEW in html
    assert 'name="shared_revision" value="1"' in html
    changed = NEW.replace("هفته", "روز")
    world.client.post(here, world.typed(changed, keep="1", shared_revision="1"))
    assert kept_at(world.author, shared.unsent.place).values["text_fa"] == [changed]
    assert kept_under(world.colleague, "texts/") == []
    html = world.drafts(world.author)
    assert "<ins>روز</ins>" in html
    assert str(world.colleague) in html


def test_what_another_one_changed_meanwhile_is_shown_and_not_written_over(world):
    shared = world.share()
    place = shared.unsent.place
    values = kept_at(world.author, place).values | {"text_fa": ["از دستگاهی دیگر"]}
    keep(person=world.author, place=place, values=values, known=1, at=AT)
    world.act_as(world.colleague)
    sent = world.typed(keep="1", shared_revision="1")
    html = world.client.post(world.address(shared), sent).content.decode()
    assert "از دستگاهی دیگر" in html
    assert NEW in html
    assert 'name="shared_revision" value="2"' in html
    assert kept_at(world.author, place).values["text_fa"] == ["از دستگاهی دیگر"]
    world.client.post(world.address(shared), sent | {"shared_revision": "2"})
    assert kept_at(world.author, place).values["text_fa"] == [NEW]


def test_its_author_is_told_who_wrote_over_it(world):
    shared = world.share()
    place = shared.unsent.place
    world.act_as(world.colleague).client.post(
        world.address(shared), world.typed("سخن همکار", keep="1", shared_revision="1")
    )
    sent = world.typed(keep="1", unsent=place, unsent_revision="1")
    here = Place.read(place).address(world.text)
    html = world.act_as(world.author).client.post(here, sent).content.decode()
    assert "سخن همکار" in html
    assert "یکی دیگر از هیئت نمایندگی" in html
    assert kept_at(world.author, place).values["text_fa"] == ["سخن همکار"]


def test_own_words_over_a_shared_draft_are_kept_apart_and_come_back(world):
    shared = world.share()
    html = world.act_as(world.colleague).client.get(world.address(shared)).content.decode()
    key = html.partition('data-draft-key="')[2].partition('"')[0]
    values = {"text_fa": ["سخن من"], "shared_revision": ["1"]}
    keep(person=world.colleague, place=key, values=values, at=AT)
    html = world.client.get(world.address(shared)).content.decode()
    assert "سخن من" in html
    assert kept_at(world.author, shared.unsent.place).values["text_fa"] == [NEW]


def test_any_of_the_delegation_proposes_it(world):
    shared = world.share()
    token = Place.read(shared.unsent.place).token
    chosen = {"draft": [f"{token}.{world.author.pk}:1"]}
    world.act_as(world.colleague).client.post(world.url("my_drafts"), chosen)
    made = world.text.amendments.get()
    assert (made.by, made.proposer) == (world.colleague, world.body)
    assert not Shared.objects.exists()
    assert kept_at(world.author, shared.unsent.place) is None


def test_it_is_proposed_from_its_page_as_it_was_seen(world):
    shared = world.share()
    world.act_as(world.colleague)
    sent = world.typed(propose="1", shared_revision="7")
    assert world.client.post(world.address(shared), sent).status_code == 200
    assert not world.text.amendments.exists()
    assert world.client.post(world.address(shared), sent | {"shared_revision": "1"}).status_code
    assert world.text.amendments.get().by == world.colleague
    assert not Shared.objects.exists()


def test_nobody_else_proposes_it_nor_is_it_proposed_for_another_body(world):
    shared = world.share()
    draft = DraftAmendment(
        [edit(world.text, "one", "ماه", "هفته")],
        body=world.body,
        place=shared.unsent.place,
        revision=1,
        owner=world.author,
    )
    for person in (world.stranger, world.secretary):
        with pytest.raises(RefusedTogether):
            propose_amendments(text=world.text, drafts=[draft], actor=person, at=AT)
    world.act_as(world.colleague)
    other = make_body("دیگران")
    make_member(world.group, body=other)
    sent = world.typed(propose="1", shared_revision="1", body=other.pk)
    world.client.post(world.address(shared), sent)
    assert Shared.objects.exists()
    assert not world.text.amendments.exists()


def test_a_draft_that_was_taken_back_is_its_authors_alone(world):
    shared = world.share()
    world.client.post(world.url("my_drafts"), {"take_back": Place.read(shared.unsent.place).token})
    assert "هفته" not in world.drafts(world.colleague)
    assert "هفته" in world.drafts(world.author)
    # What was typed over it meanwhile becomes a draft of one's own.
    world.act_as(world.colleague)
    sent = world.typed(keep="1", shared_revision="1")
    assert world.client.post(world.address(shared), sent).status_code == 302
    assert [each.values["text_fa"] for each in kept_under(world.colleague, "texts/")] == [[NEW]]


def test_its_author_discards_only_what_they_saw(world):
    shared = world.share()
    place = shared.unsent.place
    html = world.drafts(world.author)
    form = html.partition(f'data-forget-draft="{place}"')[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="(place|next|revision)" value="([^"]*)"', form))
    world.act_as(world.colleague).client.post(
        world.address(shared), world.typed("سخن همکار", keep="1", shared_revision="1")
    )
    answer = world.act_as(world.author).client.post(reverse("forget_unsent"), sent, follow=True)
    assert "سخن همکار" in answer.content.decode()
    world.client.post(reverse("forget_unsent"), sent | {"revision": "2"})
    assert kept_at(world.author, place) is None


def test_to_keep_it_as_it_is_makes_nobody_its_writer(world):
    shared = world.share()
    sent = world.typed(keep="1", shared_revision="1")
    world.act_as(world.colleague).client.post(world.address(shared), sent)
    assert Shared.objects.get().last_by == world.author


def test_of_two_drafts_of_one_place_that_is_proposed_which_was_ticked(world):
    shared = world.share()
    place = shared.unsent.place
    values = kept_at(world.author, place).values | {"text_fa": ["سخن دیگر"]}
    keep(person=world.colleague, place=place, values=values, at=AT)
    chosen = f"{Place.read(place).token}:1"
    html = world.drafts(world.colleague)
    assert f'value="{chosen}"' in html
    world.client.post(world.url("my_drafts"), {"draft": [chosen]})
    assert "سخن دیگر" in str(world.text.amendments.get().operations)
    assert kept_at(world.author, place) is not None


def test_what_was_typed_over_a_draft_is_found_when_it_is_shared_no_more(world):
    shared = world.share()
    here = world.address(shared)
    html = world.act_as(world.colleague).client.get(here).content.decode()
    key = html.partition('data-draft-key="')[2].partition('"')[0]
    typed = {name: [str(value)] for name, value in world.typed("سخن من").items()}
    keep(person=world.colleague, place=key, values=typed | {"shared_revision": ["1"]}, at=AT)
    token = Place.read(shared.unsent.place).token
    world.act_as(world.author).client.post(world.url("my_drafts"), {"take_back": token})
    html = world.drafts(world.colleague)
    assert "سخن" in html
    assert here.replace("&", "&amp;") in html
    html = world.client.get(here).content.decode()
    assert "سخن من" in html
    assert f'name="unsent" value="{key}"' in html
    # Kept, they are a draft of one's own, and nowhere else.
    sent = world.typed("سخن من", keep="1", unsent=key, unsent_revision="1")
    assert world.client.post(here, sent).status_code == 302
    (own,) = kept_under(world.colleague, "")
    assert (own.place, own.values["text_fa"]) == (shared.unsent.place, ["سخن من"])
    # Kept once more from a window that was open still: that is one more, over nothing.
    sent = world.typed("سخن تو", keep="1", unsent=key, unsent_revision="1")
    assert world.client.post(here, sent).status_code == 302
    assert len(kept_under(world.colleague, "texts/")) == 2


def test_what_one_of_them_proposed_is_not_proposed_again_by_another(world):
    shared = world.share()
    here = world.address(shared)
    chosen = {"draft": [f"{Place.read(shared.unsent.place).token}:1"]}
    world.client.post(world.url("my_drafts"), chosen)
    sent = world.typed(propose="1", shared_revision="1")
    answer = world.act_as(world.colleague).client.post(here, sent)
    assert answer.status_code == 200
    assert NEW in answer.content.decode()
    assert world.text.amendments.count() == 1


@pytest.mark.parametrize("share", ["", "x", "x:1:1", "{token}:9:{body}", "{token}:1:99", "a:b:c:d"])
def test_what_cannot_be_shared_is_not(world, share):
    token = Place.read(world.keep().place).token
    sent = share.format(token=token, body=world.body.pk)
    answer = world.client.post(world.url("my_drafts"), {"share": sent}, follow=True)
    assert answer.status_code == 200
    assert not Shared.objects.exists()


def test_odd_addresses_of_shared_drafts_are_answered(world):
    shared = world.share()
    here = Place.read(shared.unsent.place).address(world.text)
    for asked in ("x", "9" * 30, "-1", "0", ""):
        answer = world.client.get(f"{here}&shared={asked}", follow=True)
        assert answer.status_code == 200
    # Its author goes to their own page of it.
    assert world.client.get(world.address(shared)).url == here


def test_the_pages_speak_persian(world):
    shared = world.share()
    pages = [world.drafts(world.author), world.drafts(world.colleague)]
    pages.append(world.client.get(world.address(shared)).content.decode())
    for html in pages:
        assert left_in_english(html, "texts") == []


def test_many_drafts_take_no_more_queries_than_one(world, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(60) as few:
            assert world.client.get(world.url("my_drafts")).status_code == 200
        return len(few)

    world.share()
    one = asked()
    for key in ("two", "note"):
        words = {"text_fa": WORDS[key]["fa"] + " زود", "heading_fa": "", "text_en": ""}
        named = {"confidentiality": "bodies", "bodies": [world.body.pk]}
        for _each in range(3):
            address = world.url("words", UIDS[key])
            world.client.post(address, world.typed(**words) | named | {"keep": "1"})
    assert len(kept_under(world.author, "texts/")) == 7
    assert asked() <= one + 1
