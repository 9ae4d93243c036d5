"""Runs of the analysis; what is done with what they propose, and undone; what is forgotten."""

from datetime import timedelta

import pytest
from django.utils import translation

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Content, Entry
from dabir.foundation.trace.models import Link
from dabir.foundation.work.models import Work
from dabir.jobs.analysis import assigning
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
    decline_submission,
    erase_submission,
    withdraw_submission,
)
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.acts import (
    accept_proposed_theme,
    ask_for_run,
    code_passage,
    conclude_run,
    confirm_proposed_passages,
    dismiss_proposed_passages,
    distil_proposed_theme,
    fail_run,
    join_proposed_theme,
    merge_proposed_themes,
    merge_themes,
    move_proposed_passages,
    note_assigned,
    open_coding_round,
    raise_proposed_theme,
    rename_proposed_theme,
    set_aside_proposed_theme,
    set_codes,
    split_proposed_theme,
    stop_run,
    undo_step,
)
from dabir.stages.themes.findings import Conclusion, FoundCode
from dabir.stages.themes.keeping import forget_slice, keep_codes, recount_upwards, under
from dabir.stages.themes.likening import liken
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    CampaignMember,
    Code,
    Consideration,
    FittedThemes,
    NoTheme,
    ProposedCode,
    ProposedTheme,
    RunStep,
    Stance,
    Theme,
)
from dabir.stages.themes.queries.runs import (
    campaigns_visible_to,
    last_step,
    proposed_codes_visible_to,
    proposed_tree,
    proposed_visible_to,
    runs_visible_to,
    steps_visible_to,
)
from tests.factories import AT, make_group, make_member, make_secretary
from tests.stages.analysed import concluded, fill, passages_of, proposed
from tests.stages.coded import make_theme
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)
NAMES = {"fa": "تابلوی دوربین", "en": "Signs at cameras"}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


class World:
    """A call with twenty passages, of which a run puts five under each of three themes.

    Themes 2 and 3 stand below theme 1; one passage stands under both 2 and 3.
    """

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.submissions = fill(self.call, self.secretary)
        self.passages = passages_of(self.call)

    def run(self, **fields) -> AnalysisRun:
        fields.setdefault("parents", {2: 1, 3: 1})
        themes = fields.pop(
            "themes", {1: self.passages[:5], 2: self.passages[5:10], 3: self.passages[9:14]}
        )
        return concluded(self.call, self.secretary, themes, **fields)

    def do(self, act, one, **more):
        return act(proposed=one, actor=self.secretary, at=AT, **more)

    def undo(self, step) -> None:
        undo_step(step=step, actor=self.secretary, at=AT)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def run(world):
    return world.run()


def picture(run: AnalysisRun) -> object:
    """All that a run proposes, as it stands."""
    themes = ProposedTheme.objects.filter(run=run).exclude(state="dropped").order_by("number")
    codes = ProposedCode.objects.filter(proposed__run=run).order_by("pk")
    return (
        [
            (
                one.number,
                one.state,
                one.names,
                one.parent_id,
                one.theme_id,
                one.merged_into_id,
                one.passages,
                one.submissions,
            )
            for one in themes
        ],
        list(codes.values_list("pk", "proposed", "state")),
        list(Code.objects.order_by("passage", "theme").values_list("passage", "stance")),
        Theme.objects.count(),
        Link.objects.filter(relation="grounds").count(),
    )


def test_asking_for_a_run_asks_for_heavy_work_and_keeps_it_from_members(world):
    run = ask_for_run(call=world.call, actor=world.secretary, at=AT, seed=7, least=4)
    assert (run.number, run.seed, run.least, run.state) == (1, 7, 4, "running")
    work = Work.objects.get(name="themes.analyse")
    assert (work.queue, work.arguments) == ("heavy", {"run": run.pk})
    assert runs_visible_to(world.secretary).get() == run
    assert not runs_visible_to(make_member(world.group)).exists()


