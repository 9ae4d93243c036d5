"""Runs of the analysis in the background: what is written out, taken in, once, and left behind."""

import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.errors import RunError
from dabir.analysis.schemas import DUPLICATES, PASSAGES, THEMES
from dabir.analysis.themes import ThemeInfo, ThemeModel
from dabir.analysis.themes.vocabulary import Vocabulary
from dabir.domain.language.passages import cut_passages
from dabir.foundation.work.models import Work
from dabir.foundation.work.running import run_waiting
from dabir.jobs.analysis import assigning, running
from dabir.jobs.analysis.engine import Found
from dabir.jobs.analysis.folders import sweep_analysis
from dabir.jobs.analysis.passages import Laid, write_call
from dabir.stages.submissions.acts import erase_submission, withdraw_submission
from dabir.stages.submissions.models import Passage, Submission
from dabir.stages.themes.acts import (
    accept_proposed_theme,
    ask_for_run,
    merge_proposed_themes,
    set_aside_proposed_theme,
    stop_run,
    undo_step,
)
from dabir.stages.themes.keeping import once, under
from dabir.stages.themes.models import (
    AnalysisRun,
    Campaign,
    CampaignAddition,
    CampaignMember,
    ProposedCode,
    ProposedTheme,
)
from tests.factories import AT, make_group, make_secretary
from tests.stages.analysed import fill, proposed
from tests.stages.sent import make_open_call, send

pytestmark = pytest.mark.django_db

FORM = (
    "ما اهالی محله می‌خواهیم که دوربین‌های کوچه تابلو داشته باشد و نام نگهدارنده نوشته شود.\n\n"
    "تصویرها نیز باید پس از هفت روز پاک شود و کسی جز دادگاه به آن‌ها نرسد، بی هیچ استثنا."
)
OWN = " مادر من از این دوربین‌ها می‌ترسد."


FITTED = ThemeModel(
    (
        ThemeInfo(0, None, "دوربین کوچه", (("دوربین", 1.0),)),
        ThemeInfo(1, 0, "دوربین", (("دوربین", 1.0),)),
    ),
    Vocabulary(np.array([1], np.uint64), np.array([0], np.int32), ("دوربین",)),
    np.zeros((1, 2), np.float32),
    np.zeros(2, np.float32),
    0,
)


class World:
    """A call with twenty submissions of their own, and four in one form, two of which add to it."""

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.own = fill(self.call, self.secretary)
        self.alike = [
            send(self.call, FORM + addition).submission for addition in ("", "", OWN, OWN)
        ]

    def ask(self, **fields) -> AnalysisRun:
        return ask_for_run(call=self.call, actor=self.secretary, at=AT, **fields)

    def work(self) -> Work:
        return Work.objects.filter(name="themes.analyse").latest("pk")


@pytest.fixture
def world(settings, tmp_path):
    settings.VAR = tmp_path
    return World()


def table(path: Path, schema: pa.Schema, rows: list[dict[str, object]]) -> None:
    pq.write_table(pa.Table.from_pylist(rows, schema), path)


def invented(source: Path, out: Path, *, seed: int, watch: object) -> Found:
    """What an engine writes: everything is under theme 0, the first passages under its part 1."""
    out.mkdir()
    rows = pq.read_table(source).to_pylist()
    passages, codes = [], []
    for row in rows:
        for number, span in enumerate(cut_passages(row["text"])):
            passages.append(
                {
                    "id": row["id"],
                    "passage": number,
                    "start": span.start,
                    "end": span.end,
                    "language": "fa",
                }
            )
            codes += [
                {"id": row["id"], "passage": number, "theme": theme, "weight": 0.75}
                for theme in ((0, 1) if number == 0 else (0,))
            ]
    alike = [row for row in rows if row["text"].startswith("ما اهالی")]
    first = alike[0]
    table(out / "passages.parquet", PASSAGES, passages)
    table(out / "themes.parquet", THEMES, codes)
    table(
        out / "duplicates.parquet",
        DUPLICATES,
        [
            {
                "id": row["id"],
                "cluster": 20,
                "kind": "campaign",
                "similarity": 0.9,
                "representative": first["id"],
                "opposes": None,
                "difference": [
                    {
                        "start": row["text"].index(OWN),
                        "end": len(row["text"]),
                        "text": OWN,
                        "template": "",
                    }
                ]
                if OWN in row["text"]
                else [],
            }
            for row in alike
        ],
    )
    quote = {"id": first["id"], "passage": 0, "start": 3, "end": 8, "text": "اهالی"}
    told = {
        "criterion": "invented",
        "themes": [
            {
                "number": number,
                "parent": parent,
                "label": "دوربین کوچه",
                "terms": [{"term": "دوربین", "weight": 1.0}],
                "quotes": [quote],
                "size": {},
            }
            for number, parent in ((0, None), (1, 0))
        ],
    }
    (out / "themes.json").write_text(json.dumps(told), encoding="utf-8")
    FITTED.save(out / "themes.model")
    return Found(out, "a" * 16, {"versions": {"dabir": "1"}})


