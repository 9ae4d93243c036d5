"""Drafts over a text: kept, brought back, proposed together; clauses that went meanwhile."""

import pytest
from django.urls import reverse

from dabir.domain.procedure.verdicts import NotPermitted, Refused
from dabir.foundation.unsent.keeping import keep, kept_at, kept_under
from dabir.stages.texts.acts import (
    DraftAmendment,
    RefusedTogether,
    derive_version,
    propose_amendments,
    rule_amendment,
    shelve_text,
)
from dabir.web.texts.proposing.places import Place
from tests.factories import AT, make_body, make_group, make_member, make_person, make_secretary
from tests.stages.drafts import UIDS, WORDS, delete, edit, make_text, propose

pytestmark = pytest.mark.django_db
NEW = "کارگروه هر هفته گزارش می‌دهد."


@pytest.fixture
def world(client):
    class World:
        group = make_group()
        body = make_body("اتحادیه")
        secretary = make_secretary(group)
        member = make_member(group, body=body)
        text = make_text(group, secretary)

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

        def keep(self, key="one", **more):
            """Keep a draft by its form; returns it as it is kept."""
            client.post(self.url("words", UIDS[key]), self.typed(**more) | {"keep": "1"})
            return self.drafts()[-1]

        def drafts(self, person=None):
            return kept_under(person or self.member, f"texts/{self.text.pk}/")

        def chosen(self, *drafts):
            return {"draft": [f"{Place.read(d.place).token}:{d.revision}" for d in drafts]}

        def revise(self, *operations):
            made = propose(self.text, self.member, *operations, body=self.body)
            rule_amendment(amendment=made, accept=True, actor=self.secretary, at=AT)
            derive_version(text=self.text, actor=self.secretary, at=AT)

    made = World()
    client.force_login(made.member)
    return made


def second(world):
    return {"words": WORDS["two"]["fa"] + " زود", "heading_fa": "", "text_en": WORDS["two"]["en"]}


def test_unsent_words_come_back_with_the_form_on_another_device(client, world):
    place = Place(world.text.pk, UIDS["one"], "words")
    values = {name: [str(given)] for name, given in world.typed().items()}
    keep(person=world.member, place=str(place), values=values, at=AT)
    html = client.get(world.url("words", UIDS["one"])).content.decode()
    assert f">\n{NEW}</textarea>" in html
    assert 'data-draft-revision="1"' in html
    assert "<ins>هفته</ins>" in html
    client.force_login(make_member(world.group, body=world.body))
    assert NEW not in client.get(world.url("words", UIDS["one"])).content.decode()


def test_words_begun_against_an_earlier_version_come_back_beside_what_changed(client, world):
    place = Place(world.text.pk, UIDS["one"], "words")
    values = {name: [str(given)] for name, given in world.typed().items()}
    keep(person=world.member, place=str(place), values=values, at=AT)
    world.revise(edit(world.text, "one", "گزارش", "خبر"))
    html = client.get(world.url("words", UIDS["one"])).content.decode()
    assert "<ins>خبر</ins>" in html
    assert NEW in html


def test_what_was_proposed_is_not_unsent_any_more(client, world):
    place = Place(world.text.pk, UIDS["one"], "words")
    keep(person=world.member, place=str(place), values={"text_fa": [NEW]}, at=AT)
    typed = world.typed(unsent=str(place))
    assert client.post(world.url("words", UIDS["one"]), typed | {"preview": "1"}).status_code == 200
    assert kept_at(world.member, str(place))
    assert client.post(world.url("words", UIDS["one"]), typed).status_code == 302
    assert kept_at(world.member, str(place)) is None


def test_proposing_in_one_window_leaves_what_another_wrote_since(client, world):
    place = Place(world.text.pk, UIDS["one"], "words")
    keep(person=world.member, place=str(place), values={"text_fa": ["دیگر"]}, at=AT)
    sent = world.typed(unsent=str(place), unsent_revision="0")
    assert client.post(world.url("words", UIDS["one"]), sent).status_code == 302
    assert kept_at(world.member, str(place)).values == {"text_fa": ["دیگر"]}
    client.post(world.url("words", UIDS["one"]), sent | {"unsent_revision": "1"})
    assert kept_at(world.member, str(place)) is None