def test_one_run_at_a_time_and_none_of_too_little(world):
    run = ask_for_run(call=world.call, actor=world.secretary, at=AT)
    with pytest.raises(NotNow, match="under way"):
        ask_for_run(call=world.call, actor=world.secretary, at=AT)
    stop_run(run=run, actor=world.secretary, at=AT)
    assert ask_for_run(call=world.call, actor=world.secretary, at=AT).number == 2
    empty = make_open_call(world.group, world.secretary)
    with pytest.raises(NotNow, match="begins with 20"):
        ask_for_run(call=empty, actor=world.secretary, at=AT)
    seats = make_open_call(world.group, world.secretary, kind=Call.Kind.INTEREST)
    with pytest.raises(NotNow, match="seats"):
        ask_for_run(call=seats, actor=world.secretary, at=AT)


def test_a_member_neither_runs_nor_stops_nor_decides(world, run):
    member = make_member(world.group)
    with pytest.raises(NotPermitted):
        ask_for_run(call=world.call, actor=member, at=AT)
    with pytest.raises(NotPermitted):
        accept_proposed_theme(proposed=proposed(run, 1), names=NAMES, actor=member, at=AT)
    step = world.do(set_aside_proposed_theme, proposed(run, 1))
    with pytest.raises(NotPermitted):
        undo_step(step=step, actor=member, at=AT)


def test_a_stopped_or_failed_run_ends_and_proposes_nothing(world):
    run = ask_for_run(call=world.call, actor=world.secretary, at=AT)
    failed = fail_run(run=run, trouble="The disk is full.", at=AT)
    assert (failed.state, failed.trouble) == ("failed", "The disk is full.")
    with pytest.raises(NotNow):
        stop_run(run=run, actor=world.secretary, at=AT)
    assert not proposed_visible_to(world.secretary).exists()


def test_what_a_run_proposes_is_the_secretariats(world, run):
    member = make_member(world.group)
    for visible in (
        proposed_visible_to,
        proposed_codes_visible_to,
        steps_visible_to,
        campaigns_visible_to,
    ):
        assert not visible(member).exists()
        assert not visible(None).exists()
    assert proposed_visible_to(world.secretary).count() == 3


def test_sizes_count_what_is_below_and_a_campaign_once(world):
    run = world.run(campaign=world.submissions[:4])
    one = proposed(run, 1)
    assert (one.passages, one.submissions, one.distinct) == (14, 14, 11)
    assert [branch.theme.number for branch in proposed_tree(world.secretary, run)] == [1]


def test_accepting_makes_a_theme_and_leaves_its_passages_proposals(world, run):
    step = world.do(accept_proposed_theme, proposed(run, 1), names=NAMES)
    theme = Theme.objects.get()
    assert (step.theme, theme.names, theme.group) == (theme, NAMES, world.group)
    assert proposed(run, 1).theme == theme
    assert not Code.objects.exists()
    assert Link.objects.filter(
        source=run.address_id, target=theme.address_id, relation="proposes"
    ).exists()
    below = world.do(accept_proposed_theme, proposed(run, 2), names=NAMES).theme
    assert below.parent == theme


def test_accepting_with_passages_over_a_weight_codes_these(world, run):
    world.do(accept_proposed_theme, proposed(run, 2), names=NAMES, over=780, stance=Stance.FOR)
    assert list(Code.objects.values_list("passage", "stance").order_by("passage")) == [
        (passage.pk, "for") for passage in world.passages[5:8]
    ]
    states = proposed(run, 2).codes.values_list("state", flat=True)
    assert sorted(states) == ["confirmed"] * 3 + ["proposed"] * 2
    about = [one.address_id for one in world.passages[5:8]]
    assert Entry.objects.filter(act="themes.accept_proposed_theme", about__in=about).count() == 3


def test_a_settled_theme_is_not_decided_again(world, run):
    world.do(accept_proposed_theme, proposed(run, 1), names=NAMES)
    with pytest.raises(NotNow):
        world.do(accept_proposed_theme, proposed(run, 1), names=NAMES)
    with pytest.raises(NotNow):
        world.do(set_aside_proposed_theme, proposed(run, 1))
    with pytest.raises(Refused, match="name"):
        world.do(accept_proposed_theme, proposed(run, 2), names={"fa": " "})