@pytest.fixture
def engine(monkeypatch):
    monkeypatch.setattr(running, "run_engine", invented)


def test_a_run_takes_in_what_the_engine_found(world, engine):
    run = world.ask()
    assert run_waiting(["heavy"]) == 1
    run.refresh_from_db()
    assert (run.state, run.engine_id) == ("done", "a" * 16)
    assert run.counts["submissions"] == 24
    assert run.counts["unassigned"] == 0
    assert run.reached == Submission.objects.latest("pk").pk
    assert proposed(run, 0).submissions == 24
    assert proposed(run, 1).parent == proposed(run, 0)
    kept = ThemeModel.from_bytes(bytes(run.fitted.data))
    words = np.array([1], np.uint64)
    assert kept.vocabulary.numbers(words) == FITTED.vocabulary.numbers(words)
    assert (kept.numbers.tolist(), kept.parents.tolist()) == ([0, 1], [-1, 0])
    assert "دوربین".encode() not in bytes(run.fitted.data)
    assert b"\\u062f" not in bytes(run.fitted.data)
    passage, start, end = proposed(run, 0).quotes[0]
    assert Passage.objects.get(pk=passage).text[start:end] == "اهالی"
    code = ProposedCode.objects.filter(proposed__number=1).first()
    assert code is not None
    assert (code.weight, code.passage.order) == (750, 0)


def test_a_campaign_keeps_where_its_members_leave_the_template_and_counts_what_they_added(
    world, engine
):
    world.ask()
    run_waiting(["heavy"])
    campaign = Campaign.objects.get()
    assert (campaign.template, campaign.size) == (world.alike[0], 4)
    kinds = campaign.members.order_by("submission_id").values_list("kind", flat=True)
    assert list(kinds) == ["template", "exact", "campaign", "campaign"]
    member = CampaignMember.objects.get(submission=world.alike[2])
    (answer, start, end), *_rest = member.differences
    assert world.alike[2].answers.get(pk=answer).text[start:end].strip() == OWN.strip()
    addition = CampaignAddition.objects.get()
    assert addition.count == 2
    assert addition.answer.text[addition.start : addition.end].strip() == OWN.strip()
    assert proposed(campaign.run, 0).distinct == 21


def test_themes_of_fewer_submissions_than_asked_for_are_not_proposed(world, engine):
    run = world.ask(least=1_000)
    run_waiting(["heavy"])
    assert not ProposedTheme.objects.filter(run=run).exists()
    run.refresh_from_db()
    assert run.counts["unassigned"] == run.counts["passages"]


def test_a_run_that_was_killed_takes_everything_in_once(world, monkeypatch, engine):
    run = world.ask()
    original = running.liken

    def killed(_run):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "liken", killed)
    with pytest.raises(KeyboardInterrupt):
        run_waiting(["heavy"])
    assert ProposedCode.objects.exists()
    assert not list((settings.VAR / "analysis").iterdir())
    monkeypatch.setattr(running, "liken", original)
    Work.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert run_waiting(["heavy"]) == 1
    assert ProposedTheme.objects.filter(run=run).count() == 2
    assert Campaign.objects.count() == 1
    assert CampaignMember.objects.count() == 4


def test_a_stopped_run_leaves_nothing(world, monkeypatch):
    run = world.ask()

    def stopped_meanwhile(source, out, *, seed, watch):
        found = invented(source, out, seed=seed, watch=watch)
        stop_run(run=run, actor=world.secretary, at=AT)
        watch.begin("themes")
        return found

    monkeypatch.setattr(running, "run_engine", stopped_meanwhile)
    run_waiting(["heavy"])
    run.refresh_from_db()
    assert run.state == "stopped"
    assert not ProposedTheme.objects.exists()
    assert not Campaign.objects.exists()
    assert world.work().state == "done"


def test_what_the_engine_cannot_do_is_said_on_the_run(world, monkeypatch):
    run = world.ask()

    def full(source, out, *, seed, watch):
        raise RunError("There is no space left on the disk.")

    monkeypatch.setattr(running, "run_engine", full)
    run_waiting(["heavy"])
    run.refresh_from_db()
    assert run.state == "failed"
    assert "no space left" in run.trouble
    assert not list((settings.VAR / "analysis").iterdir())


def test_what_is_erased_meanwhile_is_read_no_more(world, monkeypatch):
    run = world.ask()
    erased = world.own[0]

    def erasing(source, out, *, seed, watch):
        found = invented(source, out, seed=seed, watch=watch)
        if erased.erased_at is None:
            erase_submission(
                submission=erased, actor=world.secretary, at=AT, texts=True, reason="asked for"
            )
            erased.refresh_from_db()
        return found

    monkeypatch.setattr(running, "run_engine", erasing)
    run_waiting(["heavy"])
    run.refresh_from_db()
    assert run.state == "running"
    Work.objects.update(not_before=timezone.now())
    run_waiting(["heavy"])
    run.refresh_from_db()
    assert (run.state, run.counts["submissions"]) == ("done", 23)
    assert not ProposedCode.objects.filter(submission=erased).exists()


