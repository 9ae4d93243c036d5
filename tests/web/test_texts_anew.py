"""Words typed anew over others: what changed meanwhile is shown, what was typed is kept."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from dabir.domain.drafting import Edit
from dabir.stages.texts.acts import (
    amend_amendment,
    ask_redraft,
    derive_version,
    rule_amendment,
    rule_contest,
)
from dabir.stages.texts.compiling.compiled import kept_form
from dabir.stages.texts.compiling.layers import base_of
from dabir.web.texts.compiling import merging
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, WORDS, add_note, delete, edit, make_text, move, propose

pytestmark = pytest.mark.django_db
OLD = WORDS["two"]["fa"]


@pytest.fixture
def world(client):
    class World:
        group = make_group()
        body, other = map(make_body, ("اتحادیه", "انجمن"))
        secretary = make_secretary(group)
        member = make_member(group, body=body)
        neighbour = make_member(group, body=other)
        text = make_text(group, secretary)
        above = propose(text, member, edit(text, "two", "منتشر", "پخش"), body=body)

        def url(self, name, *more):
            return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

        def form(self, name, *more, **query):
            """What the form holds when it is opened."""
            form = client.get(self.url(name, *more), query).context["form"]
            return {
                name: form.get_initial_for_field(each, name) or ""
                for name, each in form.fields.items()
                if name != "bodies"
            }

        def post(self, sent, name, *more, query=""):
            return client.post(self.url(name, *more) + query, sent)

        def sub(self, old, new):
            return amend_amendment(
                amendment=self.above,
                operations=[self.on(old, new)],
                body=self.other,
                actor=self.neighbour,
                at=AT,
            )

        def on(self, old, new):
            start = OLD.replace("منتشر", "پخش").index(old)
            return Edit(UIDS["two"], "fa", start, start + len(old), old, new)

        def as_(self, person):
            client.force_login(person)

        def slot(self):
            contests = kept_form(self.text.versions.last(), self.secretary).contests
            return next(each for each in contests if each.part)

    return World()


def test_a_correction_of_words_that_came_meanwhile_shows_both_and_undoes_none(world):
    world.as_(world.secretary)
    typed = world.form("correct", UIDS["two"]) | {
        "text_fa": OLD.replace("دبیرخانه", "دبیر‌خانه‌ها"),
        "reason": "لغزش قلم بود.",
    }
    rule_amendment(amendment=world.above, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    response = world.post(typed, "correct", UIDS["two"])
    html = response.content.decode()
    assert world.text.versions.count() == 2
    assert "<ins>پخش</ins>" in html
    assert OLD in html
    assert "لغزش قلم بود." in html
    assert typed["text_fa"] in html
    again = dict(response.context["form"].data.items()) | {
        "text_fa": "دبیرخانه‌ها گزارش را پخش می‌کنند."
    }
    assert world.post(again, "correct", UIDS["two"]).status_code == 302
    assert world.text.versions.count() == 3


def test_a_correction_beside_what_changed_elsewhere_goes_through(world):
    world.as_(world.secretary)
    typed = world.form("correct", UIDS["one"]) | {
        "text_fa": "کارگروه هر ماه گزارش می‌دهد",
        "reason": "نقطه",
    }
    rule_amendment(amendment=world.above, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    assert world.post(typed, "correct", UIDS["one"]).status_code == 302
    last = world.text.versions.last()
    assert "پخش" in last.clauses.get(uid=UIDS["two"]).wordings.get(language="fa").text


def test_words_that_an_amendment_brought_meanwhile_are_not_undone(world):
    world.as_(world.neighbour)
    typed = world.form("amend_amendment", 1, UIDS["two"])
    typed |= {"text_fa": typed["text_fa"].replace("گزارش", "خبر"), "body": world.other.pk}
    below = world.sub("پخش می‌کند", "پخش خواهد کرد")
    rule_amendment(amendment=below, accept=True, actor=world.secretary, at=AT)
    response = world.post(typed, "amend_amendment", 1, UIDS["two"])
    assert world.text.amendments.count() == 2
    assert "خواهد کرد" in response.content.decode()
    assert typed["text_fa"] in response.content.decode()


def test_one_to_an_amendment_is_drafted_again_against_the_words_of_that_one(client, world):
    below = world.sub("پخش", "نشر")
    ask_redraft(amendment=below, reasons={"fa": "کوتاه‌تر"}, actor=world.secretary, at=AT)
    world.as_(world.neighbour)
    page = client.get(world.url("amendment", 2))
    address = page.context["redraft_url"]
    assert address == world.url("amend_amendment", 1, UIDS["two"]) + "?redraft=2"
    assert client.get(world.url("words", UIDS["two"]) + "?redraft=2").status_code == 404
    typed = world.form("amend_amendment", 1, UIDS["two"], redraft="2")
    assert "پخش" in typed["text_fa"]
    typed["text_fa"] = typed["text_fa"].replace("پخش", "چاپ")
    assert client.post(address, typed).status_code == 302
    below.refresh_from_db()
    assert below.state == "proposed"
    assert below.operations[0]["new"] == "چاپ"
    assert "پخش" in base_of(below)[UIDS["two"]].text["fa"]


def test_nobody_drafts_again_what_others_proposed(client, world):
    below = world.sub("پخش", "نشر")
    ask_redraft(amendment=below, reasons={"fa": "کوتاه‌تر"}, actor=world.secretary, at=AT)
    world.as_(world.member)
    for query in ("?redraft=2", "?redraft=1", "?redraft=9"):
        address = world.url("amend_amendment", 1, UIDS["two"]) + query
        assert client.get(address).status_code in {403, 404}


def test_a_refused_ruling_keeps_the_reason_that_was_typed(client, world):
    world.as_(world.secretary)
    slot = world.slot()
    world.sub("پخش", "نشر")
    sent = {"choose": slot.proposed[0].uid, "reason": "کوتاه‌تر است.", "back": ""}
    response = world.post(sent, "decide_contest", slot.uid)
    assert response.status_code == 200
    html = response.content.decode()
    assert "کوتاه‌تر است." in html
    assert html.count(slot.proposed[0].words) > 1
    assert f'name="choose" value="{sent["choose"]}"' in html
    assert 'name="bracket"' not in html
    assert not world.above.operation_rulings.exists()


def test_a_ruling_is_sent_again_from_where_its_reason_was_kept(client, world):
    world.as_(world.secretary)
    slot = world.slot()
    below = world.sub("پخش", "نشر")
    sent = {"choose": slot.options[0].uid, "reason": "همان بس است.", "bracket": ""}
    sent.pop("bracket")
    kept = world.post(sent, "decide_contest", slot.uid).context["form"]
    rule_amendment(
        amendment=below, accept=False, reasons={"fa": "نه"}, actor=world.secretary, at=AT
    )
    assert world.post(dict(kept.data.items()), "decide_contest", slot.uid).status_code == 302
    assert world.above.operation_rulings.get().reasons == {"fa": "همان بس است."}


def test_a_ruling_that_was_sent_by_no_button_rejects_nothing(world):
    world.as_(world.secretary)
    slot = world.slot()
    assert world.post({"reason": "چنین."}, "decide_contest", slot.uid).status_code == 302
    assert not world.above.operation_rulings.exists()


def test_a_ruling_meets_nothing_where_the_place_is_gone(world):
    world.as_(world.secretary)
    slot = world.slot()
    rule_contest(
        version=world.text.versions.last(),
        contest=slot.uid,
        options=[slot.proposed[0].uid],
        actor=world.secretary,
        at=AT,
    )
    derive_version(text=world.text, actor=world.secretary, at=AT)
    sent = {"choose": slot.proposed[0].uid, "reason": "دیر رسید."}
    assert "دیر رسید." in world.post(sent, "decide_contest", slot.uid).content.decode()


def test_clauses_that_would_be_added_in_one_place_are_merged_on_a_page(client, world):
    for words in ("جلسه‌ها علنی است.", "جلسه‌ها کوتاه است."):
        propose(world.text, world.member, add_note("one", words), body=world.body)
    world.as_(world.secretary)
    contests = kept_form(world.text.versions.last(), world.secretary).contests
    choice = next(each for each in contests if each.addition)
    html = client.get(world.url("compilation")).content.decode()
    assert world.url("merge_contest", choice.uid) in html
    html = client.get(world.url("merge_contest", choice.uid)).content.decode()
    assert "کوتاه" in html
    assert "علنی" in html
    assert html.count('role="listitem"') == 3
    assert all(world.url("amendment", number) in html for number in (2, 3))
    assert world.post({"text_fa": ""}, "merge_contest", choice.uid).status_code == 200
    sent = {"text_fa": "جلسه‌ها علنی و کوتاه است.", "reason": "هر دو"}
    assert world.post(sent, "merge_contest", choice.uid).status_code == 302
    made = world.text.amendments.last()
    assert set(made.merges.values_list("number", flat=True)) == {2, 3}
    assert made.reasons == {"fa": "هر دو"}


def added(world, *notes):
    for words in notes:
        propose(world.text, world.member, add_note("one", words), body=world.body)
    contests = kept_form(world.text.versions.last(), world.secretary).contests
    return [each for each in contests if each.addition]


@pytest.mark.parametrize("which", [0, 1])
def test_who_merges_additions_comes_back_to_the_one_they_chose(client, world, which):
    chosen = added(world, "جلسه‌ها علنی است.", "جلسه‌ها کوتاه است.")[which]
    world.as_(world.secretary)
    page = client.get(world.url("merge_contest", chosen.uid))
    assert page.context["cancel_url"].endswith(f"#{chosen.uid}")
    sent = {"text_fa": "جلسه‌ها علنی و کوتاه است.", "shown": page.context["form"]["shown"].value()}
    answer = world.post(sent, "merge_contest", chosen.uid)
    assert answer.url.endswith(f"#{chosen.uid}")


def test_an_addition_that_goes_while_the_page_is_made_leaves_what_was_typed(world, monkeypatch):
    chosen, other = added(world, "جلسه‌ها علنی است.", "جلسه‌ها کوتاه است.")
    world.as_(world.secretary)
    monkeypatch.setattr(merging, "kept_form", lambda *_of: SimpleNamespace(contests=[other]))
    answer = world.post({"text_fa": "هر دو با هم."}, "merge_contest", chosen.uid)
    assert answer.status_code == 410
    assert "هر دو با هم." in answer.content.decode()
    assert world.text.amendments.count() == 3


def test_a_place_that_goes_while_the_page_is_made_leaves_what_was_typed(world, monkeypatch):
    (chosen,) = added(world, "جلسه‌ها علنی است.")
    world.as_(world.secretary)
    gone = SimpleNamespace(compilation=SimpleNamespace(contests={}))
    monkeypatch.setattr(merging, "compile_seen", lambda *_of: gone)
    answer = world.post({"text_fa": "دیر رسید."}, "merge_contest", chosen.uid)
    assert answer.status_code == 410
    assert "دیر رسید." in answer.content.decode()


def test_a_clause_that_is_taken_out_or_moved_is_merged_on_a_page(client, world):
    propose(world.text, world.member, delete("note"), body=world.body)
    propose(world.text, world.neighbour, move("note", None), body=world.other)
    world.as_(world.secretary)
    contests = kept_form(world.text.versions.last(), world.secretary).contests
    choice = next(each for each in contests if not each.part)
    html = client.get(world.url("merge_contest", choice.uid)).content.decode()
    assert html.count('role="listitem"') == 3
    assert "جابه‌جا" in html or "moved after" in html
    typed = world.form("merge_contest", choice.uid)
    assert typed["place"] == "stays"
    assert world.post(typed, "merge_contest", choice.uid).status_code == 200
    sent = typed | {"text_fa": "گزارش محرمانه چاپ نمی‌شود.", "place": f"{UIDS['one']}|"}
    assert world.post(sent, "merge_contest", choice.uid).status_code == 302
    made = world.text.amendments.last()
    assert [each["kind"] for each in made.operations][:1] == ["move"]
    assert len(made.operations) == 2