def test_confirming_codes_what_waits_and_leaves_what_people_coded(world, run):
    theme = make_theme(world.group, world.secretary)
    first = world.passages[5]
    code_passage(passage=first, theme=theme, stance="against", actor=world.secretary, at=AT)
    one = proposed(run, 2)
    with pytest.raises(NotNow, match="Accept the theme first"):
        world.do(confirm_proposed_passages, one, codes=one.codes.all())
    world.do(join_proposed_theme, one, theme=theme)
    step = world.do(confirm_proposed_passages, one, codes=one.codes.all(), stance=Stance.MIXED)
    assert step.passages == 5
    assert Code.objects.get(passage=first).stance == "against"
    assert Code.objects.filter(theme=theme, stance="mixed").count() == 4
    with pytest.raises(Refused, match="at least one"):
        world.do(confirm_proposed_passages, one, codes=one.codes.all())


def test_passages_of_submissions_that_are_not_accepted_wait(world):
    receipt = send(world.call, "این فراز هنوز پذیرفته نشده و باید در انتظار بماند تا پذیرفته شود.")
    passage = receipt.submission.passages.get()
    run = world.run(themes={1: [passage]}, parents={})
    world.do(accept_proposed_theme, proposed(run, 1), names=NAMES, over=0)
    assert not Code.objects.exists()


def test_what_was_withdrawn_is_not_counted(world, run):
    assert under([proposed(run, 2)]).count() == 5
    withdrawn = world.passages[5].submission
    withdraw_submission(submission=withdrawn, actor=world.secretary, at=AT)
    assert under([proposed(run, 2)]).count() == 4


def test_passages_that_are_coded_blind_are_not_confirmed(world, run):
    theme = make_theme(world.group, world.secretary)
    coders = [world.secretary, make_secretary(world.group)]
    open_coding_round(call=world.call, themes=[theme], coders=coders, actor=world.secretary, at=AT)
    step = world.do(join_proposed_theme, proposed(run, 1), theme=theme, over=0)
    assert (step.passages, theme.codes.count()) == (0, 0)


def test_a_theme_of_another_group_is_not_joined(world, run):
    other = make_group()
    theme = make_theme(other, make_secretary(other))
    with pytest.raises(Refused, match="another group"):
        world.do(join_proposed_theme, proposed(run, 1), theme=theme)


def test_merging_counts_a_passage_under_both_once(world, run):
    world.do(merge_proposed_themes, proposed(run, 2), into=proposed(run, 3))
    assert proposed(run, 3).passages == 9
    assert proposed(run, 1).passages == 14
    assert proposed(run, 2).state == "merged"
    with pytest.raises(NotNow):
        world.do(rename_proposed_theme, proposed(run, 2), names=NAMES)


def test_merging_refuses_itself_and_a_third_level(world, run):
    with pytest.raises(Refused):
        world.do(merge_proposed_themes, proposed(run, 2), into=proposed(run, 2))
    with pytest.raises(NotNow, match="too deep"):
        world.do(merge_proposed_themes, proposed(run, 1), into=proposed(run, 2))


def test_splitting_moves_the_chosen_into_a_theme_beside(world, run):
    one = proposed(run, 2)
    chosen = one.codes.filter(passage__in=world.passages[5:7])
    step = world.do(split_proposed_theme, one, names=NAMES, codes=chosen)
    assert step.other.parent == one.parent
    assert (step.other.passages, proposed(run, 2).passages) == (2, 3)
    with pytest.raises(Refused, match="must stay"):
        world.do(split_proposed_theme, one, names=NAMES, codes=one.codes.all())
    with pytest.raises(Refused, match="at least one"):
        world.do(split_proposed_theme, one, names=NAMES, codes=proposed(run, 3).codes.all())


def test_moving_takes_a_passage_only_out_where_it_stands_there_already(world, run):
    one, other = proposed(run, 2), proposed(run, 3)
    both = one.codes.filter(passage__in=world.passages[8:10])
    world.do(move_proposed_passages, one, codes=both, into=other)
    assert (proposed(run, 2).passages, proposed(run, 3).passages) == (3, 6)
    assert ProposedCode.objects.filter(state="dismissed").count() == 1


