"""Pages of comments: making one, the thread, the list, the marks in the text that is read."""

import re

import pytest
from django.urls import reverse

from dabir.foundation.trace.models import Confidentiality
from dabir.stages.texts.acts import (
    answer_comment,
    derive_version,
    make_comment,
    rule_amendment,
    settle_comment,
)
from dabir.stages.texts.queries import latest_version
from dabir.web.texts.commenting.beside import _short
from tests.factories import AT, make_body, make_group, make_member, make_secretary
from tests.stages.drafts import UIDS, WORDS, delete, edit, make_text, propose
from tests.web.catalogue import left_in_english

pytestmark = pytest.mark.django_db

FIRST = WORDS["one"]["fa"]


@pytest.fixture
def world(client):
    class World:
        group = make_group()
        body = make_body("اتحادیه")
        secretary = make_secretary(group)
        member = make_member(group, body=body)
        neighbour = make_member(group, body=make_body("انجمن"))
        text = make_text(group, secretary)

        def url(self, name, *more):
            return reverse(f"texts:{name}", args=[self.group.code, self.text.pk, *more])

        def on(self, words="هر ماه", person=None, key="one", said="این مدت کوتاه است.", **more):
            clause = latest_version(self.text).clauses.get(uid=UIDS[key])
            if words:
                start = clause.wordings.get(language="fa").text.index(words)
                more |= {"language": "fa", "place": (start, start + len(words))}
            return make_comment(
                version=clause.version,
                clause=clause,
                words=said,
                actor=person or self.member,
                at=AT,
                **more,
            )

        def carry(self, *operations):
            made = propose(self.text, self.secretary, *operations)
            rule_amendment(amendment=made, accept=True, actor=self.secretary, at=AT)
            return derive_version(text=self.text, actor=self.secretary, at=AT)

    made = World()
    client.force_login(made.member)
    return made


def typed(**more):
    return {"words": "این مدت کوتاه است.", "confidentiality": "group"} | more


def page(client, address):
    return client.get(address).content.decode()


def test_words_that_were_selected_stand_in_the_form_and_are_commented_on(client, world):
    start = FIRST.index("ماه")
    address = world.url("comment_on", UIDS["one"])
    at = f"fa:{start}:{start + 3}"
    html = page(client, f"{address}?at={at}")
    assert re.search(r'<textarea name="quoted"[^>]*>\s*ماه</textarea>', html)
    client.post(address, typed(quoted="ماه", at=at))
    made = world.text.comments.get()
    assert (made.start, made.end, made.quoted) == (start, start + 3, "ماه")


def test_words_that_were_pasted_are_found_whatever_their_spelling(client, world):
    client.post(world.url("comment_on", UIDS["one"]), typed(quoted="گزارش مي دهد"))
    assert world.text.comments.get().quoted == "گزارش می‌دهد"


def test_a_button_that_is_pressed_twice_makes_one_comment_and_one_answer(client, world):
    address = world.url("comment_on", UIDS["one"])
    first, second = (client.post(address, typed()) for _press in range(2))
    (made,) = world.text.comments.all()
    assert first.url == second.url == world.url("comment", made.pk)
    answers = world.url("answer_comment", made.pk)
    first, second = (client.post(answers, {"words": "روشن است."}) for _press in range(2))
    assert first.url == second.url
    assert made.replies.count() == 1
    client.post(address, typed(words="سخنی دیگر"))
    client.post(answers, {"words": "نه"})
    client.post(answers, {"words": "روشن است."})
    assert world.text.comments.count() == 2
    assert made.replies.count() == 3


def test_without_words_the_comment_is_on_the_whole_clause(client, world):
    client.post(world.url("comment_on", UIDS["one"]), typed())
    made = world.text.comments.get()
    assert (str(made.clause.uid), made.place) == (UIDS["one"], None)


