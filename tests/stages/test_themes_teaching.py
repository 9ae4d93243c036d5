"""What codes teach: asked for, taught by a worker, proposed, answered; and what it may not do."""

import random

import pytest
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.work.models import Work
from dabir.foundation.work.pieces import take
from dabir.foundation.work.running import run
from dabir.stages.themes.acts import (
    Choice,
    accept_learnt_code,
    keep_figures,
    merge_themes,
    open_coding_round,
    propose_codes,
    refuse_learnt_code,
    set_codes,
    teach_classifier,
)
from dabir.stages.themes.acts.teaching import Learnt
from dabir.stages.themes.learning import NEW_CODES, TEACH, examples_of, under_way
from dabir.stages.themes.models import Classifier, Code, Doubt, LearntCode, NoTheme
from dabir.stages.themes.queries import most_doubtful, uncoded
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.coded import make_theme
from tests.stages.sent import make_open_call, question_of, send_accepted

pytestmark = pytest.mark.django_db
SIGNS = ("تابلوی دوربین باید خوانا باشد", "روی هر دوربین تابلو و شمارهٔ تماس بگذارید")
TAPES = ("فیلم‌ها زود پاک شود", "نگهداری تصویرها کوتاه‌تر باشد")
FILLER = ["محله", "خیابان", "شهرداری", "شب", "همسایه", "مردم", "کوچه", "مدرسه", "پارک", "بازار"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def paragraphs(count):
    drawn = random.Random(2)
    found = []
    for number in range(count):
        around = " و ".join(drawn.sample(FILLER, 10))
        found.append(f"{drawn.choice((SIGNS, TAPES)[number % 2])} در {around} {number}.")
    return found


class World:
    """Fifty passages of one answer, of which a person has coded forty."""

    def __init__(self, coded=40):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.question = question_of(self.call)
        self.signs = make_theme(self.group, self.secretary, "تابلو")
        self.tapes = make_theme(self.group, self.secretary, "نگهداری")
        sent = send_accepted(self.call, self.secretary, "\n\n".join(paragraphs(50)))
        self.passages = list(sent.passages.order_by("order"))
        assert len(self.passages) == 50
        for passage in self.passages[:coded]:
            self.code(passage)

    def theme_of(self, passage):
        return self.signs if "دوربین" in passage.text else self.tapes

    def code(self, passage, stance="for"):
        chosen = [Choice(self.theme_of(passage), stance)]
        set_codes(passage=passage, choices=chosen, actor=self.secretary, at=AT)

    def ask(self, **fields):
        fields.setdefault("precision", 0.9)
        fields.setdefault("actor", self.secretary)
        return teach_classifier(call=self.call, question=self.question, at=AT, **fields)

    def work(self):
        piece = take(["heavy"])
        assert piece is not None
        assert run(piece), Work.objects.get(pk=piece.pk).error
        return Work.objects.get(pk=piece.pk)


@pytest.fixture
def taught():
    world = World()
    world.classifier = world.ask(seed=3)
    world.result = world.work().result
    world.classifier.refresh_from_db()
    return world


def test_proposes_for_what_nobody_has_coded(taught):
    learnt = list(LearntCode.objects.all())
    assert taught.result == {"passages": 10, "proposed": len(learnt)}
    assert len(learnt) >= 8
    assert all(one.passage in taught.passages[40:] for one in learnt)
    assert all(one.theme == taught.theme_of(one.passage) for one in learnt)
    assert all(one.stance == "" for one in learnt), "one stance alone cannot be learnt"
    start, end = learnt[0].words[0]
    assert learnt[0].passage.text[start:end].strip()
    figures = taught.classifier.figures
    assert figures["passages"] == taught.classifier.taught_with == 40
    assert all(line["precision"] >= 0.9 for line in figures["themes"])


def test_learning_twice_gives_the_same(taught):
    def rows():
        return sorted(
            LearntCode.objects.values_list("passage", "theme", "confidence", "stance"), key=str
        )

    before, figures = rows(), taught.classifier.figures
    taught.ask(seed=3)
    taught.work()
    assert rows() == before
    assert Classifier.objects.get().figures == figures


def test_the_most_doubtful_come_first(taught):
    waiting = uncoded(taught.secretary, taught.group)
    ordered = [one.doubt for one in most_doubtful(waiting)]
    assert len(ordered) == 10
    assert ordered == sorted(ordered, reverse=True)
    taught.code(taught.passages[45])
    assert not Doubt.objects.filter(passage=taught.passages[45]).exists()


def test_who_accepts_says_the_stance_where_none_was_proposed(taught):
    learnt = LearntCode.objects.first()
    with pytest.raises(Refused):
        accept_learnt_code(learnt=learnt, actor=taught.secretary, at=AT)
    with pytest.raises(NotPermitted):
        accept_learnt_code(learnt=learnt, stance="for", actor=make_member(taught.group), at=AT)
    code = accept_learnt_code(learnt=learnt, stance="against", actor=taught.secretary, at=AT)
    assert (code.stance, code.by, code.theme) == ("against", taught.secretary, learnt.theme)
    learnt.refresh_from_db()
    assert (learnt.state, learnt.by) == ("accepted", taught.secretary)
    with pytest.raises(NotNow):
        refuse_learnt_code(learnt=learnt, actor=taught.secretary, at=AT)


def test_what_is_refused_teaches_and_is_not_proposed_again(taught):
    learnt = LearntCode.objects.first()
    refuse_learnt_code(learnt=learnt, actor=taught.secretary, at=AT)
    example = next(
        one for one in examples_of(taught.call, taught.question) if one.text == learnt.passage.text
    )
    assert example.refused == {str(learnt.theme_id)}
    assert not example.whole
    taught.ask(seed=3)
    taught.work()
    learnt.refresh_from_db()
    assert learnt.state == "refused"


def test_coding_a_passage_answers_what_was_proposed_for_it(taught):
    one, other = LearntCode.objects.all()[:2]
    choice = [Choice(one.theme, "for")]
    set_codes(passage=one.passage, choices=choice, actor=taught.secretary, at=AT)
    set_codes(passage=other.passage, choices=[], actor=taught.secretary, at=AT)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("accepted", "refused")


def test_a_merged_theme_is_proposed_no_more(taught):
    merge_themes(theme=taught.signs, into=taught.tapes, actor=taught.secretary, at=AT)
    assert not LearntCode.objects.filter(theme=taught.signs, state="proposed").exists()


def test_it_learns_anew_once_enough_was_coded(taught):
    later = AT.replace(year=AT.year + 90)
    Classifier.objects.update(taught_at=AT)
    for passage in taught.passages[:NEW_CODES]:
        assert under_way(taught.classifier) is None
        set_codes(passage=passage, choices=[], actor=taught.secretary, at=later)
    assert under_way(taught.classifier) is not None
    with pytest.raises(NotNow):
        taught.ask()


def test_too_few_codes_teach_nothing_and_the_refusal_says_how_many_are_missing():
    world = World(coded=12)
    with pytest.raises(NotNow, match="28 more different passages"):
        world.ask()
    with pytest.raises(NotPermitted):
        world.ask(actor=make_member(world.group))
    with pytest.raises(Refused):
        world.ask(precision=0.1)
    assert not Work.objects.filter(name=TEACH).exists()
    assert not Classifier.objects.exists()


def test_what_was_coded_meanwhile_is_not_proposed(taught):
    LearntCode.objects.all().delete()
    coded, free, none = taught.passages[40:43]
    taught.code(coded)
    NoTheme.objects.create(passage=none, by=taught.secretary, at=AT)
    learnt = [
        Learnt(one.pk, taught.signs.pk, 0.9, "for", 0.9, [(0, 3)]) for one in (coded, free, none)
    ]
    assert propose_codes(classifier=taught.classifier, learnt=learnt, doubts={}, at=AT) == 1
    assert LearntCode.objects.get(state="proposed").passage == free
    keep_figures(classifier=taught.classifier, figures={}, passages=0, at=AT)
    assert not LearntCode.objects.filter(state="proposed").exists()


def test_passages_that_are_coded_blind_get_no_proposal():
    world = World()
    open_coding_round(
        call=world.call,
        themes=[world.signs],
        coders=[world.secretary, make_secretary(world.group)],
        actor=world.secretary,
        at=AT,
    )
    world.ask()
    assert world.work().result == {"passages": 0, "proposed": 0}
    assert Code.objects.count() == 40
