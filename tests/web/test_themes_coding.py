"""The pages of coding: several themes at once, rounds, learning, exports; who sees which."""

import pytest
from django.urls import reverse

from dabir.foundation.people.models import Role
from dabir.foundation.work.models import Work
from dabir.stages.submissions.acts import publish_submission
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.acts import (
    Choice,
    judge_passage,
    open_coding_round,
    propose_codes,
    set_codes,
)
from dabir.stages.themes.acts.teaching import Learnt
from dabir.stages.themes.exporting import EXPORT
from dabir.stages.themes.models import Classifier, Code, CodingRound, Doubt, LearntCode, NoTheme
from tests.factories import AT, make_group, make_member, make_person, make_secretary, seat
from tests.stages.coded import first_passage, make_theme
from tests.stages.sent import make_open_call, question_of, send_accepted
from tests.web.catalogue import left_in_english
from tests.web.test_themes_pages import client_of

pytestmark = pytest.mark.django_db
FIGURES = {
    "passages": 40,
    "wished": 0.9,
    "themes": [
        {"theme": "", "examples": 30, "missing": 0, "threshold": 0.7, "precision": 0.93,
         "recall": 0.8, "coverage": 0.5},
    ],
    "stance": {"examples": 30, "macro_f1": 0.8, "f1": {"for": 0.9, "against": 0.7},
               "threshold": 0.8, "precision": 0.91, "coverage": 0.6},
    "curve": [{"threshold": 0.9, "precision": 1.0, "recall": 0.2, "coverage": 0.2},
              {"threshold": 0.2, "precision": 0.5, "recall": 1.0, "coverage": 1.0}],
}  # fmt: skip


class World:
    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.other = make_secretary(self.group)
        self.chair = make_person()
        seat(self.chair, self.group, Role.CHAIR)
        self.member = make_member(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.passages = []
        for number in range(3):
            sent = send_accepted(
                self.call, self.secretary, f"دوربین شمارهٔ {number} باید تابلوی خوانا داشته باشد.",
                publication=Submission.Publication.UNNAMED,
            )  # fmt: skip
            self.passages.append(first_passage(sent))
        publish_submission(submission=sent, actor=self.secretary, at=AT)
        self.signs = make_theme(self.group, self.secretary, "تابلو")
        self.tapes = make_theme(self.group, self.secretary, "نوار", parent=self.signs)

    def url(self, name, *pks):
        return reverse(f"themes:{name}", args=[self.group.code, *pks])

    def get(self, person, name, *pks, query=""):
        return client_of(person).get(self.url(name, *pks) + query)

    def post(self, person, name, *pks, query="", **given):
        return client_of(person).post(self.url(name, *pks) + query, given, follow=True)

    def opened(self):
        return open_coding_round(
            call=self.call, themes=[self.signs, self.tapes], coders=[self.secretary, self.other],
            actor=self.chair, at=AT,
        )  # fmt: skip

    def compared(self):
        opened = self.opened()
        for coder, stance in ((self.secretary, "for"), (self.other, "against")):
            for item in opened.items.all():
                chosen = [Choice(self.signs, stance)] if item.order == 0 else []
                judge_passage(item=item, choices=chosen, actor=coder, at=AT)
            self.post(coder, "hand_in_coding", opened.pk)
        opened.refresh_from_db()
        return opened

    def classifier(self):
        figures = FIGURES | {"themes": [FIGURES["themes"][0] | {"theme": str(self.signs.pk)}]}
        made = Classifier.objects.create(
            group=self.group, call=self.call, question=question_of(self.call), by=self.secretary,
            at=AT, taught_at=AT, taught_with=40, figures=figures,
        )  # fmt: skip
        learnt = [Learnt(self.passages[1].pk, self.signs.pk, 0.94, "", 0.4, [(0, 6)])]
        propose_codes(classifier=made, learnt=learnt, doubts={self.passages[2].pk: 0.9}, at=AT)
        return made


@pytest.fixture
def world():
    return World()


def test_a_passage_is_put_under_several_themes_at_once(world):
    passage = world.passages[0]
    given = {
        "passage": passage.pk,
        "themes": [world.signs.pk, world.tapes.pk],
        f"stance_{world.signs.pk}": "for",
        f"stance_{world.tapes.pk}": "mixed",
    }
    done = world.post(world.secretary, "coding", **given)
    assert {(one.theme, one.stance) for one in passage.codes.all()} == {
        (world.signs, "for"), (world.tapes, "mixed"),
    }  # fmt: skip
    page = done.content.decode()
    assert "«تابلو» (موافق)" in page
    assert world.passages[1].text in page
    given["themes"] = [world.tapes.pk]
    world.post(world.secretary, "coding", **given)
    assert [one.theme for one in passage.codes.all()] == [world.tapes]


def test_nothing_is_in_it_and_only_a_word_on_it_goes_on(world):
    passage = world.passages[0]
    asked = world.post(world.secretary, "coding", passage=passage.pk)
    assert asked.status_code == 422
    world.post(world.secretary, "coding", passage=passage.pk, nothing="1")
    assert NoTheme.objects.get().passage == passage
    page = world.get(world.secretary, "coding").content.decode()
    assert f'dir="auto">{passage.text}</blockquote>' not in page


@pytest.mark.parametrize(
    "given",
    [
        {"themes": "99999"}, {"themes": "x"}, {"themes": "1e5"},
        {"themes": "SIGNS", "stance": "sideways"},
    ],
)  # fmt: skip
def test_what_no_form_offers_is_asked_for_again(world, given):
    typed = {"passage": world.passages[0].pk, "themes": given["themes"]}
    if given["themes"] == "SIGNS":
        typed["themes"] = world.signs.pk
        typed[f"stance_{world.signs.pk}"] = given["stance"]
    assert world.post(world.secretary, "coding", **typed).status_code == 422
    assert not Code.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "?call=x&question=²&theme=-1&show=none&order=up&after=zz",
        "?show=coded", "?show=all", "?show=proposed&order=doubt", "?order=doubt&after=999999",
        "?question=99999999999999999999", "?theme=1", "?after=1&show=all",
    ],
)  # fmt: skip
def test_odd_and_narrow_addresses_are_answered(world, query):
    assert world.get(world.secretary, "coding", query=query).status_code == 200


