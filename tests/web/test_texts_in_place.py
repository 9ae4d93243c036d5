"""Amending words where they stand: the form under the clause, and what changed meanwhile."""

import pytest
from django.urls import reverse

from dabir.stages.texts.acts import derive_version, rule_amendment
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, WORDS, edit, make_text, propose

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

        def typed(self, words, **more):
            return {
                "text_fa": words,
                "body": self.body.pk,
                "confidentiality": "group",
                "seen": "0",
            } | more

    made = World()
    client.force_login(made.member)
    return made


def test_the_words_of_a_clause_stand_alone_where_they_are_selected(client, world):
    html = client.get(world.url("text")).content.decode()
    assert f">{WORDS['one']['fa']}</div>" in html
    assert f'data-amend="{world.url("words", UIDS["one"])}"' in html


def test_the_form_in_its_place_has_one_language_and_knows_the_old_words(client, world):
    address = world.url("words", UIDS["one"]) + "?only=fa"
    html = client.get(address, headers={"X-In-Place": "1"}).content.decode()
    assert f'data-old="{WORDS["one"]["fa"]}"' in html
    assert "text_en" not in html
    assert "<html" not in html


def test_words_proposed_in_their_place_leave_the_translation_alone(client, world):
    address = world.url("words", UIDS["one"]) + "?only=fa"
    response = client.post(address, world.typed(NEW, heading_fa="گزارش"))
    assert response.url == f"{world.url('text')}?language=fa#clause-{UIDS['one']}"
    made = world.text.amendments.get()
    assert [(each["language"], each["old"], each["new"]) for each in made.operations] == [
        ("fa", "ماه", "هفته")
    ]


def test_a_clause_changed_meanwhile_is_shown_with_both_wordings_and_not_overwritten(client, world):
    other = propose(
        world.text, world.member, edit(world.text, "one", "گزارش", "خبر"), body=world.body
    )
    rule_amendment(amendment=other, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    address = world.url("words", UIDS["one"]) + "?only=fa"
    typed = world.typed(NEW, heading_fa="گزارش")
    page = client.post(address, typed)
    assert world.text.amendments.count() == 1
    html = page.content.decode()
    assert WORDS["one"]["fa"] in html
    assert "<ins>خبر</ins>" in html
    assert NEW in html
    assert client.post(address, typed | {"seen": "1"}).status_code == 302
    assert world.text.amendments.count() == 2


def test_another_clause_changed_meanwhile_is_no_clash(client, world):
    other = propose(
        world.text, world.member, edit(world.text, "two", "گزارش", "خبر"), body=world.body
    )
    rule_amendment(amendment=other, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    address = world.url("words", UIDS["one"]) + "?only=fa"
    assert client.post(address, world.typed(NEW, heading_fa="گزارش")).status_code == 302