def test_a_draft_is_kept_opened_and_changed_without_scripts(client, world):
    kept = world.keep()
    assert not world.text.amendments.exists()
    address = Place.read(kept.place).address(world.text)
    assert address in client.get(world.url("my_drafts")).content.decode()
    assert NEW in client.get(address).content.decode()
    changed = NEW.replace("هفته", "روز")
    more = {"keep": "1", "unsent": kept.place, "unsent_revision": str(kept.revision)}
    client.post(address, world.typed(changed, **more))
    (only,) = world.drafts()
    assert only.values["text_fa"] == [changed]


def test_a_draft_changed_elsewhere_is_not_written_over(client, world):
    kept = world.keep()
    address = Place.read(kept.place).address(world.text)
    keep(
        person=world.member,
        place=kept.place,
        values=kept.values | {"text_fa": ["از دستگاهی دیگر"]},
        known=kept.revision,
        at=AT,
    )
    more = {"keep": "1", "unsent": kept.place, "unsent_revision": str(kept.revision)}
    html = client.post(address, world.typed(**more)).content.decode()
    assert "از دستگاهی دیگر" in html
    assert NEW in html
    assert world.drafts()[0].values["text_fa"] == ["از دستگاهی دیگر"]
    client.post(address, world.typed(**more) | {"unsent_revision": "2"})
    assert world.drafts()[0].values["text_fa"] == [NEW]


def test_drafts_are_proposed_together(client, world):
    one, two = world.keep(), world.keep("two", **second(world))
    answer = client.post(world.url("my_drafts"), world.chosen(one, two))
    assert answer.url == world.url("amendments")
    assert [each.number for each in world.text.amendments.order_by("number")] == [1, 2]
    assert world.drafts() == []


def test_where_one_draft_does_not_fit_none_is_proposed_and_it_says_why(client, world):
    one, two = world.keep(), world.keep("two", **second(world))
    world.revise(edit(world.text, "one", "گزارش", "خبر"))
    before = world.text.amendments.count()
    html = client.post(world.url("my_drafts"), world.chosen(one, two)).content.decode()
    assert "این بند در این میان تغییر کرده است" in html
    assert world.text.amendments.count() == before
    assert len(world.drafts()) == 2


def test_a_draft_changed_since_it_was_listed_is_not_proposed(client, world):
    kept = world.keep()
    chosen = world.chosen(kept)
    keep(
        person=world.member,
        place=kept.place,
        values=kept.values | {"text_fa": ["دیگر"]},
        known=kept.revision,
        at=AT,
    )
    client.post(world.url("my_drafts"), chosen)
    assert not world.text.amendments.exists()
    client.post(world.url("my_drafts"), {})
    assert not world.text.amendments.exists()


def test_the_same_drafts_are_not_proposed_twice(client, world):
    chosen = world.chosen(world.keep())
    client.post(world.url("my_drafts"), chosen)
    client.post(world.url("my_drafts"), chosen)
    assert world.text.amendments.count() == 1


def test_nobody_else_sees_drafts(client, world):
    world.keep()
    for person in (world.secretary, make_member(world.group, body=world.body)):
        client.force_login(person)
        assert NEW not in client.get(world.url("my_drafts")).content.decode()


def test_drafts_over_a_clause_that_was_taken_out_say_so_and_show_the_words(client, world):
    world.keep("note", words="یادداشت تازه", heading_fa="", text_en="")
    world.revise(delete("note"))
    page = client.get(world.url("my_drafts")).content.decode()
    assert "یادداشت تازه" in page
    answer = client.get(world.url("words", UIDS["note"]))
    assert answer.status_code == 410
    html = answer.content.decode()
    assert "یادداشت تازه" in html
    assert WORDS["note"]["fa"] in html
    sent = client.post(world.url("words", UIDS["note"]), world.typed("فرستاده شد"))
    assert "فرستاده شد" in sent.content.decode()


