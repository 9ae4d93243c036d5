"""Whose words a text is made of, and how a clause came to read as it does, on their pages."""

import pytest
from django.urls import reverse

from dabir.foundation.trace.models import Confidentiality
from dabir.stages.submissions.models import Passage
from dabir.stages.texts.acts import derive_version, ground_clause, rule_amendment
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, add_note, edit, make_consideration, make_text, propose
from tests.stages.sent import make_open_call, send_accepted

pytestmark = pytest.mark.django_db


class World:
    """A text in Rev.1: one word came by an open amendment, one by one for the secretariat."""

    def __init__(self):
        self.group = make_group()
        self.body = make_body("اتحادیه")
        self.secretary = make_secretary(self.group)
        self.member = make_member(self.group, body=self.body)
        self.text = make_text(self.group, self.secretary)
        first = propose(
            self.text,
            self.member,
            edit(self.text, "one", "ماه", "هفته"),
            body=self.body,
            reasons={"fa": "زودتر باید دانست."},
        )
        hidden = propose(
            self.text,
            self.secretary,
            edit(self.text, "one", "کارگروه", "شورا"),
            reasons={"fa": "رازی در کار است."},
            confidentiality=Confidentiality.SECRETARIAT,
        )
        added = propose(self.text, self.member, add_note("one", "تبصرهٔ تازه."), body=self.body)
        for each in (first, hidden, added):
            rule_amendment(
                amendment=each, accept=True, reasons={"fa": "پذیرفتیم"}, actor=self.secretary, at=AT
            )
        derive_version(text=self.text, actor=self.secretary, at=AT)

    def url(self, name, *more):
        return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])


@pytest.fixture
def world():
    return World()


def pieces(page):
    (worded,) = (
        each
        for each in page.context["origins"].by_clause[UIDS["one"]]
        if (each.part, each.language) == ("text", "fa")
    )
    return [
        (piece.words, piece.note and [each.number for each in piece.note.amendments])
        for piece in worded.pieces
    ]


def test_each_word_says_who_proposed_it(client, world):
    client.force_login(world.secretary)
    page = client.get(world.url("clause", UIDS["one"]))
    assert pieces(page) == [
        ("شورا", [2]),
        (" هر ", None),
        ("هفته", [1]),
        (" گزارش می‌دهد.", None),
    ]
    html = page.content.decode()
    assert "زودتر باید دانست." in html
    assert "پذیرفتیم" in html


def test_words_of_a_hidden_amendment_say_only_their_version(client, world):
    client.force_login(world.member)
    page = client.get(world.url("clause", UIDS["one"]))
    assert pieces(page)[0] == ("شورا", [])
    assert "رازی" not in page.content.decode()


def test_a_clause_that_was_added_is_its_proposers(client, world):
    client.force_login(world.member)
    page = client.get(world.url("origins"))
    found = [each for each, *_ in page.context["clauses"] if str(each.uid) not in UIDS.values()]
    (worded,) = page.context["origins"].by_clause[str(found[0].uid)]
    assert [[each.number for each in piece.note.amendments] for piece in worded.pieces] == [[3]]


def test_words_say_what_their_clause_rested_on_as_far_as_it_is_seen(client, world):
    shown = make_consideration(world.group, world.secretary)
    hidden = make_consideration(
        world.group, world.secretary, confidentiality=Confidentiality.SECRETARIAT
    )
    present = world.text.versions.last().clauses.get(uid=UIDS["one"])
    for each in (shown, hidden):
        ground_clause(clause=present, consideration=each, actor=world.secretary, at=AT)
    for person, told in ((world.member, {shown}), (world.secretary, {shown, hidden})):
        client.force_login(person)
        for name, *more in (("clause", UIDS["one"]), ("origins",)):
            page = client.get(world.url(name, *more))
            notes = page.context["origins"].notes
            mine = [each for each in notes if 1 in {one.number for one in each.amendments}]
            assert set(mine[0].considerations) == told
            assert (hidden.text in page.content.decode()) is (hidden in told)


def test_passages_that_led_to_words_are_read_as_they_may_be_shown(client, world):
    send_accepted(make_open_call(world.group, world.secretary), world.secretary)
    passage = Passage.objects.first()
    passage.text, passage.shown = "نام من رضا است و باران دیر آمد", "▮▮▮ باران دیر آمد"
    passage.save()
    address = passage.address
    address.confidentiality = Confidentiality.GROUP
    address.save()
    led = propose(
        world.text,
        world.secretary,
        edit(world.text, "two", "گزارش", "خبر"),
        passages=[passage],
    )
    rule_amendment(amendment=led, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    client.force_login(world.member)
    html = client.get(world.url("origins")).content.decode()
    assert "باران دیر آمد" in html
    assert "رضا" not in html


def test_words_say_what_the_clause_rested_on_when_they_came(client, world):
    later = propose(
        world.text, world.member, edit(world.text, "two", "گزارش", "خبر"), body=world.body
    )
    rule_amendment(amendment=later, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    since = make_consideration(world.group, world.secretary)
    present = world.text.versions.last().clauses.get(uid=UIDS["one"])
    ground_clause(clause=present, consideration=since, actor=world.secretary, at=AT)
    client.force_login(world.member)
    page = client.get(world.url("origins"))
    found = page.context["origins"]
    assert found.resting[UIDS["one"]].considerations == (since,)
    assert all(not each.considerations for each in found.notes)


def test_the_whole_text_takes_no_more_queries_than_a_short_one(
    client, world, django_assert_max_num_queries
):
    client.force_login(world.member)
    with django_assert_max_num_queries(30):
        assert client.get(world.url("origins")).status_code == 200


def test_versions_are_compared_with_spelling_left_aside(client, world):
    respelt = propose(
        world.text, world.member, edit(world.text, "note", "محرمانه", "محـرمانه"), body=world.body
    )
    reworded = propose(
        world.text, world.member, edit(world.text, "two", "منتشر", "پخش"), body=world.body
    )
    for each in (respelt, reworded):
        rule_amendment(amendment=each, accept=True, actor=world.secretary, at=AT)
    derive_version(text=world.text, actor=world.secretary, at=AT)
    client.force_login(world.member)
    address = world.url("compare")
    assert {each.uid for each in client.get(address).context["changes"]} == {
        UIDS["note"],
        UIDS["two"],
    }
    page = client.get(address, {"spelling": "hide"})
    assert [each.uid for each in page.context["changes"]] == [UIDS["two"]]
    assert page.context["hidden"] == 1
