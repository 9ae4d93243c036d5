"""Each step with what a run proposes is undone, last first."""

from datetime import timedelta

import pytest

from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.record.models import Entry
from dabir.jobs.analysis import assigning
from dabir.stages.themes.acts import (
    accept_proposed_theme,
    code_passage,
    confirm_proposed_passages,
    dismiss_proposed_passages,
    distil_proposed_theme,
    join_proposed_theme,
    merge_proposed_themes,
    merge_themes,
    move_proposed_passages,
    raise_proposed_theme,
    rename_proposed_theme,
    set_aside_proposed_theme,
    set_codes,
    split_proposed_theme,
)
from dabir.stages.themes.findings import FoundCode
from dabir.stages.themes.keeping import keep_codes, recount_upwards, under
from dabir.stages.themes.models import (
    Code,
    NoTheme,
    RunStep,
    Theme,
)
from dabir.stages.themes.queries.runs import (
    last_step,
)
from tests.factories import AT
from tests.stages.analysed import proposed
from tests.stages.coded import make_theme
from tests.stages.theme_runs.runs import NAMES, picture

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)


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