def test_a_form_that_is_sent_twice_makes_one_draft(client, world):
    address = world.url("words", UIDS["one"])
    html = client.get(address).content.decode()
    token = html.partition('name="new_draft" value="')[2].partition('"')[0]
    sent = world.typed(keep="1", new_draft=token)
    assert client.post(address, sent).status_code == client.post(address, sent).status_code == 302
    assert len(world.drafts()) == 1
    # Who goes back and keeps other words means one more.
    client.post(address, sent | {"text_fa": NEW + " زود"})
    assert len(world.drafts()) == 2


def test_a_clause_that_never_was_is_not_found(client, world):
    other = "0" * 8 + UIDS["one"][8:]
    assert client.get(world.url("words", other)).status_code == 404


@pytest.mark.parametrize("name", ["texts/1/x/words/-/-/-", "texts/1/new/words/-/-/-", "texts/²/a"])
def test_places_of_others_are_no_drafts(client, world, name):
    assert Place.read(name) is None
    keep(person=world.member, place=f"texts/{world.text.pk}/strange", values={}, at=AT)
    assert client.get(world.url("my_drafts")).status_code == 200


def test_one_act_proposes_all_or_names_what_is_refused(world):
    good = DraftAmendment([edit(world.text, "one", "ماه", "هفته")], body=world.body)
    bad = DraftAmendment([edit(world.text, "one", "ماه", "هفته")], body=make_body("دیگران"))
    with pytest.raises(RefusedTogether) as refused:
        propose_amendments(text=world.text, drafts=[good, bad], actor=world.member, at=AT)
    assert list(refused.value.reasons) == [1]
    assert not world.text.amendments.exists()
    kept = world.keep("two", **second(world))
    known = DraftAmendment(good.operations, body=world.body, place=kept.place, revision=7)
    with pytest.raises(RefusedTogether):
        propose_amendments(text=world.text, drafts=[known], actor=world.member, at=AT)
    assert world.drafts() == [kept]
    made = propose_amendments(text=world.text, drafts=[good, good], actor=world.member, at=AT)
    assert [each.number for each in made] == [1, 2]
    with pytest.raises(Refused):
        propose_amendments(text=world.text, drafts=[], actor=world.member, at=AT)
    with pytest.raises(NotPermitted):
        propose_amendments(text=world.text, drafts=[good], actor=make_person(), at=AT)


def test_what_was_typed_stands_on_the_page_of_a_refusal(client, world):
    shelve_text(text=world.text, reason="کنار گذاشته شد", actor=world.secretary, at=AT)
    answer = client.post(world.url("words", UIDS["one"]), world.typed())
    assert answer.status_code == 409
    assert NEW in answer.content.decode()


def test_words_that_do_not_meet_what_others_changed_are_put_together(client, world):
    world.revise(edit(world.text, "one", "گزارش", "خبر"))
    address = world.url("words", UIDS["one"])
    html = client.post(address, world.typed()).content.decode()
    assert 'name="together" value="0"' in html
    both = client.post(address, world.typed(seen="1", together="0")).content.decode()
    assert "کارگروه هر هفته خبر می‌دهد.</textarea>" in both
    assert world.text.amendments.count() == 1


def test_words_that_meet_what_others_changed_are_left_to_a_person(client, world):
    world.revise(edit(world.text, "one", "ماه", "روز"))
    address = world.url("words", UIDS["one"])
    both = client.post(address, world.typed(seen="1", together="0")).content.decode()
    assert f"{NEW}</textarea>" in both
    assert "هر دو" in both
    assert client.post(address, world.typed(seen="1", together="9")).status_code == 200


def test_a_place_that_went_is_not_taken_for_another(client, world):
    place = Place(world.text.pk, UIDS["one"], "move")
    values = {"place": [f"|{UIDS['two']}"], "body": [str(world.body.pk)], "reason": ["چون"]}
    keep(person=world.member, place=str(place), values=values, at=AT)
    address = world.url("move", UIDS["one"])
    assert f'<option value="|{UIDS["two"]}" selected>' in client.get(address).content.decode()
    world.revise(delete("two"))
    html = client.get(address).content.decode()
    assert (
        '<option value="" selected>' in html.partition('name="place"')[2].partition("</select>")[0]
    )
    typed = {"body": world.body.pk, "confidentiality": "group", "place": ""}
    assert client.post(address, typed).status_code == 200
    assert world.text.amendments.count() == 1