def test_without_a_clause_the_comment_is_on_the_whole_text(client, world):
    response = client.post(world.url("make_comment"), typed(wording="به جای آن آیین‌نامه شود."))
    made = world.text.comments.get()
    assert response.url == world.url("comment", made.pk)
    assert made.clause is None


def test_a_clause_is_chosen_where_there_is_no_script(client, world):
    client.post(world.url("make_comment"), typed(on=UIDS["two"], quoted="دبیرخانه"))
    made = world.text.comments.get()
    assert (str(made.clause.uid), made.quoted) == (UIDS["two"], "دبیرخانه")


def test_words_that_stand_in_several_places_are_asked_back(client, world):
    address = world.url("make_comment")
    html = client.post(address, typed(quoted="گزارش")).content.decode()
    assert not world.text.comments.exists()
    choices = re.findall(r'name="which" value="([^"]+)"', html)
    assert len(choices) == 3
    assert "«گزارش»" in html
    client.post(address, typed(quoted="گزارش", which=choices[1]))
    made = world.text.comments.get()
    assert (str(made.clause.uid), made.quoted) == (UIDS["two"], "گزارش")


def test_words_that_stand_nowhere_are_refused_and_nothing_typed_is_lost(client, world):
    html = client.post(
        world.url("comment_on", UIDS["one"]), typed(quoted="سالانه")
    ).content.decode()
    assert not world.text.comments.exists()
    assert "این مدت کوتاه است." in html


@pytest.mark.parametrize(
    "at", ["", "fa", "fa:", "fa:a:b", "fa:5:2", "fa:0:999999", "de:0:3", "fa:۱:۳", "::", "fa:-1:3"]
)
def test_a_place_that_is_none_is_left_out(client, world, at):
    address = world.url("comment_on", UIDS["one"])
    assert client.get(address, {"at": at}).status_code == 200
    client.post(address, typed(at=at, quoted="ماه"))
    assert world.text.comments.get().quoted == "ماه"


def test_an_earlier_version_is_commented_on_as_it_read(client, world):
    world.carry(edit(world.text, "one", "هر ماه", "هر هفته"))
    address = f"{world.url('comment_on', UIDS['one'])}?version=0"
    client.post(address, typed(quoted="هر ماه"))
    assert world.text.comments.get().version.order == 0


def test_a_comment_stays_on_the_version_that_was_read_when_it_was_begun(client, world):
    html = page(client, world.url("comment_on", UIDS["note"]))
    address = re.search(r'<form class="form" method="post" action="([^"]+)"', html).group(1)
    world.carry(delete("note"))
    client.post(address, typed())
    made = world.text.comments.get()
    assert (str(made.clause.uid), made.version.order) == (UIDS["note"], 0)


@pytest.mark.parametrize("query", ["?version=7", "?version=x"])
def test_there_is_no_comment_on_a_version_that_is_none(client, world, query):
    assert client.get(world.url("comment_on", UIDS["one"]) + query).status_code == 404


def test_a_comment_is_made_for_ones_own_body_unless_said_otherwise(client, world):
    html = page(client, world.url("comment_on", UIDS["one"]))
    assert f'<option value="{world.body.pk}" selected>' in html
    assert 'value="public"' not in html


def test_the_words_are_marked_where_the_text_is_read_and_the_comment_stands_under_them(
    client, world
):
    made = world.on("هر ماه", body=world.body)
    answer_comment(comment=made, words="موافقم.", actor=world.neighbour, at=AT)
    html = page(client, world.url("text"))
    assert f'<a class="draft-noted" id="span-{made.pk}"' in html
    assert ">هر ماه</a>" in html
    assert f'<li id="proposal-{made.pk}"' in html
    assert "این مدت کوتاه است." in html
    assert f'data-comment="{world.url("comment_on", UIDS["one"])}"' in html