def test_the_queue_keeps_to_a_question_and_a_theme(world):
    set_codes(
        passage=world.passages[0], choices=[Choice(world.signs)], actor=world.secretary, at=AT
    )
    question = question_of(world.call)
    page = world.get(world.secretary, "coding", query=f"?question={question.pk}&show=coded")
    assert world.passages[0].text in page.content.decode()
    page = world.get(world.secretary, "coding", query=f"?theme={world.tapes.pk}&show=coded")
    assert "empty" in page.content.decode()
    other = make_open_call(world.group, world.secretary)
    page = world.get(world.secretary, "coding", query=f"?call={other.pk}")
    assert "empty" in page.content.decode()


def test_a_proposal_shows_its_words_and_is_answered_by_form(world):
    world.classifier()
    learnt = LearntCode.objects.get()
    page = world.get(world.secretary, "coding", query="?show=proposed").content.decode()
    assert "<mark>دوربین</mark>" in page
    assert "۹۴" in page
    world.post(
        world.secretary, "answer_learnt", learnt.pk, query="?show=proposed",
        answer="accept", stance="against",
    )  # fmt: skip
    assert Code.objects.get(passage=world.passages[1]).stance == "against"
    learnt.state = "proposed"
    learnt.save()
    world.post(world.secretary, "answer_learnt", learnt.pk, answer="refuse")
    learnt.refresh_from_db()
    assert learnt.state == "refused"
    assert client_of(world.member).post(world.url("answer_learnt", learnt.pk)).status_code == 403


def test_the_most_doubtful_passage_comes_first(world):
    world.classifier()
    assert Doubt.objects.exists()
    page = world.get(world.secretary, "coding", query="?order=doubt").content.decode()
    assert f'dir="auto">{world.passages[2].text}</blockquote>' in page