def test_what_leaves_a_theme_leaves_the_themes_below_it_too(world):
    run = world.run(themes={1: world.passages[:6], 2: world.passages[:3], 3: world.passages[3:6]})
    one = proposed(run, 1)
    first = one.codes.filter(passage__in=world.passages[:1])
    step = world.do(dismiss_proposed_passages, one, codes=first)
    assert step.passages == 1
    assert (proposed(run, 1).passages, proposed(run, 2).passages) == (5, 2)
    second = one.codes.filter(passage__in=world.passages[1:2])
    world.do(move_proposed_passages, one, codes=second, into=proposed(run, 3))
    assert [proposed(run, number).passages for number in (1, 2, 3)] == [5, 1, 4]
    world.undo(last_step(world.secretary, run))
    world.undo(last_step(world.secretary, run))
    assert [proposed(run, number).passages for number in (1, 2, 3)] == [6, 3, 3]


def test_moving_back_what_was_taken_out_brings_it_back(world, run):
    one, other = proposed(run, 2), proposed(run, 3)
    passage = world.passages[9]
    world.do(dismiss_proposed_passages, other, codes=other.codes.filter(passage=passage))
    world.do(move_proposed_passages, one, codes=one.codes.filter(passage=passage), into=other)
    assert other.codes.get(passage=passage).state == "proposed"


def test_a_consideration_is_made_of_a_theme_with_its_passages(world, run):
    one = proposed(run, 1)
    step = world.do(
        distil_proposed_theme, one, texts={"en": "A sign at every camera."}, codes=one.codes.all()
    )
    consideration = Consideration.objects.get()
    assert consideration.supports.count() == 5
    assert {support.quote for support in consideration.supports.all()} == {
        passage.text for passage in world.passages[:5]
    }
    world.undo(step)
    consideration.refresh_from_db()
    assert consideration.state == "set_aside"


def all_steps(world, run):
    """Every kind of step, in an order in which each can be done."""
    one, two, three = (proposed(run, number) for number in (1, 2, 3))
    yield world.do(rename_proposed_theme, one, names=NAMES)
    yield world.do(dismiss_proposed_passages, two, codes=two.codes.filter(weight=800))
    yield world.do(move_proposed_passages, two, codes=two.codes.filter(weight=790), into=three)
    split = world.do(split_proposed_theme, three, names=NAMES, codes=three.codes.filter(weight=770))
    yield split
    yield world.do(raise_proposed_theme, proposed(run, 3))
    yield world.do(merge_proposed_themes, proposed(run, 2), into=proposed(run, 3))
    yield world.do(accept_proposed_theme, proposed(run, 3), names=NAMES, over=780)
    three = proposed(run, 3)
    yield world.do(confirm_proposed_passages, three, codes=under([three]))
    yield world.do(set_aside_proposed_theme, proposed(run, 1))


def test_every_step_is_undone_last_first_and_leaves_nothing_behind(world, run):
    pictures, steps = [picture(run)], []
    for step in all_steps(world, run):
        steps.append(step)
        pictures.append(picture(run))
        assert pictures[-1] != pictures[-2], step.kind
    assert {step.kind for step in steps} >= set(RunStep.Kind.values) - {"join", "distil"}
    with pytest.raises(NotNow, match="the last one first"):
        world.undo(steps[0])
    for step in reversed(steps):
        pictures.pop()
        assert last_step(world.secretary, run) == step
        world.undo(step)
        assert picture(run) == pictures[-1], step.kind
    assert last_step(world.secretary, run) is None
    assert Entry.objects.filter(act="themes.undo_step").count() == len(steps)
    with pytest.raises(NotNow, match="undone already"):
        world.undo(steps[0])


def test_undoing_keeps_what_somebody_coded_anew_and_refuses_to_take_its_theme(world, run):
    step = world.do(accept_proposed_theme, proposed(run, 2), names=NAMES, over=800)
    made = Code.objects.get()
    later = AT.replace(year=AT.year + 1)
    code_passage(
        passage=made.passage, theme=made.theme, stance="for", actor=world.secretary, at=later
    )
    with pytest.raises(NotNow, match="in use"):
        world.undo(step)
    assert Theme.objects.get() == made.theme
    assert proposed(run, 2).state == "accepted"


