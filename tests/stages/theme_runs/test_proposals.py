"""Runs of the analysis, and what is done with what they propose."""

import pytest

from dabir.domain.procedure.verdicts import NotNow, NotPermitted, Refused
from dabir.foundation.record.models import Entry
from dabir.foundation.trace.models import Link
from dabir.foundation.work.models import Work
from dabir.stages.calls.models import Call
from dabir.stages.submissions.acts import (
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
    move_proposed_passages,
    note_assigned,
    open_coding_round,
    rename_proposed_theme,
    set_aside_proposed_theme,
    split_proposed_theme,
    stop_run,
    undo_step,
)
from dabir.stages.themes.findings import Conclusion
from dabir.stages.themes.keeping import under
from dabir.stages.themes.models import (
    Code,
    Consideration,
    FittedThemes,
    ProposedCode,
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
from tests.stages.analysed import proposed
from tests.stages.coded import make_theme
from tests.stages.sent import make_open_call, send
from tests.stages.theme_runs.runs import NAMES

pytestmark = pytest.mark.django_db


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


def test_what_comes_during_a_run_is_assigned_after_it(world):
    run = ask_for_run(call=world.call, actor=world.secretary, at=AT)
    reached = world.submissions[-1].pk
    send(world.call, "دوربین‌های کوچهٔ ما هنوز تابلو ندارد و هیچ شماره‌ای روی آن‌ها نوشته نیست.")
    assert not Work.objects.filter(name="themes.assign").exists()
    conclude_run(run=run, conclusion=Conclusion("e", {}, {}, reached, b"fitted"), at=AT)
    assert Work.objects.get(name="themes.assign").arguments == {"call": world.call.pk}


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