def test_a_round_goes_from_its_form_to_what_is_settled(world):
    world.post(
        world.chair, "new_coding_round", call=world.call.pk,
        themes=[world.signs.pk, world.tapes.pk], coders=[world.secretary.pk, world.other.pk],
        size="", seed=5,
    )  # fmt: skip
    opened = CodingRound.objects.get()
    for coder, stance in ((world.secretary, "for"), (world.other, "against")):
        for place in range(3):
            given = {"place": place, "nothing": "1"} if place else {
                "place": place, "themes": world.signs.pk, f"stance_{world.signs.pk}": stance,
                "note": "گمان می‌کنم",
            }  # fmt: skip
            page = world.post(coder, "code_in_round", opened.pk, **given)
        assert (
            "گمان می‌کنم" not in world.get(world.chair, "coding_round", opened.pk).content.decode()
        )
        page = world.post(coder, "hand_in_coding", opened.pk)
    page = page.content.decode()
    assert "گمان می‌کنم" in page
    world.post(world.chair, "settle_agreed", opened.pk)
    assert NoTheme.objects.count() == 2
    item = opened.items.get(order=0)
    refused = world.post(world.chair, "settle_in_round", opened.pk, item.pk, themes=world.signs.pk)
    assert "form-errors" in refused.content.decode()
    world.post(
        world.chair, "settle_in_round", opened.pk, item.pk, note="طنز است",
        themes=world.signs.pk, **{f"stance_{world.signs.pk}": "against"},
    )  # fmt: skip
    assert Code.objects.get().stance == "against"
    opened.refresh_from_db()
    assert opened.state == "settled"
    page = world.get(world.secretary, "coding_round", opened.pk, query="?show=all")
    assert "طنز است" in page.content.decode()


def test_coefficients_are_in_the_readers_digits_and_their_sign_is_read_first(world):
    opened = world.opened()
    for coder, place in ((world.secretary, 0), (world.other, 1)):
        for item in opened.items.all():
            chosen = [Choice(world.signs, "for")] if item.order == place else []
            judge_passage(item=item, choices=chosen, actor=coder, at=AT)
        page = world.post(coder, "hand_in_coding", opened.pk).content.decode()
    assert ">\u200e\u2212۰٫۵۰<" in page
    assert "۰.۵۰" not in page


def test_others_coding_is_on_no_page_while_the_round_is_blind(world):
    opened = world.opened()
    judge_passage(
        item=opened.items.first(), choices=[Choice(world.tapes, "against")], note="پنهان‌نوشته",
        actor=world.other, at=AT,
    )  # fmt: skip
    for person in (world.secretary, world.chair):
        for name in ("coding_rounds", "coding_round", "code_in_round"):
            pks = [opened.pk] if name != "coding_rounds" else []
            page = world.get(person, name, *pks)
            assert "پنهان‌نوشته" not in page.content.decode()
    item = opened.items.first()
    found = world.get(world.chair, "settle_in_round", opened.pk, item.pk)
    assert found.status_code == 409 or "پنهان‌نوشته" not in found.content.decode()
    assert world.get(world.chair, "code_in_round", opened.pk).status_code == 403


def test_rounds_are_ended_and_dropped_by_form(world):
    opened = world.opened()
    assert world.get(world.chair, "end_blind_coding", opened.pk).status_code == 200
    world.post(world.chair, "end_blind_coding", opened.pk)
    opened.refresh_from_db()
    assert opened.state == "compared"
    world.post(world.chair, "drop_coding_round", opened.pk, reason="")
    world.post(world.chair, "drop_coding_round", opened.pk, reason="تکرار می‌شود")
    opened.refresh_from_db()
    assert opened.state == "dropped"


def test_a_member_sees_no_round_but_those_they_code_in(world):
    opened = world.opened()
    assert world.get(world.member, "coding_round", opened.pk).status_code == 404
    mine = open_coding_round(
        call=world.call, themes=[world.signs], coders=[world.secretary, world.member],
        actor=world.chair, at=AT,
    )  # fmt: skip
    page = world.get(world.member, "coding_rounds").content.decode()
    assert world.url("coding_round", mine.pk) in page
    assert world.url("coding_round", opened.pk) not in page
    page = world.get(world.member, "code_in_round", mine.pk).content.decode()
    assert world.passages[2].text in page
    world.post(world.member, "code_in_round", mine.pk, place=0, nothing="1")
    assert world.get(world.member, "code_in_round", mine.pk).status_code == 302