def test_undoing_brings_back_that_somebody_found_nothing(world, run):
    first, second = world.passages[:2]
    for passage in (first, second):
        set_codes(passage=passage, choices=[], actor=world.secretary, at=AT)
    theme = make_theme(world.group, world.secretary)
    joined = world.do(join_proposed_theme, proposed(run, 1), theme=theme, over=0)
    assert joined.passages == 3
    one = proposed(run, 1)
    step = world.do(confirm_proposed_passages, one, codes=one.codes.filter(passage=first))
    assert not NoTheme.objects.filter(passage=first).exists()
    world.undo(step)
    kept = NoTheme.objects.get(passage=first)
    assert (kept.by, kept.at) == (world.secretary, AT)
    step = world.do(confirm_proposed_passages, one, codes=one.codes.filter(passage=second))
    code_passage(passage=second, theme=theme, stance="for", actor=world.secretary, at=LATER)
    world.undo(step)
    assert not NoTheme.objects.filter(passage=second).exists()


def test_undoing_takes_codes_out_of_the_theme_that_theirs_was_merged_into(world, run):
    theme, into, last = (make_theme(world.group, world.secretary) for _each in range(3))
    own = code_passage(passage=world.passages[0], theme=last, actor=world.secretary, at=LATER)
    step = world.do(join_proposed_theme, proposed(run, 1), theme=theme, over=0)
    for one, other in ((theme, into), (into, last)):
        merge_themes(theme=one, into=other, actor=world.secretary, at=LATER)
    assert last.codes.count() == 5
    world.undo(step)
    assert list(last.codes.all()) == [own]
    assert not Code.objects.exclude(pk=own.pk).exists()


def test_what_came_while_a_theme_was_merged_is_its_own_once_that_is_undone(world, run):
    step = world.do(merge_proposed_themes, proposed(run, 2), into=proposed(run, 3))
    late = world.passages[15]
    keep_codes(
        [FoundCode(2, late.pk, late.submission_id, 500)], assigning._themes(run), {}, later=True
    )
    recount_upwards([proposed(run, 2)])
    assert proposed(run, 3).passages == 10
    world.undo(step)
    assert (proposed(run, 2).passages, proposed(run, 3).passages) == (6, 5)


def test_a_consideration_stands_under_what_its_theme_was_merged_into(world, run):
    theme, into = (make_theme(world.group, world.secretary) for _each in range(2))
    world.do(join_proposed_theme, proposed(run, 1), theme=theme)
    merge_themes(theme=theme, into=into, actor=world.secretary, at=LATER)
    one = proposed(run, 1)
    step = world.do(distil_proposed_theme, one, texts=NAMES, codes=one.codes.all())
    assert step.consideration.theme == into


def test_what_comes_during_a_run_is_assigned_after_it(world):
    run = ask_for_run(call=world.call, actor=world.secretary, at=AT)
    reached = world.submissions[-1].pk
    send(world.call, "دوربین‌های کوچهٔ ما هنوز تابلو ندارد و هیچ شماره‌ای روی آن‌ها نوشته نیست.")
    assert not Work.objects.filter(name="themes.assign").exists()
    conclude_run(run=run, conclusion=Conclusion("e", {}, {}, reached, b"fitted"), at=AT)
    assert Work.objects.get(name="themes.assign").arguments == {"call": world.call.pk}


def test_forgetting_takes_every_row_of_a_run_slice_by_slice(world):
    run = world.run(campaign=world.submissions[:4])
    while forget_slice(run):
        pass
    assert not ProposedTheme.objects.filter(run=run).exists()
    assert not Campaign.objects.filter(run=run).exists()


def test_erasing_words_purges_what_is_kept_of_them(world):
    run = world.run(campaign=world.submissions[:4])
    erased = world.submissions[0]
    assert proposed(run, 1).quotes[0][0] == world.passages[0].pk
    erase_submission(
        submission=erased, actor=world.secretary, at=AT, texts=True, reason="asked for"
    )
    assert proposed(run, 1).quotes == []
    assert proposed(run, 1).terms == ["دوربین", "تابلو"]
    assert not ProposedCode.objects.filter(submission=erased).exists()
    assert not CampaignMember.objects.filter(submission=erased).exists()
    campaign = Campaign.objects.get()
    assert (campaign.template, campaign.size) == (world.submissions[1], 3)
    assert proposed(run, 1).submissions == 13