def test_the_words_of_a_clause_read_the_same_with_marks(client, world):
    world.on("هر ماه")
    world.on("ماه گزارش")
    html = page(client, world.url("text"))
    words = re.search(r'data-comment="[^"]*" data-source>(.*?)</div>', html, re.DOTALL).group(1)
    assert re.sub(r"<[^>]+>", "", words) == FIRST


def test_settled_comments_are_counted_and_not_marked(client, world):
    made = world.on("هر ماه")
    settle_comment(comment=made, outcome="noted", reason="گفته شد.", actor=world.secretary, at=AT)
    html = page(client, world.url("text"))
    assert "draft-noted" not in html
    assert f"{world.url('comments')}?clause={UIDS['one']}" in html


def test_words_that_are_gone_are_said_to_be_with_the_old_words(client, world):
    made = world.on("هر ماه")
    world.carry(edit(world.text, "one", "هر ماه", "در پایان سال"))
    html = page(client, world.url("text"))
    assert "draft-noted" not in html
    assert f'<li id="proposal-{made.pk}"' in html
    assert "هر ماه" in page(client, world.url("comment", made.pk))


def test_comments_on_a_clause_that_is_gone_are_still_there(client, world):
    made = world.on("محرمانه", key="note")
    world.carry(delete("note"))
    assert "محرمانه" in page(client, world.url("comment", made.pk))
    assert f'id="comment-{made.pk}"' in page(client, world.url("comments"))
    assert f'href="{world.url("comments")}"' in page(client, world.url("text"))


def test_comments_on_a_clause_that_is_gone_are_listed_alone(client, world):
    made = world.on("محرمانه", key="note")
    world.on("", key="two")
    world.carry(delete("note"))
    html = page(client, f"{world.url('comments')}?clause={UIDS['note']}")
    assert re.findall(r'id="comment-([0-9]+)"', html) == [str(made.pk)]
    hidden = world.on("", key="one", confidentiality=Confidentiality.SECRETARIAT)
    world.carry(delete("one"))
    client.force_login(world.neighbour)
    assert str(hidden.clause.uid) not in page(client, world.url("comments"))


def test_a_hidden_comment_shows_nowhere(client, world):
    made = world.on("هر ماه", confidentiality=Confidentiality.BODIES, bodies=[world.body])
    client.force_login(world.neighbour)
    assert client.get(world.url("comment", made.pk)).status_code == 404
    for name in ("text", "comments"):
        html = page(client, world.url(name))
        assert "این مدت کوتاه است." not in html
        assert "draft-noted" not in html
        assert f"person-{world.member.pk}" not in html
    for name in ("answer_comment", "settle_comment", "reopen_comment"):
        assert client.post(world.url(name, made.pk), {"words": "؟"}).status_code == 404


def test_a_thread_is_answered_settled_and_opened_again(client, world):
    made = world.on("هر ماه")
    client.force_login(world.neighbour)
    response = client.post(world.url("answer_comment", made.pk), {"words": "موافقم."})
    assert response.url.startswith(world.url("comment", made.pk))
    client.force_login(world.secretary)
    propose(world.text, world.secretary, edit(world.text, "one", "هر ماه", "هر هفته"))
    client.post(
        world.url("settle_comment", made.pk),
        {"outcome": "in_part", "reason": "هفتگی شد.", "amendment": "۱", "clause": UIDS["two"]},
    )
    html = page(client, world.url("comment", made.pk))
    for shown in (
        "موافقم.",
        "هفتگی شد.",
        world.url("amendment", 1),
        world.url("clause", UIDS["two"]),
    ):
        assert shown in html
    client.post(world.url("reopen_comment", made.pk), {"reason": "هنوز نه."})
    made.refresh_from_db()
    assert made.state == "open"
    assert "هنوز نه." in page(client, world.url("comment", made.pk))


def test_an_answer_is_kept_while_it_is_typed_under_the_comment_and_on_its_own_page(client, world):
    made = world.on("هر ماه")
    kept = f'data-draft-key="comment-answer-{made.pk}-{world.member.pk}"'
    assert kept in page(client, world.url("comment", made.pk))
    assert kept in page(client, world.url("answer_comment", made.pk))