def test_what_was_withdrawn_is_not_written_out(world, tmp_path):
    withdraw_submission(submission=world.own[0], actor=world.secretary, at=AT)
    written = write_call(world.call, tmp_path / "rows.parquet")
    assert (written.submissions, written.passages) == (23, 27)
    ids = pq.read_table(tmp_path / "rows.parquet")["id"].to_pylist()
    assert str(world.own[0].pk) not in ids


def test_folders_of_work_that_is_over_are_swept(world):
    left = settings.VAR / "analysis" / "99-1"
    left.mkdir(parents=True)
    assert sweep_analysis(AT) == 1
    assert not left.exists()


def test_a_new_run_finds_the_themes_of_people_again(world, engine):
    first = world.ask()
    run_waiting(["heavy"])
    step = accept_proposed_theme(
        proposed=proposed(first, 0),
        names={"fa": "دوربین"},
        over=0,
        actor=world.secretary,
        at=AT,
    )
    second = world.ask()
    run_waiting(["heavy"])
    found = proposed(second, 0)
    assert found.like == step.theme
    assert found.overlap > 900
    coded = {code.passage_id for code in step.theme.codes.all()}
    assert not coded & set(found.codes.values_list("passage_id", flat=True))


def under_both(model: ThemeModel, texts: list[str]) -> list[list[tuple[int, float]]]:
    """Puts everything under themes 0 and 1."""
    assert model.numbers.tolist() == [0, 1]
    return [[(0, 0.9), (1, 0.4)] for _text in texts]


def test_what_comes_later_is_proposed_for_the_same_themes_wherever_these_went(
    world, engine, monkeypatch
):
    monkeypatch.setattr(assigning, "weigh_texts", under_both)
    run = world.ask()
    run_waiting(["heavy"])
    later = send(world.call, FORM.replace("هفت", "نه")).submission
    Work.objects.filter(name="themes.assign").update(not_before=AT)
    assert run_waiting(["heavy"]) == 1
    numbers = [one.number for one in ProposedTheme.objects.order_by("number")]
    assert numbers == [0, 1]
    codes = ProposedCode.objects.filter(submission=later)
    assert {(code.proposed.number, code.weight, code.later) for code in codes} == {
        (0, 900, True),
        (1, 400, True),
    }
    assert proposed(run, 0).submissions == 25
    merge_proposed_themes(
        proposed=proposed(run, 1), into=proposed(run, 0), actor=world.secretary, at=AT
    )
    last = send(world.call, FORM.replace("هفت", "ده")).submission
    Work.objects.filter(name="themes.assign").update(not_before=AT, state="waiting")
    run_waiting(["heavy"])
    numbers = ProposedCode.objects.filter(submission=last).values_list("proposed__number")
    assert {number for (number,) in numbers} == {0, 1}
    codes = under([proposed(run, 0)], below=False).filter(submission=last)
    assert codes.count() == 4
    assert once(codes, proposed(run, 0)).count() == 2
    assert proposed(run, 0).submissions == 26
    aside = set_aside_proposed_theme(proposed=proposed(run, 0), actor=world.secretary, at=AT)
    after = send(world.call, FORM.replace("هفت", "سه")).submission
    Work.objects.filter(name="themes.assign").update(not_before=AT, state="waiting")
    run_waiting(["heavy"])
    undo_step(step=aside, actor=world.secretary, at=AT)
    assert under([proposed(run, 0)]).filter(submission=after).exists()
    assert proposed(run, 0).submissions == 27


def test_what_a_killed_worker_kept_goes_with_a_run_that_is_stopped(world, monkeypatch, engine):
    run = world.ask()

    def killed(_run):
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "liken", killed)
    with pytest.raises(KeyboardInterrupt):
        run_waiting(["heavy"])
    assert ProposedCode.objects.exists()
    stop_run(run=run, actor=world.secretary, at=AT)
    Work.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert run_waiting(["heavy"]) == 1
    assert not ProposedCode.objects.exists()
    assert not Campaign.objects.exists()


TEXTS = st.lists(
    st.text("ab \n", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6
)


@given(texts=TEXTS, data=st.data())
def test_places_in_a_row_lead_back_to_the_same_letters(texts, data):
    row = Laid(1)
    for number, text in enumerate(texts):
        row.add(number, 100 + number, 0, text)
    for number, piece in enumerate(row.pieces):
        assert row.covered(piece.at, piece.at + piece.length) == [number]
        assert row.in_passage(piece.at, piece.at + piece.length) == (number, 0, piece.length)
    start = data.draw(st.integers(0, len(row.text)))
    end = data.draw(st.integers(start, len(row.text)))
    found = row.in_answers(start, end)
    letters = "".join(texts[answer - 100][first:last] for answer, first, last in found)
    assert letters.replace("\n", "") == row.text[start:end].replace("\n", "")
    assert found or row.text[start:end].strip("\n") == ""