def test_erasing_the_only_passage_with_a_term_takes_the_term_away(world):
    only = world.passages[19]
    run = world.run(themes={1: [only]}, parents={})
    erase_submission(
        submission=only.submission, actor=world.secretary, at=AT, texts=True, reason="asked for"
    )
    assert proposed(run, 1).terms == []
    assert proposed(run, 1).names == {}


def named_by_one(world) -> tuple[AnalysisRun, Submission]:
    """A run whose first theme is called after a word that one passage alone has."""
    only = world.passages[19]
    only.text, only.text_key = f"رستمی {only.text}", f"رستمی {only.text_key}"
    only.save()
    run = world.run(themes={1: [only, world.passages[0]], 2: world.passages[1:3]}, parents={})
    ProposedTheme.objects.filter(run=run, number=1).update(
        terms=["رستمی", "دوربین"], names={"fa": "رستمی، دوربین"}
    )
    return run, only.submission


def erase(world, submission: Submission) -> None:
    erase_submission(
        submission=submission, actor=world.secretary, at=AT, texts=True, reason="asked for"
    )


@pytest.mark.parametrize("way", ["moved", "split", "found again"])
def test_erased_words_leave_the_theme_from_which_their_passage_went(world, way):
    run, erased = named_by_one(world)
    one = proposed(run, 1)
    codes = ProposedCode.objects.filter(proposed=one, submission=erased)
    if way == "moved":
        world.do(move_proposed_passages, one, codes=codes, into=proposed(run, 2))
    elif way == "split":
        world.do(split_proposed_theme, one, codes=codes, names=NAMES)
    else:
        theme = make_theme(world.group, world.secretary)
        for passage in (erased.passages.get(), world.passages[0]):
            code_passage(passage=passage, theme=theme, actor=world.secretary, at=AT)
        liken(run)
        assert not codes.exists()
    erase(world, erased)
    kept = proposed(run, 1)
    assert "رستمی" not in f"{kept.terms} {kept.names} {kept.name_key}"


def test_erased_words_do_not_come_back_with_an_undone_name(world):
    run, erased = named_by_one(world)
    step = world.do(rename_proposed_theme, proposed(run, 1), names=NAMES)
    erase(world, erased)
    assert proposed(run, 1).names == NAMES
    assert not Content.objects.filter(payload__contains="رستمی").exists()
    world.undo(step)
    step.refresh_from_db()
    assert (proposed(run, 1).names, step.before["names"]) == ({"fa": "دوربین"}, {"fa": "دوربین"})


@pytest.mark.parametrize("act", [withdraw_submission, decline_submission])
def test_what_left_is_counted_nowhere_and_stands_for_no_form(world, act):
    run = world.run(campaign=world.submissions[:4])
    gone = world.submissions[0]
    assert (proposed(run, 1).submissions, Campaign.objects.get().template) == (14, gone)
    act(submission=gone, reason="asked for", actor=world.secretary, at=AT)
    assert proposed(run, 1).submissions == 13
    campaign = Campaign.objects.get()
    assert (campaign.template, campaign.size) == (world.submissions[1], 3)


def test_erasing_the_identity_alone_keeps_what_was_said(world, run):
    before = ProposedCode.objects.count()
    erase_submission(
        submission=world.submissions[0], actor=world.secretary, at=AT, reason="asked for"
    )
    assert ProposedCode.objects.count() == before


def test_what_comes_later_is_to_be_assigned_once_in_a_while(world, run):
    words = "دوربین‌های کوچهٔ ما هنوز تابلو ندارد و هیچ شماره‌ای روی آن‌ها نوشته نشده است."
    send(world.call, words)
    assert not Work.objects.filter(name="themes.assign").exists()
    FittedThemes.objects.create(run=run, data=b"fitted")
    send(world.call, words)
    send(world.call, words)
    work = Work.objects.get(name="themes.assign")
    assert work.arguments == {"call": world.call.pk}
    reached = Submission.objects.latest("pk").pk
    assert note_assigned(run=run, reached=reached, codes=2, at=AT).reached == reached