def test_pages_of_the_secretariat_refuse_members_and_strangers(world):
    classifier = world.classifier()
    for name, *pks in (
        ("coding",), ("new_coding_round",), ("learning",), ("classifier", classifier.pk),
        ("teach", world.call.pk),
    ):  # fmt: skip
        assert world.get(world.secretary, name, *pks).status_code == 200, name
        assert world.get(world.member, name, *pks).status_code == 403, name
        assert world.get(make_person(), name, *pks).status_code == 404, name
        assert world.get(None, name, *pks).status_code == 302, name
    assert world.get(world.member, "coding_exports").status_code == 200


def test_teaching_says_how_many_codes_are_missing(world):
    question = question_of(world.call)
    page = world.post(
        world.secretary, "teach", world.call.pk, query=f"?question={question.pk}",
        precision="0.9", seed="0",
    ).content.decode()  # fmt: skip
    assert "۴۰ فراز" in page
    assert "form-errors" in page
    for wrong in ("?question=x", "?question=999999"):
        assert world.get(world.secretary, "teach", world.call.pk, query=wrong).status_code == 404


def test_a_classifiers_page_shows_what_it_reaches(world):
    classifier = world.classifier()
    page = world.get(world.secretary, "classifier", classifier.pk).content.decode()
    assert "۹۳٪" in page
    assert "polyline" in page


def test_exports_are_asked_for_and_named_coders_are_the_secretariats(world):
    asked = {"call": world.call.pk, "form": "qdpx", "named": "on"}
    world.post(world.secretary, "coding_exports", **asked)
    world.post(world.member, "coding_exports", **asked)
    first, second = Work.objects.filter(name=EXPORT).order_by("pk")
    assert (first.arguments["named"], second.arguments["named"]) == (True, False)
    page = world.get(world.member, "coding_exports").content.decode()
    assert page.count("-codes.qdpx") == 1
    elsewhere = make_group()
    other = make_open_call(elsewhere, make_secretary(elsewhere))
    world.post(world.secretary, "coding_exports", call=other.pk, form="csv")
    assert Work.objects.filter(name=EXPORT).count() == 2


def test_nothing_is_left_in_english(world):
    classifier, opened, compared = world.classifier(), world.opened(), None
    pages = [
        world.get(world.secretary, "coding", query="?show=proposed"),
        world.get(world.secretary, "coding_rounds"),
        world.get(world.secretary, "coding_round", opened.pk),
        world.get(world.secretary, "code_in_round", opened.pk),
        world.get(world.chair, "new_coding_round"),
        world.get(world.secretary, "learning"),
        world.get(world.secretary, "teach", world.call.pk),
        world.get(world.secretary, "classifier", classifier.pk),
        world.get(world.secretary, "coding_exports"),
    ]
    compared = world.compared()
    pages += [
        world.get(world.chair, "coding_round", compared.pk, query="?show=all"),
        world.get(world.chair, "settle_in_round", compared.pk, compared.items.first().pk),
        world.get(world.chair, "drop_coding_round", compared.pk),
    ]
    for page in pages:
        assert page.status_code == 200
        assert left_in_english(page.content.decode(), "themes") == []


QUERIES = {"coding_rounds": 14, "coding_round": 24, "code_in_round": 24, "learning": 24}


@pytest.mark.parametrize("name", list(QUERIES))
def test_pages_need_no_more_queries_when_rounds_grow(world, name, django_assert_max_num_queries):
    made = world.opened() if name == "code_in_round" else world.compared()
    pks = [] if name in {"coding_rounds", "learning"} else [made.pk]
    client = client_of(world.secretary)
    page = world.url(name, *pks) + "?show=all"
    client.get(page)
    with django_assert_max_num_queries(QUERIES[name]):
        assert client.get(page).status_code == 200