def test_the_number_of_an_amendment_is_typed_in_either_digits(client, world):
    made = world.on("هر ماه")
    client.force_login(world.secretary)
    html = page(client, world.url("settle_comment", made.pk))
    assert 'type="number"' not in html
    assert re.search(r'<input type="text" name="amendment"', html)


def test_an_amendment_that_it_led_to_is_not_spoken_of_to_who_may_not_see_it(client, world):
    made = world.on("هر ماه")
    hidden = propose(
        world.text,
        world.secretary,
        edit(world.text, "one", "هر ماه", "هر هفته"),
        confidentiality=Confidentiality.SECRETARIAT,
    )
    settle_comment(
        comment=made,
        outcome="accepted",
        reason="پذیرفته شد.",
        amendment=hidden,
        actor=world.secretary,
        at=AT,
    )
    assert world.url("amendment", hidden.number) not in page(client, world.url("comment", made.pk))


def test_nobody_settles_by_an_amendment_or_outcome_that_is_none(client, world):
    made = world.on("هر ماه")
    client.force_login(world.secretary)
    address = world.url("settle_comment", made.pk)
    for wrong in ({"amendment": "99"}, {"outcome": "withdrawn"}, {"clause": "x"}, {"reason": " "}):
        response = client.post(address, {"outcome": "noted", "reason": "چون."} | wrong)
        assert response.status_code == 200, wrong
    made.refresh_from_db()
    assert made.state == "open"


def test_the_list_is_filtered_by_state_clause_author_and_disposition(client, world):
    one = world.on("هر ماه", body=world.body)
    two = world.on("", key="two", person=world.neighbour)
    settle_comment(
        comment=two, outcome="not_accepted", reason="تکراری.", actor=world.secretary, at=AT
    )
    whole = make_comment(version=latest_version(world.text), words="کلی", actor=world.member, at=AT)

    def listed(**query):
        html = client.get(world.url("comments"), query).content.decode()
        return [int(each) for each in re.findall(r'id="comment-(\d+)"', html)]

    assert listed() == [whole.pk, one.pk, two.pk]
    assert listed(state="open") == [whole.pk, one.pk]
    assert listed(outcome="not_accepted") == [two.pk]
    assert listed(clause=UIDS["two"]) == [two.pk]
    assert listed(clause="text") == [whole.pk]
    assert listed(by=f"body-{world.body.pk}") == [one.pk]
    assert listed(by=f"person-{world.neighbour.pk}") == [two.pk]
    assert listed(by="person-99999999") == listed(page="x")


def test_pages_of_comments_take_few_queries(client, world, django_assert_max_num_queries):
    for words in ("هر ماه", "گزارش", "کارگروه") * 4:
        world.on(words)
    world.carry(edit(world.text, "one", "هر ماه", "هر هفته"))
    for name in ("text", "comments"):
        client.get(world.url(name))
        with django_assert_max_num_queries(33):
            assert client.get(world.url(name)).status_code == 200


@pytest.mark.parametrize("language", ["fa"])
def test_the_pages_speak_persian(client, world, language):
    made = world.on("هر ماه", wording="هر هفته", reason="کافی است.")
    answer_comment(comment=made, words="موافقم.", actor=world.neighbour, at=AT)
    client.force_login(world.secretary)
    for address in (
        world.url("text"),
        world.url("comments"),
        world.url("make_comment"),
        world.url("comment_on", UIDS["one"]),
        world.url("comment", made.pk),
        world.url("settle_comment", made.pk),
    ):
        assert not left_in_english(page(client, address), "texts"), address


@pytest.mark.parametrize("words", ["https://example.org/" + "a" * 200, "کلمه " * 60])
def test_what_is_shown_in_short_is_never_nothing(words):
    assert 100 < len(_short(words, 160)) <= 162
