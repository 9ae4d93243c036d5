"""What runs of the analysis keep of words that are erased, withdrawn or declined: nothing."""

import pytest

from dabir.foundation.record.models import Content
from dabir.stages.submissions.acts import (
    decline_submission,
    erase_submission,
    withdraw_submission,
)
from dabir.stages.submissions.models import Submission
from dabir.stages.themes.acts import (
    code_passage,
    move_proposed_passages,
    rename_proposed_theme,
    split_proposed_theme,
)
from dabir.stages.themes.keeping import forget_slice
from dabir.stages.themes.likening import liken
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    CampaignMember,
    ProposedCode,
    ProposedTheme,
)
from tests.factories import AT
from tests.stages.analysed import proposed
from tests.stages.coded import make_theme
from tests.stages.theme_runs.runs import NAMES

pytestmark = pytest.mark.django_db


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
