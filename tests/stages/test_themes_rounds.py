"""Coding rounds: drawn, coded blind, compared, settled; what counts and who reads what."""

import json

import pytest
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.people.models import Role
from dabir.foundation.record.models import Content
from dabir.foundation.trace.kinds import named
from dabir.foundation.trace.models import Link, Relation
from dabir.stages.submissions.acts import erase_submission, publish_submission, recut_passages
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.acts import (
    Choice,
    code_passage,
    drop_coding_round,
    end_blind_coding,
    hand_in_coding,
    judge_passage,
    merge_themes,
    open_coding_round,
    set_codes,
    settle_agreed,
    settle_passage,
)
from dabir.stages.themes.agreeing import agreement_of
from dabir.stages.themes.models import Code, CodingRound, Judgement, NoTheme, Stance
from dabir.stages.themes.queries import (
    codable,
    judgements_visible_to,
    progress_of,
    rounds_visible_to,
    uncoded,
)
from dabir.stages.themes.queries.rounds import items_for
from tests.factories import AT, make_group, make_member, make_person, make_secretary, seat
from tests.stages.coded import first_passage, make_theme
from tests.stages.sent import make_open_call, send_accepted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


class World:
    """Four passages, two themes, two coders of the secretariat and a chair beside them."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.other = make_secretary(self.group)
        self.chair = make_person()
        seat(self.chair, self.group, Role.CHAIR)
        self.call = make_open_call(self.group, self.secretary)
        self.submissions = [
            send_accepted(
                self.call, self.secretary, f"دوربین شمارهٔ {number} باید تابلو داشته باشد."
            )
            for number in range(4)
        ]
        self.passages = [first_passage(one) for one in self.submissions]
        self.signs = make_theme(self.group, self.secretary, "تابلو")
        self.privacy = make_theme(self.group, self.secretary, "حریم")

    def opened(self, **fields):
        fields.setdefault("coders", [self.secretary, self.other])
        fields.setdefault("themes", [self.signs, self.privacy])
        return open_coding_round(call=self.call, actor=self.chair, at=AT, **fields)

    def judge(self, opened, coder, *answers):
        """Judge the first passages in their order; a dictionary of themes each."""
        for item, answer in zip(opened.items.all(), answers, strict=False):
            choices = [Choice(theme, stance) for theme, stance in answer.items()]
            judge_passage(item=item, choices=choices, actor=coder, at=AT)

    def compared(self):
        """Both coders differ on the third passage (stance) and the fourth (theme)."""
        opened = self.opened()
        signs, privacy = self.signs, self.privacy
        self.judge(
            opened, self.secretary,
            {signs: "for"}, {}, {signs: "for"}, {signs: "for", privacy: "neutral"},
        )  # fmt: skip
        self.judge(opened, self.other, {signs: "for"}, {}, {signs: "against"}, {privacy: "neutral"})
        for coder in (self.secretary, self.other):
            opened = hand_in_coding(coding_round=opened, actor=coder, at=AT)
        return opened


@pytest.fixture
def world():
    return World()


def test_a_draw_is_the_same_for_the_same_seed(world):
    drawn = [
        list(world.opened(size=3, seed=seed).items.values_list("passage", flat=True))
        for seed in (5, 5, 6)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(set(drawn[0])) == 3
    everything = world.opened()
    assert [item.passage for item in everything.items.all()] == world.passages
    assert named([everything.address_id], world.chair)
    assert not named([everything.address_id], make_member(world.group))


def test_refuses_a_round_that_shows_nothing(world):
    stranger = make_person()
    for wrong in (
        {"coders": [world.secretary]},
        {"coders": [world.secretary, world.secretary]},
        {"coders": [world.secretary, stranger]},
        {"themes": []},
        {"size": 0},
        {"question": make_open_call(world.group, world.secretary).questions.first()},
    ):
        with pytest.raises(Refused):
            world.opened(**wrong)
    with pytest.raises(NotPermitted):
        open_coding_round(
            call=world.call,
            themes=[world.signs],
            coders=[world.secretary, world.other],
            actor=make_member(world.group),
            at=AT,
        )
    assert not CodingRound.objects.exists()


def test_a_member_who_codes_gets_what_members_may_read_alone(world):
    member = make_member(world.group)
    with pytest.raises(Refused):
        world.opened(coders=[world.secretary, member])
    publish_submission(
        submission=send_accepted(
            world.call, world.secretary, publication=Submission.Publication.UNNAMED
        ),
        actor=world.secretary,
        at=AT,
    )
    opened = world.opened(coders=[world.secretary, member])
    assert set(rounds_visible_to(member)) == {opened}
    assert set(rounds_visible_to(make_member(world.group))) == set()
    assert {item.passage.submission.publication for item in opened.items.all()} == {"unnamed"}


def test_coders_are_blind_until_all_have_handed_in(world):
    opened = world.opened()
    world.judge(opened, world.secretary, {world.signs: "for"}, {}, {}, {})
    assert judgements_visible_to(world.secretary).count() == 4
    assert judgements_visible_to(world.other).count() == 0
    assert judgements_visible_to(world.chair).count() == 0
    assert [(one.judged, one.total) for one in progress_of(opened)] == [(4, 4), (0, 4)]
    hand_in_coding(coding_round=opened, actor=world.secretary, at=AT)
    with pytest.raises(NotNow):
        hand_in_coding(coding_round=opened, actor=world.other, at=AT)
    with pytest.raises(NotNow):
        settle_agreed(coding_round=opened, actor=world.chair, at=AT)
    world.judge(opened, world.other, {}, {}, {}, {})
    opened = hand_in_coding(coding_round=opened, actor=world.other, at=AT)
    assert opened.state == CodingRound.State.COMPARED
    assert judgements_visible_to(world.chair).count() == 8


def test_the_record_tells_what_coders_said_only_once_nobody_is_blind(world):
    opened = world.opened()
    world.judge(opened, world.other, {world.signs: "against"}, {}, {}, {})
    hand_in_coding(coding_round=opened, actor=world.other, at=AT)

    def told():
        about = Content.objects.filter(entry__about=opened.address)
        return [one.payload for one in about if "against" in one.payload]

    assert told() == []
    end_blind_coding(coding_round=opened, actor=world.chair, at=AT)
    (kept,) = told()
    first = opened.items.first()
    said = {str(world.other.pseudonym): {str(first.pk): {str(world.signs.pk): "against"}}}
    assert json.loads(kept)["what"]["said"] == {
        coder: one | {str(item.pk): {} for item in opened.items.all()[1:]}
        for coder, one in said.items()
    }


def test_nobody_else_judges_and_nobody_after_handing_in(world):
    opened = world.opened()
    item = opened.items.first()
    with pytest.raises(NotPermitted):
        judge_passage(item=item, choices=[], actor=world.chair, at=AT)
    world.judge(opened, world.secretary, {}, {}, {}, {})
    world.judge(opened, world.secretary, {world.signs: "mixed"})
    judged = Judgement.objects.get(item=item)
    assert [mark.stance for mark in judged.marks.all()] == ["mixed"]
    elsewhere = make_theme(world.group, world.secretary, "دیگر")
    for choices in ([Choice(elsewhere)], [Choice(world.signs)] * 2, [Choice(world.signs, "so")]):
        with pytest.raises(Refused):
            judge_passage(item=item, choices=choices, actor=world.secretary, at=AT)
    hand_in_coding(coding_round=opened, actor=world.secretary, at=AT)
    with pytest.raises(NotNow):
        judge_passage(item=item, choices=[], actor=world.secretary, at=AT)


def test_passages_of_a_round_wait_for_nobody_else(world):
    assert uncoded(world.chair, world.group).count() == 4
    opened = world.opened(size=3)
    assert uncoded(world.chair, world.group).count() == 1
    drop_coding_round(coding_round=opened, reason="دوباره", actor=world.chair, at=AT)
    assert uncoded(world.chair, world.group).count() == 4
    with pytest.raises(NotNow):
        end_blind_coding(coding_round=opened, actor=world.chair, at=AT)


def test_passages_of_a_blind_round_are_coded_nowhere_else(world):
    opened = world.opened(size=1)
    drawn = opened.items.get().passage
    choice = Choice(world.signs, "for")
    with pytest.raises(NotNow):
        set_codes(passage=drawn, choices=[choice], actor=world.other, at=AT)
    with pytest.raises(NotNow):
        code_passage(passage=drawn, theme=world.signs, actor=world.other, at=AT)
    end_blind_coding(coding_round=opened, actor=world.chair, at=AT)
    assert set_codes(passage=drawn, choices=[choice], actor=world.other, at=AT)


def test_what_was_erased_waits_for_no_coder(world):
    opened = world.opened()
    erased = world.passages[0]
    erase_submission(
        submission=erased.submission, actor=world.chair, at=AT, texts=True, reason="asked"
    )
    assert items_for(opened, world.other).count() == 3
    assert world.opened().items.count() == 3
    assert erased not in codable(world.group)


def test_passages_of_a_round_are_not_cut_anew(world):
    world.opened()
    with pytest.raises(NotNow):
        recut_passages(submission=world.submissions[0], actor=world.chair, at=AT)
    assert world.passages[0].in_rounds.exists()


def test_the_table_tells_theme_from_stance(world):
    table = agreement_of(world.compared())
    assert (table.compared, table.alike, table.settled) == (4, 2, 0)
    lines = {theme.pk: line for theme, line in table.themes}
    signs, privacy = lines[world.signs.pk], lines[world.privacy.pk]
    assert privacy.kappa.value == pytest.approx(1)
    assert signs.kappa.raw == pytest.approx(0.75)
    assert signs.kappa.value == pytest.approx(0.5)
    assert (signs.found, signs.shared) == (3, 2)
    assert table.stance.kappa.raw == pytest.approx(2 / 3)
    assert dict(table.stances)[Stance.AGAINST].found == 1


def test_what_is_agreed_counts_once_and_what_is_not_waits(world):
    opened = world.compared()
    assert not Code.objects.exists()
    assert settle_agreed(coding_round=opened, actor=world.chair, at=AT) == 2
    assert settle_agreed(coding_round=opened, actor=world.chair, at=AT) == 0
    (code,) = Code.objects.all()
    assert (code.passage, code.theme, code.stance) == (world.passages[0], world.signs, "for")
    assert (code.round, code.by) == (opened, world.chair)
    assert NoTheme.objects.get().passage == world.passages[1]
    assert Link.objects.filter(relation=Relation.GROUNDS).count() == 1
    opened.refresh_from_db()
    assert opened.state == CodingRound.State.COMPARED


def test_conflicts_are_settled_with_a_reason_and_end_the_round(world):
    opened = world.compared()
    settle_agreed(coding_round=opened, actor=world.chair, at=AT)
    _one, _two, third, fourth = opened.items.all()
    against = [Choice(world.signs, "against")]
    with pytest.raises(Refused):
        settle_passage(item=third, choices=against, reason=" ", actor=world.chair, at=AT)
    settle_passage(item=third, choices=against, reason="طنز است", actor=world.chair, at=AT)
    settle_passage(
        item=third, choices=[Choice(world.signs, "mixed")], reason="هر دو", actor=world.chair, at=AT
    )
    assert world.passages[2].codes.get().stance == "mixed"
    settled = settle_passage(
        item=fourth, choices=[Choice(world.privacy)], reason="تابلو نیست", actor=world.other, at=AT
    )
    assert settled.note == "تابلو نیست"
    opened.refresh_from_db()
    assert opened.state == CodingRound.State.SETTLED
    said = fourth.judgements.filter(settles=False)
    assert {one.by for one in said} == {world.secretary, world.other}
    with pytest.raises(NotNow):
        settle_passage(item=third, choices=[], reason="نه", actor=world.chair, at=AT)


def test_settling_replaces_codes_of_the_themes_looked_for_alone(world):
    beside = make_theme(world.group, world.secretary, "کنار")
    opened = world.compared()
    last = world.passages[3]
    for theme in (beside, world.signs):
        code_passage(passage=last, theme=theme, actor=world.secretary, at=AT)
    settle_passage(
        item=opened.items.last(),
        choices=[Choice(world.privacy, "for")],
        reason="روشن است",
        actor=world.chair,
        at=AT,
    )
    assert {code.theme for code in last.codes.all()} == {beside, world.privacy}


def test_a_theme_merged_meanwhile_stands_for_the_one_it_went_into(world):
    opened = world.compared()
    into = make_theme(world.group, world.secretary, "تابلوها")
    merge_themes(theme=world.signs, into=into, actor=world.secretary, at=AT)
    settle_agreed(coding_round=opened, actor=world.chair, at=AT)
    assert [code.theme for code in world.passages[0].codes.all()] == [into]


def test_a_theme_merged_twice_stands_for_the_last(world):
    opened = world.compared()
    middle, last = (make_theme(world.group, world.secretary) for _each in range(2))
    merge_themes(theme=world.signs, into=middle, actor=world.secretary, at=AT)
    merge_themes(theme=middle, into=last, actor=world.secretary, at=AT)
    settle_agreed(coding_round=opened, actor=world.chair, at=AT)
    assert {code.theme for code in Code.objects.all()} == {last}


def test_settling_what_is_agreed_asks_as_few_queries_for_many(world, django_assert_max_num_queries):
    opened = world.opened()
    for coder in (world.secretary, world.other):
        world.judge(opened, coder, *[{world.signs: "for"}] * 4)
    end_blind_coding(coding_round=opened, actor=world.chair, at=AT)
    with django_assert_max_num_queries(40):
        assert settle_agreed(coding_round=opened, actor=world.chair, at=AT) == 4
    assert Link.objects.filter(target=world.signs.address, relation=Relation.GROUNDS).count() == 4


def test_a_round_ended_early_compares_what_two_have_judged(world):
    opened = world.opened()
    world.judge(opened, world.secretary, {world.signs: "for"}, {})
    world.judge(opened, world.other, {world.signs: "for"})
    opened = end_blind_coding(coding_round=opened, actor=world.chair, at=AT)
    with pytest.raises(NotNow):
        judge_passage(item=opened.items.last(), choices=[], actor=world.other, at=AT)
    assert agreement_of(opened).compared == 1
    assert settle_agreed(coding_round=opened, actor=world.chair, at=AT) == 1
    opened.refresh_from_db()
    assert opened.state == CodingRound.State.SETTLED
    with pytest.raises(NotNow):
        drop_coding_round(coding_round=opened, reason="دیر", actor=world.chair, at=AT)


def test_notes_on_what_was_erased_go_with_it(world):
    opened = world.opened()
    item = opened.items.first()
    judge_passage(item=item, choices=[], note="Rostami says so", actor=world.other, at=AT)
    erase_submission(
        submission=item.passage.submission, actor=world.chair, at=AT, texts=True, reason="asked"
    )
    assert Judgement.objects.get().note == ""


def test_codes_of_a_passage_are_set_together(world):
    passage = world.passages[0]
    chosen = [Choice(world.signs, "for"), Choice(world.privacy)]
    set_codes(passage=passage, choices=chosen, actor=world.secretary, at=AT)
    set_codes(passage=passage, choices=[Choice(world.signs, "for")], actor=world.other, at=AT)
    (code,) = passage.codes.all()
    assert (code.stance, code.by) == ("for", world.secretary)
    set_codes(passage=passage, choices=[], actor=world.other, at=AT)
    assert not passage.codes.exists()
    assert not Link.objects.filter(relation=Relation.GROUNDS).exists()
    assert passage.no_theme.by == world.other
    assert passage not in uncoded(world.chair, world.group)
    code_passage(passage=passage, theme=world.signs, actor=world.secretary, at=AT)
    assert not NoTheme.objects.exists()
    with pytest.raises(NotPermitted):
        set_codes(passage=passage, choices=[], actor=make_member(world.group), at=AT)


def test_the_life_of_a_round_is_as_drawn():
    life = CodingRound.LIFE
    allowed = {
        (state, event) for state in life.states for event in life.moves if life.allows(state, event)
    }
    assert allowed == {
        ("open", "compare"),
        ("open", "drop"),
        ("compared", "settle"),
        ("compared", "drop"),
    }


def test_what_is_accepted_no_more_holds_nobody_up(world):
    opened = world.opened()
    world.judge(opened, world.secretary, {}, {}, {})
    with pytest.raises(NotNow):
        hand_in_coding(coding_round=opened, actor=world.secretary, at=AT)
    Submission.objects.filter(pk=world.submissions[3].pk).update(state="withdrawn")
    hand_in_coding(coding_round=opened, actor=world.secretary, at=AT)
    assert opened.coders.get(person=world.secretary).handed_in_at == AT
